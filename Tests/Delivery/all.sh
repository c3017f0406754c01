#!/bin/sh
# Judges what `make dist` made. usage: all.sh FOLDER
set -u
folder=${1:?usage: all.sh FOLDER}
failed=
run() { name=$1; shift; "$@" || failed="$failed $name"; }

# shellcheck disable=SC2015
run sums sh -c "cd '$folder' && sha256sum --quiet -c SHA256SUMS && echo 'sums: as written down'"
run empty-root sh Tests/Delivery/empty-root.sh "$folder/trailseal-verify" sample-bundles
run samples sh -c "sh sample-bundles/judge.sh '$folder/trailseal-verify' sample-bundles | tail -n 1"
run guide sh Tests/Delivery/guide.sh "$folder"/trailseal-verify-*.tar.gz
run pipelines python3 Tests/Delivery/pipelines.py docs/ci.md "$folder"/trailseal-verify-*.tar.gz
run packages sh Tests/Delivery/packages.sh "$folder"
unpacked=$(mktemp -d)
for package in "$folder"/*.deb; do
    program=$(basename "$package" | cut -d _ -f 1)
    dpkg-deb -x "$package" "$unpacked"
    documents=$unpacked/usr/share/doc/$program
    gunzip -r "$documents"
    run "bill of $program" .build/peers/bin/python3 Tests/Delivery/bills.py \
        "$documents/$program.cdx.json" "$unpacked/usr/bin/$program" "$documents/parts"
done
rm -rf "$unpacked"
run twice sh Tests/Delivery/twice.sh "$folder"
[ -z "$failed" ] || { echo "delivery: failed:$failed" >&2; exit 1; }
echo "delivery: all as it should be"
