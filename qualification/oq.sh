#!/bin/sh
# Operational qualification: known answers, the built-in bundles, and every sample bundle with the verdict it must get.
# usage: oq.sh VERIFIER SAMPLES RECORD
set -u
verifier=${1:?usage: oq.sh VERIFIER SAMPLES RECORD}
samples=${2:?usage: oq.sh VERIFIER SAMPLES RECORD}
record=${3:?usage: oq.sh VERIFIER SAMPLES RECORD}
. "$(dirname "$0")/steps.sh"
begin "$record" oq "Operational qualification of trailseal-verify" "$verifier"

"$verifier" --self-test --text "$record/self-test.txt" --xml "$record/self-test.xml" > /dev/null 2>&1
step "known answers and built-in bundles: status of --self-test" 0 $?

expected=$(find "$samples" -mindepth 2 -maxdepth 2 -name expected.json | wc -l)
sh "$samples/judge.sh" "$verifier" "$samples" > "$record/samples.txt" 2>&1
step "every sample bundle gets its verdict and its rules: status of judge.sh" 0 $?
step "the number of samples judged" "samples: $expected passed, 0 failed" "$(tail -n 1 "$record/samples.txt")"

# The same question gives the same bytes.
one=$samples/good-minimal
for run in 1 2; do
    "$verifier" "$one/bundle.tar" --trust "$one/trust" --at 2026-11-02T15:00:00Z --json "$record/run-$run.json" --quiet
    step "run $run over good-minimal: status" 0 $?
done
cmp -s "$record/run-1.json" "$record/run-2.json"
step "both runs give the same report, byte for byte" 0 $?

# A report that was changed is told.
sed 's/PASSED/FAILED/' "$record/run-1.json" > "$record/changed.json"
"$verifier" report check "$record/run-1.json" "$one/bundle.tar" --trust "$one/trust" > /dev/null 2>&1
step "report check knows the report as it was written: status" 0 $?
"$verifier" report check "$record/changed.json" "$one/bundle.tar" --trust "$one/trust" > /dev/null 2>&1
step "report check tells a report that was changed: status" 10 $?

# Without anchors nothing is believed.
mkdir "$record/no-anchors"
mkdir "$record/no-anchors/roots"
"$verifier" "$one/bundle.tar" --trust "$record/no-anchors" --at 2026-11-02T15:00:00Z --quiet
step "the same bundle without an anchor stays open: status" 20 $?

finish
