import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

/// The published vectors of format version 1, which an independent program made.
enum LogVectors {
    static func part(_ name: String) throws -> JSONObject {
        let bytes = try readFile("\(RepositoryRoot.path)/Tests/Vectors/format-1.json")
        let whole = try JSONText.parse(bytes, maximumBytes: 1 << 24).canonicalised()
        return try #require(whole.objectValue?[name]?.objectValue)
    }
}

/// Short ways to the members of a vector; a missing one fails the test.
extension JSONObject {
    func text(_ key: String) throws -> String { try #require(self[key]?.stringValue) }
    func digest(_ key: String) throws -> Digest { try #require(Digest(hex: try text(key))) }
    func number(_ key: String) throws -> UInt64 {
        UInt64(try #require(self[key]?.integerValue))
    }
    func objects(_ key: String) throws -> [JSONObject] {
        try #require(self[key]?.arrayValue).map { try #require($0.objectValue) }
    }
    func digests(_ key: String) throws -> [Digest] {
        try #require(self[key]?.arrayValue).map {
            try #require(Digest(hex: $0.stringValue ?? ""))
        }
    }
    func object(_ key: String) throws -> JSONObject { try #require(self[key]?.objectValue) }
}

extension Digest {
    /// A digest that stands for anything, different for every number.
    static func sample(_ number: Int) -> Digest { SHA256.hash(Array("sample \(number)".utf8)) }

    /// The same digest with its last bit turned.
    var changed: Digest {
        var bytes = self.bytes
        bytes[31] ^= 1
        return Digest(bytes) ?? self
    }
}

extension Result where Failure: Equatable {
    var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
