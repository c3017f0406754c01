#!/usr/bin/env python3
"""Opens pages in a real browser and says what is wrong with them.

usage: browse.py [--axe FILE] [--pictures FOLDER] [--quick] PAGE.html ...

Each page at three widths, light and dark: nothing on the console, nothing fetched, no part of the page
wider than the screen but what scrolls by itself, every link leads to something, headings in order, a
contrast of at least 4.5 to 1 (WCAG 2.1 §1.4.3), and nothing that axe finds for WCAG 2.1 A and AA. Then
on paper, A4 and Letter: nothing wider than the sheet, no ordinary word of a table broken, no sheet
without text. Prints one line for each page, ends with status 1 if anything was found.
"""

import argparse
import pathlib
import re
import sys
import zlib

import devtools

WIDTHS = (390, 820, 1280)
# Inches of the sheet, and what the margins of the page's own style leave of its width.
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
SIDE_MARGINS = 2 * 13 / 25.4

WIDE = """(() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push('the page is wider than ' + width);
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.table, .picture, .skip')) continue;
    const box = element.getBoundingClientRect();
    if (box.right > width + 1 || box.left < -1) found.push(element.tagName + ' ' + element.className
      + ' reaches from ' + box.left + ' to ' + box.right);
  }
  for (const element of document.querySelectorAll('.table, .picture'))
    if (element.scrollWidth > element.clientWidth + 1 && element.tabIndex !== 0)
      found.push('something scrolls and no key reaches it');
  return found.slice(0, 5);
})()"""

# On paper nothing scrolls. A word is broken where it stands on two lines.
PRINTED = """(() => {
  const width = document.documentElement.clientWidth, found = [];
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (box.right > width + 1 || box.left < -1) found.push(element.tagName + ' ' + element.className
      + ' reaches from ' + box.left + ' to ' + box.right);
  }
  const range = document.createRange();
  for (const cell of document.querySelectorAll('th, td')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      for (const word of text.data.matchAll(/[A-Za-z0-9]{2,20}/g)) {
        if (/\\S{25}/.test(text.data)) continue;
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) found.push('broken: ' + word[0]);
      }
  }
  return found.slice(0, 5);
})()"""

LINKS = """(() => {
  const found = [], ids = new Set();
  for (const element of document.querySelectorAll('[id]')) {
    if (ids.has(element.id)) found.push('twice: #' + element.id);
    ids.add(element.id);
  }
  for (const link of document.querySelectorAll('[href]')) {
    const place = link.getAttribute('href');
    if (!place.startsWith('#')) found.push('leads away: ' + place);
    else if (!ids.has(place.slice(1))) found.push('leads nowhere: ' + place);
  }
  for (const element of document.querySelectorAll('[aria-labelledby]'))
    for (const id of element.getAttribute('aria-labelledby').split(' '))
      if (!ids.has(id)) found.push('named by nothing: ' + id);
  return found.slice(0, 5);
})()"""

STRUCTURE = """(() => {
  const found = [];
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.push('from h' + level + ' to h' + own + ': ' + heading.textContent);
    level = own;
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.caption.textContent) found.push('a table without a caption');
    for (const head of table.querySelectorAll('th'))
      if (!head.scope) found.push('a heading of a table without its scope');
  }
  if (document.querySelectorAll('main').length !== 1) found.push('no main part, or several');
  if (!document.title || !document.documentElement.lang) found.push('no title or no language');
  return found.slice(0, 5);
})()"""

# WCAG's own formula, for every element that has text of its own.
CONTRAST = """(() => {
  const linear = part => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const parts = colour => colour.match(/[0-9.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  let least = 21, where = '';
  const known = new Map();
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('title, desc')) continue;
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    const back = ground(element), key = colour + back;
    if (!known.has(key)) {
      const [a, b] = [luminance(parts(colour)), luminance(back)].sort((x, y) => y - x);
      known.set(key, (a + 0.05) / (b + 0.05));
    }
    if (known.get(key) < least) { least = known.get(key); where = element.tagName + ' ' + colour; }
  }
  return [least, where];
})()"""

AXE = """axe.run(document, {resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
  .then(result => result.violations.map(v => v.id + ': ' + v.help + ' (' + v.nodes.length + '), as '
    + v.nodes[0].html.slice(0, 120)))"""


def look(browser, page, arguments):
    """What is wrong with a page."""
    address, found, least = page.resolve().as_uri(), [], 21.0
    axe = arguments.axe.read_text(encoding="utf-8") if arguments.axe else None
    for dark in (False, True):
        browser.dark(dark)
        for width in WIDTHS:
            def say(problems):
                found.extend(f"{width} wide{', dark' if dark else ''}: {problem}" for problem in problems)
            seconds = browser.open(address, width)
            say(browser.run(WIDE))
            contrast, where = browser.run(CONTRAST)
            least = min(least, contrast)
            if contrast < 4.5:
                say([f"a contrast of {contrast:.2f}: {where}"])
            if width == WIDTHS[0] and not dark:
                say(browser.run(LINKS) + browser.run(STRUCTURE))
            if axe and (not arguments.quick or width == WIDTHS[-1] and not dark):
                browser.run(axe + "; true")
                say(browser.run(AXE))
            say(browser.complaints())
            if arguments.pictures and not dark:
                browser.picture(arguments.pictures / f"{page.stem}-{width}.png")
    browser.dark(False)
    for name, (width, height) in PAPERS.items():
        browser.printed(True, round((width - SIDE_MARGINS) * 96))
        found.extend(f"on {name}: {problem}" for problem in browser.run(PRINTED))
        browser.printed(False)
        path = (arguments.pictures or page.parent) / f"{page.stem}-{name}.pdf"
        shown = sheets(browser.paper(path, width, height))
        if not shown:
            found.append(f"nothing came out on {name}")
        found.extend(f"on {name}: sheet {number} of {len(shown)} has {letters} letters and its foot"
                     for number, letters in enumerate(shown, 1) if letters < 20)
    return found, least, seconds


def sheets(data):
    """How many letters each sheet of a PDF shows above its foot, spaces counted."""
    foot = len("TrailSeal verification report")
    objects = {int(number): body for number, body in
               re.findall(rb"^(\d+) 0 obj\n(.*?)\nendobj", data, re.S | re.M)}
    counts = []
    for body in objects.values():
        if not re.search(rb"/Type /Page\b(?!s)", body):
            continue
        drawn = objects[int(re.search(rb"/Contents (\d+) 0 R", body)[1])]
        stream = drawn.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
        # Two bytes for each letter, in hexadecimal digits.
        letters = sum(len(run) // 4 for run in re.findall(rb"<([0-9A-F]+)> Tj", zlib.decompress(stream)))
        counts.append(letters - foot - len(" / ") - 2 * len(str(len(counts) + 1)))
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--axe", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="ask axe once for each page")
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    program = devtools.program()
    if not program:
        sys.exit("no Chromium is installed: .ci/dependencies peers")
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with devtools.Browser(program) as browser:
        for page in arguments.pages:
            found, least, seconds = look(browser, page, arguments)
            wrong += bool(found)
            print(f"{'WRONG' if found else 'right'}  {page.name}: {page.stat().st_size} bytes, loaded in "
                  f"{seconds:.2f} s, least contrast {least:.2f}")
            for problem in found:
                print(f"    {problem}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
