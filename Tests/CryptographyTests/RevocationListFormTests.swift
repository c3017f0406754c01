import Testing

@testable import Cryptography

/// A revocation list is read by an own reader, strictly: each case differs from an honest list in one
/// place.
@Suite struct RevocationListFormTests {
    /// The parts of a list; its signature is made up.
    struct Form {
        var version: [UInt8]? = DER.integer(1)
        var inside = algorithm
        var issuer = DER.sequence(
            DER.setOf([DER.sequence(DER.oid(.commonName), DER.value(0x0c, Array("A".utf8)))]))
        var thisUpdate = time("260101000000Z")
        var nextUpdate: [UInt8]? = time("270101000000Z")
        var lines: [[UInt8]]? = [line([0x05]), line([0x01, 0x02])]
        var extensions: [[UInt8]]? = [number(7)]
        var outside = algorithm
        var signature = DER.value(DERTag.bitString, [0, 1, 2, 3])
        var behind: [UInt8] = []

        static let algorithm = DER.algorithm(.ecdsaSHA256)

        static func time(_ text: String) -> [UInt8] {
            DER.value(
                text.utf8.count == 13 ? DERTag.utcTime : DERTag.generalizedTime, Array(text.utf8))
        }

        static func line(
            _ serial: [UInt8], date: [UInt8] = time("260101000000Z"), _ extensions: [UInt8]...
        ) -> [UInt8] {
            let more =
                extensions.isEmpty ? [] : DER.value(DERTag.sequence, extensions.flatMap { $0 })
            return DER.sequence(DER.value(DERTag.integer, serial), date, more)
        }

        static func one(
            _ kind: OID, mark: [UInt8] = [], _ value: [UInt8]
        ) -> [UInt8] {
            DER.sequence(DER.oid(kind), mark, DER.octets(value))
        }

        static let critical = DER.value(DERTag.boolean, [0xff])

        static func number(_ number: UInt64) -> [UInt8] { one(.crlNumber, DER.integer(number)) }

        var der: [UInt8] {
            let sequence = lines.map { DER.value(DERTag.sequence, $0.flatMap { $0 }) } ?? []
            let wrapped = extensions.map {
                DER.context(0, DER.value(DERTag.sequence, $0.flatMap { $0 }))
            }
            let signed = DER.sequence(
                version ?? [], inside, issuer, thisUpdate, nextUpdate ?? [], sequence,
                wrapped ?? [])
            return DER.sequence(signed, outside, signature) + behind
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Form) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout Form) -> Void) {
            (testDescription, self.change) = (name, change)
        }
    }

    static let accepted = [
        Case("as it is") { _ in },
        Case("the first version, without extensions") { ($0.version, $0.extensions) = (nil, nil) },
        Case("no line") { $0.lines = nil },
        Case("no end") { $0.nextUpdate = nil },
        Case("a time beyond 2049") { $0.nextUpdate = Form.time("20600101000000Z") },
        Case("a negative serial number") { $0.lines = [Form.line([0x80])] },
        Case("a serial number of 127 bytes") {
            $0.lines = [Form.line([UInt8](repeating: 1, count: 127))]
        },
        Case("a reason and a date") {
            $0.lines = [
                Form.line(
                    [9], Form.one(.crlReason, [0x0a, 1, 1]),
                    Form.one(.invalidityDate, Form.time("20251231000000Z")))
            ]
        },
    ]

    static let refused = [
        Case("bytes behind it") { $0.behind = [0] },
        Case("version 3") { $0.version = DER.integer(2) },
        Case("version 1, spelled") { $0.version = DER.integer(0) },
        Case("extensions without version 2") { $0.version = nil },
        Case("another algorithm inside than outside") { $0.inside = DER.algorithm(.ed25519) },
        Case("an issuer that isn't a name") { $0.issuer = DER.sequence(DER.integer(1)) },
        Case("a date that isn't there") { $0.thisUpdate = Form.time("260230000000Z") },
        Case("a date with an offset") {
            $0.thisUpdate = DER.value(DERTag.utcTime, Array("2601010000+0100".utf8))
        },
        Case("an empty sequence of lines") { $0.lines = [] },
        Case("a serial number twice") {
            $0.lines = [Form.line([7]), Form.line([8]), Form.line([7])]
        },
        Case("a serial number with a zero in front") { $0.lines = [Form.line([0, 7])] },
        Case("a serial number without bytes") { $0.lines = [Form.line([])] },
        Case("a serial number of 128 bytes") {
            $0.lines = [Form.line([UInt8](repeating: 1, count: 128))]
        },
        Case("a line with something behind") {
            $0.lines = [
                DER.sequence(
                    DER.integer(7), Form.time("260101000000Z"), DER.sequence(),
                    DER.value(DERTag.null, []))
            ]
        },
        Case("a line with an empty sequence of extensions") {
            $0.lines = [DER.sequence(DER.integer(7), Form.time("260101000000Z"), DER.sequence())]
        },
        Case("a line whose length isn't minimal") {
            let content = DER.integer(7) + Form.time("260101000000Z")
            $0.lines = [[DERTag.sequence, 0x81, UInt8(content.count)] + content]
        },
        Case("a line of indefinite length") {
            $0.lines = [
                [DERTag.sequence, 0x80] + DER.integer(7) + Form.time("260101000000Z") + [0, 0]
            ]
        },
        Case("a reason that nobody knows") {
            $0.lines = [Form.line([7], Form.one(.crlReason, [0x0a, 1, 7]))]
        },
        Case("a reason that is an integer") {
            $0.lines = [Form.line([7], Form.one(.crlReason, DER.integer(1)))]
        },
        Case("two reasons") {
            let reason = Form.one(.crlReason, [0x0a, 1, 1])
            $0.lines = [Form.line([7], reason, reason)]
        },
        Case("a mark that says FALSE") {
            $0.extensions = [
                Form.one(.crlNumber, mark: DER.value(DERTag.boolean, [0]), DER.integer(1))
            ]
        },
        Case("an empty sequence of extensions") { $0.extensions = [] },
        Case("two numbers") { $0.extensions = [Form.number(1), Form.number(2)] },
        Case("a number that isn't minimal") {
            $0.extensions = [Form.one(.crlNumber, [2, 2, 0, 1])]
        },
        Case("more extensions than a list has") {
            $0.extensions = (0..<65 as Range<UInt8>).map {
                Form.one(OID([0x2a, $0]), DER.value(DERTag.null, []))
            }
        },
        Case("a signature with bits left over") {
            $0.signature = DER.value(DERTag.bitString, [4, 0x10])
        },
        Case("a signature longer than any") {
            $0.signature = DER.value(DERTag.bitString, [UInt8](repeating: 0, count: 70_000))
        },
    ]

    private func list(_ one: Case) throws -> CertificateRevocationList {
        var form = Form()
        one.change(&form)
        return try CertificateRevocationList(der: form.der)
    }

    @Test(arguments: accepted) func aListInItsFormIsRead(_ one: Case) throws {
        let list = try list(one)
        #expect(list.revoked.count == list.count)
        for line in list.revoked { #expect(list.lookup(line.serial) == line) }
    }

    @Test(arguments: refused) func aListInAnotherFormIsRefused(_ one: Case) {
        #expect(throws: CryptographyError.self) { try list(one) }
    }

    @Test func whatLimitsOrMarksAListIsSeen() throws {
        let wide = try CertificateRevocationList(der: Form().der)
        #expect(!wide.hasUnsupportedCriticalExtension)
        for (kind, mark) in [
            (OID.issuingDistributionPoint, [UInt8]()), (.deltaIndicator, []),
            (OID([0x2a, 3]), Form.critical),
        ] {
            var form = Form()
            form.extensions = [Form.number(1), Form.one(kind, mark: mark, DER.sequence())]
            #expect(try CertificateRevocationList(der: form.der).hasUnsupportedCriticalExtension)
            form.extensions = nil
            form.lines = [
                Form.line(
                    [1], Form.one(OID([0x2a, 3]), mark: Form.critical, DER.value(DERTag.null, [])))
            ]
            #expect(try CertificateRevocationList(der: form.der).hasUnsupportedCriticalExtension)
        }
    }

    /// Numbers that end alike, differ in length or sign, or lie at the ends of the table.
    @Test func everySerialNumberIsFoundAndNoOther() throws {
        let bytes: [[UInt8]] = [
            [0], [1], [0x7f], [0, 0x80], [0x80], [0xff], [0, 0xff], [1, 0, 0, 0, 0],
            [2, 0, 0, 0, 0], [0, 0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff, 0xff],
            [0xff, 0x7f], [1, 2, 3, 4, 5, 6, 7, 8], [9, 2, 3, 4, 5, 6, 7, 8],
        ]
        for order in [bytes, bytes.reversed()] {
            var form = Form()
            form.lines = order.map { Form.line($0) }
            let list = try CertificateRevocationList(der: form.der)
            let texts = bytes.map { SerialNumber.hex(integer: $0) }
            #expect(Set(texts).count == bytes.count)
            #expect(Set(list.revoked.map(\.serial)) == Set(texts))
            for text in texts { #expect(list.lookup(text)?.serial == text) }
            for other in ["02", "-02", "81", "ffff", "", "-", "x", "0001", "0a02030405060708"] {
                #expect(list.lookup(other) == nil, "\(other)")
            }
        }
    }

    @Test(
        arguments: [
            ([0x00], "00"), ([0x7f], "7f"), ([0x00, 0x80], "80"), ([0x80], "-80"), ([0xff], "-01"),
            ([0xff, 0x7f], "-81"), ([0x01, 0x00], "0100"), ([0x80, 0x00], "-8000"),
        ] as [([UInt8], String)])
    func numbersAndTheirTextAreOneToOne(_ bytes: [UInt8], _ text: String) {
        #expect(SerialNumber.hex(integer: bytes) == text)
        #expect(SerialNumber.integer(hex: text) == bytes)
    }
}

extension OID {
    fileprivate static let ecdsaSHA256 = OID([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])
}
