import CanonicalJSON
package import Cryptography
package import Records

/// An entry that is kept, with the place where it stands and what its family makes of it.
///
/// Made where its line is parsed, so that bodies are read and signatures checked once each, in
/// parallel. A class, as lists of them are walked by one rule after the other: an entry has some twenty
/// texts, and copying it counted the users of each.
package final class KeptEntry: Sendable {
    /// The place by position in the file, which a sound entry repeats.
    package let seq: UInt64
    /// The entry without the JSON of its body.
    package let entry: Entry
    /// Its body; nil where the family isn't known or the body isn't what the family asks for.
    package let body: (any RecordBody)?
    /// Why the body isn't what the family asks for; nil where it is, or nothing is known of the family.
    package let bodyProblem: SchemaError?
    /// The signature value of a person's signature; nil for every other family.
    package let signature: SignatureValue?

    /// Pairs an entry with its place and the body that was read from it.
    init(seq: UInt64, entry: Entry, body: (any RecordBody)?, problem: SchemaError? = nil) {
        self.seq = seq
        self.entry = entry.envelope
        self.body = body
        bodyProblem = problem
        signature = (body as? SignatureBody).map { SignatureValue($0, in: entry) }
    }

    /// Pairs an entry with its place and reads its body.
    package convenience init(seq: UInt64, entry: Entry) {
        do throws(SchemaError) {
            self.init(seq: seq, entry: entry, body: try Families.read(entry)?.body)
        } catch {
            self.init(seq: seq, entry: entry, body: nil, problem: error)
        }
    }
}

/// The CMS value of a person's signature, read and checked once.
///
/// Whether the signer's certificate is to be believed is not asked here.
package final class SignatureValue: Sendable {
    /// What the CMS value reads as.
    package let reading: ClosedCMSReading
    /// The exact bytes of the statement as the record holds them.
    package let signedBytes: [UInt8]
    /// Whether it has the closed form and is a right signature over those bytes.
    package let holds: Bool

    init(_ body: SignatureBody, in entry: Entry) {
        signedBytes = entry.body["statement"].map { CanonicalJSON.encode($0) } ?? []
        reading = ClosedCMS.read(body.cms)
        if case .closed(let cms) = reading {
            holds = cms.isValid(over: signedBytes)
        } else {
            holds = false
        }
    }
}
