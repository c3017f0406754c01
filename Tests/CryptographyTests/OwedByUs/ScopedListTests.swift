import Testing

@testable import Cryptography

/// Lists that say less than a whole one: libcrypto counts them in or out as its flags go.
///
/// Source: RFC 5280 §5.2.4, §5.2.5, §5.3.3.
@Suite struct ScopedListTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    /// A list with extensions of one's choice, signed by the issuing authority.
    private func list(
        _ extensions: [[UInt8]], line: [[UInt8]] = []
    ) throws -> CertificateRevocationList {
        let algorithm = DER.algorithm(try #require(OID.ecdsa(with: .sha256)))
        let entry = DER.sequence(
            DER.integer(7), DERTime.encode(TestAuthority.now - 9),
            line.isEmpty ? [] : DER.sequence(line.flatMap { $0 }))
        let body = DER.sequence(
            DER.integer(1), algorithm, authority.issuing.subjectDER,
            DERTime.encode(TestAuthority.now), DERTime.encode(TestAuthority.now + 60),
            DER.sequence(entry),
            DER.context(0, DER.sequence(extensions.flatMap { $0 })))
        let signature = try authority.issuingKey.sign(body, hash: .sha256)
        let whole = DER.sequence(body, algorithm, DER.value(DERTag.bitString, [0] + signature))
        return try CertificateRevocationList(der: whole)
    }

    /// An extension by its place in the standard's tree, 2.5.29.N.
    private func part(_ number: UInt8, _ value: [UInt8], critical: Bool = true) -> [UInt8] {
        DER.sequence(
            [6, 3, 0x55, 0x1d, number], critical ? DER.value(DERTag.boolean, [0xff]) : [],
            DER.octets(value))
    }

    private var listNumber: [UInt8] { part(20, DER.integer(1), critical: false) }

    @Test func aWholeListIsOne() throws {
        let list = try list([listNumber])
        #expect(list.isSigned(by: authority.issuing))
        #expect(list.hasUnsupportedCriticalExtension == false)
        #expect(list.lookup("07") != nil)
    }

    /// For some reasons only, for authorities only, for other issuers' certificates, a change of
    /// an earlier list, and something nobody knows.
    @Test func aListThatSaysLessThanAllDecidesNothing() throws {
        let onlySomeReasons = DER.sequence([0x83, 2, 1, 0x40])
        let onlyAuthorities = DER.sequence([0x82, 1, 0xff])
        let indirect = DER.sequence([0x84, 1, 0xff])
        for scope in [onlySomeReasons, onlyAuthorities, indirect] {
            for critical in [true, false] {
                let scoped = try list([listNumber, part(28, scope, critical: critical)])
                #expect(scoped.isSigned(by: authority.issuing))
                #expect(scoped.hasUnsupportedCriticalExtension, "\(scope), \(critical)")
            }
        }
        let delta = try list([listNumber, part(27, DER.integer(1))])
        #expect(delta.hasUnsupportedCriticalExtension)
        let unknown = try list([listNumber, part(99, DER.sequence())])
        #expect(unknown.hasUnsupportedCriticalExtension)
        let harmless = try list([listNumber, part(99, DER.sequence(), critical: false)])
        #expect(harmless.hasUnsupportedCriticalExtension == false)
    }

    /// A line about another issuer's certificate (2.5.29.29) isn't one about ours.
    @Test func aLineOfAnotherIssuerMakesTheListScoped() throws {
        let other = part(
            29, DER.sequence(DER.context(4, SubjectName(commonName: "Other").der)))
        #expect(try list([listNumber], line: [other]).hasUnsupportedCriticalExtension)
        let reason = part(21, [0x0a, 1, 6], critical: false)
        let held = try list([listNumber], line: [reason])
        #expect(held.hasUnsupportedCriticalExtension == false)
        #expect(held.lookup("07")?.reason == .certificateHold)
    }
}
