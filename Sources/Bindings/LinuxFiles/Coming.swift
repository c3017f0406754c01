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
