import Dispatch
import Synchronization

/// What a call on another thread is going to give.
package final class Coming<Value: Sendable>: Sendable {
    private struct NotYet: Error {}

    private let found = Mutex<Result<Value, any Error>>(.failure(NotYet()))
    private let queue = DispatchQueue(label: "ahead")

    /// Begins the call.
    package init(_ work: @escaping @Sendable () throws -> Value) {
        queue.async { [self] in
            let result = Result { try work() }
            found.withLock { $0 = result }
        }
    }

    /// Waits for the end of the call.
    package func result() -> Result<Value, any Error> {
        queue.sync { found.withLock { $0 } }
    }
}

extension Parallel {
    /// Makes two calls and waits for both.
    ///
    /// - Parameters:
    ///   - here: Is called on the caller's thread.
    ///   - there: Is called on another one meanwhile.
    ///   - isWorthwhile: Whether to use another thread at all; without, one call follows the other.
    package static func both<One, Other: Sendable>(
        _ here: () throws -> One, _ there: @escaping @Sendable () throws -> Other,
        isWorthwhile: Bool
    ) throws -> (One, Other) {
        guard isWorthwhile else { return (try here(), try there()) }
        let other = Coming(there)
        let one = Result { try here() }
        let result = other.result()
        return (try one.get(), try result.get())
    }
}
