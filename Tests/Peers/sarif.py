#!/usr/bin/env python3
"""Holds SARIF files against the published JSON schema and against the words of the standard.

usage: sarif.py FOLDER    every file NAME.sarif in it; prints NAME, a tab and what is wrong, and nothing else

The schema comes as the classes that pydantic-sarif made of it, with every unknown property forbidden. What
the standard says in words only is asked below, with its section.
"""

import json
import pathlib
import re
import sys

from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

RELATIVE = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+\Z")
# A link of a plain message, §3.11.6.
LINK = re.compile(r"\[(?:[^\[\]\\]|\\[\[\]\\])*\]\(")
SINGLE_BRACE = re.compile(r"(?<!\{)(?:\{\{)*\{(?!\{)|(?<!\})(?:\}\})*\}(?!\})")


def members(value, name):
    """Every value under a name, wherever it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            if key != "properties":
                yield from members(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from members(inner, name)


def wrong(log):
    """What the words of the standard don't allow."""
    if len(log["runs"]) != 1:
        yield "code scanning refuses two runs of one tool"
    for run in log["runs"]:
        rules, artifacts = run["tool"]["driver"]["rules"], run["artifacts"]
        ids = [rule["id"] for rule in rules]
        if len(set(ids)) != len(ids):
            yield "§3.19.23, §3.49.3: a rule stands twice"
        for rule in rules:
            tags = rule.get("properties", {}).get("tags", [])
            if len(set(tags)) != len(tags):
                yield f"§3.8.2.2: a tag stands twice in {rule['id']}"
            for part in ("shortDescription", "fullDescription", "help"):
                if not rule[part]["text"]:
                    yield f"§3.12.3: no {part} of {rule['id']}"
        for result in run["results"]:
            name = f"{result['ruleId']} {result['properties']['code']}"
            if result.get("kind", "fail") != "fail" and result.get("level", "none") != "none":
                yield f"§3.27.10: {name} has a level and is no failure"
            if ids[result["ruleIndex"]] != result["ruleId"]:
                yield f"§3.27.6: {name} points to another rule"
            if not result["locations"]:
                yield f"code scanning shows no result without a place: {name}"
        marks = [json.dumps([r["ruleId"], r["partialFingerprints"]]) for r in run["results"]]
        if len(set(marks)) != len(marks):
            yield "§3.27.17: two results have one fingerprint"
        for place in members(run, "artifactLocation"):
            if "index" in place and artifacts[place["index"]]["location"]["uri"] != place["uri"]:
                yield f"§3.4.5: {place['uri']} points to another artifact"
        for uri in members(run, "uri"):
            if not RELATIVE.match(uri) or uri.startswith("//"):
                yield f"§3.10.1: {uri!r} is no relative reference"
        for region in members(run, "region"):
            if (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
                yield "§3.30.7: a region ends before it begins"
        for message in members(run, "message"):
            text = message["text"]
            if not text:
                yield "§3.11.8: an empty message"
            if LINK.search(text):
                yield f"§3.11.6: a link in {text[:80]!r}"
            if SINGLE_BRACE.search(text):
                yield f"§3.11.5: a single brace in {text[:80]!r}"
        for run_of_tool in run["invocations"]:
            if run_of_tool["executionSuccessful"] != (run_of_tool["exitCode"] in (0, 10, 20)):
                yield "§3.20.14: whether it was successful and how it ended don't agree"


def main():
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.sarif")):
        data = path.read_bytes()
        try:
            Log.model_validate_json(data, strict=True)
            problems = list(wrong(json.loads(data)))
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        for problem in problems[:20]:
            print(path.stem, problem.replace("\n", " "), sep="\t")


main()
