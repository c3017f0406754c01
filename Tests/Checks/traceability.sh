#!/bin/sh
# docs/traceability.md says what the tree gives: clause of Part 11, rule, sample and test.
# traceability.sh --write makes the page again; without it, the page is compared.
set -eu
cd "$(dirname "$0")/../.."
python3 - "${1:-}" <<'PYTHON'
import collections, json, pathlib, re, sys

CLAUSES = pathlib.Path("Sources/Roles/Reporting/Tables/Part11Table.swift")
RULES = pathlib.Path("docs/rules.md")
PAGE = pathlib.Path("docs/traceability.md")
REACH = {"proved": "proved", "anchored": "proved by your anchors", "replayed": "consistent",
         "attested": "attested", "outside": "outside any file"}

def clauses():
    """Section, what it asks for, how far a file reaches; in the order of the regulation."""
    source = CLAUSES.read_text(encoding="utf-8")
    found = re.findall(r'Clause\(\s*"([^"]+)",\s*"([^"]+)",\s*([.a-z,\s]+)\)', source)
    return [(section, asks, [REACH[word] for word in re.findall(r"[a-z]+", reach)])
            for section, asks, reach in found]

def rules():
    """Id, title, citations, whether this version asks it."""
    for line in RULES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 8 and re.fullmatch(r"[A-Z]+-\d{3}", cells[0]):
            served = [part.rsplit(" (", 1)[0] for part in cells[6].split("; ")]
            yield cells[0], cells[1], served, cells[7] == "yes"

def samples():
    """The samples in which each rule comes out otherwise than passed."""
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in sorted(pathlib.Path("sample-bundles").glob("*/expected.json")):
        for rule, outcome in json.loads(path.read_text(encoding="utf-8")).get("rules", {}).items():
            found[rule][outcome].append(path.parent.name)
    return found

def tests():
    """The test files that name each rule."""
    found = collections.defaultdict(set)
    for path in sorted(pathlib.Path("Tests").rglob("*.swift")):
        for rule in re.findall(r'"([A-Z]+-\d{3})"', path.read_text(encoding="utf-8")):
            found[rule].add(path.stem)
    return found

def page():
    known, shown, named, sections = list(rules()), samples(), tests(), {c[0] for c in clauses()}
    def serves(citation, section):
        whole = citation.removeprefix("21 CFR ")
        return citation.startswith("21 CFR ") and (
            whole == section or section.startswith(whole + "(") and whole not in sections)
    lines = ["# From the regulation to the test", "",
             "21 CFR Part 11, clause by clause: what a report can show of it, by which rule, and what shows that the",
             "rule works. Made by `sh Tests/Checks/traceability.sh --write` from the tables of the tree; a check holds it",
             "in step. The words for what a clause asks are ours; the text of the regulation counts.", "",
             "## Clause to rule", "",
             "| clause | asks for | reach of a file | rules asked | rules of later versions |", "|---|---|---|---|---|"]
    for section, asks, reach in clauses():
        for_it = [rule for rule in known if any(serves(citation, section) for citation in rule[2])]
        asked = ", ".join(f"[{rule[0]}](rules/{rule[0]}.md)" for rule in for_it if rule[3])
        later = ", ".join(rule[0] for rule in for_it if not rule[3])
        none = "nothing in a file" if reach == ["outside any file"] else "none yet"
        lines.append(f"| {section} | {asks} | {', '.join(reach)} | {asked or none} | {later} |")
    lines += ["", "## Rule to test", "",
              "Samples in which a rule is answered otherwise than with yes, and the tests that name it. Every sample is",
              "judged by `make verify-samples`; honest samples answer every other rule with yes.", "",
              "| rule | failed | open or not run | not applicable, observation | tests |", "|---|---|---|---|---|"]
    bare = []
    for rule, title, _, asked in known:
        if not asked:
            continue
        outcomes = {name: list(of) for name, of in shown[rule].items() if name != "passed"}
        listed = {"failed": outcomes.pop("failed", []),
                  "open": outcomes.pop("indeterminate", []) + outcomes.pop("not run", []),
                  "other": [name for names in outcomes.values() for name in names]}
        cells = [", ".join(f"[{n}](../sample-bundles/{n})" for n in names[:3])
                 + (f" and {len(names) - 3} more" if len(names) > 3 else "") for names in listed.values()]
        lines.append(f"| [{rule}](rules/{rule}.md) {title} | {' | '.join(cells)} | "
                     f"{', '.join(sorted(named[rule]))} |")
        if not named[rule] and not any(listed.values()):
            bare.append(rule)
    return "\n".join(lines) + "\n", bare

text, bare = page()
if sys.argv[1] == "--write":
    PAGE.write_text(text, encoding="utf-8")
elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
    sys.exit("traceability: docs/traceability.md isn't what the tree gives; run "
             "sh Tests/Checks/traceability.sh --write")
if bare:
    sys.exit("traceability: asked, and shown by no sample and no test: " + ", ".join(bare))
print("traceability: every asked rule has a test")
PYTHON
