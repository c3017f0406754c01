#!/usr/bin/env python3
"""Judges a bill of materials: by the published schema of its format, and against what it is a bill of.

usage: bills.py BILL PROGRAM LICENCE-FOLDER
"""

import hashlib
import json
import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    bill, program, licences = map(pathlib.Path, sys.argv[1:])
    text = bill.read_text()
    wrong = []
    problem = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    if problem is not None:
        wrong.append(f"not CycloneDX 1.5: {problem}")
    content = json.loads(text)
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    if content["metadata"]["component"]["hashes"][0]["content"] != digest:
        wrong.append("it is a bill of another file")
    linked = {}
    for part in content["components"]:
        kinds = {entry["value"] for entry in part["properties"] if entry["name"] == "trailseal:linked"}
        files = [entry["name"] for entry in part["properties"] if ":sha256:" in entry["name"]]
        linked[part["name"]] = kinds
        if not part["version"] or not part["licenses"] or len(kinds) != 1 or not files:
            wrong.append(f"{part['name']}: version, licence, place or files are missing")
        if kinds == {"inside the file"} and not (licences / f"{part['name']}.txt").is_file():
            wrong.append(f"{part['name']}: no licence text")
        if any("Foundation" in name for name in files):
            wrong.append(f"{part['name']}: Foundation is inside")
    if linked.get("swift") != {"inside the file"}:
        wrong.append("Swift's run time isn't named, and it is inside every program")
    if program.name == "trailseal-verify":
        for name in ["libssl-dev", "libxml2-dev", "libc6-dev"]:
            if linked.get(name) != {"inside the file"}:
                wrong.append(f"{name} isn't named")
        # What the refusals in Sources/System/CRefusals keep out, and what a verifier has no use for.
        for name in ["libicu-dev", "zlib1g-dev", "liblzma-dev", "libcurl4-openssl-dev", "libsqlite3-dev"]:
            if name in linked:
                wrong.append(f"{name} is inside")
        if any(kinds != {"inside the file"} for kinds in linked.values()):
            wrong.append("something is fetched by the loader")
    for sentence in wrong:
        print(f"bills: {bill.name}: {sentence}", file=sys.stderr)
    if not wrong:
        print(f"bills: {bill.name}: {len(linked)} parts, by the schema, each with its licence")
    sys.exit(1 if wrong else 0)


main()
