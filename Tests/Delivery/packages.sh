#!/bin/sh
# Judges the Debian packages: by lintian, by installing them into a folder, and by removing them again.
# usage: packages.sh FOLDER
set -u
folder=$(cd "${1:?usage: packages.sh FOLDER}" && pwd)
failed=0
wrong() { echo "packages: $*" >&2; failed=1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/etc" "$root/tmp"
: >"$root/var/lib/dpkg/status"

lintian --allow-root --fail-on error,warning "$folder"/*.deb >"$scratch/lintian" 2>&1 \
    || wrong "lintian: $(cat "$scratch/lintian")"

# The packages' scripts run here, told by DPKG_ROOT which folder is meant; what they need of the system
# is the system's.
in_root() {
    dpkg --root="$root" --force-depends --force-script-chrootless --force-not-root "$@" \
        >"$scratch/dpkg" 2>&1 || wrong "dpkg $*: $(cat "$scratch/dpkg")"
}
in_root -i "$folder"/*.deb
for program in trailseal-capture trailseal-seal trailseal-verify; do
    [ "$("$root/usr/bin/$program" --version | head -n 1 | cut -d ' ' -f 1)" = "$program" ] || wrong "$program doesn't run"
    zcat "$root/usr/share/man/man1/$program.1.gz" >"$scratch/$program.1"
    mandoc -Tlint -Wwarning "$scratch/$program.1" >"$scratch/lint" || wrong "$program.1: $(cat "$scratch/lint")"
    for file in bash-completion/completions/$program zsh/vendor-completions/_$program \
        fish/vendor_completions.d/$program.fish doc/$program/copyright; do
        [ -s "$root/usr/share/$file" ] || wrong "$program has no $file"
    done
    readelf -dW "$root/usr/bin/$program" | grep -qE 'RPATH|RUNPATH|Foundation' && wrong "$program looks for libraries in its own folder"
done
cmp -s "$root/usr/bin/trailseal-verify" "$folder/trailseal-verify" || wrong "the packaged verifier is another one"
grep -q '^trailseal:' "$root/etc/passwd" || wrong "the user of the timers wasn't made"
if command -v systemd-analyze >/dev/null 2>&1; then
    # The units are asked for as instances, and their program lies where it would lie.
    systemd-analyze verify --man=no --root="$root" \
        trailseal-record@nmr7.service trailseal-heartbeat@nmr7.service \
        trailseal-record@nmr7.timer trailseal-heartbeat@nmr7.timer >"$scratch/units" 2>&1
    grep -E 'trailseal' "$scratch/units" | grep -vE 'basic.target|sysinit.target|timers.target|network-online' >"$scratch/complaints"
    [ ! -s "$scratch/complaints" ] || wrong "units: $(cat "$scratch/complaints")"
else
    echo "packages: no systemd-analyze here; the units weren't checked"
fi
: >"$root/var/lib/kept"
in_root -r trailseal-capture trailseal-seal trailseal-verify
in_root -P trailseal-capture trailseal-seal trailseal-verify
left=$(find "$root" -name '*trailseal*' ! -path '*/var/lib/dpkg/*')
[ -z "$left" ] || wrong "left behind: $left"

[ $failed = 0 ] && echo "packages: three packages, by lintian, installed into a folder and removed"
exit $failed
