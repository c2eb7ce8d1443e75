#!/usr/bin/env python3
"""Includes follow the link lines.

Why: the layering (app -> modules -> partnership -> journal, statistics -> kit) is written once, in the LINKS of
concert_library(…) in CMakeLists.txt. A linker does not notice a header that is included against it; this does.
 1. A file includes only from its own library's folder and from libraries it links, directly or through others.
 2. Between modules only the one public header, modules/X/X.h.
 3. A generated pages.html.h is included only in its own folder's library when that is a module.
Run from the project's root. --test runs the samples at the end.
"""
import re
import sys
from pathlib import Path

LIBRARY = re.compile(r"concert_library\(\s*(\w+)\s+FOLDER\s+(\S+?)(?:\s+LINKS\s+([^)]*))?\)")
INCLUDE = re.compile(r'^\s*(?:#\s*include|@use)\s+"([^"]+)"')


def read_libraries(cmake):
    """name -> (folder, links), from the text of CMakeLists.txt."""
    cmake = re.sub(r"#[^\n]*", "", cmake)
    return {name: (folder.rstrip("/"), links.split()) for name, folder, links in LIBRARY.findall(cmake)}


def closure(libraries, name):
    reached, waiting = set(), [name]
    while waiting:
        library = waiting.pop()
        if library in libraries and library not in reached:
            reached.add(library)
            waiting += libraries[library][1]
    return reached


def owner(libraries, path):
    inside = [name for name, (folder, _) in libraries.items() if path.startswith(folder + "/")]
    return max(inside, key=lambda name: len(libraries[name][0]), default=None)


def module_of(path):
    match = re.match(r"src/modules/(\w+)/", path)
    return match[1] if match else None


def check_include(libraries, path, included):
    """A sentence, or None when the include is right. Both paths are from the project's root."""
    mine, theirs = owner(libraries, path), owner(libraries, included)
    if mine is None:
        return "lies in no concert_library of CMakeLists.txt"
    if theirs is None:
        return f"{included} lies in no concert_library of CMakeLists.txt"
    if theirs == "app" and path.endswith("_test.cpp"):  # a test may stand on the whole program
        return None
    if theirs not in closure(libraries, mine):
        return f"{mine} may not include {included}: it does not link {theirs} (see LINKS in CMakeLists.txt)"
    module = module_of(included)
    if module and module != module_of(path):
        if included.endswith(".html.h"):
            return f"{included} belongs to the pages of {module} alone"
        if module_of(path) and included != f"src/modules/{module}/{module}.h":
            return f"of {module}, other modules may include only modules/{module}/{module}.h"
    return None


def check_file(libraries, path, text, exists):
    for number, line in enumerate(text.split("\n"), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        included = "src/" + match[1]
        source = included.removesuffix(".h") if included.endswith(".html.h") else included
        if exists(source):
            sentence = check_include(libraries, path, included)
        elif match[1].startswith("tests/") and exists(match[1]):
            sentence = None if path.endswith("_test.cpp") else f"only a test may include {match[1]}"
        else:
            sentence = f'there is no src/{match[1]}; headers outside the project are included with < >'
        if sentence:
            yield f"{path}:{number}: {sentence}."


def main():
    libraries = read_libraries(Path("CMakeLists.txt").read_text())
    files = sorted(p for p in Path("src").rglob("*") if p.suffix in {".h", ".cpp", ".html"})
    complaints = [c for p in files for c in check_file(libraries, str(p), p.read_text(), lambda q: Path(q).is_file())]
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


def test():
    libraries = read_libraries("""# concert_library(no FOLDER src/no)
        concert_library(kit FOLDER src/kit LINKS fmt::fmt)
        concert_library(partnership FOLDER src/partnership LINKS kit)
        concert_library(teams FOLDER src/modules/teams LINKS partnership)
        concert_library(meetings FOLDER src/modules/meetings
                        LINKS partnership teams)""")
    files = {"src/kit/db/db.h", "src/partnership/actor.h", "src/partnership/marks.html", "src/modules/teams/teams.h",
             "src/modules/teams/store.h", "src/modules/teams/pages.html", "src/modules/meetings/meetings.h", "src/x/x.h",
             "tests/world/world.h"}

    def complaints(path, line):
        return list(check_file(libraries, path, line, files.__contains__))

    meetings = "src/modules/meetings/a.cpp"
    for path, included in [(meetings, "kit/db/db.h"), (meetings, "modules/teams/teams.h"),
                           (meetings, "modules/meetings/meetings.h"), (meetings, "partnership/marks.html.h"),
                           ("src/modules/teams/a.cpp", "modules/teams/pages.html.h"),
                           ("src/modules/teams/a_test.cpp", "tests/world/world.h")]:
        assert not complaints(path, f'#include "{included}"'), (path, included)
    for path, included, sentence in [
            ("src/kit/db/db.cpp", "partnership/actor.h", "kit may not include"),
            ("src/modules/teams/a.cpp", "modules/meetings/meetings.h", "does not link meetings"),
            (meetings, "modules/teams/store.h", "only modules/teams/teams.h"),
            (meetings, "modules/teams/pages.html.h", "pages of teams alone"),
            (meetings, "tests/world/world.h", "only a test"), (meetings, "db.h", "there is no src/db.h"),
            (meetings, "x/x.h", "in no concert_library"), ("src/x/x.cpp", "kit/db/db.h", "in no concert_library")]:
        found = complaints(path, f'\n#include "{included}"')
        assert len(found) == 1 and sentence in found[0] and found[0].startswith(path + ":2: "), (path, included, found)
    assert complaints("src/kit/a.html", '@use "partnership/actor.h"')


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
