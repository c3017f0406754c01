import Dispatch
import Glibc
import Synchronization

/// Work on all cores of this machine.
package enum Parallel {
    /// How many cores there were at the first question: to ask means to read a file.
    private static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// Applies a function to every element, as many at once as there are cores.
    ///
    /// - Parameter body: Is called from several threads, once for each element unless one call throws.
    /// - Returns: What came of the elements, in their order.
    /// - Throws: What a call threw; elements behind it are left out.
    package static func map<Element: Sendable, Value: Sendable, Failure: Error>(
        _ elements: [Element], _ body: @Sendable (Element) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let width = min(elements.count, cores)
        guard width > 1 else { return try elements.map(body) }
        // Small work is taken in runs, so that taking it and handing it in costs little.
        let run = min(max(elements.count / (width * 64), 1), 64)
        let next = Atomic<Int>(0)
        let outcome = Mutex(Outcome<Value, Failure>(count: elements.count))
        DispatchQueue.concurrentPerform(iterations: width) { _ in
            while true {
                let start = next.wrappingAdd(run, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                do throws(Failure) {
                    let values = try elements[start..<min(start + run, elements.count)].map(body)
                    outcome.withLock { outcome in
                        for (place, value) in values.enumerated() {
                            outcome.values[start + place] = value
                        }
                    }
                } catch {
                    // Whoever comes next finds nothing left to do.
                    next.store(elements.count, ordering: .relaxed)
                    outcome.withLock { $0.failure = $0.failure ?? error }
                    return
                }
            }
        }
        return try outcome.withLock { (outcome) throws(Failure) in
            if let failure = outcome.failure { throw failure }
            return outcome.values.compactMap(\.self)
        }
    }

    private struct Outcome<Value, Failure: Error> {
        var values: [Value?]
        var failure: Failure?

        init(count: Int) { values = Array(repeating: nil, count: count) }
    }
}
