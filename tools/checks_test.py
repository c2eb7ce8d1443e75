"""Each tools/check_*.py is tried on the samples at its end: what it must let pass, and what it must name."""
import pathlib
import subprocess
import sys
import unittest

TOOLS = pathlib.Path(__file__).resolve().parent


class ChecksTest(unittest.TestCase):
    def test_each_check_knows_its_samples(self):
        for check in sorted(TOOLS.glob("check_*.py")):
            with self.subTest(check.name):
                done = subprocess.run([sys.executable, check, "--test"], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
