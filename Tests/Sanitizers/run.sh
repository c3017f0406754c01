#!/bin/sh
# Runs the tests under a sanitizer, in a build folder of its own: run.sh address|thread [more arguments of swift test]
#
# The thread sanitizer leaves out the tests of whole programs, which it would not look into anyway: they run as processes
# of their own.
set -eu
cd "$(dirname "$0")/../.."
kind=${1:?address or thread}
shift
export SWIFT_BACKTRACE=enable=no
case "$kind" in
    address)
        # Leaks are looked for by the cryptography tests alone: the Swift runtime keeps metadata for ever.
        export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1
        ;;
    thread)
        export TSAN_OPTIONS="suppressions=$PWD/Tests/Sanitizers/thread.supp:halt_on_error=1"
        set -- --filter 'VerificationTests|CryptographyTests|CaptureTests|ModelTests|CanonicalJSONTests|BindingsTests' "$@"
        ;;
    *) echo "usage: run.sh address|thread" >&2; exit 64 ;;
esac
swift test --disable-xctest --sanitize="$kind" --scratch-path ".build/$kind" "$@"
