#!/bin/sh
# The verifier links neither a network nor a database library: its independence can be read off.
set -u
folder=${1:?usage: linked-libraries.sh BUILD-FOLDER}
binary=$folder/trailseal-verify
[ -x "$binary" ] || { echo "linked-libraries: no $binary" >&2; exit 2; }
# Direct dependencies only: what Debian's libxml2 drags in behind itself isn't ours to choose.
wrong=$(readelf -d "$binary" | grep NEEDED | grep -E 'curl|sqlite|libpq|archive|ssl\.so|Foundation')
[ -z "$wrong" ] || { echo "linked-libraries: trailseal-verify links:" >&2; echo "$wrong" >&2; exit 1; }
echo "linked-libraries: trailseal-verify links no network, database or archive library"
