import CanonicalJSON
import CommandSupport
import LinuxFiles

/// The ratios that benchmarks must reach, by name: thousandths, as a JSON object.
struct Thresholds {
    private var thousandths: [String: Int64] = [:]

    /// Asks for nothing.
    init() {}

    /// Reads a file such as `{"verify-files":1850}`.
    static func read(_ path: String) throws -> Thresholds {
        let bytes: [UInt8]
        do { bytes = try Files.read(path, limit: 1 << 16) } catch {
            throw CommandFailure.reading(error)
        }
        let object: JSONObject?
        do { object = try JSONText.parse(bytes).canonicalised().objectValue } catch {
            throw CommandFailure(.unreadable, "\(path): \(error)")
        }
        var thresholds = Thresholds()
        for (name, value) in object ?? JSONObject() {
            guard Benchmarks.names.contains(name), let number = value.integerValue, number > 0
            else { throw CommandFailure(.unreadable, "\(path): no benchmark \(name)") }
            thresholds.thousandths[name] = number
        }
        return thresholds
    }

    /// The ratio that a benchmark must reach, in thousandths.
    subscript(name: String) -> Int64? { thousandths[name] }
}
