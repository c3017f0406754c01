internal import BundleFormat

/// An archive member of a kind that no bundle has.
struct RawHeader {
    let path: String
    let content: [UInt8]
    var link = ""

    /// Header, content and padding.
    ///
    /// - Parameter type: The type flag, one character.
    func framed(type: Character) -> [UInt8] {
        guard
            var block = USTARHeader(
                path: Array(path.utf8), size: UInt64(content.count))?.encoded,
            let flag = type.asciiValue
        else { return [] }
        block[156] = flag
        for (index, byte) in link.utf8.prefix(100).enumerated() { block[157 + index] = byte }
        for index in 148..<156 { block[index] = 0x20 }
        let sum = block.reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        for (index, byte) in padded.utf8.enumerated() { block[148 + index] = byte }
        block[154] = 0
        let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        return block + content + padding
    }
}

extension Attack {
    /// The archive with raw bytes before a member.
    func archive(inserting bytes: [UInt8], before index: Int) -> [UInt8] {
        let members = editor.members
        return members.prefix(index).flatMap(BundleEditor.framed) + bytes
            + members.dropFirst(index).flatMap(BundleEditor.framed)
            + [UInt8](repeating: 0, count: 1024)
    }
}
