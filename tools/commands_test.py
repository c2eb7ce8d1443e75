"""The commands at the top of the tree: what they refuse, and what they say then. Nothing here installs or builds."""
import pathlib
import re
import socket
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parent.parent
SETUP = TOP / "tools" / "setup"


def bash(script, **variables):
    return subprocess.run(["bash", "-c", script], cwd=TOP, env={"PATH": "/usr/bin:/bin", **variables},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


class RunTest(unittest.TestCase):
    def test_a_port_that_is_none_is_refused_in_a_sentence(self):
        for words in ("--port abc", "--port 0", "--port 65536", "--port", "--port=", "--verbose", "8080"):
            with self.subTest(words):
                done = bash(f"./run {words}")
                self.assertEqual(done.returncode, 1)
                self.assertIn("Usage: ./run [--port N], where N is a port between 1 and 65535.", done.stderr)

    def test_the_port_may_come_from_the_environment(self):
        self.assertEqual(bash("./run", PORT="many").returncode, 1)

    def test_a_taken_port_is_named_with_the_way_out(self):
        with socket.create_server(("127.0.0.1", 0)) as taker:
            done = bash(f"source <(sed -e '/^main \"/d' -e '/^cd /d' run); need_free_port {taker.getsockname()[1]}")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"Port \d+ is taken by another program")
        self.assertRegex(done.stderr, r"\./run --port \d+")


class PackagesTest(unittest.TestCase):
    def missing(self, text):
        with tempfile.NamedTemporaryFile("w") as packages:
            packages.write(text)
            packages.flush()
            return bash(f". tools/setup/setup.sh; missing_of {packages.name}").stdout.split()

    def test_what_is_installed_is_not_missing(self):
        self.assertEqual(self.missing("# a list\n\nbash  # the shell\nno-such-package  # nothing\n"), ["no-such-package"])

    def test_a_command_may_serve_instead_of_its_package(self):
        self.assertEqual(self.missing("no-such-package bash # why\nno-such-other - # why\n"), ["no-such-other"])

    def test_each_package_says_why_it_is_needed(self):
        for packages in SETUP.glob("packages.*"):
            for line in packages.read_text().splitlines():
                if line and not line.startswith("#"):
                    self.assertRegex(line, r"^[a-z0-9.+-]+( .*)? # \w", packages.name)

    def test_no_package_is_listed_twice(self):
        lines = [line.split() for packages in SETUP.glob("packages.*") for line in packages.read_text().splitlines()]
        names = [words[0] for words in lines if words and not words[0].startswith("#")]
        self.assertEqual(len(names), len(set(names)))


class DevTest(unittest.TestCase):
    def test_the_help_lists_every_command_and_no_other(self):
        text = "".join(path.read_text() for path in (TOP / "dev", *SETUP.glob("*.sh")))
        there_are = set(re.findall(r"^dev_(\w+)\(\)", text, re.M)) - {"help"}
        self.assertEqual(set(re.findall(r"^  \./dev (\w+)", bash("./dev help").stdout, re.M)), there_are)

    def test_an_unknown_command_is_refused_in_a_sentence(self):
        done = bash("./dev nonsense")
        self.assertEqual((done.returncode, done.stderr.strip()),
                         (1, './dev has no command "nonsense". ./dev help lists them.'))


class StagesTest(unittest.TestCase):
    def outcome(self, script, word=""):
        with tempfile.TemporaryDirectory() as folder:
            return bash(f"ln -s '{TOP}/tools' '{folder}/tools'; cd '{folder}'; . tools/setup/setup.sh; "
                        f". tools/setup/stages.sh; filter='{word}'; {script}; closing_line")

    def test_the_closing_line_sums_the_stages(self):
        done = self.outcome("stage a A echo '# pass 2'; stage b B echo 'check passed: x'")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (0, "3 passed, 0 failed"))

    def test_a_stage_that_ran_nothing_fails(self):
        done = self.outcome("stage a A echo '# pass 2'; stage b B true")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (1, "2 passed, 1 failed"))

    def test_with_a_word_a_stage_may_run_nothing_but_not_all_of_them(self):
        done = self.outcome("stage a A echo '# pass 2'; stage b B true", word="clock")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (0, "2 passed, 0 failed"))
        done = self.outcome("stage b B true", word="clock")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (1, "0 passed, 1 failed"))

    def test_a_stage_that_crashed_fails_and_shows_its_log(self):
        done = self.outcome("stage a A bash -c 'echo last words; exit 139'")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (1, "0 passed, 1 failed"))
        self.assertIn("last words", done.stdout)


if __name__ == "__main__":
    unittest.main()
