#!/bin/sh
# The second implementation agrees with published answers, with its own vectors file, and with the
# documents that it was written from. It needs Python's standard library only.
set -u
cd "$(dirname "$0")/../.." || exit 1
if output=$(PYTHONDONTWRITEBYTECODE=1 python3 -m unittest discover -s Tests/Oracle 2>&1); then
    echo "oracle: $(echo "$output" | grep '^Ran')"
else
    echo "oracle: its own tests fail:" >&2
    echo "$output" | tail -40 >&2
    exit 1
fi
