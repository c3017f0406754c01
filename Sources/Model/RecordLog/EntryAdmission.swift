package import Records

/// Why a draft can't become a record.
package enum AdmissionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A family that only the writer itself makes.
    case reservedFamily(String)
    /// A family that no verifier of this version could read.
    case unknownFamily(String)
    /// A field of the body looks like a secret.
    case secretField(path: String)
    /// The body isn't one of its family.
    case body(family: String, SchemaError)

    /// The reason as a sentence.
    package var description: String {
        switch self {
        case .reservedFamily(let family): "Records of family \(family) are the log's own."
        case .unknownFamily(let family): "The family \(family) isn't known."
        case .secretField(let path):
            "A record may not have a field \(path): its name stands for a secret."
        case .body(let family, let error):
            "A record of family \(family) is not well formed: \(error)."
        }
    }
}

extension EntryDraft {
    /// Families that the log makes itself and takes from nobody.
    private static let reserved: Set<String> = [
        GenesisBody.family, EpochOpenBody.family, EpochCloseBody.family,
    ]

    /// Refuses what no record may hold: nothing gets out of a log again.
    package func admit() throws(AdmissionError) {
        if Self.reserved.contains(family) { throw .reservedFamily(family) }
        if let path = SecretNames.firstPath(in: body) { throw .secretField(path: path) }
        do throws(SchemaError) {
            if try Families.read(family: family, body: body) != nil { return }
        } catch { throw .body(family: family, error) }
        throw .unknownFamily(family)
    }

    /// Whether the epoch ends behind this record.
    package var endsEpoch: Bool { EpochTracker.boundaryFamilies[family] != nil }
}
