#!/bin/sh
# Measures what the whole path costs, with peers beside it, and prints a table for
# docs/performance.md. Not a test: nothing here passes or fails.
# usage: baseline.sh PROGRAMS FOLDER      FOLDER needs some 6 GB and must not exist yet
set -eu
programs=$(cd "${1:?usage: baseline.sh PROGRAMS FOLDER}" && pwd)
folder=${2:?usage: baseline.sh PROGRAMS FOLDER}
[ ! -e "$folder" ] || { echo "baseline: $folder exists already" >&2; exit 73; }
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
capture=$programs/trailseal-capture seal=$programs/trailseal-seal verify=$programs/trailseal-verify
analyst='baseline analyst' reviewer='baseline reviewer' custodian='baseline custodian'

# measured NAME COMMAND…: wall time in seconds and peak memory in MB, one row.
measured() {
    name=$1; shift
    python3 - "$name" "$@" <<'PYTHON'
import os, resource, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
begun = time.monotonic()
with open(os.environ.get("BASELINE_INPUT", os.devnull), "rb") as given:
    run = subprocess.run(command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
took = time.monotonic() - begun
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
if run.returncode not in (0, 10, 20):
    sys.exit(f"{name}: status {run.returncode}: {run.stderr.decode(errors='replace')[-400:]}")
note = "" if run.returncode == 0 else f" (status {run.returncode})"
print(f"| {name}{note} | {took:.2f} s | {peak:.0f} MB |", flush=True)
PYTHON
}

export_bundle() { # PROJECT FILE LABEL
    printf '%s\n%s\n' "$reviewer" "$custodian" > "$folder/passwords"
    BASELINE_INPUT=$folder/passwords measured "$3" "$seal" export "$folder/store" --project "$1" \
        --purpose measurement --recipient nobody --requester analyst --approver reviewer \
        --approver-password-fd 0 --custodian "$folder/custodian" --custodian-password-fd 0 --out "$2"
    mkdir -p "$folder/trust/roots"
    cp "$folder/store/certificates/root.pem" "$folder/trust/roots/"
    printf '%s elsewhere\n' "$(cat "$folder/witness/verifier-key")" > "$folder/trust/witnesses"
}

"$capture" witness init "$folder/witness" --name witness.example > /dev/null
printf '%s\n' "$custodian" | "$capture" init "$folder/store" --organisation Measurement --site Here \
    --custodian-out "$folder/custodian" --custodian-password-fd 0 --witness "$folder/witness" > /dev/null
printf '%s\n' "$analyst" | "$capture" enroll "$folder/store" --person P1 --user analyst --name 'A' \
    --role analyst --proofing 'none needed' --os-user "$(id -un)" --password-fd 0 > /dev/null
printf '%s\n' "$reviewer" | "$capture" enroll "$folder/store" --person P2 --user reviewer --name 'R' \
    --role reviewer --proofing 'none needed' --password-fd 0 > /dev/null

echo "| what | time | peak memory |"
echo "|---|---|---|"
mkdir -p "$folder/data/hundred"
head -c 100000000 /dev/urandom > "$folder/data/hundred/fid"
measured "capture: 100 MB in one file" "$capture" record "$folder/store" "$folder/data/hundred" --project HUNDRED
measured "openssl dgst -sha256 over the same file" openssl dgst -sha256 "$folder/data/hundred/fid"

mkdir -p "$folder/data/giga"
for number in 1 2 3 4; do head -c 250000000 /dev/urandom > "$folder/data/giga/$number"; done
measured "capture: 1 GB in four files" "$capture" record "$folder/store" "$folder/data/giga" --project GIGA
export_bundle GIGA "$folder/giga.tar" "seal: 1 GB in four files"
measured "bsdtar -cf of the same files" bsdtar -cf "$folder/peer.tar" -C "$folder/data" giga
measured "openssl dgst -sha256 over the same files" openssl dgst -sha256 "$folder/data/giga/1" \
    "$folder/data/giga/2" "$folder/data/giga/3" "$folder/data/giga/4"
measured "verify: the 1 GB bundle" "$verify" "$folder/giga.tar" --trust "$folder/trust" --quiet
rm -f "$folder/peer.tar" "$folder/giga.tar"

mkdir -p "$folder/data/many"
python3 - "$folder/data/many" <<'PYTHON'
import pathlib, sys
for number in range(100_000):
    part = pathlib.Path(sys.argv[1], f"{number // 1000:03d}")
    part.mkdir(exist_ok=True)
    (part / f"{number:06d}").write_bytes(number.to_bytes(16, "big"))
PYTHON
measured "capture: 100,000 files of 16 bytes" "$capture" record "$folder/store" "$folder/data/many" --project MANY
export_bundle MANY "$folder/many.tar" "seal: 100,000 records and files"
measured "verify: 100,000 records and files" "$verify" "$folder/many.tar" --trust "$folder/trust" --quiet
export_bundle HUNDRED "$folder/hundred.tar" "seal: 100 MB, 100,000 records withheld"
measured "verify: 100 MB, 100,000 records withheld" "$verify" "$folder/hundred.tar" --trust "$folder/trust" --quiet
measured "verify: --version" "$verify" --version
