#!/bin/sh
# Prints where the accessibility checker of the peers lies.
set -eu
cd "$(dirname "$0")/../.."
for file in "$PWD"/.build/peers/lib/python3*/site-packages/axe_playwright_python/axe.min.js; do
    [ -f "$file" ] && printf '%s\n' "$file" && exit 0
done
echo "axe isn't installed: .ci/dependencies peers" >&2
exit 69
