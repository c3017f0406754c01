/// The lines of a revocation list, kept as places in its bytes: eight bytes a line.
///
/// The largest public lists have some two million lines.
struct RevocationLines: Sendable {
    private let der: [UInt8]
    /// For each line the last four bytes of its serial number, which are as good as random, above
    /// the offset at which it begins; in ascending order.
    private let places: [UInt64]
    /// Whether a line holds a critical extension that is not known here.
    let hasUnknownCriticalExtension: Bool

    /// The longest serial number in bytes; RFC 5280 §4.1.2.2 allows 20.
    private static let serialByteLimit = 127
    /// The fewest bytes of a line: a header, a number below 128 and a UTCTime.
    private static let smallestLine = 20

    /// Reads every line once.
    ///
    /// - Parameters:
    ///   - sequence: The sequence of lines; nil for a list without one.
    ///   - der: The whole list, whose bytes the sequence is of.
    /// - Throws: For a line that can't be read, and for two of one serial number.
    init(_ sequence: DERValue?, in der: [UInt8]) throws(DERError) {
        self.der = der
        guard let sequence else {
            places = []
            hasUnknownCriticalExtension = false
            return
        }
        guard der.count <= Int(UInt32.max) else { throw DERError("revocation list is too long") }
        var places: [UInt64] = []
        places.reserveCapacity(sequence.content.count / Self.smallestLine)
        var isCritical = false
        var reader = sequence.reader
        while reader.isAtEnd == false {
            let value = try reader.next(DERTag.sequence, "line")
            let line = try Line(value)
            isCritical = isCritical || line.hasUnknownCriticalExtension
            let last = line.serial.suffix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            places.append(last << 32 | UInt64(value.encoded.startIndex))
        }
        guard places.isEmpty == false else { throw DERError("lines are there and none of them") }
        der.withUnsafeBufferPointer { bytes in
            places.sort { Self.order($0, $1, bytes) < 0 }
        }
        let twice = der.withUnsafeBufferPointer { bytes in
            places.indices.dropFirst().first { Self.order(places[$0 - 1], places[$0], bytes) == 0 }
        }
        if let twice {
            let line = try Self.line(at: places[twice], in: der)
            throw DERError("serial number \(SerialNumber.hex(integer: line.serial)) stands twice")
        }
        self.places = places
        hasUnknownCriticalExtension = isCritical
    }

    /// How many lines there are.
    var count: Int { places.count }

    /// The lines in order of serial number, made afresh at each call.
    var all: [RevokedCertificate] {
        places.compactMap { line($0)?.revoked }.sorted {
            ($0.serial.utf8.count, $0.serial) < ($1.serial.utf8.count, $1.serial)
        }
    }

    /// Finds the line of a serial number.
    ///
    /// - Parameter serial: As `Certificate.serial` spells it.
    func lookup(_ serial: String) -> RevokedCertificate? {
        guard let wanted = SerialNumber.integer(hex: serial) else { return nil }
        let last = wanted.suffix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var low = 0
        var high = places.count
        while low < high {
            let middle = low + (high - low) / 2
            if places[middle] >> 32 < last { low = middle + 1 } else { high = middle }
        }
        for place in places[low...] {
            guard place >> 32 == last else { return nil }
            if let line = line(place), line.serial.elementsEqual(wanted) { return line.revoked }
        }
        return nil
    }

    /// Every line was read once when the list was decoded, so none is nil.
    private func line(_ place: UInt64) -> Line? {
        do throws(DERError) { return try Self.line(at: place, in: der) } catch { return nil }
    }

    private static func line(at place: UInt64, in der: [UInt8]) throws(DERError) -> Line {
        var reader = DERReader(der[Int(place & 0xffff_ffff)...])
        return try Line(try reader.next(DERTag.sequence, "line"))
    }

    /// Orders lines by the end of their serial numbers, then by the numbers' length and bytes.
    ///
    /// Lines were read before, so what stands at a place is a header and a serial number.
    private static func order(
        _ left: UInt64, _ right: UInt64, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        if left >> 32 != right >> 32 { return left >> 32 < right >> 32 ? -1 : 1 }
        let first = serial(at: left, bytes)
        let second = serial(at: right, bytes)
        if first.count != second.count { return first.count < second.count ? -1 : 1 }
        for (one, other) in zip(first, second) where one != other { return one < other ? -1 : 1 }
        return 0
    }

    private static func serial(
        at place: UInt64, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = Int(place & 0xffff_ffff)
        let length = bytes[start + 1]
        let number = start + 2 + (length & 0x80 == 0 ? 0 : Int(length & 0x7f))
        return bytes[number + 2..<number + 2 + Int(bytes[number + 1])]
    }

    /// A line that was read, its number not yet made text.
    private struct Line {
        /// The content bytes of the serial number.
        let serial: ArraySlice<UInt8>
        let date: Int64
        let reason: RevocationReason?
        let invalidityDate: Int64?
        let hasUnknownCriticalExtension: Bool

        init(_ value: DERValue) throws(DERError) {
            var reader = value.reader
            let number = try reader.next(DERTag.integer, "serial number")
            try DERReader.checkInteger(number, "serial number")
            guard number.content.count <= RevocationLines.serialByteLimit else {
                throw DERError("serial number is too long")
            }
            serial = number.content
            date = try RevocationListReading.time(try reader.next(), "revocation date")
            let sequence = try reader.nextIf(DERTag.sequence)
            try reader.finish("line")
            guard let sequence else {
                (reason, invalidityDate, hasUnknownCriticalExtension) = (nil, nil, false)
                return
            }
            let extensions = try DERExtension.list(sequence, "extensions of a line")
            reason = try extensions.first { $0.isKind(.crlReason) }.map {
                (found) throws(DERError) in try Self.reason(found.value)
            }
            invalidityDate = try extensions.first { $0.isKind(.invalidityDate) }.map {
                (found) throws(DERError) in
                try RevocationListReading.time(
                    try DERReader.single(found.value, DERTag.generalizedTime, "invalidity date"),
                    "invalidity date")
            }
            hasUnknownCriticalExtension = extensions.contains {
                $0.isCritical && $0.isKind(.crlReason) == false
                    && $0.isKind(.invalidityDate) == false
            }
        }

        private static func reason(
            _ encoded: ArraySlice<UInt8>
        ) throws(DERError) -> RevocationReason {
            let value = try DERReader.single(encoded, DERTag.enumerated, "reason")
            let code = try DERReader.smallInteger(value, "reason")
            guard let reason = RevocationReason(rawValue: code) else {
                throw DERError("reason is not a known one")
            }
            return reason
        }

        var revoked: RevokedCertificate {
            RevokedCertificate(
                serial: SerialNumber.hex(integer: serial), date: date, reason: reason,
                invalidityDate: invalidityDate)
        }
    }
}
