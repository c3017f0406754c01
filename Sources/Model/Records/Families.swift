package import CanonicalJSON

/// The families of records that this version knows.
///
/// Source: docs/formats/records.md §3.
package enum Families {
    /// Every known family with the type of its body.
    static let bodies: [String: any RecordBody.Type] = {
        let types: [any RecordBody.Type] = [
            GenesisBody.self, EpochOpenBody.self, EpochCloseBody.self, LogEndBody.self,
            ProjectBody.self, PolicyBody.self, IdentityBody.self, CredentialBody.self,
            CaptureBody.self, SignatureBody.self, SignatureStatusBody.self, GapBody.self,
            ClockBody.self, ServiceBody.self, ConfigBody.self, ExportRequestBody.self,
            ExportBody.self, ExportSealedBody.self, AuditBody.self, NotaryBody.self,
        ]
        return Dictionary(types.map { ($0.family, $0) }) { first, _ in first }
    }()

    /// The names of all known families.
    package static let known: Set<String> = Set(bodies.keys)

    /// Families that are never withheld from a bundle.
    package static let alwaysShown: Set<String> = [
        GenesisBody.family, EpochOpenBody.family, EpochCloseBody.family, GapBody.family,
        ClockBody.family, ServiceBody.family, ConfigBody.family, NotaryBody.family,
        LogEndBody.family,
    ]

    /// Reads the body of an entry.
    ///
    /// - Returns: Nil for a family that this version doesn't know.
    /// - Throws: The first field that is wrong.
    package static func read(_ entry: Entry) throws(SchemaError) -> BodyReading? {
        try read(family: entry.family, body: entry.body)
    }

    /// Reads a body by the name of its family.
    ///
    /// - Returns: Nil for a family that this version doesn't know.
    /// - Throws: The first field that is wrong.
    package static func read(
        family: String, body: JSONObject
    ) throws(SchemaError) -> BodyReading? {
        guard let type = bodies[family] else { return nil }
        return try type.reading(body)
    }

    /// Whether a name is lower-case letters and digits in parts of at least one, joined by dots.
    package static func isWellFormed(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count) else { return false }
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { byte in
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                }
        }
    }
}
