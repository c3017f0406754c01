#!/usr/bin/env python3
"""Reads the renderings of one report with Python's own parsers, and looks for what acts.

usage: renderings.py FOLDER    holds report.json, report.sarif, report.xml, junit.xml, report.etsi, report.html,
                               report.txt
"""

import html.parser
import json
import pathlib
import sys
import unicodedata
import xml.etree.ElementTree

VOID = {"meta", "br", "hr", "img", "link", "input"}
# Beside what Unicode calls control and format: fillers, selectors, marks that can't be seen.
HIDDEN = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x34F, 0x17B4, 0x17B5} | set(range(0xFE00, 0xFE10)) \
    | set(range(0x180B, 0x1810)) | set(range(0xE0000, 0xE1000))


class Page(html.parser.HTMLParser):
    """Refuses what isn't closed in order, and whatever would run or fetch."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.words, self.elements = [], [], set()

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        for name, value in attributes:
            assert not name.startswith("on"), f"{tag} {name}"
            if name in ("href", "src", "action", "style"):
                assert value.startswith("#"), f"{tag} {name}={value!r}"
            if name not in ("content", "class"):
                self.words.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}>"

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data!r}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data!r}")


def acting(text, allowed="\n"):
    """The characters that move, hide or turn something round."""
    return [f"U+{ord(c):04X}" for c in text
            if c not in allowed and (unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
                                     or ord(c) in HIDDEN)]


def strings(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def no_duplicates(pairs):
    assert len(dict(pairs)) == len(pairs), "a key stands twice"
    return dict(pairs)


def main():
    folder = pathlib.Path(sys.argv[1])
    text = {name: (folder / name).read_bytes().decode("utf-8", "strict")
            for name in ("report.json", "report.sarif", "report.xml", "junit.xml", "report.etsi",
                         "report.html", "report.txt")}
    words = {"report.txt": [text["report.txt"]]}
    for name in ("report.json", "report.sarif"):
        words[name] = list(strings(json.loads(text[name], object_pairs_hook=no_duplicates)))
    for name in ("report.xml", "junit.xml", "report.etsi"):
        tree = xml.etree.ElementTree.fromstring(text[name])
        words[name] = [part for element in tree.iter()
                       for part in [element.text or "", *element.attrib.values()]]
    page = Page()
    page.feed(text["report.html"])
    page.close()
    assert not page.open, f"not closed: {page.open}"
    assert not page.elements & {"script", "img", "iframe", "object", "a:script", "form", "base"}, page.elements
    words["report.html"] = page.words
    for name, parts in words.items():
        for part in parts:
            found = acting(part)
            assert not found, f"{name}: {found[:5]} in {part[:80]!r}"


if __name__ == "__main__":
    try:
        main()
    except AssertionError as problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
