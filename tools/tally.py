#!/usr/bin/env python3
"""How many tests a log says passed and failed: doctest, Python's unittest and node's test runner, summed.

Usage: tally.py LOG EXIT_CODE   prints "PASSED FAILED"

A run that ended badly without naming a failure (a crash, a sanitizer's stop, a time limit) counts one failure.
"""
import re
import sys

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
DOCTEST = re.compile(r"^\[doctest\] test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed", re.M)
NODE = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled) (\d+)$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in [\d.]+s\n\n(?:OK|FAILED)(?: \((.*)\))?$", re.M)
CHECK = re.compile(r"^check (passed|failed): ", re.M)


def doctest(log):
    found = [(int(passed), int(failed)) for passed, failed in DOCTEST.findall(log)]
    return sum(passed for passed, _ in found), sum(failed for _, failed in found)


def node(log):
    found = [(word, int(count)) for word, count in NODE.findall(log)]
    return (sum(count for word, count in found if word == "pass"),
            sum(count for word, count in found if word != "pass"))


def unittest(log):
    passed = failed = 0
    for ran, details in UNITTEST.findall(log):
        counts = dict(re.findall(r"(\w[\w ]*)=(\d+)", details))
        bad = int(counts.get("failures", 0)) + int(counts.get("errors", 0)) + int(counts.get("unexpected successes", 0))
        failed += bad
        passed += max(0, int(ran) - bad - int(counts.get("skipped", 0)))
    return passed, failed


def checks(log):
    found = CHECK.findall(log)
    return found.count("passed"), found.count("failed")


def tally(log, exit_code):
    log = COLOURS.sub("", log)
    counts = [count(log) for count in (doctest, node, unittest, checks)]
    passed, failed = (sum(column) for column in zip(*counts))
    if exit_code != 0 and failed == 0:
        failed = 1
    return passed, failed


if __name__ == "__main__":
    path, exit_code = sys.argv[1:]
    with open(path, encoding="utf-8", errors="replace") as log:
        print(*tally(log.read(), int(exit_code)))
