#!/bin/sh
# Installs the packages in a whole Debian system, does what docs/delivery.md §4 says, and removes them.
# By hand, as root, since making the system fetches it:
#     debootstrap --variant=minbase --include=libcurl4,libsqlite3-0,libarchive13,libssl3,systemd bookworm ROOT
# usage: system.sh FOLDER ROOT
set -eu
folder=${1:?usage: system.sh FOLDER ROOT}
root=${2:?usage: system.sh FOLDER ROOT}
rm -rf "$root/packages" "$root/var/lib/trailseal" "$root/medium"
mkdir -p "$root/packages" "$root/medium" "$root/data/nmr/QC-26-118"
cp "$folder"/*.deb "$root/packages/"
echo spectrum >"$root/data/nmr/QC-26-118/fid"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
trap 'umount "$root/proc" "$root/dev"' EXIT
chroot "$root" /bin/sh -eu <<'INSIDE'
dpkg -i /packages/*.deb >/dev/null
chown trailseal /medium
as="runuser -u trailseal --"
install -d -o trailseal -g trailseal -m 0700 /var/lib/trailseal
echo 'the custodian opens' | $as trailseal-capture init /var/lib/trailseal/nmr7 --organisation "Example Laboratory" \
    --site Basel --custodian-out /medium/custodian --custodian-password-fd 0 --unwitnessed \
    --policy /usr/share/doc/trailseal-capture/examples/policy.json >/dev/null
echo 'the service records' | $as trailseal-capture enroll /var/lib/trailseal/nmr7 --person S0001 --user recorder \
    --name "Recording service" --role service --proofing "installed by IT" --os-user trailseal --password-fd 0
install -d /etc/trailseal
cp /usr/share/doc/trailseal-capture/examples/instrument.conf /etc/trailseal/nmr7.conf
# What the units start, as their user.
. /etc/trailseal/nmr7.conf
$as trailseal-capture record --quiet --settle 0 --project "$PROJECT" "$STORE" $FOLDERS
$as trailseal-capture checkpoint "$STORE"
$as trailseal-capture checkpoint --heartbeat "$STORE"
$as trailseal-capture log "$STORE" --project "$PROJECT" | grep -q 'dataset QC-26-118 version 1'
systemd-analyze verify --man=no trailseal-record@nmr7.service trailseal-heartbeat@nmr7.service
trailseal-verify --self-test --quiet
dpkg -P trailseal-capture trailseal-seal trailseal-verify >/dev/null
test -d /var/lib/trailseal/nmr7
left=$(find / -xdev -name '*trailseal*' ! -path '/var/lib/dpkg/*' ! -path '/etc/trailseal*' ! -path '/var/lib/trailseal*' ! -path '/packages/*')
test -z "$left" || { echo "left behind: $left"; exit 1; }
INSIDE
echo "system: installed, recorded, removed; the store is still there"
