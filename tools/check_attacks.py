#!/usr/bin/env python3
"""docs/attacks.md lists the attacks that tests/attacks makes, with the sentences these expect.

Why: the list is what a party reads before it trusts the journal; an attack in it that no test makes is a promise, and a
sentence that changed in the program alone is a wrong one. Each TEST_CASE("attack: …") has one row, each row one test,
and what a test expects in one piece of text stands in its row.
Run from the project's root. --test runs the samples at the end.
"""
import re
import sys
from pathlib import Path

TESTS, LIST = "tests/attacks/attacks_test.cpp", "docs/attacks.md"
SHORTEST = 12  # characters of a piece that is worth comparing: a shorter one is put together with numbers


def attacks_in(source):
    """name -> pieces of text that it expects"""
    found = {}
    for case in re.split(r"^(?=TEST_CASE\()", source, flags=re.M):
        name = re.match(r'TEST_CASE\("attack: (.*)"\)', case)
        if name:
            expected = re.findall(r'expect\(\s*"((?:[^"\\]|\\.)*)"\s*[,)]', case)
            found[name[1]] = [text for text in expected if len(text) >= SHORTEST]
    return found


def rows_in(text):
    rows = [re.fullmatch(r"\| (.*?) \| (.*) \|", line) for line in text.split("\n")]
    return {row[1]: row[2] for row in rows if row and row[1] != "attack"}


def compare(source, text):
    attacks, rows = attacks_in(source), rows_in(text)
    complaints = [f"{LIST}: the attack \"{name}\" is not listed." for name in attacks if name not in rows]
    complaints += [f"{LIST}: no test makes the attack \"{name}\"." for name in rows if name not in attacks]
    for name, pieces in attacks.items():
        for piece in pieces:
            if name in rows and piece not in rows[name]:
                complaints.append(f"{LIST}: of the attack \"{name}\" the victim reads \"{piece}\".")
    return complaints


def main():
    complaints = compare(Path(TESTS).read_text(encoding="utf-8"), Path(LIST).read_text(encoding="utf-8"))
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


def test():
    source = 'TEST_CASE("nothing") {\n}\nTEST_CASE("attack: a row") {\n  world.expect("the row was changed", {});\n}\n'
    table = "| attack | what |\n|---|---|\n"
    assert compare(source, table + "| a row | Told: the row was changed. |") == []
    assert compare(source, table) == [f"{LIST}: the attack \"a row\" is not listed."]
    assert compare(source, table + "| a row | the row was changed |\n| another | x |") == [
        f"{LIST}: no test makes the attack \"another\"."]
    assert compare(source, table + "| a row | something else |") == [
        f"{LIST}: of the attack \"a row\" the victim reads \"the row was changed\"."]


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
