import Cryptography

/// A small experiment folder with the trail that its instrument would have written.
enum TestFiles {
    static let fid = [UInt8]((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })

    static let experiment: [String: [UInt8]] = [
        "exp1/1/fid": fid,
        "exp1/1/acqus": Array("##TITLE= Parameter file\n##$BYTORDA= 0\n##END=\n".utf8),
        "exp1/1/audita.txt": trail(of: fid),
        "exp1/1/notes=20.txt": Array("looks fine\n".utf8),
    ]

    /// A trail that states the digest of the data and closes with the digest of its own text.
    static func trail(
        of data: [UInt8], at time: String = "2025-10-09 10:00:00.000 +0200",
        user: String = "os-P1", host: String = "NMRPC7"
    ) -> [UInt8] {
        let text = """
            ##TITLE= Audit trail, TOPSPIN\t\tVersion 3.2
            ##ORIGIN= Bruker BioSpin GmbH
            ##AUDIT TRAIL=  $$ (NUMBER, WHEN, WHO, WHERE, PROCESS, VERSION, WHAT)
            (   1,<\(time)>,<\(user)>,<\(host)>,<go>,<TOPSPIN 3.2>,
                  <created by zg
                   data hash MD5: 4K
                   \(spelled(HashAlgorithm.md5.hash(data)))>)

            """
        let closing = spelled(HashAlgorithm.md5.hash(Array(text.utf8)))
        return Array((text + "##END=\n\n$$ hash MD5\n$$ \(closing)\n").utf8)
    }

    /// Bytes as the instrument's software spells them.
    static func spelled(_ digest: [UInt8]) -> String {
        digest.map { byte in
            let text = String(byte, radix: 16, uppercase: true)
            return text.utf8.count == 1 ? "0" + text : text
        }.joined(separator: " ")
    }
}
