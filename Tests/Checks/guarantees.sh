#!/bin/sh
# Each guarantee of docs/threat-model.md says against whom, what it rests on, and which rules show it; each
# of these rules is asked by the profile `standard` and answered otherwise than with yes in a sample or
# named in a test that stands beside it.
# guarantees.sh ROOT looks at another tree; Tests/Checks/negative.sh breaks one on purpose.
set -u
cd "${1:-$(dirname "$0")/../..}" || exit 2
python3 - <<'PYTHON'
import json, pathlib, re, sys

PAGE = pathlib.Path("docs/threat-model.md")
text = PAGE.read_text(encoding="utf-8")
wrong = []

def asked():
    """Each rule's page says by which profiles it is asked."""
    for page in pathlib.Path("docs/rules").glob("*-*.md"):
        row = re.search(r"^\| Asked \| (.*) \|$", page.read_text(encoding="utf-8"), re.M)
        yield page.stem, bool(row and re.search(r"\bstandard\b", row[1]))

def answers(sample):
    """The rules that a sample fixes as failed or open."""
    path = pathlib.Path("sample-bundles", sample, "expected.json")
    if not path.exists():
        wrong.append(f"no sample {sample}")
        return set()
    rules = json.loads(path.read_text(encoding="utf-8")).get("rules", {})
    return {rule for rule, answer in rules.items() if answer in ("failed", "indeterminate")}

def tried_by_test(name):
    """The rules that a test file names, by id or by what a check of that id is called; none if it isn't there."""
    found = list(pathlib.Path("Tests").rglob(f"{name}.swift"))
    source = "".join(path.read_text(encoding="utf-8") for path in found)
    if "@Test" not in source:
        wrong.append(f"no test {name}")
    named = set(re.findall(r"\b[A-Z]+-\d{3}\b", source))
    return named | {rule for check, rule in checks.items() if re.search(rf"\b{check}\(", source)}

checks = {}
for path in pathlib.Path("Sources/Roles/Verification/Checks").glob("*.swift"):
    for check, rule in re.findall(r'struct (\w+): \w*Check \{\s+let rule: RuleID = "([A-Z]+-\d{3})"',
                                  path.read_text(encoding="utf-8")):
        checks[check] = rule
rules = dict(asked())
sections = re.findall(r"^### (G\d+) (.+)\n((?:.*\n)*?)(?=^##)", text, re.M)
if [name for name, _, _ in sections] != [f"G{n}" for n in range(1, len(sections) + 1)] or not sections:
    wrong.append("guarantees aren't numbered G1, G2, … without a hole")
for name, _, body in sections:
    rows = {}
    for label in ("Against", "Rests on", "Shown by", "Tried by"):
        row = re.search(rf"^- {label}: (.+?)\.$", body, re.M)
        rows[label] = row[1] if row else ""
        if not row:
            wrong.append(f"{name} doesn't say: {label}")
    shown = re.findall(r"\[([A-Z]+-\d{3})\]\(rules/\1\.md\)", rows["Shown by"])
    samples = re.findall(r"\[([\w-]+)\]\(\.\./sample-bundles/\1\)", rows["Tried by"])
    tests = re.findall(r"`(\w+)`", rows["Tried by"])
    if not shown:
        wrong.append(f"{name} names no rule")
    tried = {sample: answers(sample) for sample in samples}
    proved = set().union(*tried.values(), *(tried_by_test(test) for test in tests))
    for rule in shown:
        if not rules.get(rule):
            wrong.append(f"{name}: {rule} isn't asked by the profile standard")
        elif rule not in proved:
            wrong.append(f"{name}: nothing beside it shows that {rule} answers otherwise than with yes")
    for sample, given in tried.items():
        if not given & set(shown):
            wrong.append(f"{name}: none of its rules fails or stays open in {sample}")
families = "|".join({rule.split("-")[0] for rule in rules})
for rule in sorted(set(re.findall(rf"\b(?:{families})-\d{{3}}\b", text)) - set(rules)):
    wrong.append(f"no rule {rule}")
known = {name for name, _, _ in sections}
for name in sorted(set(re.findall(r"\bG\d+\b", text)) - known):
    wrong.append(f"no guarantee {name}")
if wrong:
    sys.exit("guarantees: docs/threat-model.md:\n" + "\n".join(wrong))
print(f"guarantees: {len(sections)}, each shown by rules that are asked and tried")
PYTHON
