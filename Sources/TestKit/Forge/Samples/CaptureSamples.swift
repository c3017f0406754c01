internal import BundleFormat
internal import Cryptography

/// What happened to files, before and after they were captured.
enum CaptureSamples {
    static let all: [Sample] = [
        .incident(
            "bad-file-changed-since-capture", ["CAP-001": "failed"],
            why: """
                After it was captured, somebody changed the decay on the instrument's disk. The \
                export says so itself: the file is named as changed and its bytes are not handed \
                out. A laboratory can hand over broken evidence; it can't hide that it is broken.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.overwrite(
                sample: Scene.sample, file: "1/fid", with: [UInt8](repeating: 0, count: 512))
            return laboratory
        },
        .incident(
            "bad-file-gone", ["CAP-001": "failed"],
            why: """
                A captured file was deleted before the export, which names it as gone. It has to \
                be explained, not passed.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.delete(sample: Scene.sample, file: "1/acqus")
            return laboratory
        },
        .attack(
            "bad-file-exchanged", ["CAP-001": "failed"],
            why: """
                The decay was exchanged in the finished bundle, and the list of contents mended and \
                sealed by somebody who holds the seal's key. The record of the capture names \
                another digest.
                """
        ) { attack in
            try attack.flip(attack.file(endingWith: "/fid"), at: 100)
            try attack.mendAndSeal()
        },
        .attack(
            "bad-file-unclaimed", ["CAP-001": "failed"],
            why: """
                A file was added to the bundle, listed and sealed. No record says that it was ever \
                captured.
                """
        ) { attack in
            let bytes = Array("a better result\n".utf8)
            attack.editor[.unnamed(SHA256.hash(bytes))] = bytes
            try attack.mendAndSeal()
        },
        .incident(
            "bad-dataset-digest", ["CAP-001": "failed"],
            why: """
                A dataset was closed a second time with a digest that its files don't give. What a \
                signature on it would stand for isn't what is there.
                """
        ) {
            let laboratory = try Scene.minimal()
            try laboratory.closeDatasetWrongly()
            return laboratory
        },
        .incident(
            "bad-instrument-trail-edited", ["INS-001": "failed"],
            why: """
                One letter of the instrument's own audit trail was changed before it was captured. \
                The vendor's hash at its end no longer fits.
                """
        ) {
            try Scene.minimal(changing: { path, bytes in
                if path == "audita.txt" { bytes[120] ^= 1 }
            })
        },
        .incident(
            "bad-instrument-data-edited", ["INS-002": "failed"],
            why: """
                One bit of the decay was flipped before it was captured, so all records are about \
                the changed file. The instrument's audit trail holds the hash of the decay as it \
                was acquired.
                """
        ) {
            try Scene.minimal(changing: { path, bytes in
                if path == "fid" { bytes[100] ^= 1 }
            })
        },
        .incident(
            "bad-instrument-trail-later", ["INS-003": "failed"],
            why: """
                The instrument's own audit trail tells of an acquisition on the day after the one \
                on which its file was captured, on the same machine. One of the two witnesses is \
                wrong.
                """
        ) {
            try Scene.minimal(
                experiment: SimulatedExperiment(
                    number: 1, title: "Sample S-551, 1H", day: "2026-11-03", pointCount: 64))
        },
    ]
}
