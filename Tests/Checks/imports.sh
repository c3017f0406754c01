#!/bin/sh
# Arrows point down: what a module may import, from docs/architecture.md. SwiftPM allows any
# transitive import, so this is where the layers hold. What isn't listed isn't allowed.
set -u
standard="Synchronization|Swift|_Concurrency"
status=0

# allow FOLDER MODULES…: every import in FOLDER's Swift files is one of MODULES.
allow() {
    folder=$1; shift
    allowed=$(printf '%s|' "$@")$standard
    wrong=$(grep -rnE '^ *(@[a-zA-Z_]+ )*(public |package |internal |private )?import ' \
                --include='*.swift' "$folder" \
            | grep -vE "import (struct |enum |func |class |protocol )?($allowed)([. ]|\$)")
    [ -z "$wrong" ] || { echo "imports: not allowed in $folder:" >&2; echo "$wrong" >&2; status=1; }
}

S=Sources
allow $S/Bindings/TarArchive CArchive Glibc
allow $S/Bindings/Cryptography CCrypto Dispatch Glibc
allow $S/Bindings/XMLText CXML
allow $S/Bindings/SQLiteDatabase CSQLite
allow $S/Bindings/HTTPTransfer CCurl
allow $S/Bindings/LinuxFiles CLinux Dispatch Glibc
allow $S/Model/CanonicalJSON
allow $S/Model/Findings
allow $S/Model/Records CanonicalJSON Cryptography
allow $S/Model/RecordLog Records CanonicalJSON Cryptography
allow $S/Model/BundleFormat RecordLog Records CanonicalJSON Cryptography
allow $S/Roles/Capture BundleFormat RecordLog Records CanonicalJSON Cryptography LinuxFiles \
    HTTPTransfer SQLiteDatabase
allow $S/Roles/Sealing BundleFormat RecordLog Records CanonicalJSON Cryptography TarArchive \
    HTTPTransfer
allow $S/Roles/Verification BundleFormat RecordLog Records CanonicalJSON Findings Cryptography
allow $S/Roles/Reporting Findings CanonicalJSON Cryptography XMLText
allow $S/Commands/CommandSupport Cryptography LinuxFiles
allow $S/Commands/TrustAnchors CommandSupport RecordLog Records Cryptography LinuxFiles
allow $S/Commands/AuditorTrust TrustAnchors Verification
allow $S/Commands/SelfTest CommandSupport AuditorTrust TrustAnchors Verification Reporting Findings BundleFormat Records \
    CanonicalJSON Cryptography
allow $S/Commands/trailseal-capture CommandSupport Capture BundleFormat RecordLog Records \
    CanonicalJSON Cryptography LinuxFiles HTTPTransfer
allow $S/Commands/trailseal-seal CommandSupport TrustAnchors Capture Sealing BundleFormat RecordLog Records \
    CanonicalJSON Cryptography LinuxFiles HTTPTransfer
allow $S/Commands/trailseal-verify CommandSupport SelfTest AuditorTrust TrustAnchors Verification Reporting Findings BundleFormat \
    CanonicalJSON Cryptography Records RecordLog LinuxFiles
allow $S/Commands/trailseal-forge CommandSupport Forge Verification Reporting Findings BundleFormat \
    Cryptography Records LinuxFiles
allow $S/Commands/trailseal-bench CommandSupport CanonicalJSON LinuxFiles
allow $S/TestKit/Forge AuditorTrust TrustAnchors Capture Sealing Verification Reporting Findings BundleFormat RecordLog Records \
    CanonicalJSON Cryptography LinuxFiles TarArchive
allow $S/TestKit/TrailSealTestKit LinuxFiles Cryptography CanonicalJSON Glibc

[ $status = 0 ] && echo "imports: every arrow points down"
exit $status
