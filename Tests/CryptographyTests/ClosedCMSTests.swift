import Testing
import TrailSealTestKit

@testable import Cryptography

@Suite struct ClosedCMSTests {
    let authority: TestAuthority
    let key: PrivateKey
    let person: Certificate
    let content = Array("the content".utf8)

    init() throws {
        authority = try TestAuthority()
        key = try PrivateKey.generate(.p256)
        person = try authority.leaf(.person, key: key)
    }

    func sign(
        _ certificate: Certificate? = nil, _ key: PrivateKey? = nil,
        intermediates: [Certificate] = [], at time: Int64 = TestAuthority.now
    ) throws -> [UInt8] {
        try ClosedCMS.sign(
            content: content, certificate: certificate ?? person, key: key ?? self.key,
            intermediates: intermediates, signingTime: time)
    }

    @Test(arguments: [PrivateKey.Kind.p256, .p384])
    func aSignatureIsReadBackAsItWasMade(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let seal = try authority.leaf(.seal, key: key)
        let der = try sign(seal, key, intermediates: [authority.issuing])
        let signature = try #require(closed(der))
        #expect(signature.signer == seal)
        #expect(signature.intermediates == [authority.issuing])
        #expect(signature.signingTime == TestAuthority.now)
        #expect(signature.digestAlgorithm == (kind == .p256 ? .sha256 : .sha384))
        #expect(signature.messageDigest == signature.digestAlgorithm.hash(content))
        #expect(signature.timeStampToken == nil)
        #expect(signature.isValid(over: content))
        #expect(signature.isValid(over: content + [0]) == false)
        #expect(signature.isValid(overDigest: signature.messageDigest))
        #expect(signature.encoding == der)
    }

    @Test func timesFrom2050OnChangeTheirTypeAndAreReadBack() throws {
        for time in [Int64(2_524_607_999), 2_524_608_000] {
            #expect(try closed(sign(at: time))?.signingTime == time)
        }
    }

    @Test func everyFlippedByteIsRefused() throws {
        let der = try sign(intermediates: [authority.issuing])
        for index in der.indices {
            for mask in [UInt8(0x01), 0x80] {
                var bad = der
                bad[index] ^= mask
                guard let signature = closed(bad) else { continue }
                // What still reads as closed may differ in an intermediate, which the path
                // judges, and in nothing else.
                let differsInIntermediate =
                    signature.intermediates != [authority.issuing]
                    && signature.signer == person
                #expect(
                    signature.isValid(over: content) == false || differsInIntermediate,
                    "byte \(index)")
            }
        }
    }

    /// What docs/threat-model.md §7 says of a seal: (r, n − s) holds wherever (r, s) does.
    @Test func aSignatureHasATwinThatAnybodyCanWriteAndNoOther() throws {
        let own = try #require(closed(sign()))
        let value = own.signatureValue
        let end = 4 + Int(value[3])
        let (r, s) = (Array(value[2..<end]), Array(value[(end + 2)...]))
        let twin = with(own, DER.sequence(r, integer(subtract(s, from: Self.order))))
        #expect(twin.signatureValue != value)
        #expect(twin.encoding != own.encoding)
        #expect(closed(twin.encoding) == twin)
        #expect(twin.isValid(over: content))
        for other in [DER.sequence(integer(s), r), DER.sequence(r, integer(Self.order))] {
            #expect(with(own, other).isValid(over: content) == false)
        }
    }

    /// The order of P-256, big-endian.
    ///
    /// Source: SEC 2 §2.4.2.
    private static let order =
        Hex.decode(
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551") ?? []

    private func with(_ own: ClosedCMSSignature, _ value: [UInt8]) -> ClosedCMSSignature {
        ClosedCMSSignature(
            signer: own.signer, intermediates: own.intermediates, signingTime: own.signingTime,
            messageDigest: own.messageDigest, digestAlgorithm: own.digestAlgorithm,
            signatureValue: value, timeStampToken: own.timeStampToken)
    }

    /// The DER INTEGER of an unsigned number.
    private func integer(_ number: [UInt8]) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if (digits.first ?? 0xFF) >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    /// The difference of two unsigned numbers, as wide as the second.
    private func subtract(_ small: [UInt8], from large: [UInt8]) -> [UInt8] {
        let digits = Array(small.drop { $0 == 0 })
        let padded = [UInt8](repeating: 0, count: large.count - digits.count) + digits
        var borrow = 0
        var result = large
        for place in large.indices.reversed() {
            let difference = Int(large[place]) - Int(padded[place]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[place] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }

    @Test func bytesAfterTheEndAndCutsAreRefused() throws {
        let der = try sign()
        #expect(closed(der + [0]) == nil)
        for count in 0..<der.count { #expect(closed(Array(der[..<count])) == nil) }
    }

    @Test func opensslAgreesAndRefusesOtherContent() throws {
        let folder = try TemporaryDirectory()
        let der = try sign(intermediates: [authority.issuing])
        try writeFile(folder.file("s.p7s"), der)
        try writeFile(folder.file("content"), content)
        try writeFile(folder.file("other"), content + [10])
        try writeFile(
            folder.file("root.pem"), PEM.encode(label: "CERTIFICATE", der: authority.root.der))
        for (file, expected) in [("content", Int32(0)), ("other", 4)] {
            let result = try runProcess(
                [
                    "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
                    "s.p7s", "-content", file, "-CAfile", "root.pem", "-attime",
                    "\(TestAuthority.now)", "-out", "/dev/null",
                ], directory: folder.path)
            #expect(result.status == expected, "\(result.errorText)")
        }
    }

    /// Unless told otherwise libcrypto signs line feeds as if they were CR LF.
    @Test func lineEndsAreSignedAsTheyStand() throws {
        let unix = Array("a\nb\n".utf8), windows = Array("a\r\nb\r\n".utf8)
        for content in [unix, windows] {
            let der = try ClosedCMS.sign(
                content: content, certificate: person, key: key, intermediates: [],
                signingTime: TestAuthority.now)
            let signature = try #require(closed(der))
            #expect(signature.messageDigest == HashAlgorithm.sha256.hash(content))
            #expect([unix, windows].filter { signature.isValid(over: $0) } == [content])
        }
    }

    @Test func aTimeStampLeavesTheSignedPartAlone() throws {
        let der = try sign()
        let before = try #require(closed(der))
        let token = DER.sequence(DER.integer(1))
        let stamped = try ClosedCMS.addingTimeStamp(token, to: der)
        let after = try #require(closed(stamped))
        #expect(after.timeStampToken == token)
        #expect(after.signatureValue == before.signatureValue)
        #expect(after.isValid(over: content))
        #expect(throws: CryptographyError.self) {
            try ClosedCMS.addingTimeStamp(token, to: stamped)
        }
        for bad in [[], [0x02, 0x01, 0x01], token + [0], Array(token.dropLast())] as [[UInt8]] {
            #expect(throws: CryptographyError.self) {
                try ClosedCMS.addingTimeStamp(bad, to: der)
            }
        }
    }

    @Test func otherKeysAndRootsAreNotSignedWith() throws {
        let rsa = try PrivateKey.generate(.rsa3072)
        #expect(throws: CryptographyError.self) {
            try sign(authority.leaf(.seal, key: rsa), rsa)
        }
        #expect(throws: CryptographyError.self) { try sign(person, authority.issuingKey) }
        #expect(throws: CryptographyError.self) {
            try sign(intermediates: [authority.issuing, authority.root])
        }
    }

    @Test func theAssemblerOfTheHostileCasesIsRightByDefault() throws {
        let der = try CMSAssembler(signer: person, key: key).assemble()
        #expect(closed(der)?.isValid(over: content) == true)
    }

    @Test(arguments: HostileForm.all)
    func whatLibcryptoLetsPassIsRefused(form: HostileForm) throws {
        var assembler = CMSAssembler(signer: person, key: key)
        try form.change(&assembler, authority)
        let der = form.finish(try assembler.assemble())
        guard case .notClosed(let reason, _) = ClosedCMS.read(der) else {
            Issue.record("read as closed")
            return
        }
        #expect(reason.contains(form.reason), "\(reason)")
    }

    private func closed(_ der: [UInt8]) -> ClosedCMSSignature? {
        guard case .closed(let signature) = ClosedCMS.read(der) else { return nil }
        return signature
    }
}

/// One way to depart from the closed form.
struct HostileForm: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the reason must say.
    let reason: String
    var change: @Sendable (inout CMSAssembler, TestAuthority) throws -> Void = { _, _ in }
    var finish: @Sendable ([UInt8]) -> [UInt8] = { $0 }

    static let all: [HostileForm] = [
        HostileForm("no signed attributes", "absent") { form, _ in
            form.hasSignedAttributes = false
        },
        HostileForm("content inside", "inside") { form, _ in form.eContent = [1] },
        HostileForm("two signatures", "2 signatures") { form, _ in form.signerCount = 2 },
        HostileForm("no signature", "0 signatures") { form, _ in form.signerCount = 0 },
        HostileForm("message version 3", "version is not 1") { form, _ in form.version = 3 },
        HostileForm("signature version 3", "version is not 1") { form, _ in
            form.signerVersion = 3
        },
        HostileForm("another content type", "content type") { form, _ in
            form.contentType = .timeStampInfo
        },
        HostileForm("another signed content type", "signed content type") { form, _ in
            form.attributes[0] = DER.attribute(.contentType, DER.oid(.timeStampInfo))
        },
        HostileForm("one more digest algorithm", "digest algorithms") { form, _ in
            form.extraDigests = [DER.algorithm(HashAlgorithm.sha512.oid)]
        },
        HostileForm("digest parameters NULL", "one encoding") { form, _ in
            form.digestParameters = [5, 0]
        },
        HostileForm("digest SHA-1", "algorithms don't belong") { form, _ in
            form.digest = .sha1
        },
        HostileForm("signature algorithm of RSA", "algorithms don't belong") { form, _ in
            form.signatureAlgorithm = OID.rsa(with: .sha256) ?? .data
        },
        HostileForm("signing certificate of somebody else", "one encoding") { form, authority in
            form.attributes[3] = DER.attribute(
                .signingCertificateV2,
                SigningCertificateAttribute.encode(authority.root, hash: .sha256))
        },
        HostileForm("one attribute more", "the four") { form, _ in
            form.attributes.append(DER.attribute(.timeStamping, DER.integer(1)))
        },
        HostileForm("no signing time", "the four") { form, _ in form.attributes.remove(at: 1) },
        HostileForm("signing time twice", "the four") { form, _ in
            form.attributes[0] = form.attributes[1]
        },
        HostileForm("signing time without seconds", "signing time") { form, _ in
            form.attributes[1] = DER.attribute(
                .signingTime, DER.value(DERTag.utcTime, Array("2609090000Z".utf8)))
        },
        HostileForm("signing time as GeneralizedTime before 2050", "one encoding") { form, _ in
            form.attributes[1] = DER.attribute(
                .signingTime, DERTime.encodeGeneralized(TestAuthority.now))
        },
        HostileForm("a root beside", "root") { form, authority in
            form.certificates.append(authority.root)
        },
        HostileForm("a certificate twice", "twice") { form, _ in
            form.certificates.append(form.certificates[0])
        },
        HostileForm("a hundred thousand certificates", "more than 64 certificates") { form, _ in
            form.certificates += Array(repeating: form.certificates[0], count: 100_000)
        },
        HostileForm("ten thousand signatures", "more than 64 signatures") { form, _ in
            form.signerCount = 10_000
        },
        HostileForm("ten thousand digest algorithms", "more than 64 digest") { form, _ in
            form.extraDigests = Array(
                repeating: DER.algorithm(HashAlgorithm.sha512.oid), count: 10_000)
        },
        HostileForm("ten thousand attributes", "more than 64 attributes") { form, _ in
            form.attributes += Array(repeating: form.attributes[0], count: 10_000)
        },
        HostileForm("a revocation list", "revocation") { form, _ in
            form.revocationLists = DER.context(1, DER.sequence())
        },
        HostileForm("an unsigned attribute of another kind", "unsigned attributes") { form, _ in
            form.unsigned = [DER.attribute(.timeStamping, DER.sequence())]
        },
        HostileForm("two time-stamps", "unsigned attributes") { form, _ in
            form.unsigned = [
                DER.attribute(.signatureTimeStamp, DER.sequence()),
                DER.attribute(.signatureTimeStamp, DER.sequence(DER.integer(1))),
            ]
        },
        HostileForm("a time-stamp that is no sequence", "time-stamp") { form, _ in
            form.unsigned = [DER.attribute(.signatureTimeStamp, DER.integer(1))]
        },
        HostileForm("bytes after the end", "after its end", finish: { $0 + [0] }),
        HostileForm("a longer length", "minimal", finish: { [0x30, 0x83, 0] + $0[2...] }),
        HostileForm(
            "an indefinite length", "indefinite", finish: { [0x30, 0x80] + $0[4...] + [0, 0] }),
        HostileForm("nothing at all", "missing", finish: { _ in [] }),
    ]

    init(
        _ name: String, _ reason: String,
        change: @escaping @Sendable (inout CMSAssembler, TestAuthority) throws -> Void
    ) {
        testDescription = name
        self.reason = reason
        self.change = change
    }

    init(
        _ name: String, _ reason: String, finish: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) {
        testDescription = name
        self.reason = reason
        self.finish = finish
    }
}
