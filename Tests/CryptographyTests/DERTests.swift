import Testing

@testable import Cryptography

@Suite struct DERTests {
    @Test(arguments: [
        ("2.5.4.3", OID.commonName), ("1.2.840.113549.1.7.2", .signedData),
        ("1.2.840.113549.1.7.1", .data), ("1.2.840.113549.1.7.3", .envelopedData),
        ("1.2.840.113549.1.9.3", .contentType), ("1.2.840.113549.1.9.4", .messageDigest),
        ("1.2.840.113549.1.9.5", .signingTime), ("1.2.840.113549.1.9.16.1.4", .timeStampInfo),
        ("1.2.840.113549.1.9.16.2.12", .signingCertificate),
        ("1.2.840.113549.1.9.16.2.14", .signatureTimeStamp),
        ("1.2.840.113549.1.9.16.2.47", .signingCertificateV2),
        ("1.2.840.113549.1.1.1", .rsaEncryption), ("1.2.840.113549.1.1.8", .mgf1),
        ("1.2.840.113549.1.1.10", .rsaPSS), ("1.2.840.10045.2.1", .ecPublicKey),
        ("1.2.840.10045.3.1.7", .p256), ("1.3.132.0.34", .p384), ("1.3.132.0.35", .p521),
        ("1.3.101.112", .ed25519), ("2.16.840.1.101.3.4.1.42", .aes256CBC),
        ("2.5.4.6", .country), ("2.5.4.10", .organisation), ("2.5.4.11", .organisationalUnit),
        ("1.3.6.1.5.5.7.3.8", .timeStamping), ("1.2.840.113549.2.5", HashAlgorithm.md5.oid),
        ("1.3.14.3.2.26", HashAlgorithm.sha1.oid),
        ("2.16.840.1.101.3.4.2.1", HashAlgorithm.sha256.oid),
        ("2.16.840.1.101.3.4.2.2", HashAlgorithm.sha384.oid),
        ("2.16.840.1.101.3.4.2.3", HashAlgorithm.sha512.oid),
        ("2.16.840.1.101.3.4.2.4", HashAlgorithm.sha224.oid),
    ])
    func identifiersAreWhatTheirStandardsSay(dotted: String, oid: OID) {
        #expect(oid.dotted == dotted)
        #expect(OID(dotted: dotted) == oid)
        #expect(OID(content: oid.content) == oid)
    }

    @Test(arguments: ["", "1", "3.1", "1.40", "1.2.", ".1.2", "1.-2", "1.2.x", "1..2"])
    func otherTextsAreNoIdentifiers(text: String) { #expect(OID(dotted: text) == nil) }

    @Test func contentsThatAreNotMinimalOrCutOffAreNoIdentifiers() {
        #expect(OID(content: []) == nil)
        #expect(OID(content: [0x2a, 0x86]) == nil)
        #expect(OID(content: [0x2a, 0x80, 0x01]) == nil)
        // A first arc of 2 has no limit for the second.
        #expect(OID(content: [0x88, 0x37])?.dotted == "2.999")
        let huge = [0x2a] + [UInt8](repeating: 0xff, count: 12) + [0x7f]
        #expect(OID(content: huge)?.dotted == "1.2.?")
    }

    @Test(arguments: [
        ([0x30], "cut off"), ([0x30, 0x02, 0x05], "cut off"), ([0x1f, 0x81, 0x01, 0x00], "tag"),
        ([0x30, 0x80, 0x00, 0x00], "indefinite"), ([0x04, 0x81, 0x01, 0x00], "minimal"),
        ([0x04, 0x82, 0x00, 0x80], "minimal"), ([0x04, 0x85, 1, 0, 0, 0, 0], "too long"),
        ([0x04, 0x84, 0xff, 0xff, 0xff, 0xff], "cut off"), ([0x04, 0x82, 0x01], "cut off"),
    ])
    func looserEncodingsAreRefused(bytes: [UInt8], reason: String) {
        var reader = DERReader(bytes)
        let error = #expect(throws: DERError.self) { try reader.next() }
        #expect(error?.text.contains(reason) == true)
    }

    @Test(arguments: [[], [0x00, 0x01], [0xff, 0x80], [0x00, 0x00]] as [[UInt8]])
    func integersThatAreNotMinimalAreRefused(content: [UInt8]) {
        var reader = DERReader(DER.value(DERTag.integer, content))
        #expect(throws: DERError.self) { try reader.nextInteger("number") }
    }

    @Test(arguments: [0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000])
    func valuesOfEveryLengthAreReadBack(count: Int) throws {
        let content = [UInt8](repeating: 7, count: count)
        let value = try DERReader.single(
            DER.octets(content)[...], DERTag.octetString, "value")
        #expect(Array(value.content) == content)
        var number = DERReader(DER.integer(UInt64(count)))
        #expect(try number.nextSmallInteger("number") == count)
    }

    @Test(arguments: [
        (Int64(0), "700101000000Z"), (951_782_400, "000229000000Z"),
        (951_868_800, "000301000000Z"), (2_524_607_999, "491231235959Z"),
        (2_524_608_000, "20500101000000Z"), (-631_152_000, "500101000000Z"),
        (-631_152_001, "19491231235959Z"), (4_107_542_399, "21000228235959Z"),
        (4_107_542_400, "21000301000000Z"), (253_402_300_799, "99991231235959Z"),
        (-62_135_596_800, "00010101000000Z"), (1_798_761_599, "261231235959Z"),
    ])
    func timesAreSpelledAndReadBack(seconds: Int64, text: String) throws {
        let value = DERTime.encode(seconds)
        #expect(String(decoding: value[2...], as: UTF8.self) == text)
        #expect(DERTime.seconds(tag: value[0], value[2...]) == seconds)
    }

    @Test func everyDayOfACenturyIsReadBack() {
        for day in Int64(-7_305)...29_219 {
            let value = DERTime.encodeGeneralized(day * 86_400 + 43_199)
            #expect(DERTime.seconds(tag: value[0], value[2...]) == day * 86_400 + 43_199)
        }
    }
}
