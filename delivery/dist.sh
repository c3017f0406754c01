#!/bin/sh
# Builds everything that is delivered, from a commit and not from the working tree.
# usage: dist.sh [COMMIT [OUT [WORK]]]      HEAD, dist and .build/dist unless given
#
# The same commit, with the same toolchain and Debian packages, gives the same bytes in OUT, wherever it
# is built and whenever: docs/delivery.md. Tests/Delivery/twice.sh builds twice and compares.
set -eu
umask 022
export LC_ALL=C.UTF-8 TZ=UTC SWIFT_BACKTRACE=enable=no
commit=$(git rev-parse --verify "${1:-HEAD}^{commit}")
out=${2:-dist}
work=${3:-.build/dist}
say() { printf 'dist: %s\n' "$*" >&2; }
[ -z "$(git status --porcelain)" ] || say "what is not committed is no part of it"

mkdir -p "$work" "$out"
work=$(cd "$work" && pwd)
out=$(cd "$out" && pwd)
source=$work/source
rm -rf "$source" "$work/stage" "${out:?}"/*
mkdir -p "$source" "$work/stage"
git archive "$commit" | tar -x -C "$source"
SOURCE_DATE_EPOCH=$(git show -s --format=%ct "$commit")
export SOURCE_DATE_EPOCH
version=$(sed -n 's/.*static let text = "\(.*\)"/\1/p' \
    "$source/Sources/Commands/CommandSupport/ProgramVersion.swift")
machine=$(uname -m)
name=trailseal-verify-$version-linux-$machine

say "trailseal-verify, static"
sh "$source/delivery/static.sh" "$source" "$work/static" "$work/stage/trailseal-verify"

# Capture and seal belong to machines that are looked after: their C libraries stay those of the system.
for program in trailseal-capture trailseal-seal; do
    say "$program"
    log=$work/$program.log
    swift build --package-path "$source" --scratch-path "$work/dynamic" -c release \
        --product "$program" --static-swift-stdlib -Xswiftc -gnone \
        -Xswiftc -file-prefix-map -Xswiftc "$source=." -Xcc "-ffile-prefix-map=$source=." \
        -Xlinker --build-id=none -Xlinker --as-needed -Xlinker -z -Xlinker now \
        -Xlinker "-Map=$work/link.map" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        say "$program could not be built; the whole log is $log"
        exit 70
    }
    sh "$source/delivery/strip.sh" "$work/dynamic/release/$program" "$work/stage/$program"
    chrpath -d "$work/stage/$program" >/dev/null
    mv "$work/link.map" "$work/stage/$program.map"
done

for program in trailseal-verify trailseal-capture trailseal-seal; do
    say "$program: what is inside, manual page, completions"
    binary=$work/stage/$program
    parts=$work/stage/$program.parts
    mkdir -p "$parts"
    python3 "$source/delivery/materials.py" "$binary" "$binary.map" "$version" "$commit" \
        "$SOURCE_DATE_EPOCH" "$parts/$program.cdx.json" "$parts/licences"
    "$binary" manual >"$parts/$program.1"
    "$binary" completion bash >"$parts/$program.bash"
    "$binary" completion zsh >"$parts/_$program"
    "$binary" completion fish >"$parts/$program.fish"
    python3 "$source/delivery/deb.py" "$source" "$binary" "$parts" "$version" "$work/stage" "$out"
done

say "the folder for an auditor"
folder=$work/stage/$name
parts=$work/stage/trailseal-verify.parts
mkdir -p "$folder/completions" "$folder/man"
cp "$work/stage/trailseal-verify" "$folder/"
cp "$parts/trailseal-verify.cdx.json" "$folder/"
cp -R "$parts/licences" "$folder/licences"
cp "$source/delivery/licences.md" "$folder/licences/README.md"
cp "$parts/trailseal-verify.1" "$folder/man/"
cp "$parts/trailseal-verify.bash" "$parts/_trailseal-verify" "$parts/trailseal-verify.fish" \
    "$folder/completions/"
cp "$source/docs/guides/auditor-one-page.md" "$folder/README.md"
cp -R "$source/sample-bundles" "$source/schemas" "$folder/"
(cd "$folder" && find . -type f -printf '%P\n' | sort | xargs -d '\n' sha256sum >"$work/SHA256SUMS")
mv "$work/SHA256SUMS" "$folder/SHA256SUMS"
tar --sort=name --format=ustar --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --mode='u+rw,go=rX' -C "$work/stage" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"

cp "$work/stage/trailseal-verify" "$parts/trailseal-verify.cdx.json" "$out/"
(cd "$out" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" SHA256SUMS)
say "commit $commit"
cat "$out/SHA256SUMS"
