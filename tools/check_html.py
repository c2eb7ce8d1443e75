#!/usr/bin/env python3
"""Markup enters a page through known doors only.

Why: templates escape every hole for its place, so what can break a page is markup made by hand. trusted_html() turns
text into markup unchecked, and raw() writes a literal that nobody checks for balance or for the content security
policy. Whoever needs either is listed here with the reason, and a reviewer sees the list grow.
Run from the project's root. --test runs the samples at the end.
"""
import re
import sys
from pathlib import Path

TRUSTED_HTML = {
    "src/kit/html/html.h": "declares it",
    "src/kit/html/html.cpp": "defines it",
    "src/kit/html/html_test.cpp": "tests it",
    "src/kit/html/markdown.cpp": "what cmark-gfm renders in its safe mode, with raw HTML taken out",
    "src/modules/changes/pages.cpp": "pictures of kit/chart, which escapes the words in them",
    "src/modules/governance/map.cpp": "pictures of kit/chart, which escapes the words in them",
    "src/modules/measures/chart.cpp": "pictures of kit/chart, which escapes the words in them",
    "src/modules/path/flow.cpp": "as measures/chart.cpp",
}
RAW = {
    "src/kit/html/html.h": "declares it",
    "src/kit/html/html_test.cpp": "tests it",
    "src/kit/chart/svg.h": "its own private raw: pictures are drawn from numbers, and it escapes the words in them",
    "src/kit/chart/svg.cpp": "as svg.h",
    "src/modules/search/pages.cpp": "<mark> around a word inside a word's own line, where a template would add blanks",
}
DOORS = {
    "trusted_html": (re.compile(r"\btrusted_html\s*\("), TRUSTED_HTML),
    "raw": (re.compile(r"(?<![\w:])raw\s*\("), RAW),
}


def check_file(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        code = line.split("//")[0]
        for name, (pattern, allowed) in DOORS.items():
            if pattern.search(code) and path not in allowed:
                yield (f"{path}:{number}: {name}() is called here; write the markup in a template (docs/templates.md), "
                       "or list this file with its reason in tools/check_html.py.")


def check_list(texts):
    """An allowed file that no longer uses its door leaves the list."""
    for name, (pattern, allowed) in DOORS.items():
        for path in allowed:
            if not pattern.search(texts.get(path, "")):
                yield f"tools/check_html.py:1: {path} does not use {name}() any more; take it off the list."


def main():
    paths = sorted(p for p in Path("src").rglob("*") if p.suffix in {".h", ".cpp", ".html"})
    texts = {str(p): p.read_text(encoding="utf-8") for p in paths}
    complaints = [c for path, text in texts.items() for c in check_file(path, text)] + list(check_list(texts))
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


def test():
    for good in ["out.text(a);", "// trusted_html(a)", "draw(a);", "withdraw(a);", "x::raw(1)", "not_trusted_html(a);"]:
        assert not list(check_file("src/a.cpp", good)), good
    for bad in ["return kit::trusted_html(a);", "out.raw(\"<b>\");", "out->raw (x);", "{{ kit::trusted_html (a) }}"]:
        found = list(check_file("src/a.cpp", "\n" + bad))
        assert len(found) == 1 and found[0].startswith("src/a.cpp:2: "), bad
        assert not list(check_file("src/kit/html/html_test.cpp", bad))
    assert len(list(check_list({}))) == len(TRUSTED_HTML) + len(RAW)


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
