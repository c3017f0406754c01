#!/bin/sh
# Unpacks what an auditor gets and follows the page in it, command by command.
# usage: guide.sh ARCHIVE
set -u
archive=${1:?usage: guide.sh ARCHIVE}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -xzf "$archive" -C "$scratch" || exit 1
cd "$scratch"/trailseal-verify-* || exit 1
# The page speaks of a bundle and a trust folder of the reader's own.
cp sample-bundles/good-time-stamped/bundle.tar .
cp -R sample-bundles/good-time-stamped/trust .
failed=0
count=0
grep '^    [./a-z0-9-]* ' README.md | grep -E '^    (\./trailseal|sha256sum)' | sed 's/^    //' >"$scratch/lines"
while read -r line; do
    count=$((count + 1))
    status=0
    sh -c "$line" >"$scratch/said" 2>&1 || status=$?
    case $line in *bad-*) wanted=10 ;; *) wanted=0 ;; esac
    # Judged by the clock, a bundle of a sample may have ended since.
    case $line in *"bundle.tar --trust trust"*) [ $status = 20 ] && status=0 ;; esac
    [ $status = $wanted ] || { echo "guide: $line ended with $status: $(tail -n 3 "$scratch/said")" >&2; failed=1; }
done <"$scratch/lines"
[ $count -ge 6 ] || { echo "guide: only $count commands were found on the page" >&2; failed=1; }
[ -s report.html ] || { echo "guide: no report was written" >&2; failed=1; }
[ $failed = 0 ] && echo "guide: $count commands of the auditor's page, each as it says"
exit $failed
