#!/bin/sh
# The main job from end to end, with nothing but TrailSeal's own programs: a simulated spectrometer
# writes two experiments, the workstation records them, two people sign, the QA desk seals a bundle
# for an inspector, and the inspector's laptop judges it.
# usage: run.sh PROGRAMS [FOLDER]
set -eu
programs=${1:?usage: run.sh PROGRAMS [FOLDER]}
folder=${2:-demo}
capture=$programs/trailseal-capture
seal=$programs/trailseal-seal
verify=$programs/trailseal-verify
forge=$programs/trailseal-forge

step() { printf '\n== %s\n' "$*"; }

# Passwords never stand on a command line: the demonstration hands them over on a descriptor.
analyst_password='demo: Alice signs'
reviewer_password='demo: Robert signs'
custodian_password='demo: custodian opens'

# A demonstration starts afresh; it only ever removes a folder that it made itself.
if [ -e "$folder" ]; then
    [ -f "$folder/.trailseal-demo" ] || {
        echo "demo: $folder exists and is not a demonstration's folder; name another one" >&2
        exit 73
    }
    rm -rf "$folder"
fi
mkdir -p "$folder"
: > "$folder/.trailseal-demo"

step "A simulated spectrometer writes two experiments"
"$forge" instrument "$folder/nmr/QC-26-118" --experiments 2

step "A witness in another department gets its own key and ledger"
"$capture" witness init "$folder/witness" --name qa.example/witness

step "The workstation's log: keys fixed in advance, master secret to the custodian"
printf '%s\n' "$custodian_password" | "$capture" init "$folder/store" \
    --organisation 'Example Laboratory' --site 'Basel' \
    --custodian-out "$folder/custodian" --custodian-password-fd 0 \
    --witness "$folder/witness"

step "Two people are enrolled, each with a key under a password of their own"
printf '%s\n' "$analyst_password" | "$capture" enroll "$folder/store" --person P0042 \
    --user achen --name 'Alice Chen' --role analyst --proofing 'passport seen by HR' \
    --os-user "$(id -un)" --password-fd 0
printf '%s\n' "$reviewer_password" | "$capture" enroll "$folder/store" --person P0007 \
    --user rmeier --name 'Robert Meier' --role reviewer --proofing 'passport seen by HR' \
    --password-fd 0

step "The experiments are recorded, file by file"
"$capture" record "$folder/store" "$folder/nmr/QC-26-118" --project QC-26-118

step "The analyst signs, then the reviewer"
printf '%s\n' "$analyst_password" | "$capture" sign "$folder/store" --user achen \
    --meaning AUTHORED --reason 'acquired as planned' --all-unsigned --password-fd 0
printf '%s\n' "$reviewer_password" | "$capture" sign "$folder/store" --user rmeier \
    --meaning REVIEWED --reason 'spectra and audit trails reviewed' --all-unsigned --password-fd 0

step "The head is closed and witnessed"
"$capture" checkpoint "$folder/store"
"$capture" status "$folder/store"

step "The QA desk seals the bundle: approved by the reviewer, keys released by the custodian"
printf '%s\n%s\n' "$reviewer_password" "$custodian_password" | "$seal" export "$folder/store" \
    --project QC-26-118 --purpose 'inspection, demonstration' --recipient 'Inspector' \
    --requester achen --approver rmeier --approver-password-fd 0 \
    --custodian "$folder/custodian" --custodian-password-fd 0 \
    --out "$folder/bundle.tar"

step "What the inspector brings along: the laboratory's root and the witness' key, got out of band"
mkdir -p "$folder/trust/roots"
cp "$folder/store/certificates/root.pem" "$folder/trust/roots/"
printf '%s quality-assurance\n' "$(cat "$folder/witness/verifier-key")" > "$folder/trust/witnesses"

step "The inspector's laptop judges the bundle"
mkdir -p "$folder/reports"
status=0
"$verify" "$folder/bundle.tar" --trust "$folder/trust" --text - \
    --xml "$folder/reports/report.xml" --html "$folder/reports/report.html" \
    --json "$folder/reports/report.json" || status=$?

mkdir -p "$folder/unpacked"
tar -xf "$folder/bundle.tar" -C "$folder/unpacked"
copy=$(ls -d "$folder"/unpacked/*/data/README.html)

cat <<WORDS

Bundle                    $folder/bundle.tar
Human-readable copy       $copy
Reports                   $folder/reports/report.xml, report.html, report.json
WORDS
exit "$status"
