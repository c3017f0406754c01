package import RecordLog
package import Records

/// What the answers of an object store say, read from their XML and their heads.
package enum StoreWords {
    /// The versions and delete markers under exactly one key, the oldest first.
    ///
    /// - Returns: Nil where the answer isn't a whole list of versions.
    package static func versions(_ body: [UInt8], of key: String) -> [ObjectVersion]? {
        guard let root = StoreXML(body), root.name == "ListVersionsResult",
            (root.text(of: "IsTruncated") ?? "false") == "false"
        else { return nil }
        var versions: [ObjectVersion] = []
        for element in root.children where ["Version", "DeleteMarker"].contains(element.name) {
            guard element.text(of: "Key") == key else { continue }
            guard let version = version(element) else { return nil }
            versions.append(version)
        }
        // Stores list the newest first; those of one moment keep that order, turned round.
        return versions.enumerated().sorted {
            ($0.element.lastModified, $1.offset) < ($1.element.lastModified, $0.offset)
        }.map(\.element)
    }

    private static func version(_ element: StoreXML) -> ObjectVersion? {
        let isMarker = element.name == "DeleteMarker"
        guard let id = element.text(of: "VersionId"), ObjectVersion.isVersionId(id),
            let time = element.text(of: "LastModified").flatMap({ Timestamp(rfc3339: $0) })
        else { return nil }
        let size = element.text(of: "Size").flatMap { UInt64($0) }
        guard isMarker || size != nil else { return nil }
        return ObjectVersion(
            versionId: id, lastModified: time, isLatest: element.text(of: "IsLatest") == "true",
            isDeleteMarker: isMarker, byteCount: isMarker ? nil : size)
    }

    /// The lock on one version; nil where the answer isn't one.
    package static func retention(_ body: [UInt8]) -> ObjectRetention? {
        guard let root = StoreXML(body), root.name == "Retention",
            let mode = root.text(of: "Mode").flatMap({ ObjectLockMode(rawValue: $0) }),
            let end = root.text(of: "RetainUntilDate").flatMap({ Timestamp(rfc3339: $0) })
        else { return nil }
        return ObjectRetention(mode: mode, retainUntil: end)
    }

    /// What a bucket says of locks; nil where the answer isn't that.
    package static func bucketLock(_ body: [UInt8]) -> BucketLock? {
        guard let root = StoreXML(body), root.name == "ObjectLockConfiguration" else { return nil }
        let rule = root.child("Rule")?.child("DefaultRetention")
        return BucketLock(
            isEnabled: root.text(of: "ObjectLockEnabled") == "Enabled",
            mode: rule?.text(of: "Mode").flatMap { ObjectLockMode(rawValue: $0) },
            days: rule?.text(of: "Days").flatMap { Int64($0) }.flatMap {
                (1...BucketLock.mostDays).contains($0) ? $0 : nil
            },
            years: rule?.text(of: "Years").flatMap { Int64($0) }.flatMap {
                (1...BucketLock.mostYears).contains($0) ? $0 : nil
            })
    }

    /// The code of a refusal, such as `AccessDenied`; nil where the answer has none.
    package static func errorCode(_ body: [UInt8]) -> String? {
        guard let root = StoreXML(body), root.name == "Error", let code = root.text(of: "Code"),
            (1...100).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        return code
    }

    /// The time in a field `Date`: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
    package static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].utf8.count == 4, parts[0].hasSuffix(","),
            parts[1].utf8.count == 2, parts[3].utf8.count == 4, parts[5] == "GMT",
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
