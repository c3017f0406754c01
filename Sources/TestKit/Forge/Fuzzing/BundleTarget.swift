internal import BundleFormat
internal import Findings
internal import Records
internal import Verification

/// The whole bundle through the whole verifier.
///
/// An input isn't a bundle but a list of edits of an honest one: bytes made up would hardly ever get
/// past the first header. What comes out other than the honest bundle must never pass.
enum BundleTarget {
    static let whole = FuzzTarget("bundle", upTo: 4096) { bench in
        let honest = try bench.bundle
        let editor = try BundleEditor(honest)
        let (trust, at) = (try bench.trust, try bench.at)
        return { bytes in
            let changed = BundleEdits(bytes).applied(to: editor)
            let input = VerificationInput(
                source: MemorySource(changed), fileName: "bundle.tar", trust: trust,
                profile: .standard, at: at, atWasGiven: true, program: "trailseal-forge")
            guard let report = try? await Verifier.verify(input) else {
                return "it can't be judged"
            }
            let passed = report.verdict == .passed
            return passed == (changed == honest)
                ? nil : passed ? "a changed bundle passed" : "the honest bundle didn't pass"
        }
    }
}

/// Edits of a bundle that are spelled by an input: of its members first, then of its bytes.
struct BundleEdits {
    private var input: FuzzInput

    init(_ bytes: [UInt8]) { input = FuzzInput(bytes) }

    func applied(to honest: BundleEditor) -> [UInt8] {
        var edits = self
        var editor = honest
        let count = edits.input.number(below: 8)
        for _ in 0..<count where !edits.input.isAtEnd { edits.editMember(of: &editor) }
        var archive = editor.archive
        while !edits.input.isAtEnd { edits.editBytes(of: &archive) }
        return archive
    }

    private mutating func editMember(of editor: inout BundleEditor) {
        let members = editor.members
        let place = input.number(below: members.count)
        guard members.indices.contains(place) else { return }
        switch input.byte() % 8 {
        case 0: editor.swapMembers(place, input.number(below: members.count))
        case 1: editor.append(path: members[place].path, bytes: input.bytes(upTo: 255))
        case 2: editor.append(path: input.bytes(upTo: 255), bytes: members[place].bytes)
        case 3: editor.replace(place, with: members[input.number(below: members.count)].bytes)
        case 4: editor.replace(place, with: input.bytes(upTo: 4095))
        case 5: editor.remove(place)
        case 6: try? editor.mendManifest()
        default:
            var bytes = members[place].bytes
            repeat { editBytes(of: &bytes) } while input.byte() & 1 == 1
            editor.replace(place, with: bytes)
        }
    }

    private mutating func editBytes(of bytes: inout [UInt8]) {
        let place = input.number(below: bytes.count + 1)
        switch input.byte() % 4 {
        case 0 where place < bytes.count: bytes[place] ^= 1 << (input.byte() & 7)
        case 1 where place < bytes.count: bytes[place] = input.byte()
        case 2: bytes.insert(contentsOf: input.bytes(upTo: 255), at: place)
        default:
            let end = min(bytes.count, place + 1 + input.number(below: 65_536))
            if place < end { bytes.removeSubrange(place..<end) }
        }
    }
}
