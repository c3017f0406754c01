#!/bin/sh
# Every relative link in the documents leads somewhere.
set -u
python3 - <<'PYTHON'
import pathlib, re, subprocess, sys
broken = []
files = subprocess.run(["git", "ls-files", "*.md"], capture_output=True, text=True).stdout.split("\n")
for name in filter(None, files):
    path = pathlib.Path(name)
    if not path.exists():
        continue
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        if not (path.parent / target.split("#")[0]).exists():
            broken.append(f"{name}: {target}")
if broken:
    print("links: broken:\n" + "\n".join(broken), file=sys.stderr)
    sys.exit(1)
print("links: every relative link leads somewhere")
PYTHON
