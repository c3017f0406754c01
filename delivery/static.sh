#!/bin/sh
# Builds the verifier as one static, stripped file that needs nothing of the machine it runs on.
# usage: static.sh SOURCE SCRATCH OUTPUT
#
# SOURCE is a checkout; nothing of its path, of SCRATCH or of the time gets into the file. Beside OUTPUT lies
# OUTPUT.map, the linker's list of what went in, from which the bill of materials is made.
set -eu
source=$(cd "${1:?usage: static.sh SOURCE SCRATCH OUTPUT}" && pwd)
scratch=${2:?usage: static.sh SOURCE SCRATCH OUTPUT}
output=${3:?usage: static.sh SOURCE SCRATCH OUTPUT}
mkdir -p "$scratch" "$(dirname "$output")"
scratch=$(cd "$scratch" && pwd)

# The linker warns of calls in the C library that load code at run time, such as asking for a user's name.
# The verifier makes none of them; Tests/Delivery/empty-root.sh runs it where they couldn't work.
log=$scratch/build.log
TRAILSEAL_STATIC=1 swift build --package-path "$source" --scratch-path "$scratch" -c release \
    --product trailseal-verify --static-swift-stdlib -Xswiftc -static-executable \
    -Xswiftc -gnone -Xswiftc -file-prefix-map -Xswiftc "$source=." \
    -Xcc "-ffile-prefix-map=$source=." -Xlinker --build-id=none \
    -Xlinker --wrap=__register_frame_info -Xlinker --wrap=__deregister_frame_info \
    -Xlinker "-Map=$scratch/link.map" >"$log" 2>&1 || {
    grep -v 'warning: Using' "$log" | tail -n 20 >&2
    echo "static: the verifier could not be linked; the whole log is $log" >&2
    exit 70
}
sh "$source/delivery/strip.sh" "$scratch/release/trailseal-verify" "$output"
cp "$scratch/link.map" "$output.map"
