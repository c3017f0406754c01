#!/bin/sh
# Runs the static verifier where nothing is but itself and a bundle: no library, /proc, /dev, /sys, locale
# or time zone, no network, not even a name for its user.
# usage: empty-root.sh VERIFIER [SAMPLES]
set -u
verifier=${1:?usage: empty-root.sh VERIFIER [SAMPLES]}
samples=${2:-sample-bundles}
limit=45000000
failed=0
wrong() { echo "empty-root: $*" >&2; failed=1; }

# One file: no loader, no library, and not too large to be sent by post.
readelf -lW "$verifier" | grep -q INTERP && wrong "$verifier names a loader"
readelf -dW "$verifier" 2>/dev/null | grep -q NEEDED && wrong "$verifier needs libraries"
readelf -SW "$verifier" | grep -q '\.symtab' && wrong "$verifier isn't stripped"
size=$(stat -c %s "$verifier")
[ "$size" -lt "$limit" ] || wrong "$verifier has $size bytes, more than $limit"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root last=$folder/last
mkdir "$root"
chmod 755 "$folder"
cp "$verifier" "$root/trailseal-verify"
chmod 755 "$root" "$root/trailseal-verify"

# Root becomes nobody inside; anybody else gets a root of his own, in which he stays who he is.
if [ "$(id -u)" = 0 ]; then
    enter="chroot --userspec=65534:65534 $root"
    unshare -n true 2>/dev/null && enter="unshare -n $enter"
elif unshare -rn true 2>/dev/null; then
    enter="unshare -rn --root=$root"
else
    echo "empty-root: this machine grants neither chroot nor a namespace: nothing was shown" >&2
    exit 75
fi
# These variables would make Swift's runtime look for a program to start, and the C library for its data.
# shellcheck disable=SC2086
enter() {
    env -i PATH="$PATH" SWIFT_BACKTRACE=enable=yes SWIFT_ROOT=/ LANG=de_DE.UTF-8 TZ=Asia/Tokyo \
        $enter "$@"
}

# judge SAMPLE STATUS: the verdict, twenty times over, and the same bytes each time.
judge() {
    rm -rf "$root/bundle.tar" "$root/trust"
    cp "$samples/$1/bundle.tar" "$root/bundle.tar"
    cp -R "$samples/$1/trust" "$root/trust"
    chmod -R a+rX "$root/bundle.tar" "$root/trust"
    at=$(sed -n 's/.*"at":"\([^"]*\)".*/\1/p' "$samples/$1/expected.json")
    first=
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        status=0
        enter /trailseal-verify bundle.tar --trust trust --at "$at" --json - >"$last" 2>&1 || status=$?
        [ "$status" = "$2" ] || { wrong "$1 ended with $status, not $2: $(tail -c 300 "$last")"; return; }
        sum=$(sha256sum <"$last")
        [ -z "$first" ] || [ "$first" = "$sum" ] || { wrong "$1 gave two reports"; return; }
        first=$sum
    done
}

judge good-minimal 0
judge good-time-stamped 0
judge bad-token-of-another-note 10
judge odd-root-unknown 20

# The self-test judges every sample bundle, and draws XML by libxml2.
enter /trailseal-verify --self-test --xml - >"$last" 2>"$folder/errors" \
    || wrong "the self-test ended with $?: $(cat "$folder/errors")"
grep -q 'result="PASSED"' "$last" || wrong "the self-test didn't pass"
enter /trailseal-verify --version >"$last" 2>&1 || wrong "--version ended with $?"

[ $failed = 0 ] && echo "empty-root: one file of $size bytes judges alone, as nobody, without /proc and /dev"
exit $failed
