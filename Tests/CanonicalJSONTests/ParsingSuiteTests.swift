import CanonicalJSON
import Testing
import TrailSealTestKit

/// The public JSON parsing suite: `y_` must be read, `n_` refused, `i_` survived.
@Suite struct ParsingSuiteTests {
    static let folder = SharedData.folder("json-parsing")
    static let parsing = names(in: "test_parsing")
    static let all =
        parsing.map { "test_parsing/\($0)" }
        + names(in: "test_transform").map { "test_transform/\($0)" }

    static func names(in part: String) -> [String] {
        guard let folder, let names = try? namesInFolder("\(folder)/\(part)") else { return [] }
        return names.filter { $0.hasSuffix(".json") }
    }

    static func content(_ name: String) throws -> [UInt8] {
        try readFile("\(try #require(folder))/\(name)")
    }

    static func isRead(_ bytes: [UInt8]) -> Bool {
        (try? JSONText.parse(bytes, tolerance: .duplicateKeys)) != nil
    }

    @Test(.enabled(if: folder != nil, "the data set json-parsing isn't beside the repository"))
    func theSuiteIsThereAsAWhole() {
        #expect(Self.parsing.count > 300)
        #expect(Self.parsing.filter { $0.hasPrefix("y_") }.count > 90)
        #expect(Self.parsing.filter { $0.hasPrefix("n_") }.count > 180)
    }

    @Test(arguments: parsing.filter { $0.hasPrefix("y_") })
    func validTextIsRead(name: String) throws {
        #expect(Self.isRead(try Self.content("test_parsing/\(name)")))
    }

    @Test(arguments: parsing.filter { $0.hasPrefix("n_") })
    func invalidTextIsRefused(name: String) throws {
        #expect(!Self.isRead(try Self.content("test_parsing/\(name)")))
    }

    @Test(arguments: all)
    func whatTheCanonicalReaderAcceptsComesOutTheSame(name: String) throws {
        let bytes = try Self.content(name)
        _ = Self.isRead(bytes)
        if let value = try? CanonicalJSON.parse(bytes) {
            #expect(CanonicalJSON.encode(value) == bytes)
        }
    }

    /// What is read in general and narrows is read canonically, once encoded, as the same value.
    @Test(arguments: all)
    func narrowedTextHasACanonicalForm(name: String) throws {
        guard let text = try? JSONText.parse(try Self.content(name)),
            let value = try? text.canonicalised()
        else { return }
        #expect(try CanonicalJSON.parse(CanonicalJSON.encode(value)) == value)
    }
}
