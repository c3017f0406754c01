#!/bin/sh
# Installation qualification: is this the program that was released, and does it start here?
# usage: iq.sh VERIFIER DIGEST RECORD      DIGEST: 64 hex digits, got by another way than the program
set -u
verifier=${1:?usage: iq.sh VERIFIER DIGEST RECORD}
digest=${2:?usage: iq.sh VERIFIER DIGEST RECORD}
record=${3:?usage: iq.sh VERIFIER DIGEST RECORD}
. "$(dirname "$0")/steps.sh"
begin "$record" iq "Installation qualification of trailseal-verify" "$verifier"

found=$(sha256sum < "$verifier" | cut -c1-64)
step "the program's SHA-256 is the one released" "$digest" "$found"

"$verifier" --version > "$record/version.txt" 2>&1
step "the program starts and says its version" 0 $?
cat "$record/version.txt" >> "$report"

"$verifier" --self-test --quiet > "$record/self-test.txt" 2>&1
step "the self-test ends with status 0" 0 $?

finish
