package import CanonicalJSON

/// A bucket of an object store, by its address.
///
/// Every part has one spelling only and none that a shell or a URL would read otherwise.
///
/// Source: docs/formats/log.md §8.
package struct ObjectStore: FieldReadable {
    /// Scheme, host and, where it isn't the scheme's own, the port: `https://s3.example`.
    package let endpoint: String
    /// The region that requests are signed for, such as `eu-central-1`.
    package let region: String
    /// The bucket's name.
    package let bucket: String

    /// Makes an address of its parts.
    ///
    /// - Returns: Nil where a part isn't spelled as it has to be.
    package init?(endpoint: String, region: String, bucket: String) {
        guard Self.isEndpoint(endpoint), Self.isRegion(region), Self.isBucket(bucket) else {
            return nil
        }
        self.endpoint = endpoint
        self.region = region
        self.bucket = bucket
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        endpoint = try reader.string("endpoint")
        region = try reader.string("region")
        bucket = try reader.string("bucket")
        guard Self.isEndpoint(endpoint) else {
            throw reader.error("endpoint", .badFormat, "a scheme, a host and maybe a port")
        }
        guard Self.isRegion(region) else {
            throw reader.error("region", .badFormat, "a region's name")
        }
        guard Self.isBucket(bucket) else {
            throw reader.error("bucket", .badFormat, "a bucket's name")
        }
    }

    package var json: JSONObject {
        JSONObject([
            ("endpoint", .string(endpoint)), ("region", .string(region)),
            ("bucket", .string(bucket)),
        ])
    }

    /// The host as it stands in the field `Host`, with its port where the endpoint names one.
    package var authority: String { String(endpoint.drop { $0 != "/" }.dropFirst(2)) }

    // MARK: - Spelling

    /// Whether a text is `http` or `https`, a host in lower case and a port that isn't the scheme's own.
    package static func isEndpoint(_ text: String) -> Bool {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme, text.utf8.count <= 300 else { return false }
        let parts = text.dropFirst(scheme.count).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, isHost(host) else { return false }
        guard parts.count == 2 else { return true }
        guard let port = UInt16(parts[1]), port > 0, String(port) == parts[1] else { return false }
        return port != (scheme == "https://" ? 443 : 80)
    }

    private static func isHost(_ text: Substring) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.utf8.first != hyphen && label.utf8.last != hyphen
                    && label.utf8.allSatisfy { isLowerAlphanumeric($0) || $0 == hyphen }
            }
    }

    private static func isRegion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLowerAlphanumeric($0) || $0 == hyphen }
    }

    private static func isBucket(_ text: String) -> Bool {
        (3...63).contains(text.utf8.count) && isHost(text[...])
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
