#!/bin/sh
# Judges every sample bundle the way a release pipeline would: the verifier's exit status and its
# JSON report against expected.json. A sample counts only if verdict and named rules agree.
# usage: judge.sh VERIFIER FOLDER
set -u
verifier=${1:?usage: judge.sh VERIFIER FOLDER}
folder=${2:?usage: judge.sh VERIFIER FOLDER}
exec python3 - "$verifier" "$folder" <<'PYTHON'
import json, pathlib, subprocess, sys

verifier, folder = sys.argv[1], pathlib.Path(sys.argv[2])
status_of = {"PASSED": 0, "FAILED": 10, "INDETERMINATE": 20}
passed = failed = 0
for case in sorted(path.parent for path in folder.glob("*/expected.json")):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    command = [verifier, str(case / "bundle.tar"), "--trust", str(case / "trust"), "--json", "-",
               "--at", expected["at"], "--quiet"]
    if (case / "later").is_dir():
        command += ["--later", str(case / "later")]
    if "profile" in expected:
        command += ["--profile", expected["profile"]]
    run = subprocess.run(command, capture_output=True)
    wrong = []
    if run.returncode != status_of[expected["verdict"]]:
        wrong.append(f"exit status {run.returncode}, expected {status_of[expected['verdict']]}")
    try:
        report = json.loads(run.stdout)["reports"][0]
        outcome = {result["rule"]: result["outcome"] for result in report["results"]}
        if report["verdict"] != expected["verdict"]:
            wrong.append(f"verdict {report['verdict']}, expected {expected['verdict']}")
        for rule, word in expected["rules"].items():
            if outcome.get(rule) != word:
                wrong.append(f"{rule} {outcome.get(rule)}, expected {word}")
    except (ValueError, KeyError) as problem:
        wrong.append(f"no report: {problem!r} {run.stderr.decode(errors='replace')[:300]}")
    if wrong:
        failed += 1
        print(f"WRONG  {case.name}: " + "; ".join(wrong))
    else:
        passed += 1
        print(f"ok     {case.name}: {expected['verdict']}")
if passed + failed == 0:
    sys.exit("no sample bundles found: nothing was judged")
print(f"samples: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
PYTHON
