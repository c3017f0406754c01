import Testing
import TrailSealTestKit

@testable import Cryptography

@Suite struct TimeStampTests {
    let authority: TestAuthority
    let key: PrivateKey
    let stamper: Certificate
    let imprint = HashAlgorithm.sha256.hash(Array("hello".utf8))
    let genTime = TestAuthority.now
    static let policy = "1.3.6.1.4.1.99999.1"

    init() throws {
        authority = try TestAuthority()
        key = try PrivateKey.generate(.p256)
        stamper = try authority.leaf(.timeStampAuthority, key: key, name: "TSA")
    }

    func request(nonce: [UInt8]? = [0xff, 1, 2], policy: String? = nil) throws -> [UInt8] {
        try TimeStampRequest.make(
            imprint: imprint, algorithm: .sha256, nonce: nonce, policy: policy)
    }

    func response(
        to request: [UInt8], terms: TimeStampAuthority.Terms = .init()
    ) throws -> [UInt8] {
        try TimeStampAuthority.respond(
            to: request, certificate: stamper, key: key, chain: [authority.issuing],
            genTime: genTime, serial: [0x01, 0x02], policy: Self.policy, terms: terms)
    }

    func granted(in response: [UInt8]) -> TimeStampToken? {
        guard case .granted(let token, false) = TimeStampResponse.read(response) else {
            return nil
        }
        return token
    }

    @Test func anAnswerSaysWhatTheAuthorityWasTold() throws {
        let request = try request()
        let terms = TimeStampAuthority.Terms(
            accuracyMilliseconds: 2_500, isOrdered: true, statesName: true)
        let token = try #require(granted(in: response(to: request, terms: terms)))
        #expect(token.findings == [])
        #expect(token.hasValidSignature())
        #expect(token.namesItsSigner && token.hasTimeStampingPurpose)
        #expect(token.imprint == imprint && token.imprintAlgorithm == .sha256)
        #expect(token.genTime == genTime && token.genTimeNanoseconds == 0)
        #expect(token.accuracyNanoseconds == 2_500_000_000)
        #expect(token.ordering)
        #expect(token.serial == "0102")
        #expect(token.nonce == [0xff, 1, 2])
        #expect(token.policy == Self.policy)
        #expect(token.signer == stamper)
        #expect(Set(token.certificates) == [stamper, authority.issuing])
        #expect(token.digestAlgorithm == .sha256)
        #expect(token.signingCertificateHashes == [.sha256])
        #expect(try token.problems(asAnswerTo: .read(request)) == [])
    }

    @Test func aTokenForAnotherQuestionIsSeen() throws {
        let token = try #require(granted(in: response(to: request())))
        let other = try TimeStampRequest.make(
            imprint: HashAlgorithm.sha256.hash([1]), algorithm: .sha256, nonce: [9],
            policy: "1.2.3")
        #expect(try token.problems(asAnswerTo: .read(other)).map(\.check) == [11, 12, 13])
        let withoutNonce = try TimeStampRequest.read(request(nonce: nil))
        #expect(token.problems(asAnswerTo: withoutNonce) == [])
    }

    @Test func anExchangeKeepsOnlyASoundAnswerToItsOwnQuestion() throws {
        let message = Array("hello".utf8)
        let exchange = try TimeStampExchange(
            over: message, randomBytes: [UInt8](repeating: 0x80, count: 16))
        #expect(exchange.request.imprint == SHA256.hash(message).bytes)
        #expect(exchange.request.nonce == [0x01] + [UInt8](repeating: 0x80, count: 15))
        #expect(exchange.request.requestsCertificate)
        let answer = try response(to: exchange.request.der)
        #expect(try exchange.token(in: answer).genTime == genTime)

        let others = [
            "nonce": try TimeStampExchange(
                over: message, randomBytes: [UInt8](repeating: 0, count: 16)),
            "imprint": try TimeStampExchange(
                over: [], randomBytes: [UInt8](repeating: 0x80, count: 16)),
        ]
        for (what, other) in others {
            let response = try response(to: other.request.der)
            #expect(throws: TimeStampRefusal.unsound(["\(what) is not that of the request"])) {
                try exchange.token(in: response)
            }
        }
        let person = try TimeStampAuthority.respond(
            to: exchange.request.der, certificate: authority.leaf(.person, key: key), key: key,
            chain: [], genTime: genTime, serial: [1], policy: Self.policy)
        #expect(throws: TimeStampRefusal.self) { try exchange.token(in: person) }
        var flipped = answer
        flipped[flipped.count - 1] ^= 1
        #expect(throws: TimeStampRefusal.self) { try exchange.token(in: flipped) }
        #expect(throws: TimeStampRefusal.refused(status: 2, text: "not today")) {
            try exchange.token(in: TimeStampAuthority.refusal(status: 2, text: "not today"))
        }
        #expect(throws: TimeStampRefusal.self) { try exchange.token(in: Array("<html>".utf8)) }
        #expect(throws: CryptographyError.self) {
            try TimeStampExchange(over: message, randomBytes: [1])
        }
    }

    @Test func requestsAreReadBackStrictly() throws {
        let der = try request(policy: "1.2.3.4")
        let read = try TimeStampRequest.read(der)
        #expect(read.nonce == [0xff, 1, 2] && read.policy == "1.2.3.4")
        #expect(read.requestsCertificate && read.imprint == imprint)
        #expect(throws: CryptographyError.self) { try TimeStampRequest.read(der + [0]) }
        for count in 0..<der.count {
            #expect(throws: CryptographyError.self) {
                try TimeStampRequest.read(Array(der[..<count]))
            }
        }
        #expect(throws: CryptographyError.self) {
            try TimeStampRequest.make(imprint: [1], algorithm: .sha256, nonce: nil)
        }
    }

    @Test func refusalsCarryTheAuthoritysWords() throws {
        let refused = try response(to: request(policy: "1.2.3"))
        guard case .refused(let status, let text) = TimeStampResponse.read(refused) else {
            Issue.record("not refused")
            return
        }
        #expect(status == 2 && text == "the policy is not offered")
        guard case .refused = try TimeStampResponse.read(response(to: [1, 2, 3])) else {
            Issue.record("not refused")
            return
        }
    }

    @Test func everyFlippedByteIsMalformedUnsignedOrFound() throws {
        let good = try #require(granted(in: response(to: request())))
        for index in good.der.indices {
            var der = good.der
            der[index] ^= 1
            guard case .token(let token) = TimeStampToken.read(der) else { continue }
            let isHarmless =
                token.signer == stamper && token.hasValidSignature() && token.findings.isEmpty
                && token.imprint == good.imprint && token.genTime == good.genTime
                && token.serial == good.serial && token.nonce == good.nonce
            #expect(
                token.hasValidSignature() == false || token.findings.isEmpty == false
                    || isHarmless, "byte \(index)")
        }
        guard case .malformed = TimeStampToken.read(good.der + [0]) else {
            Issue.record("bytes after the end were taken")
            return
        }
    }

    @Test func opensslVerifiesTheAnswer() throws {
        let folder = try TemporaryDirectory()
        let request = try request()
        try writeFile(folder.file("q.tsq"), request)
        try writeFile(folder.file("r.tsr"), try response(to: request))
        try writeFile(
            folder.file("root.pem"), PEM.encode(label: "CERTIFICATE", der: authority.root.der))
        let result = try runProcess(
            [
                "openssl", "ts", "-verify", "-in", "r.tsr", "-queryfile", "q.tsq", "-CAfile",
                "root.pem", "-attime", "\(genTime)",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        let query = try runProcess(
            ["openssl", "ts", "-query", "-in", "q.tsq", "-text"], directory: folder.path)
        #expect(query.outputText.contains("Nonce: 0xFF0102"), "\(query.outputText)")
    }

    @Test(arguments: TokenCase.all)
    func statementsThatLibcryptoLetsPassAreFound(testCase: TokenCase) throws {
        let info = testCase.info(imprint)
        let der = try TimeStampAuthority.token(
            over: info, certificate: stamper, key: key, chain: [], signingTime: genTime)
        switch (TimeStampToken.read(der), testCase.check) {
        case (.malformed(let reason), nil): #expect(reason.isEmpty == false)
        case (.token(let token), let check?):
            #expect(token.findings.map(\.check) == (check == 0 ? [] : [check]))
            #expect(token.hasValidSignature())
        case (.malformed(let reason), _): Issue.record("malformed: \(reason)")
        case (.token, nil): Issue.record("taken as a token")
        }
    }

    @Test func signersThatMustNotStampAreFound() throws {
        let info = TokenCase.info(imprint)
        let person = try authority.leaf(.person, key: key)
        let der = try TimeStampAuthority.token(
            over: info, certificate: person, key: key, chain: [], signingTime: genTime)
        guard case .token(let token) = TimeStampToken.read(der) else {
            Issue.record("malformed")
            return
        }
        #expect(token.findings.map(\.check) == [7])
        let byAuthority = try TimeStampAuthority.token(
            over: info, certificate: authority.issuing, key: authority.issuingKey, chain: [],
            signingTime: genTime)
        guard case .token(let other) = TimeStampToken.read(byAuthority) else {
            Issue.record("malformed")
            return
        }
        #expect(other.hasTimeStampingPurpose == false)
    }

    @Test func aSignerFromOutsideIsFoundByNameOnly() throws {
        let der = try TimeStampAuthority.token(
            over: TokenCase.info(imprint), certificate: stamper, key: key, chain: [],
            signingTime: genTime, includesCertificates: false)
        guard case .token(let alone) = TimeStampToken.read(der),
            case .token(let helped) = TimeStampToken.read(
                der, certificates: [authority.root, stamper])
        else {
            Issue.record("malformed")
            return
        }
        #expect(alone.findings.map(\.check) == [5] && alone.hasValidSignature() == false)
        #expect(helped.findings == [] && helped.hasValidSignature())
    }

    @Test func signaturesAroundAStatementAreCheckedStepByStep() throws {
        let info = TokenCase.info(imprint)
        var form = CMSAssembler(signer: stamper, key: key)
        form.version = 3
        form.contentType = .timeStampInfo
        form.eContent = info
        form.content = info
        form.attributes[0] = DER.attribute(.contentType, DER.oid(.timeStampInfo))
        form.attributes[2] = DER.attribute(
            .messageDigest, DER.octets(HashAlgorithm.sha256.hash(info)))
        #expect(try found(form) == [])
        var bare = form
        bare.hasSignedAttributes = false
        #expect(try found(bare) == [4, 6])
        var otherType = form
        otherType.attributes[0] = DER.attribute(.contentType, DER.oid(.data))
        #expect(try found(otherType) == [4])
        var otherDigest = form
        otherDigest.attributes[2] = DER.attribute(.messageDigest, DER.octets(imprint))
        #expect(try found(otherDigest) == [4])
        var otherSigner = form
        otherSigner.attributes[3] = DER.attribute(
            .signingCertificateV2,
            SigningCertificateAttribute.encode(authority.root, hash: .sha256))
        #expect(try found(otherSigner) == [6])
        var noSigner = form
        noSigner.attributes.remove(at: 3)
        #expect(try found(noSigner) == [6])
        var wrongAlgorithm = form
        wrongAlgorithm.signatureAlgorithm = OID.ecdsa(with: .sha384) ?? .data
        #expect(try found(wrongAlgorithm) == [3])
        var twoSigners = form
        twoSigners.signerCount = 2
        #expect(try found(twoSigners) == nil)
        var detached = form
        detached.eContent = nil
        #expect(try found(detached) == nil)
    }

    /// The numbers of the checks that failed; nil for malformed.
    private func found(_ form: CMSAssembler) throws -> [Int]? {
        guard case .token(let token) = TimeStampToken.read(try form.assemble()) else {
            return nil
        }
        let isSound = token.findings.isEmpty || token.findings.map(\.check) == [6]
        #expect(token.hasValidSignature() == isSound)
        return token.findings.map(\.check)
    }
}

/// One way to write the statement of a time-stamp.
struct TokenCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The check that must fail; 0 for none, nil for a token that is malformed.
    let check: Int?
    var time = "20260909090000Z"
    var extra: [UInt8] = []
    var after: [UInt8] = []
    var version: UInt64 = 1
    var cut = 0

    func info(_ imprint: [UInt8]) -> [UInt8] {
        DER.sequence(
            DER.integer(version), DER.oid(.data),
            TimeStampRequest.messageImprint(.sha256, Array(imprint.dropLast(cut))),
            DER.integer(7), DER.value(DERTag.generalizedTime, Array(time.utf8)), extra) + after
    }

    static func info(_ imprint: [UInt8]) -> [UInt8] { all[0].info(imprint) }

    static func accuracy(_ parts: [UInt8]...) -> [UInt8] {
        DER.value(DERTag.sequence, Array(parts.joined()))
    }

    static func critical(_ flag: [UInt8]) -> [UInt8] {
        DER.context(1, DER.sequence(DER.oid(.data), flag, DER.octets([5, 0])))
    }

    static let all: [TokenCase] = [
        TokenCase(testDescription: "right", check: 0),
        TokenCase(testDescription: "with a fraction", check: 0, time: "20260909090000.5Z"),
        TokenCase(
            testDescription: "fraction ending in zero", check: nil, time: "20260909090000.50Z"),
        TokenCase(testDescription: "fraction .0", check: nil, time: "20260909090000.0Z"),
        TokenCase(testDescription: "empty fraction", check: nil, time: "20260909090000.Z"),
        TokenCase(testDescription: "no seconds", check: nil, time: "202609090900Z"),
        TokenCase(testDescription: "an offset", check: nil, time: "20260909090000+0100"),
        TokenCase(testDescription: "no zone", check: nil, time: "20260909090000"),
        TokenCase(testDescription: "second 60", check: nil, time: "20260909090060Z"),
        TokenCase(testDescription: "31 September", check: nil, time: "20260931090000Z"),
        TokenCase(testDescription: "29 February 2100", check: nil, time: "21000229090000Z"),
        TokenCase(testDescription: "29 February 2028", check: 0, time: "20280229090000Z"),
        TokenCase(testDescription: "hour 24", check: nil, time: "20260909240000Z"),
        TokenCase(testDescription: "a sign for a digit", check: nil, time: "+0260909090000Z"),
        TokenCase(testDescription: "version 2", check: nil, version: 2),
        TokenCase(testDescription: "bytes after the statement", check: nil, after: [0]),
        TokenCase(testDescription: "something unknown inside", check: nil, extra: [4, 0]),
        TokenCase(testDescription: "imprint one byte short", check: 11, cut: 1),
        TokenCase(
            testDescription: "accuracy", check: 0,
            extra: accuracy(DER.integer(1), [0x80, 1, 5], [0x81, 2, 3, 0xe7])),
        TokenCase(
            testDescription: "1000 milliseconds", check: 14, extra: accuracy([0x80, 2, 3, 0xe8])),
        TokenCase(testDescription: "0 microseconds", check: 14, extra: accuracy([0x81, 1, 0])),
        TokenCase(testDescription: "negative seconds", check: nil, extra: accuracy([2, 1, 0x80])),
        TokenCase(testDescription: "ordering of 1", check: nil, extra: [1, 1, 1]),
        TokenCase(testDescription: "negative nonce", check: 12, extra: [2, 1, 0x80]),
        TokenCase(
            testDescription: "another authority's name", check: 16,
            extra: DER.context(0, DER.context(4, SubjectName(commonName: "Other").der))),
        TokenCase(
            testDescription: "critical extension", check: 17, extra: critical([1, 1, 0xff])),
        TokenCase(testDescription: "extension that is not critical", check: 0, extra: critical([])),
    ]
}
