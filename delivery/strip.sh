#!/bin/sh
# Takes away what a program doesn't need to run, and what would tell where it was built.
# usage: strip.sh PROGRAM OUTPUT
set -eu
program=${1:?usage: strip.sh PROGRAM OUTPUT}
output=${2:?usage: strip.sh PROGRAM OUTPUT}
strip --strip-all --remove-section=.comment -o "$output" "$program"
# A hash of each module, for the compiler only, has the folder's name in it. The section is emptied and not
# removed: without it strip would lose the mark by which memory is made read-only after loading.
size=$(readelf -SW "$output" | sed -n 's/.*\.swift_modhash *[A-Z]* *[0-9a-f]* [0-9a-f]* \([0-9a-f]*\) .*/\1/p')
zeros=$output.zeros
head -c "$((0x$size))" /dev/zero >"$zeros"
objcopy --update-section ".swift_modhash=$zeros" "$output"
rm -f "$zeros"
chmod 755 "$output"
