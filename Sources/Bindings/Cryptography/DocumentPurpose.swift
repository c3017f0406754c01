/// What an extended key usage has to name so that a key may sign documents.
///
/// A certificate without the extension may be used for anything that its key usage permits; one with it
/// only for the purposes that it names.
///
/// Source: RFC 5280 §4.2.1.12; RFC 9336 for documentSigning.
extension Certificate {
    /// Why it isn't meant for signing documents; nil where nothing excludes them.
    package var documentPurposeProblem: String? {
        guard let purposes = extendedKeyUsage,
            Self.documentPurposes.isDisjoint(with: purposes)
        else { return nil }
        return "extended key usage does not permit the signing of documents"
    }

    /// Purposes that let a key sign a document.
    ///
    /// A signature over a document is the one of protected mail, RFC 8551: OpenSSL asks for that purpose by
    /// itself. The last two are what Microsoft's and Adobe's programs ask for.
    private static let documentPurposes: Set<String> = [
        "2.5.29.37.0",  // anyExtendedKeyUsage
        "1.3.6.1.5.5.7.3.36",  // documentSigning
        "1.3.6.1.5.5.7.3.4",  // emailProtection
        "1.3.6.1.4.1.311.10.3.12",
        "1.2.840.113583.1.1.5",
    ]
}
