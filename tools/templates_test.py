#!/usr/bin/env python3
"""Tests of the template compiler: small templates with the C++ they become, and every refusal.  Run it as it is."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import templates  # noqa: E402

PATH = "src/modules/teams/pages.html"


def compiled(text, path=PATH):
    return templates.Template(path, text).read()


def body(text):
    """The C++ of one component's body, without #line and indentation."""
    lines = compiled("@def page(int x)\n" + text + "\n@end").definitions[0].code.text().split("\n")
    return "\n".join(line.strip() for line in lines if line.strip() and not line.startswith("#line"))


class Markup(unittest.TestCase):
    def check(self, text, expected):
        self.assertEqual(body(text), expected)

    def test_a_hole_in_text_is_put_as_text(self):
        self.check("<p>{{ x }}</p>", 'out.raw("<p>");\nkit::put(out, x);\nout.raw("</p>\\n");')

    def test_a_hole_in_an_attribute_is_put_as_attribute(self):
        self.check('<p class="a {{ x }}">', 'out.raw("<p class=\\"a ");\nkit::put_attribute(out, x);\nout.raw("\\">\\n");')

    def test_a_hole_that_begins_an_address_is_put_as_address(self):
        for name in ["href", "SRC", "action", "formaction", "poster", "hx-get", "hx-post", "hx-put", "hx-delete"]:
            self.assertIn("kit::put_url(out, x);", body(f'<a {name}="{{{{ x }}}}">'))
        self.assertEqual(body('<a href="{{ x }}{{ x }}">').count("put_url"), 2)

    def test_a_hole_inside_an_address_is_put_as_a_piece(self):
        for before in ["/teams/", "?q=", "#", "https://example.org/", "mailto:"]:
            self.assertIn("kit::put_piece(out, x);", body(f'<a href="{before}{{{{ x }}}}">'))
        self.assertIn("kit::put_piece(out, 2);", body('<a href="{{ x }}/done/{{ 2 }}">'))

    def test_a_boolean_attribute_is_there_or_not(self):
        self.check('<input  required?={{ x > 1 }}>', 'out.raw("<input");\nif (x > 1) out.raw(" required");\nout.raw(">\\n");')

    def test_blanks_at_the_ends_of_lines_vanish_and_line_breaks_stay(self):
        self.check("   one  \n\n\n\t two\n", 'out.raw("one\\n"\n"two\\n");')

    def test_blanks_stay_in_pre_and_textarea(self):
        self.check("<pre>\n  a\n\n   b</pre>  \n  c", 'out.raw("<pre>\\n"\n"  a\\n"\n"\\n"\n"   b</pre>\\n"\n"c\\n");')

    def test_comments_are_left_out(self):
        self.check("a\n<!-- one -->\n<!-- two\n@if <b\n-->\nb<!-- c -->", 'out.raw("a\\n"\n"b\\n");')

    def test_a_tag_may_span_lines(self):
        self.check('<a\n  class="b"\n  id=c>', 'out.raw("<a\\n"\n"class=\\"b\\"\\n"\n"id=c>\\n");')

    def test_attributes_without_holes_may_be_written_in_any_way(self):
        self.check("<a b c=d e='f \"' aria-current=page/>", 'out.raw("<a b c=d e=\'f \\"\' aria-current=page/>\\n");')

    def test_a_doubled_at_sign_is_one(self):
        self.check("@@home\na@b", 'out.raw("@home\\n"\n"a@b\\n");')

    def test_quotes_and_backslashes_reach_the_page(self):
        self.check('a"\\n', 'out.raw("a\\"\\\\n\\n");')

    def test_an_external_script_is_allowed(self):
        self.check('<script src="/a.js"></script>', 'out.raw("<script src=\\"/a.js\\"></script>\\n");')


class Expressions(unittest.TestCase):
    def test_a_hole_ends_at_its_own_braces(self):
        for expression in ['"}}"', "'}'", 'f(T{{1}})', 'R"(}}")"', '"\\"}}"', "1'000'000", "T{U{1}}"]:
            self.assertIn(f"kit::put(out, {expression});", body("{{" + expression + "}}"), expression)

    def test_a_hole_may_span_lines_and_keeps_them(self):
        self.assertIn("kit::put(out, f(x,\n2));", body("{{ f(x,\n   2) }}"))


class Directives(unittest.TestCase):
    def check(self, text, expected):
        self.assertEqual(body(text), expected)

    def test_if_else(self):
        self.check("@if (x == ')')\na\n@else if (f(x))\nb\n@else\nc\n@end",
                   "if (x == ')') {\nout.raw(\"a\\n\");\n} else if (f(x)) {\nout.raw(\"b\\n\");\n} else {\nout.raw(\"c\\n\");\n}")

    def test_for_and_let(self):
        self.check("@for (auto& y : x)\n@let z = y + 1\n@let [a, b] = f(z,\n  2)\n@end",
                   "for (auto& y : x) {\nauto&& z = y + 1;\nauto&& [a, b] = f(z,\n2);\n}")

    def test_a_component_is_called(self):
        self.check("@mark()\n@partnership::mark(x,\n  \"a)\")", 'mark(out);\npartnership::mark(out, x,\n"a)");')

    def test_a_component_gets_a_body(self):
        self.check("@with card(x)\na\n@slot\n@end",
                   'card(out, x, [&](kit::Html& out) {\nout.raw("a\\n");\nslot(out);\n});')


class Files(unittest.TestCase):
    def test_declarations_definitions_and_lines(self):
        template = compiled('@use "modules/teams/teams.h"\n<!-- why -->\n\n'
                            '@def frame(const Map<int, int>& a, std::string b = "x, y")\n  @slot\n@end\n')
        header, source = template.header(), template.source("pages.html.h")
        self.assertIn('#include "kit/html/html.h"\n#include "modules/teams/teams.h"\n\nnamespace teams {', header)
        self.assertIn(f'#line 4 "{PATH}"\nvoid frame(kit::Html& out, const Map<int, int>& a, std::string b = "x, y", '
                      'kit::Slot slot);', header)
        self.assertIn('void frame(kit::Html& out, const Map<int, int>& a, std::string b, kit::Slot slot) {\n'
                      f'#line 5 "{PATH}"\n  slot(out);\n}}\n', source)
        self.assertIn("frame(out, std::forward<decltype(a)>(a), std::forward<decltype(b)>(b), "
                      "std::forward<decltype(slot)>(slot));", source)
        self.assertTrue(source.startswith(f"// Made from {PATH} by"))

    def test_the_namespace_is_the_folder(self):
        for path, name in {PATH: "teams", "/a/src/b/src/partnership/marks.html": "partnership",
                           "src/kit/html/x.html": "kit", "src/app/x.html": "app"}.items():
            self.assertEqual(compiled("@def a()\n@end", path).namespace, name)
        self.assertEqual(compiled("@namespace a::b\n@def a()\n@end").namespace, "a::b")

    def test_the_same_template_gives_the_same_bytes(self):
        text = "@use <a>\n@use <a>\n@def a()\nx\n@end"
        self.assertEqual(compiled(text).source("x.h"), compiled(text).source("x.h"))
        self.assertEqual(compiled(text).header().count("#include <a>"), 1)


REFUSALS = [  # (body of a component that begins in line 2, the line at fault, a part of the sentence)
    ("<p class={{ x }}>", 2, "a hole without quotes"),
    ("<p class=a{{ x }}>", 2, "a hole in class without double quotes"),
    ("<p class='{{ x }}'>", 2, "without double quotes"),
    ("<p {{ x }}>", 2, "in place of an attribute"),
    ("<p data-{{ x }}=\"a\">", 2, "in an attribute's name"),
    ("<h{{ x }}>", 2, "in a tag's name"),
    ("<{{ x }}>", 2, "in place of a tag's name"),
    ("<p class=\"{{?= x }}\">", 2, "outside the quotes"),
    ("<script>{{ x }}</script>", 2, "script inside a page"),
    ("<script>\nlet a = 1;\n</script>", 3, "script inside a page"),
    ("<style>b{}</style>", 2, "<style> element is blocked"),
    ("<!-- {{ x }} -->", 2, "a hole inside a comment"),
    ("<!--\n{{ x }} -->", 3, "a hole inside a comment"),
    ("<!--\na", 2, "a comment <!-- that is never closed"),
    ("a\n<b onClick=\"x\">", 3, "onClick= is script inside a page"),
    ("<b hx-on:click=\"x\">", 2, "hx-on:click= is script"),
    ("<b style=\"x\">", 2, "style= is blocked"),
    ("<b Style='x'>", 2, "style= is blocked"),
    ("<a href=\"javascript:x\">", 2, "must be relative"),
    ("<a href='javascript:x'>", 2, "must be relative"),
    ("<a href=data:x>", 2, "must be relative"),
    ("<a href=\"{{ x }}:{{ x }}\">", 2, "must be relative"),
    ("<a href=\"java{{ x }}:\">", 2, "must be relative"),
    ("<iframe srcdoc=\"{{ x }}\">", 2, "read as HTML a second time"),
    ("<img srcset=\"{{ x }}\">", 2, "list of addresses"),
    ("a < b", 2, "write &lt;"),
    ("a }} b", 2, "}} without {{"),
    ("a\n{{ x", 3, "{{ without }}"),
    ("{{ x) }}", 2, "{{ without }}"),
    ("{{  }}", 2, "an empty hole"),
    ("<a b=\"c\"\"d\">", 2, "does not belong inside the tag"),
    ("<a\n@if (x)\n>", 3, "inside the tag <a> of line 2"),
    ("<a b=\"\n@if (x)\n\">", 3, "inside the value of b"),
    ("<a", 3, "inside the tag <a> of line 2"),
    ("<textarea>", 3, "<textarea> is never closed"),
    ("<script>\n@slot\n</script>", 3, "inside <script>"),
    ("@if (x)\na", 1, "@def is never closed"),  # the @end meant for @def closes the @if
    ("@if (x\na", 2, "a ( that is never closed"),
    ("@if x\n@end", 2, "write @if ( … )"),
    ("@if (x) a\n@end", 2, "write @if ( … )"),
    ("@for (a : x) (b)\n@end", 2, "write @for ( … )"),
    ("@for (a : x)\n@else\n@end", 3, "the open block is the @for of line 2"),
    ("@if (x)\n@else\n@else\n@end", 4, "@else belongs to an @if"),
    ("@if (x)\n@else what\n@end", 3, "write @else or @else if"),
    ("@let x", 2, "write @let name = expression"),
    ("@slot(x)", 2, "@slot stands alone"),
    ("@end now", 2, "@end stands alone"),
    ("@end\n@end", 3, "@end with nothing open"),
    ("@with card\n@end", 2, "write @with name( … )"),
    ("@unknown", 2, "write @name( … ), or @@"),
    ("@ mark(x)", 2, "is not understood"),
    ("@def inner()\n@end", 2, "is an @end missing?"),
    ("@use <a>", 2, "is an @end missing?"),
]

FILE_REFUSALS = [  # (a whole file, the line at fault, a part of the sentence)
    ("", 1, "an empty template"),
    ("@use <vector>\n", 1, "an empty template"),
    ("<p>text</p>", 1, "text outside a @def"),
    ("<!-- a\n", 1, "never closed"),
    ("\n@if (x)\n@end", 2, "@if stands outside a @def"),
    ("@end", 1, "@end with nothing open"),
    ("@use teams.h", 1, "write @use"),
    ("@namespace a-b", 1, "write @namespace"),
    ("@def page\n@end", 1, "write @def"),
    ("@def page(int)\n@end", 1, "'int' needs a type and a name"),
    ("@def page(int a) b\n@end", 1, "write @def"),
    ("@def page()\n", 1, "@def is never closed"),
]


class Refusals(unittest.TestCase):
    def refused(self, text, line, sentence, path=PATH):
        with self.subTest(text):
            with self.assertRaises(templates.Refused) as caught:
                compiled(text, path)
            self.assertIn(sentence, caught.exception.sentence)
            self.assertEqual(caught.exception.line, line)

    def test_every_refusal_inside_a_component(self):
        for text, line, sentence in REFUSALS:
            self.refused(f"@def page(int x)\n{text}\n@end", line, sentence)

    def test_every_refusal_of_a_file(self):
        for text, line, sentence in FILE_REFUSALS:
            self.refused(text, line, sentence)
        self.refused("@def a()\n@end", 1, "outside src/", path="tests/a.html")


class CommandLine(unittest.TestCase):
    def run_on(self, folder, text):
        template = Path(folder) / "src/modules/teams/pages.html"
        template.parent.mkdir(parents=True)
        template.write_text(text)
        result = subprocess.run([sys.executable, ROOT / "tools/templates.py", template, f"{folder}/out/pages.html"],
                                capture_output=True, text=True)
        return template, result

    def test_a_refusal_names_file_and_line_and_writes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            template, result = self.run_on(folder, "@def a()\n{{ }}\n@end")
            self.assertEqual(result.stderr, f"{template}:2: error: an empty hole {{{{ }}}}.\n")
            self.assertEqual(result.returncode, 1)
            self.assertFalse((Path(folder) / "out").exists())

    def test_the_compiler_points_at_the_line_of_the_template(self):
        with tempfile.TemporaryDirectory() as folder:
            template, result = self.run_on(folder, "@use <string>\n\n@def a(const std::string& s)\n<p>\n{{ s.sise() }}\n@end")
            self.assertEqual(result.stderr, "")
            made = subprocess.run(["g++", "-std=c++20", "-fsyntax-only", f"-I{ROOT}/src", f"{folder}/out/pages.html.cpp"],
                                  capture_output=True, text=True)
            self.assertIn(f"{template}:5:", made.stderr)
            self.assertIn("has no member named ‘sise’", made.stderr.replace("'", "‘", 1).replace("'", "’", 1))


if __name__ == "__main__":
    unittest.main()
