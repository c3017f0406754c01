/// The fields of a ustar header: where each lies and, for most, the one content it may have.
enum USTARField: String, CaseIterable {
    case name, mode, uid, gid, size, mtime
    case checksum = "chksum"
    case typeflag, linkname, magic, version, uname, gname, devmajor, devminor, prefix
    case rest = "last twelve bytes"

    /// The bytes of the header that the field takes.
    var range: Range<Int> {
        switch self {
        case .name: 0..<100
        case .mode: 100..<108
        case .uid: 108..<116
        case .gid: 116..<124
        case .size: 124..<136
        case .mtime: 136..<148
        case .checksum: 148..<156
        case .typeflag: 156..<157
        case .linkname: 157..<257
        case .magic: 257..<263
        case .version: 263..<265
        case .uname: 265..<297
        case .gname: 297..<329
        case .devmajor: 329..<337
        case .devminor: 337..<345
        case .prefix: 345..<500
        case .rest: 500..<512
        }
    }

    /// The fields that are the same in every header, the checksum as it is while the sum is taken.
    static let constants: [(range: Range<Int>, bytes: [UInt8])] = [
        (mode.range, Array("000644 \0".utf8)),
        (uid.range, Array("000000 \0".utf8)),
        (gid.range, Array("000000 \0".utf8)),
        (mtime.range, Array("00000000000 ".utf8)),
        (checksum.range, Array("        ".utf8)),
        (typeflag.range, Array("0".utf8)),
        (magic.range, Array("ustar\0".utf8)),
        (version.range, Array("00".utf8)),
        (devmajor.range, Array("000000 \0".utf8)),
        (devminor.range, Array("000000 \0".utf8)),
    ]

    /// The field that a byte of the header belongs to.
    static func at(_ offset: Int) -> USTARField {
        allCases.first { $0.range.contains(offset) } ?? .rest
    }
}
