import BundleFormat
import Cryptography
import Testing

/// Names of what came after sealing, and what each renewal is over (docs/formats/bundle.md §13).
@Suite struct LaterFilesTests {
    static let digest = SHA256.hash([1])

    @Test(arguments: [
        "0001.tsr", "9999.tsr", "0012-\(digest.hex).crl", "0001-\(digest.hex).cer",
        "0001-\(digest.hex).ocsp",
    ])
    func aNameReadsBackAsItIsWritten(_ text: String) throws {
        #expect(try #require(LaterName(text)).text == text)
    }

    @Test(arguments: [
        "", "0000.tsr", "1.tsr", "00001.tsr", "+001.tsr", "0001.TSR", "0001.tsr.tsr", "0001.tsq",
        "0001-.crl", "0001-\(digest.hex).tsr", "0001.crl", "0001-\(digest.hex.uppercased()).crl",
        "0001 \(digest.hex).crl", "../0001.tsr", "0001-\(digest.hex)0.crl", "10000.tsr", "custody",
    ])
    func everyOtherNameIsRefused(_ text: String) {
        #expect(LaterName(text) == nil)
    }

    @Test func theFilesStandInTheOrderInWhichTheyCame() {
        let names = [
            "0001-\(Self.digest.hex).cer", "0001.tsr", "0002-\(Self.digest.hex).crl",
            "0002-\(Self.digest.hex).ocsp", "0002.tsr", "0010.tsr",
        ]
        let files = LaterFiles(
            names.reversed().compactMap { name in
                LaterName(name).map { LaterFiles.File($0, Array(name.utf8)) }
            })
        #expect(files.files.map(\.name.text) == names)
        #expect(files.renewals.map(\.name.number) == [1, 2, 10])
        #expect(files.nextNumber == 11)
    }

    /// By hand: the tar's hash, then those of the files in front, by the same algorithm.
    @Test(arguments: [HashAlgorithm.sha256, .sha384, .sha512])
    func aRenewalIsOverTheTarAndEveryFileInFrontOfIt(_ algorithm: HashAlgorithm) throws {
        let contents: [(String, [UInt8])] = [
            ("0001-\(SHA256.hash([7]).hex).crl", [7]), ("0001.tsr", [8, 8]),
            ("0002-\(SHA256.hash([9]).hex).cer", [9]), ("0002.tsr", [10]), ("0003.tsr", [11]),
        ]
        let files = LaterFiles(
            try contents.map { LaterFiles.File(try #require(LaterName($0.0)), $0.1) })
        let tar = algorithm.hash([1, 2, 3])
        let hashes = files.hashes(by: algorithm)
        func message(_ number: Int) -> [UInt8] {
            files.message(ofRenewal: number, archive: tar, hashes: hashes)
        }
        #expect(message(1) == tar + algorithm.hash([7]))
        #expect(
            message(2) == tar + algorithm.hash([7]) + algorithm.hash([8, 8]) + algorithm.hash([9]))
        #expect(message(3) == message(2) + algorithm.hash([10]))
        #expect(message(4) == message(3) + algorithm.hash([11]))
    }
}
