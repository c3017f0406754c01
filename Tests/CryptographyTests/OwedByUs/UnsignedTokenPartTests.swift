import Testing

@testable import Cryptography

/// What stands in a token beside what its authority signed: frame and certificates.
///
/// On a sealed list such bytes are fixed by their digest. The token of a seal is on none, so its
/// unsigned parts have to follow from the signed ones.
@Suite struct UnsignedTokenPartTests {
    let bench: StampBench

    init() throws { bench = try StampBench.shared() }

    private func read(_ der: [UInt8]) -> TimeStampToken? {
        // The bundle holds the same certificates elsewhere.
        let elsewhere = [bench.stamper, bench.authority.issuing]
        guard case .token(let token) = TimeStampToken.read(der, certificates: elsewhere) else {
            return nil
        }
        return token
    }

    @Test func anHonestTokenIsExplainedWithAndWithoutItsLine() throws {
        let lines = [
            [], [bench.stamper], [bench.stamper, bench.authority.issuing],
            [bench.authority.root, bench.authority.issuing, bench.stamper],
        ]
        for line in lines {
            let token = try bench.token {
                $0.named = bench.stamper
                $0.certificates = line
            }
            #expect(try #require(read(token)).unexplainedPart() == nil, "\(line.count)")
        }
    }

    /// A certificate above the signer's is for its path to judge.
    @Test func noByteOfATokenCanBeChangedUnseen() throws {
        let honest = try bench.token { $0.certificates = [bench.stamper] }
        for index in honest.indices {
            for bit in 0..<8 {
                var changed = honest
                changed[index] ^= 1 << UInt8(bit)
                guard let token = read(changed) else { continue }
                let isSeen =
                    !token.hasValidSignature() || !token.findings.isEmpty
                    || token.unexplainedPart() != nil
                #expect(isSeen, "byte \(index), bit \(bit)")
            }
        }
    }

    /// A path may be built from a sound copy elsewhere, so the copies in the token are held against
    /// their issuers.
    @Test func noByteOfACertificateAboveCanBeChangedUnseen() throws {
        let honest = try bench.token {
            $0.named = bench.stamper
            $0.certificates = [bench.authority.root, bench.authority.issuing, bench.stamper]
        }
        #expect(try #require(read(honest)).hasValidSignature())
        let known = [bench.authority.root, bench.authority.issuing]
        #expect(try #require(read(honest)).line.making(by: known) == .sound)
        for index in honest.indices {
            var changed = honest
            changed[index] ^= 1 << UInt8(index % 8)
            guard let token = read(changed) else { continue }
            let isSeen =
                !token.hasValidSignature() || !token.findings.isEmpty
                || token.unexplainedPart() != nil || token.line.making(by: known) != .sound
            #expect(isSeen, "byte \(index)")
        }
    }

    @Test func aCertificateWhoseIssuerNobodyHasIsNotCalledAltered() throws {
        let token = try bench.token {
            $0.named = bench.stamper
            $0.certificates = [bench.authority.issuing, bench.stamper]
        }
        let reading = try #require(read(token))
        #expect(reading.line.making(by: []) == .unknown(bench.authority.issuing))
        #expect(reading.line.making(by: [bench.authority.root]) == .sound)
    }

    @Test func whatNobodyExplainsIsNamed() throws {
        let thief = try bench.authority.leaf(
            .timeStampAuthority, key: PrivateKey.generate(.p256), name: "Thief")
        let cases: [(String, (inout CMSAssembler) -> Void)] = [
            ("version is not 3", { $0.version = 1 }),
            ("signature's version", { $0.signerVersion = 3 }),
            (
                "digest algorithms",
                { $0.extraDigests = [DER.algorithm(HashAlgorithm.sha512.oid)] }
            ),
            ("in the line above", { $0.certificates.append(thief) }),
            ("twice", { $0.certificates.append($0.certificates[1]) }),
            ("lists", { $0.revocationLists = DER.context(1, DER.sequence()) }),
            (
                "unsigned attributes",
                { $0.unsigned = [DER.attribute(.timeStamping, DER.sequence())] }
            ),
        ]
        for (reason, change) in cases {
            let token = try #require(read(try bench.token { change(&$0) }))
            #expect(token.hasValidSignature() && token.findings.isEmpty, "\(reason)")
            #expect(token.unexplainedPart()?.contains(reason) == true, "\(reason)")
        }
    }
}
