/// An authority's answer to a time-stamp request, read but not believed.
///
/// Source: RFC 3161 §2.4.2.
package enum TimeStampResponse: Sendable {
    /// A token was given, as asked or with changes.
    case granted(token: TimeStampToken, withModifications: Bool)
    /// The authority said no: its status (2 to 5) and its own words. Also where status and token
    /// contradict each other: no token beside a grant (status 0 or 1), a token beside a refusal.
    case refused(status: Int, text: String)
    /// The bytes are no answer, or the token inside is no token.
    case malformed(String)

    /// Reads a DER TimeStampResp.
    ///
    /// - Parameter certificates: Where to look for the signer if the token holds none.
    package static func read(
        _ der: [UInt8], certificates: [Certificate] = []
    ) -> TimeStampResponse {
        do throws(DERError) {
            var reader = try DERReader.single(der[...], DERTag.sequence, "response").reader
            let status = try status(try reader.next(DERTag.sequence, "status"))
            let token = try reader.nextIf(DERTag.sequence)
            try reader.finish("response")
            guard status.code < 2 else {
                let text = token == nil ? status.text : "a refusal that holds a token"
                return .refused(status: status.code, text: text)
            }
            guard let token else {
                return .refused(status: status.code, text: "granted without a token")
            }
            switch TimeStampToken.read(Array(token.encoded), certificates: certificates) {
            case .token(let token):
                return .granted(token: token, withModifications: status.code == 1)
            case .malformed(let reason):
                return .malformed(reason)
            }
        } catch {
            return .malformed(error.text)
        }
    }

    private static func status(_ value: DERValue) throws(DERError) -> (code: Int, text: String) {
        var reader = value.reader
        let code = try reader.nextSmallInteger("status")
        guard code <= 5 else { throw DERError("status \(code) is not known") }
        var texts: [String] = []
        if var list = try reader.nextIf(DERTag.sequence)?.reader {
            while list.isAtEnd == false {
                let text = try list.next(DERTag.utf8String, "status text")
                texts.append(String(decoding: text.content, as: UTF8.self))
            }
        }
        _ = try reader.nextIf(DERTag.bitString)
        try reader.finish("status")
        return (code, texts.joined(separator: "; "))
    }
}
