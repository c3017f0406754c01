import Cryptography
import Records

/// One revocation list or OCSP response, and who brought it.
struct RevocationWord: Sendable {
    /// What it is.
    enum Kind: Sendable {
        case list(CertificateRevocationList)
        case response(RevocationResponse)
    }

    /// What it says of a certificate.
    enum Reading {
        case counts(RevocationState)
        /// Why it counts for nothing, as a sentence fragment.
        case ignored(String)
    }

    let kind: Kind
    /// Whether the auditor brought it; else it lies in the bundle.
    let isAuditors: Bool

    /// No word of it can be newer than this.
    var madeAt: Int64 {
        switch kind {
        case .list(let list): list.thisUpdate
        case .response(let response): max(response.producedAt, response.newestUpdate)
        }
    }

    /// What it says of a certificate at a time; nil where it is about something else.
    ///
    /// - Parameters:
    ///   - issuer: The certificate's issuer, whose word alone counts.
    ///   - archive: Knows which keys signed what, and what is known of responders.
    func reading(
        of certificate: Certificate, issuer: Certificate, at seconds: Int64,
        in archive: RevocationArchive
    ) -> Reading? {
        switch kind {
        case .list(let list):
            guard list.names(issuer) else { return nil }
            return reading(list, of: certificate, issuer: issuer, at: seconds, in: archive)
        case .response(let response):
            guard let answer = response.answer(for: certificate, issuer: issuer) else { return nil }
            return reading(
                response, answer, of: certificate, issuer: issuer, at: seconds, in: archive)
        }
    }

    /// Source: RFC 5280 §6.3, for whole lists signed with the issuer's own key.
    private func reading(
        _ list: CertificateRevocationList, of certificate: Certificate, issuer: Certificate,
        at seconds: Int64, in archive: RevocationArchive
    ) -> Reading {
        let number = list.number.map { " \($0)" } ?? ""
        let source = RevocationSource(
            name: "list\(number) of \(list.issuer)", thisUpdate: list.thisUpdate,
            nextUpdate: list.nextUpdate, signatureAlgorithm: list.signatureAlgorithm)
        if list.hasUnsupportedCriticalExtension {
            return ignored(source, "it speaks for a part only, or holds what is not known here")
        }
        guard archive.isSigned(list, by: issuer) else {
            return ignored(source, "the issuer's key didn't sign it")
        }
        if let problem = problem(of: source, at: seconds) { return ignored(source, problem) }
        if let line = list.lookup(certificate.serial) {
            return .counts(.revoked(line, by: source))
        }
        return good(source, certificate, keepsSince: list.keepsExpiredSince)
    }

    /// Source: RFC 6960 §3.2 and §4.2.2.2.
    private func reading(
        _ response: RevocationResponse, _ answer: RevocationAnswer, of certificate: Certificate,
        issuer: Certificate, at seconds: Int64, in archive: RevocationArchive
    ) -> Reading {
        let source = RevocationSource(
            name: "OCSP response on \(certificate.commonName ?? certificate.subject)",
            thisUpdate: answer.thisUpdate, nextUpdate: answer.nextUpdate,
            signatureAlgorithm: response.signatureAlgorithm)
        if response.hasUnknownCriticalExtension || answer.hasUnknownCriticalExtension {
            return ignored(source, "it holds something critical that is not known here")
        }
        if let problem = archive.problem(ofSignerOf: response, issuer: issuer) {
            return ignored(source, problem)
        }
        if let problem = problem(of: source, at: seconds) { return ignored(source, problem) }
        switch answer.status {
        case .unknown: return ignored(source, "the responder doesn't know the certificate")
        case .revoked(let line): return .counts(.revoked(line, by: source))
        case .good: return good(source, certificate, keepsSince: answer.keepsExpiredSince)
        }
    }

    private func problem(of source: RevocationSource, at seconds: Int64) -> String? {
        let use = AlgorithmTable.signature(oid: source.signatureAlgorithm)
        switch use.standing(at: Timestamp(unixSeconds: source.thisUpdate)) {
        case .allowed, .ageing: break
        case .ended, .unknown: return "it is signed with \(use.name)"
        }
        guard source.covers(seconds) else {
            let end =
                source.nextUpdate.map { "was replaced by " + Self.text($0) } ?? "states no end"
            return "it \(end), before \(Self.text(seconds))"
        }
        return nil
    }

    /// A word made after a certificate's end may have dropped it: an authority needn't list what
    /// has expired.
    ///
    /// Source: RFC 5280 §3.3.
    private func good(
        _ source: RevocationSource, _ certificate: Certificate, keepsSince: Int64?
    ) -> Reading {
        let isKept = keepsSince.map { $0 <= certificate.notAfter } ?? false
        guard source.thisUpdate <= certificate.notAfter || isKept else {
            return ignored(
                source, "it was made after the certificate's end and may have dropped it")
        }
        return .counts(.good(by: source))
    }

    private func ignored(_ source: RevocationSource, _ why: String) -> Reading {
        .ignored(
            "\(source.name) of \(Self.text(source.thisUpdate)) "
                + "(\(isAuditors ? "yours" : "in the bundle")): \(why)")
    }

    private static func text(_ seconds: Int64) -> String {
        Timestamp(unixSeconds: seconds).secondsText
    }
}
