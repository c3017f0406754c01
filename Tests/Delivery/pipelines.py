#!/usr/bin/env python3
"""Reads the pipelines in docs/ci.md and runs the commands of their jobs.

usage: pipelines.py PAGE [ARCHIVE]

Without an archive the files are only read: that they are YAML, that every job has what its service asks
for, and that the statuses are those of docs/formats/command-line.md. Nothing is fetched: the archive is
put where fetching would put it.
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

wrong = []


def check(holds, sentence):
    if not holds:
        wrong.append(sentence)


def github_jobs(pipeline):
    # YAML 1.1 reads the bare word `on` as true.
    check(set(pipeline.get("on", pipeline.get(True, {}))) >= {"release"}, "GitHub: no job at a release")
    jobs = {}
    for name, job in pipeline["jobs"].items():
        check("runs-on" in job and "timeout-minutes" in job, f"GitHub: {name} says not where or how long")
        for step in job["steps"]:
            check(("run" in step) != ("uses" in step), f"GitHub: {name} has a step that does nothing")
        jobs[name] = [step["run"] for step in job["steps"] if "run" in step]
    return pipeline["env"], jobs


def gitlab_jobs(pipeline):
    base = pipeline[".verifier"]
    check(base["stage"] in pipeline["stages"], "GitLab: the stage isn't listed")
    jobs = {}
    for name in ["samples", "evidence"]:
        job = pipeline[name]
        check(job["extends"] == ".verifier" and job["rules"], f"GitLab: {name} extends nothing")
        # GitLab runs the lines in one shell that ends at the first failure.
        jobs[name] = ["\n".join(base["before_script"] + job["script"])]
    check(pipeline["evidence"]["allow_failure"]["exit_codes"] == [20], "GitLab: 20 isn't let through")
    return base["variables"], jobs


def run(service, name, steps, variables, archive, samples):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        shutil.copy(archive, place / variables["ARCHIVE"])
        (place / "evidence").mkdir()
        for sample in ["good-minimal", "good-time-stamped"]:
            shutil.copy(samples / sample / "bundle.tar", place / "evidence" / f"{sample}.tar")
        shutil.copytree(samples / "good-time-stamped/trust", place / "trust")
        environment = {
            "PATH": os.environ["PATH"], "ARCHIVE": variables["ARCHIVE"],
            "ARCHIVE_SHA256": hashlib.sha256(archive.read_bytes()).hexdigest()}
        for script in steps:
            lines = [line for line in script.split("\n") if not re.match(r"\s*(curl|apt-get) ", line)]
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)], cwd=place,
                                  env=environment, capture_output=True, text=True)
            # Judged by the clock, a sample may have ended since.
            check(done.returncode in ([0, 20] if name == "evidence" else [0]),
                  f"{service}: {name} ended with {done.returncode}: {(done.stdout + done.stderr)[-400:]}")
        if name == "evidence":
            for report in ["report.html", "report.json", "junit.xml"]:
                check((place / report).is_file(), f"{service}: no {report}")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    page = pathlib.Path(sys.argv[1])
    text = page.read_text()
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.S)]
    check(len(blocks) == 2, f"{len(blocks)} pipelines on the page, not 2")
    authority = (page.parent / "formats/command-line.md").read_text()
    for status in re.findall(r"^\| (\d+)(?:, (\d+))? \|", text, re.M):
        for number in filter(None, status):
            check(f"\n| {number} |" in authority, f"status {number} isn't in command-line.md")
    services = [("GitHub", *github_jobs(blocks[0])), ("GitLab", *gitlab_jobs(blocks[1]))]
    if len(sys.argv) == 3:
        archive = pathlib.Path(sys.argv[2])
        for service, variables, jobs in services:
            for name, steps in jobs.items():
                run(service, name, steps, variables, archive, page.parent.parent / "sample-bundles")
    for sentence in wrong:
        print(f"pipelines: {sentence}", file=sys.stderr)
    if not wrong:
        print("pipelines: two files, four jobs" + (", every command run" if len(sys.argv) == 3 else ""))
    sys.exit(1 if wrong else 0)


main()
