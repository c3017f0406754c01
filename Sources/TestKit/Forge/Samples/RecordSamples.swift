internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import Records

/// Attacks on the records and their readable copies, by somebody who can seal.
enum RecordSamples {
    static let all: [Sample] = [
        .attack(
            "bad-records-not-canonical", ["REC-001": "failed"],
            why: """
                A blank was put into a record, which changes nothing for a lenient reader. A \
                record has one valid form; a reader that shrugged could be shown one thing and \
                the next reader another.
                """
        ) { attack in
            let path = MemberPath.recordsJSONL(log: try attack.label)
            var log = try attack.log()
            let place = try log.first(CaptureBody.family)
            log.lines[place].entry?.insert(0x20, at: 1)
            attack.editor[path] = log.jsonl
            try attack.mendAndSeal()
        },
        .attack(
            "bad-records-table-edited", ["REC-002": "failed"],
            why: """
                In the table that people open in a spreadsheet another name stands. The records \
                and every digest are as they should be, so the table isn't what they give.
                """
        ) { attack in
            try attack.replaceText("Alice Chen", "Anita Chen", in: .recordsCSV(log: attack.label))
            try attack.mendAndSeal()
        },
        .attack(
            "bad-copy-readme-edited", ["CPY-001": "failed"],
            why: """
                In the readable copy another name stands, and everything else was mended and \
                sealed by somebody who holds the seal's key. Made again from the records, the copy \
                comes out otherwise.
                """
        ) { attack in
            try attack.replaceText("Alice Chen", "Anita Chen", in: .readme)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-copy-signature-edited", ["CPY-001": "failed", "SIG-002": "indeterminate"],
            twin: "good-two-signatures",
            why: """
                In the readable copy the reviewer's signature bears another name. The signature \
                itself still holds, and the copy that shows it isn't what the records give, so what \
                it shows of any signature can't be relied on.
                """, on: { try Scene.twoSignatures() }
        ) { attack in
            try attack.replaceText(
                "<tr><td><bdi>Robert Meier", "<tr><td><bdi>Rupert Maier", in: .readme)
            try attack.mendAndSeal()
        },
        .attack(
            "odd-copy-readme-missing", ["CPY-001": "indeterminate", "SIG-002": "indeterminate"],
            twin: "good-two-signatures",
            why: """
                The readable copy was left out, and the list of contents agrees. The signatures are \
                there as records; nothing shows them to people, and nothing shown is wrong.
                """, on: { try Scene.twoSignatures() }
        ) { attack in
            attack.editor[.readme] = nil
            try attack.mendAndSeal()
        },
        .attack(
            "odd-certificate-missing", ["REC-003": "indeterminate"],
            why: """
                The custodian's certificate, which the founding record names, isn't in the bundle. \
                What can't be followed is open, not wrong.
                """
        ) { attack in
            let genesis = try GenesisBody(json: attack.log().entry(0).body)
            attack.editor[.certificate(genesis.custodianCertificateSha256)] = nil
            try attack.mendAndSeal()
        },
    ]
}

extension Attack {
    /// Replaces the first place at which a text stands by another of the same length.
    mutating func replaceText(_ old: String, _ new: String, in path: MemberPath) throws {
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        try change(path) { bytes in
            guard bytes.count >= old.count else { return }
            for start in 0...(bytes.count - old.count)
            where bytes[start] == old[0] && bytes[start..<start + old.count].elementsEqual(old) {
                bytes.replaceSubrange(start..<start + old.count, with: new)
                return
            }
        }
    }
}
