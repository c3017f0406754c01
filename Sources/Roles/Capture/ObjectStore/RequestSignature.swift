package import Cryptography
import RecordLog

/// A request to an object store before it is signed.
///
/// Values are as they are meant: escaping is the signature's business.
package struct StoreRequest: Hashable, Sendable {
    /// `GET`, `HEAD`, `PUT` or `DELETE`.
    package var method: String
    /// The path from the root, with a slash before it; slashes part it, everything else is a name.
    package var path: String
    /// The query's names and values, in any order.
    package var query: [(name: String, value: String)]
    /// Fields of the head that are sent and signed.
    package var fields: [(name: String, value: String)]
    /// What is sent.
    package var body: [UInt8]

    /// Makes a request.
    package init(
        _ method: String, path: String, query: [(name: String, value: String)] = [],
        fields: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }

    package static func == (left: StoreRequest, right: StoreRequest) -> Bool {
        left.method == right.method && left.path == right.path
            && left.query.elementsEqual(right.query, by: ==)
            && left.fields.elementsEqual(right.fields, by: ==) && left.body == right.body
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(method)
        hasher.combine(path)
        hasher.combine(body)
    }

    /// The path as it is sent: every byte escaped but slashes and those that never are.
    package var escapedPath: String { Escaping.escaped(path, keeping: "/") }

    /// The query as it is sent: escaped, in the order of the escaped names, then values.
    package var escapedQuery: String {
        query.map { (Escaping.escaped($0.name), Escaping.escaped($0.value)) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }
}

/// Signs requests to object stores: AWS Signature Version 4, in the head of the request.
///
/// Every field that the caller gives is signed, the host too. What a store doesn't see signed it may
/// take from anybody on the way.
///
/// Source: AWS General Reference, "Create a signed AWS API request"; docs/formats/command-line.md §5.
package struct RequestSignature: Sendable {
    /// The access key's public half.
    package let accessKey: String
    /// Its secret half.
    package let secret: SecretBytes
    /// The region that is signed for.
    package let region: String
    /// The service that is signed for.
    package let service: String

    /// Takes a key.
    package init(accessKey: String, secret: SecretBytes, region: String, service: String = "s3") {
        self.accessKey = accessKey
        self.secret = secret
        self.region = region
        self.service = service
    }

    /// The fields to send: those of the request, the host, the moment, the body's digest and the
    /// signature over all of them.
    ///
    /// - Parameters:
    ///   - request: What is sent.
    ///   - host: The host as it stands in the field of that name.
    ///   - moment: `YYYYMMDDThhmmssZ`.
    package func fields(
        for request: StoreRequest, host: String, moment: String
    ) -> [(name: String, value: String)] {
        var fields = request.fields.filter { $0.name.lowercased() != "host" }
        fields.append(("x-amz-date", moment))
        fields.append(("x-amz-content-sha256", SHA256.hash(request.body).hex))
        let signed = ([("host", host)] + fields)
            .map { ($0.0.lowercased(), Self.folded($0.1)) }.sorted { $0.0 < $1.0 }
        let names = signed.map(\.0).joined(separator: ";")
        let canonical = [
            request.method, request.escapedPath, request.escapedQuery,
            signed.map { "\($0.0):\($0.1)\n" }.joined(), names, SHA256.hash(request.body).hex,
        ].joined(separator: "\n")
        let scope = "\(moment.prefix(8))/\(region)/\(service)/aws4_request"
        let text = [
            "AWS4-HMAC-SHA256", moment, scope, SHA256.hash(Array(canonical.utf8)).hex,
        ].joined(separator: "\n")
        let signature = HMACSHA256.code(
            key: key(day: String(moment.prefix(8))), message: Array(text.utf8))
        fields.append(
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope), SignedHeaders=\(names), "
                    + "Signature=\(signature.hex)"
            ))
        return fields
    }

    /// The key of a day, derived step by step.
    package func key(day: String) -> SecretBytes {
        let prefix = Array("AWS4".utf8)
        let first = secret.withBytes { bytes in
            SecretBytes(count: prefix.count + bytes.count) { (target: inout MutableSpan<UInt8>) in
                for index in prefix.indices { target[index] = prefix[index] }
                for index in bytes.indices { target[prefix.count + index] = bytes[index] }
            }
        }
        return [day, region, service, "aws4_request"].reduce(first) { key, word in
            key.derived(by: Array(word.utf8))
        }
    }

    /// A value without blanks around it and with one in place of several.
    private static func folded(_ value: String) -> String {
        value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}

/// How a URL of an object store is escaped.
enum Escaping {
    /// A text with every byte as `%XX` but letters, digits, `-`, `.`, `_`, `~` and those to keep.
    static func escaped(_ text: String, keeping kept: String = "") -> String {
        var escaped = ""
        for byte in text.utf8 {
            if ObjectLockKey.isUnreserved(byte) || kept.utf8.contains(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                escaped += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return escaped
    }
}
