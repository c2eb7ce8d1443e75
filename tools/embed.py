#!/usr/bin/env python3
"""Turns files into one C++ source that holds their bytes.

    embed.py FUNCTION OUTPUT.cpp FILE...

FUNCTION may carry namespaces (app::web_assets). The source defines
    std::span<const kit::Asset> FUNCTION();
whose assets are sorted by path, the path being what lies below the folder that all the files share:
web/a.css and web/b.js give a.css and b.js; words/en/a.json and words/es/a.json give en/a.json and es/a.json.
"""
import hashlib
import os
import sys

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".sql": "application/sql; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
LINE = 100  # bytes of content in a source line


def escaped(byte):
    if byte in b'"\\?':  # a question mark could begin a trigraph
        return "\\" + chr(byte)
    if 32 <= byte < 127:
        return chr(byte)
    return "\\n" if byte == 10 else f"\\{byte:03o}"


ESCAPED = [escaped(byte) for byte in range(256)]


def literal(content):
    lines = ("".join(ESCAPED[byte] for byte in content[at:at + LINE]) for at in range(0, len(content), LINE))
    return "\n".join(f'    "{line}"' for line in lines) or '    ""'


def content_type(name):
    kind = CONTENT_TYPES.get(os.path.splitext(name)[1])
    if kind is None:
        sys.exit(f"embed.py: no content type is known for {name}; add it to CONTENT_TYPES")
    return kind


def asset(folder, path):
    with open(path, "rb") as file:
        content = file.read()
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    digest = hashlib.sha256(content).hexdigest()
    return (name, f'  {{"{name}", "{content_type(name)}",\n   std::string_view(\n{literal(content)},\n'
                  f'    {len(content)}), "{digest}"}},\n')


def source(function, paths):
    paths = sorted({os.path.abspath(path) for path in paths})
    folder = os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else ""
    assets = sorted(asset(folder, path) for path in paths)
    *spaces, name = function.split("::")
    opening = f"namespace {'::'.join(spaces)} {{\n\n" if spaces else ""
    closing = f"\n}}  // namespace {'::'.join(spaces)}\n" if spaces else ""
    table = f"static constexpr kit::Asset assets[] = {{\n{''.join(text for _, text in assets)}}};\n\n" if assets else ""
    result = "assets" if assets else "{}"
    return (f'// Written by tools/embed.py.\n#include "kit/http/asset.h"\n\n#include <span>\n\n{opening}'
            f"std::span<const kit::Asset> {name}();\n\n{table}"
            f"std::span<const kit::Asset> {name}() {{ return {result}; }}\n{closing}")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    function, output, *paths = sys.argv[1:]
    text = source(function, paths)
    with open(output, "w", encoding="ascii") as file:
        file.write(text)


if __name__ == "__main__":
    main()
