#!/bin/sh
# The checks of doc comments and of guarantees find what they are there to find: trees that are wrong on
# purpose, and for each what has to be said of it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
status=0
complain() { echo "negative: $*" >&2; status=1; }

# Every line that ends with `// here` lacks its comment, and no other does.
mkdir "$tree/Sources"
cat > "$tree/Sources/Wrong.swift" <<'SWIFT'
package struct Bare { // here
    package var bare = 0 // here
    package private(set) var half = 0 // here
    private(set) package var turned = 0 // here
    /// Said.
    package let said = "{ package var quoted }"
    var inside = 0
    package init(
        bare: Int // the line above lacks it
    ) {
        var local = bare
    }
    package subscript(place: Int) -> Int { place } // here
    package static func == (a: Bare, b: Bare) -> Bool { true }
    package nonisolated static func made() -> Bare { Bare(bare: 0) } // here
    package typealias Other = Bare // here
    package init() {} // here
}

/// Said.
@available(
    *, deprecated, message: "old"
)
package enum Choice: String, CaseIterable {
    case bare // here
    /// Said.
    case said, too
    // Not said to anybody.
    case hidden // here
    /// Said.
    package var word: String {
        switch self {
        case .bare: "a"
        default: "b"
        }
    }
    var inside: Int { 0 }
}

/// Said.
package protocol Asking {
    associatedtype Bare // here
    /// Said.
    var said: Int { get }
    func bare() // here
}

enum Inside { case nobody }

package extension Inside {
    func bare() {} // here
    /** Said. */
    func said() {}
    private func nobody() {}
}

extension Inside {
    @inlinable package func bare() {} // here
    func nobody() {}
}
SWIFT
expected=$(grep -nE '// here$|package init\($' "$tree/Sources/Wrong.swift" | cut -d: -f1 | tr '\n' ' ')
found=$(sh "$here/documentation.sh" "$tree/Sources" 2>&1 | sed -n 's/.*Wrong\.swift:\([0-9]*\):.*/\1/p' | tr '\n' ' ')
[ "$expected" = "$found" ] || complain "documentation: lines $expected lack a comment, found $found"

# refused WHAT SED: the page of guarantees, changed, must be refused with WHAT.
mkdir "$tree/docs"
for part in docs/rules sample-bundles Tests; do ln -s "$here/../../$part" "$tree/$part"; done
mkdir -p "$tree/Sources/Roles/Verification"
ln -s "$here/../../Sources/Roles/Verification/Checks" "$tree/Sources/Roles/Verification/Checks"
page=$here/../../docs/threat-model.md
refused() {
    sed "$2" "$page" > "$tree/docs/threat-model.md"
    said=$(sh "$here/guarantees.sh" "$tree" 2>&1) && complain "guarantees: let pass: $1"
    case $said in *"$1"*) ;; *) complain "guarantees: $1 wasn't said, but: $said" ;; esac
}
refused "aren't numbered" 's/^### G2 /### G20 /'
refused "G1 doesn't say: Against" '/^### G1 /,/^### G2 /{/^- Against/d}'
refused "G1 names no rule" '/^### G1 /,/^### G2 /s/^- Shown by: .*/- Shown by: nothing./'
refused "G1: ANOM-001 isn't asked" '/^### G1 /,/^### G2 /s/BND-001/ANOM-001/g'
refused "G1: TIME-003 isn't asked" '/^### G1 /,/^### G2 /s/BND-001/TIME-003/g'
refused "G1: nothing beside it shows that BND-002" '/^### G1 /,/^### G2 /s/BND-001/BND-002/g'
refused "G2: none of its rules fails or stays open in bad-file-gone" \
    '/^### G2 /,/^### G3 /s/bad-chain-tail-cut/bad-file-gone/g'
refused "no sample bad-nobody-made" 's/bad-chain-tail-cut/bad-nobody-made/g'
refused "no test NobodyTests" 's/`OfflineTests`/`NobodyTests`/'
refused "no rule BND-009" 's/G3)\./G3, BND-009)./'
refused "no guarantee G99" 's/(G3)\./(G99)./'
cp "$page" "$tree/docs/threat-model.md"
sh "$here/guarantees.sh" "$tree" > /dev/null || complain "guarantees: the honest page is refused"

[ $status = 0 ] && echo "negative: what is wrong on purpose is found"
exit $status
