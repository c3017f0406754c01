/// A path as the format writes it: plain ASCII that every file system can hold.
///
/// `A-Z a-z 0-9 . _ -` stand for themselves, every other byte is `=` and two hex digits. A dot that
/// ends a segment and the first letter of a Windows device name are written that way too. One raw
/// path has one mapped form, and reading accepts nothing else.
///
/// Source: docs/formats/bundle.md §8.
package struct MappedName: Hashable, Sendable {
    /// The mapped path: segments with `/` between them, none at either end.
    package let text: String

    /// Maps the bytes of a relative path.
    ///
    /// - Parameter raw: Segments with `/` between them, as the file system gives them.
    /// - Throws: `emptySegment`, `dotSegment` or `zeroByte`: such a path is refused, never repaired.
    package init(raw: [UInt8]) throws(NameProblem) {
        var mapped: [UInt8] = []
        mapped.reserveCapacity(raw.count + 8)
        var start = 0
        while true {
            let end = raw[start...].firstIndex(of: UInt8(ascii: "/")) ?? raw.count
            try Self.appendSegment(raw[start..<end], to: &mapped)
            if end == raw.count { break }
            mapped.append(UInt8(ascii: "/"))
            start = end + 1
        }
        text = String(decoding: mapped, as: UTF8.self)
    }

    /// Reads a mapped path.
    ///
    /// - Throws: `notMapped` when mapping the decoded bytes again doesn't give the same text;
    ///   `emptySegment` or `dotSegment` when there is no such raw path.
    package init(mapped: String) throws(NameProblem) {
        if Self.mapsToItself(mapped) {
            text = mapped
            return
        }
        guard let raw = Self.decode(mapped) else { throw .notMapped }
        let again = try MappedName(raw: raw)
        guard again.text.utf8.elementsEqual(mapped.utf8) else { throw .notMapped }
        self = again
    }

    /// The name that a mapped path spells, nil where it spells none.
    package static func reading(_ mapped: some StringProtocol) -> MappedName? {
        do throws(NameProblem) {
            return try MappedName(mapped: String(mapped))
        } catch {
            return nil
        }
    }

    /// The bytes that were mapped.
    package var raw: [UInt8] { Self.decode(text) ?? [] }

    /// The raw path as text, nil where its bytes are not UTF-8.
    package var rawText: String? { String(validating: raw, as: UTF8.self) }

    /// The name as text where that says more than the mapped text, which plain names are spelled like.
    package var pathText: String? { rawText.flatMap { $0 == text ? nil : $0 } }

    /// The mapped segments, at least one.
    package var segments: [Substring] { text.split(separator: "/") }

    /// This path with another below it.
    package func appending(_ below: MappedName) -> MappedName {
        MappedName(joined: "\(text)/\(below.text)")
    }

    /// The part of this path below a folder, nil where it isn't below it.
    package func below(_ folder: MappedName) -> MappedName? {
        guard text.utf8.starts(with: "\(folder.text)/".utf8) else { return nil }
        return MappedName(joined: String(text.utf8.dropFirst(folder.text.utf8.count + 1)) ?? "")
    }

    /// The last segment as a path of its own.
    package var lastSegment: MappedName {
        MappedName(joined: segments.last.map(String.init) ?? text)
    }

    /// Takes a text that is made of whole mapped segments.
    private init(joined text: String) {
        self.text = text
    }
}

/// Why a path can't be a name in a bundle.
package enum NameProblem: String, Error, Hashable, Sendable {
    /// Nothing between two slashes, in front of the first or behind the last.
    case emptySegment
    /// A segment `.` or `..`.
    case dotSegment
    /// A zero byte, which no file system's name holds.
    case zeroByte
    /// Not the one spelling that mapping gives.
    case notMapped

    /// What is wrong, as a clause for a message.
    package var sentence: String {
        switch self {
        case .emptySegment: "a part of the path is empty"
        case .dotSegment: "a part of the path is “.” or “..”"
        case .zeroByte: "the path holds a zero byte"
        case .notMapped: "the path isn't in the mapped spelling"
        }
    }
}

extension MappedName: Comparable, CustomStringConvertible {
    /// Order by bytes.
    package static func < (left: MappedName, right: MappedName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// The mapped path.
    package var description: String { text }
}

extension MappedName {
    /// Names that Windows keeps for devices, whatever extension follows.
    private static let devices: Set<String> = {
        var names: Set<String> = ["con", "prn", "aux", "nul"]
        for digit in 0...9 { names.formUnion(["com\(digit)", "lpt\(digit)"]) }
        return names
    }()

    private static func appendSegment(
        _ segment: ArraySlice<UInt8>, to mapped: inout [UInt8]
    ) throws(NameProblem) {
        if segment.isEmpty { throw .emptySegment }
        if segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) {
            throw .dotSegment
        }
        if segment.contains(0) { throw .zeroByte }
        let first = segment.startIndex
        let last = segment.endIndex - 1
        let escapesFirst = isDevice(segment)
        for index in segment.indices {
            let byte = segment[index]
            let escapesHere =
                index == first && escapesFirst || index == last && byte == UInt8(ascii: ".")
            if standsForItself(byte) && !escapesHere {
                mapped.append(byte)
            } else {
                appendEscape(byte, to: &mapped)
            }
        }
    }

    /// Whether a path is its own mapped form by a look at its bytes alone: only bytes that stand for
    /// themselves, no segment empty or ended by a dot, and none that could be a device's name.
    private static func mapsToItself(_ path: String) -> Bool {
        let bytes = path.utf8.span
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        var last = slash
        var start = 0
        var stemEnd: Int?
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : slash
            if byte == slash {
                if last == slash || last == dot { return false }
                let stem = (stemEnd ?? index) - start
                if stem == 3 || stem == 4, "cpanlCPANL".utf8.contains(bytes[start]) { return false }
                (start, stemEnd) = (index + 1, nil)
            } else if !standsForItself(byte) {
                return false
            } else if byte == dot, stemEnd == nil {
                stemEnd = index
            }
            last = byte
        }
        return true
    }

    private static func isDevice(_ segment: ArraySlice<UInt8>) -> Bool {
        let stem = segment.prefix { $0 != UInt8(ascii: ".") }
        guard stem.count == 3 || stem.count == 4 else { return false }
        return devices.contains(String(decoding: stem.map(ASCII.lowered), as: UTF8.self))
    }

    private static func standsForItself(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func appendEscape(_ byte: UInt8, to mapped: inout [UInt8]) {
        mapped.append(UInt8(ascii: "="))
        mapped.append(ASCII.hexDigit(byte >> 4))
        mapped.append(ASCII.hexDigit(byte & 15))
    }

    /// The bytes behind the escapes, nil where an escape is broken.
    private static func decode(_ text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        var raw: [UInt8] = []
        raw.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "=") {
                raw.append(bytes[index])
                index += 1
                continue
            }
            guard index + 2 < bytes.count, let high = ASCII.hexValue(bytes[index + 1]),
                let low = ASCII.hexValue(bytes[index + 2])
            else { return nil }
            raw.append(high << 4 | low)
            index += 3
        }
        return raw
    }
}
