#!/bin/sh
# Every check of the tree; says which failed and goes on, so that one run shows all.
cd "$(dirname "$0")/../.." || exit 2
failed=
for check in format imports forbidden documentation links traceability guarantees negative pipelines oracle; do
    sh "Tests/Checks/$check.sh" || failed="$failed $check"
done
[ -d .build/release ] && { sh Tests/Checks/linked-libraries.sh .build/release || failed="$failed linked-libraries"; }
[ -z "$failed" ] || { echo "checks failed:$failed" >&2; exit 1; }
echo "checks passed"
