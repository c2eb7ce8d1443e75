#!/usr/bin/env python3
"""Files are named for the thing inside, and a header says what it is.

Why: a name like utils or manager says that nobody decided what belongs there, so everything ends up in it. A path of
one machine works on that machine only. A header without an opening comment sends its reader into the .cpp.
A file of more than 400 lines is not an error: the question which two things it holds is asked, once, and lists may be
as long as they like.
Run from the project's root. --test runs the samples at the end.
"""
import re
import sys
from pathlib import Path

VAGUE = {"util", "utils", "utility", "utilities", "helper", "helpers", "common", "misc", "manager", "service", "impl"}
MACHINE_PATH = re.compile(r"(?<![\w.{}/-])/(?:home|work|tmp|root|Users)/")
LONG = 400


def opening_comment(text):
    """Whether a comment stands before the first declaration; #pragma and #include may come before it."""
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("//"):
            return True
        if line and not line.startswith("#"):
            return False
    return False


def check_file(path, text):
    """(complaints, questions)"""
    complaints, questions = [], []
    last_word = re.sub(r"_(test|fuzz|bench)$", "", Path(path).name.split(".")[0]).split("_")[-1]  # service_area is fine
    if last_word in VAGUE:
        complaints.append(f"{path}:1: the name '{last_word}' says nothing; name the file for the thing inside.")
    for number, line in enumerate(text.split("\n"), 1):
        if MACHINE_PATH.search(line):
            complaints.append(f"{path}:{number}: a path of one machine; take it from the command line or the build.")
    if path.endswith(".h"):
        if "#pragma once" not in text:
            complaints.append(f"{path}:1: the header has no #pragma once.")
        if not opening_comment(text):
            complaints.append(f"{path}:1: the header does not open with a comment that says what it is.")
    lines = text.count("\n")
    if lines > LONG:
        questions.append(f"{path}:1: {lines} lines; which two things is this? (a question, not an error)")
    return complaints, questions


def main():
    paths = sorted(p for p in Path("src").rglob("*") if p.suffix in {".h", ".cpp", ".html"})
    results = [check_file(str(p), p.read_text(encoding="utf-8")) for p in paths]
    complaints = [c for found, _ in results for c in found]
    for line in complaints + [q for _, asked in results for q in asked]:
        print(line)
    return 1 if complaints else 0


def test():
    header = "// What it is.\n#pragma once\n"
    for path, text in [("src/a/team.h", header), ("src/a/team.h", "#pragma once\n#include <a>\n\n// What.\nint a;"),
                       ("src/a/commons.cpp", "get(\"/workers/\") \"https://a.org/home/x\" \"{x}/work/\""),
                       ("src/partnership/service_area.h", header)]:
        assert check_file(path, text) == ([], []), (path, check_file(path, text))
    for path, text, sentence in [
            ("src/a/utils.cpp", "", "'utils' says nothing"), ("src/a/team_helpers_test.cpp", "", "'helpers'"),
            ("src/a/a.cpp", "\n\"/home/a\"", "src/a/a.cpp:2: a path"), ("src/a/a.cpp", "open(/tmp/x)", "a path of one"),
            ("src/a/a.h", "// What.\n", "no #pragma once"), ("src/a/a.h", "#pragma once\nint a;\n// late", "does not open")]:
        found, _ = check_file(path, text)
        assert len(found) == 1 and sentence in found[0], (path, found)
    assert check_file("src/a/a.cpp", "\n" * 401)[1] and not check_file("src/a/a.cpp", "\n" * 400)[1]


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
