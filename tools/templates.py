#!/usr/bin/env python3
"""Compiles a page template to C++:  templates.py src/modules/teams/pages.html build/.../pages.html
writes pages.html.h and pages.html.cpp.  The language is described in docs/templates.md.

Why a compiler: a page is then a C++ function with typed parameters, so a wrong name is an error at the template's own
line, and every hole is escaped for the place it stands in, which no person has to remember.

The Markup class walks the HTML and knows where it is (text, tag, attribute); the Template class reads the lines that
begin with @ and writes the C++ around it.
"""
import re
import sys
from pathlib import Path

URL_ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "cite", "data", "xlink:href", "hx-get", "hx-post",
                  "hx-put", "hx-patch", "hx-delete", "hx-push-url", "hx-replace-url"}
URL_SCHEMES = {"http", "https", "mailto", "tel"}  # the same list as in kit/html/html.cpp
NO_HOLES_IN = {"srcdoc": "its text is read as HTML a second time", "srcset": "it is a list of addresses"}
VERBATIM_ELEMENTS = {"pre", "textarea"}


class Refused(Exception):
    """A template that cannot be compiled, with the line and a sentence for the person who wrote it."""

    def __init__(self, line, sentence):
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


# ---- reading C++ inside a template ------------------------------------------------------------------------------

RAW_STRING = re.compile(r'R"([^()\\\s]*)\((?:.|\n)*?\)\1"')
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
CHARACTER = re.compile(r"(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'")
OPENING, CLOSING = "([{", ")]}"


def cpp_tokens(text, at):
    """Yields (position, end, depth) of each character or whole string literal from `at` on; depth counts brackets."""
    depth = 0
    while at < len(text):
        match = RAW_STRING.match(text, at) or STRING.match(text, at) or CHARACTER.match(text, at)
        if match:
            yield at, match.end(), depth
            at = match.end()
            continue
        if text[at] in CLOSING:
            depth -= 1
        yield at, at + 1, depth
        if text[at] in OPENING:
            depth += 1
        at += 1


def end_of_hole(text, at):
    """Where the }} is that ends the expression starting at `at`, or -1."""
    for start, _, depth in cpp_tokens(text, at):
        if depth == -1 and text.startswith("}}", start):
            return start
        if depth < 0:
            return -1
    return -1


def end_of_brackets(text, at):
    """The position after the bracket that closes the one at `at`, or -1."""
    for start, end, depth in cpp_tokens(text, at):
        if depth == 0 and start > at and text[start] in CLOSING:
            return end
    return -1


def split_at_commas(text):
    """The parameters of a list, minding brackets, <> of templates and strings."""
    parts, begin, angles = [], 0, 0
    for start, end, depth in cpp_tokens(text, 0):
        token = text[start:end]
        angles += (token == "<") - (token == ">")
        if token == "," and depth == 0 and angles == 0:
            parts.append(text[begin:start].strip())
            begin = end
    return [part for part in parts + [text[begin:].strip()] if part]


def parameter_name(parameter, line):
    match = re.search(r"([A-Za-z_]\w*)\s*$", parameter.split("=")[0])
    if not match or len(parameter.split("=")[0].split()) < 2:
        raise Refused(line, f"the parameter '{parameter}' needs a type and a name.")
    return match.group(1)


def without_default(parameter):
    return parameter.split("=")[0].strip()


def cpp_string(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    return '"' + escaped.replace("\n", '\\n"\n          "') + '"'


# ---- the body of one component ----------------------------------------------------------------------------------

class Code:
    """The statements of one function. Markup that follows markup is joined into one append."""

    def __init__(self, path):
        self.path, self.parts, self.literal = path, [], ""

    def markup(self, text):
        self.literal += text

    def statement(self, line, text):
        self.flush()
        self.parts.append(f'#line {line} {cpp_string(str(self.path))}\n  {text}\n')

    def flush(self):
        if self.literal:
            lines = cpp_string(self.literal).removesuffix('\n          ""')
            self.parts.append(f"  out.raw({lines});\n")
        self.literal = ""

    def text(self):
        self.flush()
        return "".join(self.parts)


class Markup:
    """Walks over HTML, line by line, and says for each hole in which place it stands."""

    def __init__(self, code):
        self.code = code
        self.tag = None          # the name of the tag we are inside of
        self.tag_line = 0
        self.closing = False     # it is a </tag>
        self.attribute = None    # the attribute whose "value" we are inside of
        self.value = ""          # that value so far; every hole in it is \0
        self.verbatim = None     # pre or textarea: blanks matter
        self.script = False      # between <script> and </script>
        self.comment = 0         # the line a comment began on
        self.line = 0

    def refuse(self, sentence):
        raise Refused(self.line, sentence)

    def feed(self, line_number, text):
        """One line of the template, or several when a hole spans lines."""
        self.line = line_number
        keep_blanks = self.verbatim is not None
        rest = text if keep_blanks else text.strip(" \t")
        wrote = False
        while rest:
            before = len(self.code.parts), len(self.code.literal)
            rest = self.step(rest)
            wrote = wrote or before != (len(self.code.parts), len(self.code.literal))
        if self.comment:
            return
        if wrote and not self.verbatim:
            self.code.literal = self.code.literal.rstrip(" \t")
        if wrote or self.verbatim or self.attribute:
            self.code.markup("\n")

    def step(self, rest):
        if self.comment:
            return self.in_comment(rest)
        if self.attribute:
            return self.in_value(rest)
        if self.tag:
            return self.in_tag(rest)
        return self.between_tags(rest)

    # Between tags

    def between_tags(self, rest):
        if self.script and not rest.startswith("</"):
            self.refuse("script inside a page is blocked by the content security policy; put it in web/ "
                        "and write <script src=\"…\"></script>.")
        if rest.startswith("{{"):
            return self.hole(rest, "kit::put")
        if rest.startswith("}}"):
            self.refuse("}} without {{ before it.")
        if rest.startswith("<!--"):
            self.comment = self.line
            return rest[4:]
        if rest.startswith("<"):
            return self.open_tag(rest)
        end = re.search(r"<|\{\{|\}\}", rest)
        end = end.start() if end else len(rest)
        self.code.markup(rest[:end])
        return rest[end:]

    def in_comment(self, rest):
        end = rest.find("-->")
        if "{{" in (rest if end < 0 else rest[:end]):
            self.refuse("a hole inside a comment: comments are left out of the page.")
        if end < 0:
            return ""
        self.comment = 0
        return rest[end + 3:]

    # Inside a tag

    def open_tag(self, rest):
        if rest.startswith("<{{"):
            self.refuse("a hole in place of a tag's name.")
        doctype = re.match(r"<!doctype html>", rest, re.IGNORECASE)
        if doctype:
            self.code.markup(doctype.group())
            return rest[doctype.end():]
        match = re.match(r"<(/?)([A-Za-z][\w:-]*)", rest)
        if not match:
            self.refuse("a < that opens no tag; write &lt; for the sign itself.")
        self.closing, self.tag, self.tag_line = bool(match[1]), match[2].lower(), self.line
        if rest.startswith("{{", match.end()):
            self.refuse("a hole in a tag's name.")
        if self.tag == "style":
            self.refuse("a <style> element is blocked by the content security policy; put it in the style sheet in web/.")
        self.code.markup(match.group())
        return rest[match.end():]

    def in_tag(self, rest):
        end = re.match(r"\s*/?>", rest)
        if end:
            self.code.markup(end.group().lstrip())
            return self.close_tag(rest[end.end():])
        blank = re.match(r"\s+", rest)
        if blank:
            self.code.markup(" ")
            return rest[blank.end():]
        if rest.startswith("{{"):
            self.refuse("a hole in place of an attribute; write name=\"{{ value }}\" or name?={{ condition }}.")
        match = re.match(r"[^\s\"'<>/={}?]+", rest)
        if not match:
            self.refuse(f"'{rest[0]}' does not belong inside the tag <{self.tag}>.")
        return self.named_attribute(match.group(), rest[match.end():])

    def named_attribute(self, name, rest):
        lowered = name.lower()
        if rest.startswith("{{"):
            self.refuse("a hole in an attribute's name.")
        if lowered.startswith(("on", "hx-on")):
            self.refuse(f"{name}= is script inside a page, which the content security policy blocks; "
                        "write a custom element in web/ instead.")
        if lowered == "style":
            self.refuse("style= is blocked by the content security policy; use a class (or, in SVG, its own attributes).")
        if rest.startswith("?={{"):
            return self.boolean_attribute(name, rest[2:])
        if rest.startswith("={{"):
            self.refuse(f"a hole without quotes; write {name}=\"{{{{ … }}}}\", or {name}?={{{{ … }}}} for yes and no.")
        self.code.markup(name)
        if rest.startswith('="'):
            self.code.markup('="')
            self.attribute, self.value = lowered, ""
            return rest[2:]
        return self.other_value(name, rest)

    def other_value(self, name, rest):
        """A value in single quotes or in none, in which nothing may vary; or no value at all."""
        match = re.match(r"='[^']*'|=[^\s\"'<>=`]+|(?!=)", rest)
        if not match:
            self.refuse(f"the value of {name} must be between double quotes.")
        if "{{" in match.group():
            self.refuse(f"a hole in {name} without double quotes around the value.")
        self.check_address(name.lower(), match.group()[1:].strip("'"))
        self.code.markup(match.group())
        return rest[match.end():]

    def boolean_attribute(self, name, rest):
        expression, rest = self.expression(rest)
        self.code.literal = self.code.literal.rstrip(" \t\n")
        self.code.statement(self.line, f'if ({expression}) out.raw({cpp_string(" " + name)});')
        return rest

    def close_tag(self, rest):
        if self.tag in VERBATIM_ELEMENTS:
            self.verbatim = None if self.closing else self.tag
            # A browser drops a line break right after the tag; this one is dropped instead of one in the hole.
            if not self.closing and rest.startswith("{{"):
                self.code.markup("\n")
        self.script = self.tag == "script" and not self.closing
        self.tag = None
        return rest

    # Inside a value between double quotes

    def in_value(self, rest):
        if rest.startswith('"'):
            self.check_address(self.attribute, self.value)
            self.attribute = None
            self.code.markup('"')
            return rest[1:]
        if rest.startswith("{{?="):
            self.refuse("write the condition outside the quotes: name?={{ condition }}.")
        if rest.startswith("{{"):
            if self.attribute in NO_HOLES_IN:
                self.refuse(f"a hole in {self.attribute} cannot be made safe: {NO_HOLES_IN[self.attribute]}.")
            rest = self.hole(rest, self.way_to_put())
            self.value += "\0"
            return rest
        end = re.search(r'"|\{\{', rest)
        end = end.start() if end else len(rest)
        self.value += rest[:end]
        self.code.markup(rest[:end])
        return rest[end:]

    def way_to_put(self):
        if self.attribute not in URL_ATTRIBUTES:
            return "kit::put_attribute"
        # Before any of these the hole may decide the scheme; after, it is one piece of an address already begun.
        return "kit::put_piece" if re.search(r"[/?#:]", self.value) else "kit::put_url"

    def check_address(self, attribute, value):
        scheme = re.match(r"([^:/?#]*):", value.strip())
        if attribute in URL_ATTRIBUTES and scheme and scheme[1].lower() not in URL_SCHEMES:
            self.refuse(f"the address in {attribute} must be relative, or begin with http:, https:, mailto: or tel:.")

    # Holes

    def hole(self, rest, put):
        expression, rest = self.expression(rest)
        self.code.statement(self.line, f"{put}(out, {expression});")
        self.line += expression.count("\n")
        return rest

    def expression(self, rest):
        end = end_of_hole(rest, 2)
        if end < 0:
            self.refuse("{{ without }} after it.")
        expression = rest[2:end].strip(" \t\n")
        if not expression:
            self.refuse("an empty hole {{ }}.")
        return expression, rest[end + 2:]

    def must_be_in_text(self, line, what):
        if self.attribute:
            raise Refused(line, f"{what} inside the value of {self.attribute}.")
        if self.tag:
            raise Refused(line, f"{what} inside the tag <{self.tag}> of line {self.tag_line}; "
                                "write name?={{ condition }} for an attribute that may be absent.")


# ---- the template file ------------------------------------------------------------------------------------------

NAME = r"[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*"


class Definition:
    def __init__(self, line, name, parameters):
        self.line, self.name, self.parameters = line, name, parameters
        self.code, self.markup = None, None
        self.slot = False

    def signature(self, returns, first, last, defaults):
        middle = self.parameters if defaults else [without_default(p) for p in self.parameters]
        return f"{returns} {self.name}({', '.join(first + middle + last)})"

    def last(self):
        return ["kit::Slot slot"] if self.slot else []

    def arguments(self):
        names = [parameter_name(p, self.line) for p in self.parameters] + ["slot"] * self.slot
        return ", ".join(["out"] + [f"std::forward<decltype({name})>({name})" for name in names])


class Template:
    """Reads the lines of a file. `open` holds the blocks not yet closed: (kind, line, text that closes it)."""

    def __init__(self, path, text):
        self.path, self.lines, self.at = path, text.split("\n"), 0
        self.uses, self.definitions, self.open = [], [], []
        self.namespace = namespace_of(path)
        self.outside_comment = 0

    def line(self):
        return self.at  # lines count from 1, and `at` already stands after the line in hand

    def refuse(self, sentence):
        raise Refused(self.line(), sentence)

    def current(self):
        return self.definitions[-1] if self.open else None

    def read(self):
        while self.at < len(self.lines):
            text = self.lines[self.at].rstrip("\r")
            self.at += 1
            self.read_line(text)
        self.check_the_end()
        return self

    def check_the_end(self):
        comment = self.outside_comment or (self.open and self.in_hidden_text())
        if comment:
            raise Refused(comment, "a comment <!-- that is never closed.")
        if self.open:
            kind, line, _ = self.open[-1]
            raise Refused(line, f"@{kind} is never closed by @end.")
        if not self.definitions:
            raise Refused(1, "an empty template: it needs at least one @def.")
        if not self.namespace:
            raise Refused(1, "a template outside src/ needs a @namespace line.")

    def read_line(self, text):
        stripped = text.strip()
        if self.open:
            if self.in_hidden_text() or not stripped.startswith("@"):
                return self.feed(text)
            if stripped.startswith("@@"):
                return self.feed(text.replace("@@", "@", 1))
            return self.directive(self.whole_directive(stripped))
        if self.outside_comment or stripped.startswith("<!--"):
            self.outside_comment = self.outside_comment or self.line()
            if "-->" in stripped:
                self.outside_comment = 0
            return None
        if stripped.startswith("@"):
            return self.outer_directive(self.whole_directive(stripped))
        if stripped:
            self.refuse("text outside a @def … @end.")
        return None

    def in_hidden_text(self):
        return self.current().markup.comment

    def feed(self, text):
        first = self.line()
        while self.hole_is_open(text) and self.at < len(self.lines):
            text += "\n" + self.lines[self.at].strip()
            self.at += 1
        self.current().markup.feed(first, text)

    @staticmethod
    def hole_is_open(text):
        start = text.find("{{")
        while start >= 0:
            end = end_of_hole(text, start + 2)
            if end < 0:
                return True
            start = text.find("{{", end + 2)
        return False

    def whole_directive(self, text):
        """A directive whose brackets are still open goes on in the next line."""
        start = self.at
        while self.brackets_are_open(text):
            if self.at >= len(self.lines):
                self.at = start
                self.refuse("a ( that is never closed.")
            text += "\n" + self.lines[self.at].strip()
            self.at += 1
        self.first_line = start
        return text

    @staticmethod
    def brackets_are_open(text):
        last = 0
        for start, _, depth in cpp_tokens(text, 0):
            last = depth + (text[start] in OPENING)
        return last > 0

    # Directives outside a component

    def outer_directive(self, text):
        word = re.match(r"@(\w+)", text)
        word = word.group(1) if word else ""
        if word == "use":
            return self.use(text)
        if word == "namespace":
            return self.set_namespace(text)
        if word == "def":
            return self.define(text)
        if word == "end":
            self.refuse("@end with nothing open.")
        return self.refuse(f"{text.split('(')[0].strip()} stands outside a @def … @end.")

    def use(self, text):
        match = re.fullmatch(r'@use\s+("[^"]+"|<[^>]+>)', text)
        if not match:
            self.refuse('write @use "modules/teams/teams.h".')
        self.uses.append(match[1])

    def set_namespace(self, text):
        match = re.fullmatch(rf"@namespace\s+({NAME})", text)
        if not match:
            self.refuse("write @namespace name.")
        self.namespace = match[1]

    def define(self, text):
        match = re.match(r"@def\s+([A-Za-z_]\w*)\s*\(", text)
        if not match or end_of_brackets(text, match.end() - 1) != len(text):
            self.refuse("write @def name(const Type& parameter, …).")
        parameters = split_at_commas(" ".join(text[match.end():-1].split()))
        for parameter in parameters:
            parameter_name(parameter, self.first_line)
        definition = Definition(self.first_line, match[1], parameters)
        definition.code = Code(self.path)
        definition.markup = Markup(definition.code)
        self.definitions.append(definition)
        self.open.append(("def", self.first_line, ""))

    # Directives inside a component

    def directive(self, text):
        definition = self.current()
        definition.markup.must_be_in_text(self.first_line, "a line that begins with @")
        if definition.markup.script:
            self.refuse("a line that begins with @ inside <script>.")
        word = re.match(r"@(\w+)", text)
        handler = self.INNER.get(word.group(1)) if word else None
        if handler:
            return handler(self, text)
        return self.call(text)

    def emit(self, text):
        self.current().code.statement(self.first_line, text)

    def end(self, text):
        if text != "@end":
            self.refuse("@end stands alone in its line.")
        kind, _, closing = self.open.pop()
        if kind == "def":
            return self.finish(self.definitions[-1])
        return self.emit(closing)

    def finish(self, definition):
        definition.markup.line = self.line()
        if definition.markup.verbatim:
            self.refuse(f"<{definition.markup.verbatim}> is never closed.")

    def condition(self, text, keyword):
        """The ( … ) after a keyword, up to the end of the line."""
        start = len(keyword)
        rest = text[start:].lstrip()
        if not rest.startswith("(") or end_of_brackets(rest, 0) != len(rest):
            self.refuse(f"write {keyword} ( … ), with nothing after it.")
        return rest

    def if_(self, text):
        condition = self.condition(text, "@if")
        self.emit(f"if {condition} {{")
        self.open.append(("if", self.first_line, "}"))

    def else_(self, text):
        kind, line, closing = self.open[-1]
        if kind != "if":
            self.refuse(f"@else belongs to an @if; the open block is the @{kind} of line {line}.")
        if text == "@else":
            self.emit("} else {")
            self.open[-1] = ("else", line, closing)
            return
        match = re.match(r"@else\s+if\b", text)
        if not match:
            self.refuse("write @else or @else if ( … ).")
        self.emit(f"}} else if {self.condition(text, match.group())} {{")

    def for_(self, text):
        self.emit(f"for {self.condition(text, '@for')} {{")
        self.open.append(("for", self.first_line, "}"))

    def let(self, text):
        match = re.fullmatch(r"@let\s+([A-Za-z_]\w*|\[[\w\s,]+\])\s*=\s*((?:.|\n)+)", text)
        if not match:
            self.refuse("write @let name = expression.")
        self.emit(f"auto&& {match[1]} = {match[2]};")

    def slot(self, text):
        if text != "@slot":
            self.refuse("@slot stands alone in its line.")
        self.current().slot = True
        self.emit("slot(out);")

    def with_(self, text):
        name, arguments = self.component(text[len("@with"):].lstrip(), "@with name( … )")
        self.emit(f"{name}({', '.join(['out'] + arguments)}, [&](kit::Html& out) {{")
        self.open.append(("with", self.first_line, "});"))

    def call(self, text):
        name, arguments = self.component(text[1:], "@name( … ), or @@ for the sign itself")
        self.emit(f"{name}({', '.join(['out'] + arguments)});")

    def component(self, text, form):
        match = re.match(rf"({NAME})\s*\(", text)
        if not match or end_of_brackets(text, match.end() - 1) != len(text):
            self.refuse(f"'{text.split(chr(10))[0]}' is not understood; write {form}.")
        arguments = text[match.end():-1].strip()
        return match[1], [arguments] if arguments else []

    def nested_definition(self, text):
        kind, line, _ = self.open[-1]
        self.refuse(f"{text.split()[0]} inside the @{kind} of line {line}; is an @end missing?")

    INNER = {"end": end, "if": if_, "else": else_, "for": for_, "let": let, "slot": slot, "with": with_,
             "def": nested_definition, "use": nested_definition, "namespace": nested_definition}

    # Output

    def header(self):
        includes = ['"kit/html/html.h"'] + self.uses
        parts = [self.origin(), "#pragma once\n\n"]
        parts += [f"#include {include}\n" for include in dict.fromkeys(includes)]
        parts.append(f"\nnamespace {self.namespace} {{\n\n")
        for d in self.definitions:
            parts.append(f"#line {d.line} {cpp_string(str(self.path))}\n")
            parts.append(d.signature("void", ["kit::Html& out"], d.last(), True) + ";\n")
            parts.append(f"#line {d.line} {cpp_string(str(self.path))}\n")
            parts.append(d.signature("kit::Html", [], d.last(), True) + ";\n\n")
        return "".join(parts) + f"}}  // namespace {self.namespace}\n"

    def source(self, header_name):
        parts = [self.origin(), f'#include "{header_name}"\n\n#include <utility>\n\n',
                 '#pragma GCC diagnostic ignored "-Wunused-parameter"\n\n', f"namespace {self.namespace} {{\n\n"]
        for d in self.definitions:
            parts.append(f"#line {d.line} {cpp_string(str(self.path))}\n")
            parts.append(d.signature("void", ["kit::Html& out"], d.last(), False) + " {\n" + d.code.text() + "}\n\n")
            parts.append(f"#line {d.line} {cpp_string(str(self.path))}\n")
            parts.append(d.signature("kit::Html", [], d.last(), False) + " {\n  kit::Html out;\n")
            parts.append(f"  {d.name}({d.arguments()});\n  return out;\n}}\n\n")
        return "".join(parts) + f"}}  // namespace {self.namespace}\n"

    def origin(self):
        parts = Path(self.path).parts
        name = "/".join(parts[last_src(parts):]) if last_src(parts) is not None else Path(self.path).name
        return f"// Made from {name} by tools/templates.py: change that file, not this one.\n"


def last_src(parts):
    places = [i for i, part in enumerate(parts[:-1]) if part == "src"]
    return places[-1] if places else None


def namespace_of(path):
    """src/modules/teams/pages.html -> teams, src/partnership/marks.html -> partnership, src/kit/… -> kit."""
    parts = Path(path).parts
    if last_src(parts) is None:
        return None
    folders = parts[last_src(parts) + 1:-1]
    if folders and folders[0] == "modules":
        folders = folders[1:]
    return folders[0] if folders else None


def main(arguments):
    if len(arguments) != 2:
        print("use: templates.py src/modules/teams/pages.html build/generated/modules/teams/pages.html", file=sys.stderr)
        return 2
    path, stem = arguments
    try:
        template = Template(path, Path(path).read_text(encoding="utf-8")).read()
    except Refused as refused:
        print(f"{path}:{refused.line}: error: {refused.sentence}", file=sys.stderr)
        return 1
    Path(stem).parent.mkdir(parents=True, exist_ok=True)
    Path(stem + ".h").write_text(template.header(), encoding="utf-8")
    Path(stem + ".cpp").write_text(template.source(Path(stem).name + ".h"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
