import Cryptography
import HTTPTransfer
import RecordLog
import Records
import Synchronization
import TrailSealTestKit

@testable import Capture

/// A store with Object Lock in memory, with every fault that a test asks for.
final class PretendStore: Sendable {
    /// What a store does wrong.
    struct Faults {
        /// Puts that are done while their answer is lost.
        var lostAnswers = 0
        /// Puts that never arrive.
        var lostPuts = 0
        /// Statuses that puts are answered with, one after the other, without being done.
        var putStatuses: [Int] = []
        /// Whether readings by version get no answer.
        var isMute = false
        /// Whether the bytes are others than those that were put.
        var isCorrupt = false
        /// Whether locks are taken and forgotten.
        var forgetsLocks = false
        /// Whether the bucket says that it locks nothing.
        var isWithoutLock = false
        /// What is done although a lock refuses it.
        var obeys: Set<NotaryTest.Attempt> = []
        /// Whether what is obeyed is answered with a refusal all the same.
        var liesAboutIt = false
    }

    struct Version {
        let id: String
        let key: String
        var bytes: [UInt8]
        let time: Timestamp
        var lock: ObjectRetention?
        var isMarker = false
    }

    struct State {
        var faults = Faults()
        var versions: [Version] = []
        var requests: [HTTPRequest] = []
    }

    let state = Mutex(State())
    let clock: TestClock

    init(_ clock: TestClock) { self.clock = clock }

    func set(_ change: (inout Faults) -> Void) {
        state.withLock { change(&$0.faults) }
    }

    /// What somebody else writes into the bucket.
    func write(_ bytes: [UInt8], under key: String, isMarker: Bool = false) {
        let time = clock.now().utc
        state.withLock {
            $0.versions.append(
                Version(
                    id: "x\($0.versions.count)", key: key, bytes: bytes, time: time,
                    isMarker: isMarker))
        }
    }

    var puts: [HTTPRequest] {
        state.withLock { $0.requests }.filter { $0.method == .put && !$0.url.contains("?") }
    }

    var transport: ObjectStoreTransport {
        { [self] request in
            let now = clock.now().utc
            return try state.withLock { state in
                state.requests.append(request)
                return try Self.answer(request, &state, now)
            }
        }
    }

    // MARK: - Answering

    private struct Silence: Error {}

    private static func answer(
        _ request: HTTPRequest, _ state: inout State, _ now: Timestamp
    ) throws -> HTTPResponse {
        let (key, query) = parts(of: request.url)
        func reply(_ status: Int, _ text: String = "", _ fields: [HTTPField] = []) -> HTTPResponse {
            response(status, Array(text.utf8), fields, now)
        }
        if query["versions"] != nil { return reply(200, list(query["prefix"] ?? "", state)) }
        if query["object-lock"] != nil {
            return state.faults.isWithoutLock
                ? reply(404, "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>")
                : reply(
                    200,
                    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
                        + "</ObjectLockConfiguration>")
        }
        guard let id = query["versionId"] else { return try put(request, key, &state, now) }
        guard let index = state.versions.firstIndex(where: { $0.id == id && $0.key == key }) else {
            return reply(404, "<Error><Code>NoSuchVersion</Code></Error>")
        }
        switch (request.method, query["retention"] != nil) {
        case (.get, true):
            guard let lock = state.versions[index].lock else { return reply(404) }
            return reply(
                200,
                "<Retention><Mode>\(lock.mode.rawValue)</Mode><RetainUntilDate>"
                    + "\(lock.retainUntil.text)</RetainUntilDate></Retention>")
        case (.get, false), (.head, false):
            if state.faults.isMute { throw Silence() }
            let bytes = state.versions[index].bytes + (state.faults.isCorrupt ? [0x21] : [])
            return response(
                200, request.method == .head ? [] : bytes, [HTTPField("etag", "\"\(id)\"")], now)
        case (.put, true): return change(request, &state, index, now)
        case (.delete, false):
            let isBypass = request.fields.contains { $0.name.hasPrefix("x-amz-bypass") }
            guard state.faults.obeys.contains(isBypass ? .bypass : .delete) else {
                return reply(403, "<Error><Code>AccessDenied</Code></Error>")
            }
            state.versions.remove(at: index)
            return reply(state.faults.liesAboutIt ? 403 : 204)
        default: return reply(405)
        }
    }

    private static func put(
        _ request: HTTPRequest, _ key: String, _ state: inout State, _ now: Timestamp
    ) throws -> HTTPResponse {
        if state.faults.lostPuts > 0 {
            state.faults.lostPuts -= 1
            throw Silence()
        }
        if !state.faults.putStatuses.isEmpty {
            return response(
                state.faults.putStatuses.removeFirst(), [], [], now)
        }
        func field(_ name: String) -> String? { request.fields.first { $0.name == name }?.value }
        let lock = field("x-amz-object-lock-retain-until-date").flatMap { Timestamp(rfc3339: $0) }
            .flatMap { until in
                field("x-amz-object-lock-mode").flatMap { ObjectLockMode(rawValue: $0) }.map {
                    ObjectRetention(mode: $0, retainUntil: until)
                }
            }
        if state.faults.obeys.contains(.overwrite),
            let index = state.versions.firstIndex(where: { $0.key == key })
        {
            state.versions[index].bytes = request.body
            return response(200, [], [], now)
        }
        state.versions.append(
            Version(
                id: "v\(state.versions.count)", key: key, bytes: request.body, time: now,
                lock: state.faults.forgetsLocks ? nil : lock))
        if state.faults.lostAnswers > 0 {
            state.faults.lostAnswers -= 1
            throw Silence()
        }
        return response(200, [], [], now)
    }

    private static func change(
        _ request: HTTPRequest, _ state: inout State, _ index: Int, _ now: Timestamp
    ) -> HTTPResponse {
        let wanted = StoreWords.retention(request.body)
        let attempt: NotaryTest.Attempt = wanted?.mode == .governance ? .weaken : .shorten
        guard state.faults.obeys.contains(attempt) else {
            return response(403, Array("<Error><Code>AccessDenied</Code></Error>".utf8), [], now)
        }
        state.versions[index].lock = wanted
        return response(200, [], [], now)
    }

    private static func list(_ prefix: String, _ state: State) -> String {
        let found = state.versions.filter { $0.key.hasPrefix(prefix) }
        let items = found.enumerated().reversed().map { index, version in
            let kind = version.isMarker ? "DeleteMarker" : "Version"
            return "<\(kind)><Key>\(version.key)</Key><VersionId>\(version.id)</VersionId>"
                + "<IsLatest>\(index == found.count - 1)</IsLatest>"
                + "<LastModified>\(version.time.text)</LastModified>"
                + (version.isMarker ? "" : "<Size>\(version.bytes.count)</Size>") + "</\(kind)>"
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListVersionsResult xmlns=\"urn:x\">"
            + "<IsTruncated>false</IsTruncated>" + items.joined() + "</ListVersionsResult>"
    }

    private static func response(
        _ status: Int, _ body: [UInt8], _ fields: [HTTPField], _ now: Timestamp
    ) -> HTTPResponse {
        HTTPResponse(
            status: status, contentType: nil, body: body,
            fields: [HTTPField("date", httpDate(now)), HTTPField("x-amz-request-id", "tx1")]
                + fields)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func httpDate(_ time: Timestamp) -> String {
        let text = time.secondsText
        let parts = text.split { "-T:Z".contains($0) }.map(String.init)
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "Mon, \(parts[2]) \(month) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
    }

    private static func parts(of url: String) -> (key: String, query: [String: String]) {
        let halves = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = halves[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst(4)
        var query: [String: String] = [:]
        for part in halves.dropFirst().first?.split(separator: "&") ?? [] {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[String(pair[0])] = pair.count > 1 ? unescaped(pair[1]) : ""
        }
        return (path.joined(separator: "/"), query)
    }

    private static func unescaped(_ text: Substring) -> String {
        text.split(separator: "%2F", omittingEmptySubsequences: false).joined(separator: "/")
    }
}

extension Bench {
    /// A store's settings, with a key file that is as it has to be.
    func objectLock(
        endpoint: String = "https://s3.example", secret: String = "wJalrXUtnFEMI/K7MDENG/example",
        accessKey: String = "AKIDEXAMPLE", bucket: String = "lab-notes"
    ) throws -> NotaryConfiguration {
        let path = folder.file("s3.key")
        try writeFile(path, Array("\(accessKey)\n\(secret)\n".utf8))
        try setMode(path, 0o600)
        return NotaryConfiguration(
            kind: .objectLock, name: "s3", place: endpoint,
            objectLock: ObjectLockSettings(
                region: "us-east-1", bucket: bucket, prefix: "trailseal", retentionDays: 400,
                credentials: path))
    }
}
