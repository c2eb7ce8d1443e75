import unittest

from tally import tally

DOCTEST = """[doctest] doctest version is "2.4.9"
===============================================================================
[doctest] test cases:  12 |  11 passed | 1 failed | 3 skipped
[doctest] assertions: 120 | 119 passed | 1 failed |
[doctest] Status: FAILURE!
"""
NODE = """ℹ tests 5
ℹ pass 4
ℹ fail 1
ℹ cancelled 0
ℹ skipped 0
"""


class TallyTest(unittest.TestCase):
    def test_doctest_counts_cases_and_not_assertions(self):
        self.assertEqual(tally(DOCTEST, 1), (11, 1))

    def test_node_counts_in_both_reporters(self):
        self.assertEqual(tally(NODE, 1), (4, 1))
        self.assertEqual(tally(NODE.replace("ℹ", "#"), 1), (4, 1))

    def test_cancelled_journeys_are_failures(self):
        self.assertEqual(tally("# pass 1\n# fail 0\n# cancelled 2\n", 1), (1, 2))

    def test_unittest_takes_failures_errors_and_skips_from_what_ran(self):
        log = "Ran 10 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=3)\n"
        self.assertEqual(tally(log, 1), (4, 3))
        self.assertEqual(tally("Ran 1 test in 0.001s\n\nOK\n", 0), (1, 0))

    def test_several_runs_in_one_log_are_summed(self):
        self.assertEqual(tally(DOCTEST + NODE + "check passed: a\ncheck failed: b\n", 1), (16, 3))

    def test_colours_do_not_hide_a_summary(self):
        line = "\x1b[0;36m[doctest] \x1b[0mtest cases: \x1b[0m2 | \x1b[0;32m2 passed\x1b[0m | 0 failed | 0 skipped\n"
        self.assertEqual(tally(line, 0), (2, 0))

    def test_a_crash_without_a_summary_is_one_failure(self):
        self.assertEqual(tally("Segmentation fault\n", 139), (0, 1))

    def test_an_empty_log_ran_nothing(self):
        self.assertEqual(tally("", 0), (0, 0))
