/// What a time-stamp says: the TSTInfo inside a token.
///
/// Source: RFC 3161 §2.4.2. Parsed here and not by libcrypto, which looks neither at the
/// spelling of the time nor at what follows the value.
struct TimeStampInfo: Hashable, Sendable {
    let policy: OID
    let algorithm: HashAlgorithm
    let imprint: [UInt8]
    let serial: String
    let time: DERTime.Moment
    /// nil when the token does not state it.
    let accuracyNanoseconds: Int64?
    let isAccuracyInRange: Bool
    let isOrdered: Bool
    /// Big-endian without leading zero bytes.
    let nonce: [UInt8]?
    let isNonceNegative: Bool
    /// The encoded GeneralName of the authority.
    let authorityName: [UInt8]?
    let hasCriticalExtension: Bool

    init(_ der: [UInt8]) throws(DERError) {
        var reader = try DERReader.single(der[...], DERTag.sequence, "time-stamp info").reader
        guard try reader.nextSmallInteger("version") == 1 else {
            throw DERError("time-stamp info version is not 1")
        }
        policy = try reader.nextOID("policy")
        (algorithm, imprint) = try TimeStampRequest.imprint(
            try reader.next(DERTag.sequence, "imprint"))
        serial = TimeStampInfo.hex(try reader.nextInteger("serial number"))
        let time = try reader.next(DERTag.generalizedTime, "time")
        guard let moment = DERTime.moment(time.content) else {
            throw DERError(
                "time \(String(decoding: time.content, as: UTF8.self)) is not spelled as it must be"
            )
        }
        self.time = moment
        let accuracy = try reader.nextIf(DERTag.sequence)
        (accuracyNanoseconds, isAccuracyInRange) = try TimeStampInfo.accuracy(accuracy)
        isOrdered = try TimeStampInfo.ordering(try reader.nextIf(DERTag.boolean))
        let nonce = reader.nextTag == DERTag.integer ? try reader.nextInteger("nonce") : nil
        self.nonce = nonce.map { Array($0.drop { $0 == 0 }) }
        isNonceNegative = (nonce?.first ?? 0) & 0x80 != 0
        let name = try reader.nextIf(DERTag.contextConstructed(0))
        authorityName = name.map { Array($0.content) }
        let extensions = try reader.nextIf(DERTag.contextConstructed(1))
        hasCriticalExtension = try TimeStampInfo.hasCritical(extensions)
        try reader.finish("time-stamp info")
    }

    private static func hex(_ integer: [UInt8]) -> String {
        guard integer[0] & 0x80 == 0 else {
            let magnitude = BigEndian.negated(integer)
            return "-" + SerialNumber.hex(magnitude: magnitude)
        }
        return SerialNumber.hex(magnitude: integer)
    }

    private static func accuracy(_ value: DERValue?) throws(DERError) -> (Int64?, Bool) {
        guard var reader = value?.reader else { return (nil, true) }
        var parts: [Int64] = []
        var isInRange = true
        let seconds =
            reader.nextTag == DERTag.integer ? try reader.nextSmallInteger("accuracy") : 0
        parts.append(Int64(seconds) * 1_000_000_000)
        for (number, unit) in [(UInt8(0), Int64(1_000_000)), (1, 1_000)] {
            guard let part = try reader.nextIf(DERTag.context(number)) else { continue }
            let amount = Int64(try DERReader.smallInteger(part, "accuracy"))
            isInRange = isInRange && (1...999).contains(amount)
            parts.append(amount * unit)
        }
        try reader.finish("accuracy")
        return (parts.reduce(0, +), isInRange)
    }

    private static func ordering(_ value: DERValue?) throws(DERError) -> Bool {
        guard let value else { return false }
        // FALSE is the default, and DER leaves defaults out.
        guard Array(value.content) == [0xff] else { throw DERError("ordering is not DER") }
        return true
    }

    private static func hasCritical(_ value: DERValue?) throws(DERError) -> Bool {
        guard var list = value?.reader else { return false }
        var isCritical = false
        while list.isAtEnd == false {
            var entry = try list.next(DERTag.sequence, "extension").reader
            _ = try entry.nextOID("extension type")
            if let flag = try entry.nextIf(DERTag.boolean) {
                isCritical = isCritical || Array(flag.content) != [0]
            }
            _ = try entry.next(DERTag.octetString, "extension value")
            try entry.finish("extension")
        }
        return isCritical
    }
}

/// Arithmetic on numbers as bytes.
enum BigEndian {
    /// The magnitude of a negative two's complement number.
    static func negated(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes.map { ~$0 }
        for index in result.indices.reversed() {
            let (sum, overflows) = result[index].addingReportingOverflow(1)
            result[index] = sum
            if overflows == false { break }
        }
        return result
    }
}
