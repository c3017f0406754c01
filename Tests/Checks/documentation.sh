#!/bin/sh
# Everything public or package carries a doc comment: types, functions, properties, initialisers, subscripts, the
# cases of an enum, what a protocol asks for, and the members of a package extension.
# documentation.sh [FOLDER…]: every Swift file under the folders, Sources by default.
set -u
python3 - "$@" <<'PYTHON'
import pathlib, re, sys

MODIFIER = (r"(?:static|final|mutating|nonmutating|consuming|borrowing|indirect|convenience|required|override|lazy|weak"
            r"|unowned|nonisolated(?:\([a-z]+\))?|prefix|postfix|infix|class(?=\s+(?:func|var|subscript))"
            r"|(?:private|fileprivate|internal|package)\(set\))")
DECLARATION = re.compile(
    rf"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:{MODIFIER}\s+)*"
    rf"(?P<access>(?:public|package|open|internal|private|fileprivate)\s+)?(?:{MODIFIER}\s+)*"
    r"(?P<keyword>struct|enum|class|protocol|actor|extension|func|var|let|init|subscript|typealias|associatedtype"
    r"|case|macro)\b")
TYPES = {"struct", "enum", "class", "protocol", "actor", "extension"}
HIDDEN = re.compile(
    r'(?P<doc>///[^\n]*)|//[^\n]*|(?P<block>/\*.*?\*/)|#+"""(?:.*?)"""#+|#+".*?"#+|"""(?:\\.|.)*?"""'
    r'|"(?:\\\([^()]*(?:\([^()]*\)[^()]*)*\)|\\.|[^"\\\n])*"', re.S)
# What a protocol of ours or of the standard library asks for carries its comment there; saying it again would
# be writing it twice.
INHERITED = re.compile(
    r"(init\(from reader: inout FieldReader\)|init\(json object: JSONObject\) throws|var json: JSONObject|var description: String"
    r"|static let family = |static func == |func hash\(into |static func < )")

def bare(text):
    """The lines without what stands in strings and comments; of a doc comment its mark stays."""
    def blank(match):
        if match["doc"]:
            return "///"
        mark = "///" if (match["block"] or "").startswith("/**") else ""
        return mark + ("\n" + mark) * match[0].count("\n")
    return HIDDEN.sub(blank, text).split("\n")

def undocumented(path):
    text = path.read_text(encoding="utf-8")
    lines, spoken = bare(text), text.split("\n")
    scopes = []  # for each open brace what it belongs to, and whether that hands its access down
    opening = None
    for number, line in enumerate(lines):
        kind, hands_down = scopes[-1] if scopes else ("file", False)
        found = DECLARATION.match(line) if kind in TYPES or kind == "file" else None
        if found:
            keyword, access = found["keyword"], (found["access"] or "").strip()
            # A case is seen where its enum is, a requirement where its protocol is, what stands in a package
            # extension everywhere; another member only says so itself.
            handed = hands_down and not access and (keyword == "case") == (kind == "enum")
            seen = access in ("public", "package", "open") or handed
            if keyword in TYPES:
                opening = (keyword, keyword in ("enum", "protocol", "extension") and seen)
            if (seen and keyword != "extension" and not INHERITED.search(spoken[number])
                    and not has_comment(lines, number)):
                yield number + 1, spoken[number].strip()
        for mark in line:
            if mark == "{":
                scopes.append(opening or ("body", False))
                opening = None
            elif mark == "}" and scopes:
                scopes.pop()

def has_comment(lines, number):
    """Whether a doc comment stands above, with nothing but attributes between."""
    above, depth = number - 1, 0
    while above >= 0:
        depth += lines[above].count(")") - lines[above].count("(")
        if not lines[above].lstrip().startswith("@") and depth <= 0:
            break
        above -= 1
    return above >= 0 and lines[above].lstrip().startswith("///")

missing = [f"{path}:{number}: {line}"
           for folder in sys.argv[1:] or ["Sources"] for path in sorted(pathlib.Path(folder).rglob("*.swift"))
           for number, line in undocumented(path)]
if missing:
    print(f"documentation: {len(missing)} declarations without a doc comment:", file=sys.stderr)
    print("\n".join(missing), file=sys.stderr)
    sys.exit(1)
print("documentation: every public and package declaration has its comment")
PYTHON
