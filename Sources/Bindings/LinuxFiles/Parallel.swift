import Dispatch
import Glibc
import Synchronization

/// Work on all cores of this machine.
package enum Parallel {
    /// Applies a function to every element, as many at once as there are cores.
    ///
    /// - Parameter body: Is called from several threads, once for each element unless one call throws.
    /// - Returns: What came of the elements, in their order.
    /// - Throws: What a call threw; elements behind it are left out.
    package static func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element], _ body: @Sendable (Element) throws -> Value
    ) throws -> [Value] {
        let width = min(elements.count, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        guard width > 1 else { return try elements.map(body) }
        let next = Atomic<Int>(0)
        let outcome = Mutex(Outcome<Value>(count: elements.count))
        DispatchQueue.concurrentPerform(iterations: width) { _ in
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < elements.count else { return }
                do {
                    let value = try body(elements[place])
                    outcome.withLock { $0.values[place] = value }
                } catch {
                    // Whoever comes next finds nothing left to do.
                    next.store(elements.count, ordering: .relaxed)
                    outcome.withLock { $0.failure = $0.failure ?? error }
                    return
                }
            }
        }
        return try outcome.withLock { outcome in
            if let failure = outcome.failure { throw failure }
            return outcome.values.compactMap(\.self)
        }
    }

    private struct Outcome<Value> {
        var values: [Value?]
        var failure: (any Error)?

        init(count: Int) { values = Array(repeating: nil, count: count) }
    }
}
