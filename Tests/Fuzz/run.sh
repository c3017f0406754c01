#!/bin/sh
# Feeds the readers with made-up input, guided by coverage: run.sh SECONDS [TARGET…]
#
# SECONDS is for each target. What breaks a target stands in .build/fuzz/broken/TARGET afterwards, and
# belongs into Tests/Fuzz/found/TARGET once it is mended. The inputs that a run finds interesting are
# kept in .build/fuzz/corpus and are where the next run begins.
#
# FUZZ_FOLDER names another folder than .build/fuzz. FUZZ_BUILD names a finished fuzzer, else one is
# built: SwiftPM with libFuzzer of the toolchain, and the address sanitizer for what the bindings do.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:?seconds for each target}
shift
export SWIFT_BACKTRACE=enable=no
# The Swift runtime keeps metadata for ever, and libcrypto its tables.
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1
folder=${FUZZ_FOLDER:-.build/fuzz}
mkdir -p "$folder"

if [ -z "${FUZZ_BUILD:-}" ]; then
    FUZZ_BUILD=.build/fuzz-build/release/trailseal-fuzz
    TRAILSEAL_FUZZ=1 swift build -c release --product trailseal-fuzz --scratch-path .build/fuzz-build \
        -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address \
        -Xswiftc -use-ld=lld >"$folder/build.log" 2>&1 || {
        tail -30 "$folder/build.log" >&2
        exit 1
    }
fi

# One line for each target; the numbers are libFuzzer's own.
fuzz() {
    target=$1
    corpus=$folder/corpus/$target
    artifacts=$folder/broken/$target
    log=$folder/$target.log
    rm -rf "$artifacts"
    mkdir -p "$corpus" "$artifacts"
    case $target in
        cms | token | answer | certificate | crl | ocsp) dictionary=Tests/Fuzz/dictionaries/der ;;
        manifest | keys | policy | profile | fork | object-lock) dictionary=Tests/Fuzz/dictionaries/json ;;
        *) dictionary=Tests/Fuzz/dictionaries/$target ;;
    esac
    [ -f "$dictionary" ] && dictionary="-dict=$dictionary" || dictionary=
    found=Tests/Fuzz/found/$target
    [ -d "$found" ] || found=
    status=0
    # shellcheck disable=SC2086
    "$FUZZ_BUILD" . "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$artifacts/" $dictionary \
        "$corpus" "Tests/Fuzz/seeds/$target" $found >"$log" 2>&1 || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    edges=$(grep -oE ' cov: [0-9]+' "$log" | tail -1 | tr -dc 0-9)
    printf '%-12s %10s inputs %8s a second %6s edges  %s\n' "$target" "${runs:-?}" "${speed:-?}" \
        "${edges:-?}" "$([ $status = 0 ] && echo held || echo "BROKEN, see $log")"
    return $status
}

# Two at a time. The whole verifier comes first: it is the slowest to begin.
all=${*:-bundle $(ls Tests/Fuzz/seeds | grep -vx bundle)}
failed=$folder/failed
rm -f "$failed"
every_second() {
    number=0
    for target in $all; do
        number=$((number + 1))
        [ $((number % 2)) = "$1" ] || continue
        fuzz "$target" || echo "$target" >>"$failed"
    done
}
every_second 0 &
every_second 1
wait
[ ! -f "$failed" ] || { echo "fuzz: broken: $(tr '\n' ' ' <"$failed")" >&2; exit 1; }
