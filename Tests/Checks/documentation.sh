#!/bin/sh
# Everything public or package carries a doc comment.
set -u
python3 - <<'PYTHON'
import pathlib, re, sys
declaration = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public|package)\s+(?:(?:static|final|mutating|consuming|borrowing|indirect|convenience|nonisolated|override|lazy|private\(set\)|class)\s+)*"
    r"(?:struct|enum|class|protocol|actor|func|var|let|init|subscript|typealias|extension)\b")
# What a protocol asks for carries its comment there; saying it again would be writing it twice.
inherited = re.compile(
    r"(init\(from reader: inout FieldReader\)|init\(json object: JSONObject\) throws|var json: JSONObject|var description: String"
    r"|static let family = |static func == |func hash\(into |static func < )")
missing = []
for path in sorted(pathlib.Path("Sources").rglob("*.swift")):
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if not declaration.match(line) or re.search(r"\b(?:package|public)\s+extension\b", line):
            continue
        if inherited.search(line):
            continue
        above = number - 1
        while above >= 0 and lines[above].lstrip().startswith("@"):
            above -= 1
        if above < 0 or not lines[above].lstrip().startswith("///"):
            missing.append(f"{path}:{number + 1}: {line.strip()}")
if missing:
    print(f"documentation: {len(missing)} declarations without a doc comment:", file=sys.stderr)
    print("\n".join(missing[:40]), file=sys.stderr)
    sys.exit(1)
print("documentation: every public and package declaration has its comment")
PYTHON
