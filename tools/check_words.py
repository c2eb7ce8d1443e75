#!/usr/bin/env python3
"""Every sentence the program says exists in every language.

Why: a missing key would only show when somebody opens that page in that language. A string literal in src/ that looks
like a key (an area of words/, a dot, small letters) counts as a use. A key that is put together at run time is declared
in words/dynamic.txt by its beginning, one a line ("teams.level."), with a # comment saying where that happens.
Kinds of journal entries (.kind = "decisions.closure") look like keys and are none.
Checked: messages are well formed and under keys of their own area; en and es have the same keys with the same
placeholders; each use exists; each key is used.
Run from the project's root. --test runs the samples at the end.
"""
import json
import re
import sys
from pathlib import Path

LITERAL = re.compile(r'(\bkind\s*=\s*)?"([a-z_]+\.[a-z0-9_.]+)"')
NAME = re.compile(r"\s*([a-z0-9_]+)\s*")


class Words:
    def __init__(self):
        self.messages = {}    # language -> key -> (place, message)
        self.complaints = []

    def complain(self, place, sentence):
        self.complaints.append(f"{place}: {sentence}.")

    def read(self, language, name, text):
        area, lines, found = Path(name).stem, text.split("\n"), self.messages.setdefault(language, {})
        try:
            pairs = json.loads(text, object_pairs_hook=list)
        except json.JSONDecodeError as error:
            return self.complain(f"{name}:{error.lineno}", f"is not JSON: {error.msg}")
        for key, message in pairs:
            place = f"{name}:{next((n for n, line in enumerate(lines, 1) if json.dumps(key) in line), 1)}"
            if key in found:
                self.complain(place, f"{key} is there twice")
            if not re.fullmatch(rf"{area}\.[a-z0-9_.]*[a-z0-9_]", key):
                self.complain(place, f"the key {key} must begin with {area}. and have small letters")
            if not isinstance(message, str) or not message.strip():
                self.complain(place, f"the message of {key} must be text")
                message = ""
            found[key] = (place, message)
        return None

    def compare(self):
        for one, other in (("en", "es"), ("es", "en")):
            for key, (place, message) in self.messages.get(one, {}).items():
                translated = self.messages.get(other, {}).get(key)
                if translated is None:
                    self.complain(place, f"{key} is missing in words/{other}")
                elif one == "en" and message and translated[1]:
                    self.compare_placeholders(key, message, translated)

    def compare_placeholders(self, key, message, translated):
        try:
            ours, theirs = placeholders(message), placeholders(translated[1])
        except ValueError as error:
            return self.complain(translated[0], f"{key} is not well formed here or in English: {error}")
        if ours != theirs:
            self.complain(translated[0], f"{key} has the placeholders {sorted(theirs)}, in English {sorted(ours)}")
        return None


def placeholders(message):
    """The names in a message; src/kit/text/message.cpp reads the same language."""
    names = set()

    def parts(at, inside):
        while at < len(message) and message[at] != "}":
            at = placeholder(at + 1) if message[at] == "{" else at + 1
        if inside != (at < len(message)):
            raise ValueError("a { or } stands alone")
        return at

    def placeholder(at):
        name = NAME.match(message, at)
        if not name:
            raise ValueError("after { there must be a name in small letters")
        names.add(name[1])
        at = name.end()
        kind = re.compile(r",\s*(number|plural\s*,)\s*").match(message, at)
        if kind:
            at = kind.end()
            for branch in ("one", "other") if kind[1] != "number" else ():
                opening = re.compile(rf"\s*{branch}\s*\{{").match(message, at)
                if not opening:
                    raise ValueError("a plural must read one {…} other {…}")
                at = parts(opening.end(), True) + 1
            at = NAME_END.match(message, at).end()
        if not message.startswith("}", at):
            raise ValueError(f"the placeholder {{{name[1]}}} is not closed")
        return at + 1

    parts(0, False)
    return names


NAME_END = re.compile(r"\s*")


def uses(name, text, areas):
    """(place, key, whether it is the kind of a journal entry) of every literal that looks like a key."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("//", "#include", "@use")):
            continue
        for kind, key in LITERAL.findall(line):
            if key.split(".")[0] in areas:
                yield f"{name}:{number}", key, bool(kind)


def check_uses(words, sources, dynamic):
    english = words.messages.get("en", {})
    areas = {key.split(".")[0] for key in english}
    found = [use for name, text in sources for use in uses(name, text, areas)]
    kinds = {key for _, key, is_kind in found if is_kind}
    used = {key for _, key, _ in found}
    for place, key, _ in found:
        if key.endswith("."):
            if key not in dynamic:
                words.complain(place, f"the beginning {key} of a key must be declared in words/dynamic.txt")
        elif key not in english and key not in kinds:
            words.complain(place, f"{key} is in no file of words/en")
    for beginning in dynamic:
        if not any(key.startswith(beginning) for key in english):
            words.complain("words/dynamic.txt:1", f"no key begins with {beginning}")
    for key, (place, _) in english.items():
        if key not in used and not key.startswith(tuple(dynamic)):
            words.complain(place, f"{key} is used nowhere in src/")


def read_dynamic(text):
    return [line for line in (line.split("#")[0].strip() for line in text.split("\n")) if line]


def main():
    words, dynamic = Words(), Path("words/dynamic.txt")
    for path in sorted(Path("words").glob("*/*.json")):
        words.read(path.parent.name, str(path), path.read_text(encoding="utf-8"))
    words.compare()
    sources = sorted(p for p in Path("src").rglob("*")
                     if p.suffix in {".h", ".cpp", ".html"} and not p.stem.endswith(("_test", "_fuzz")))
    check_uses(words, [(str(p), p.read_text(encoding="utf-8")) for p in sources],
               read_dynamic(dynamic.read_text()) if dynamic.exists() else [])
    print("\n".join(words.complaints), end="\n" if words.complaints else "")
    return 1 if words.complaints else 0


def test():
    def complaints(english, spanish, source="", dynamic=()):
        words = Words()
        words.read("en", "words/en/teams.json", json.dumps(english, indent=1))
        words.read("es", "words/es/teams.json", json.dumps(spanish, indent=1))
        words.compare()
        check_uses(words, [("src/a.cpp", source)], list(dynamic))
        return words.complaints

    plural = "{n, plural, one {# of {a}} other {}} {b, number}"
    assert placeholders(plural) == {"n", "a", "b"}
    for wrong in ("{", "}", "{A}", "{a", "{n, plural, one {a}}", "{n, date}", "{n, plural, one {a} other {b}"):
        try:
            placeholders(wrong)
            assert False, wrong
        except ValueError:
            pass
    good = {"teams.a": plural}
    assert not complaints(good, good, 't("teams.a")')
    assert not complaints(good, good, 'x("teams." + y)', ["teams."]) and not complaints({}, {}, 'x("teams.a")')
    assert not complaints(good, good, 't("teams.a"); .kind = "teams.sign"\n// "teams.b"\nis("teams.sign")')
    for sentence, found in {
            "missing in words/es": complaints(good, {}, '"teams.a"'), "missing in words/en": complaints({}, good),
            "has the placeholders": complaints({"teams.a": "{x}"}, {"teams.a": "{y}"}, '"teams.a"'),
            "not well formed": complaints({"teams.a": "x"}, {"teams.a": "{"}, '"teams.a"'),
            "src/a.cpp:2: teams.b is in no": complaints(good, good, '"teams.a"\n"teams.b"'),
            "used nowhere": complaints(good, good), "must begin with": complaints({"x.a": "x"}, {"x.a": "x"}, '"x.a"'),
            "must be text": complaints({"teams.a": 1}, {"teams.a": "x"}, '"teams.a"'),
            "no key begins": complaints(good, good, '"teams.a"', ["teams.x."]),
            "must be declared": complaints(good, good, '"teams.a" "teams.a."')}.items():
        assert found and sentence in found[0], (sentence, found)
    words = Words()
    words.read("en", "words/en/teams.json", '{"teams.a": "x",\n "teams.a": "y"}')
    words.read("en", "words/en/x.json", "{\n")
    assert "there twice" in words.complaints[0] and "words/en/x.json:2: is not JSON" in words.complaints[1]


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
