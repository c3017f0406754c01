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
        var failure: Failure?
        let values = [Value](unsafeUninitializedCapacity: elements.count) { space, count in
            failure = fill(space, elements, width: width, body)
            if failure == nil { count = elements.count }
        }
        if let failure { throw failure }
        return values
    }

    /// Puts what comes of each element into its place.
    ///
    /// - Returns: What a call threw; then no place holds anything.
    private static func fill<Element: Sendable, Value: Sendable, Failure: Error>(
        _ space: UnsafeMutableBufferPointer<Value>, _ elements: [Element], width: Int,
        _ body: @Sendable (Element) throws(Failure) -> Value
    ) -> Failure? {
        // Small work is taken in runs, so that taking it costs little. Each place is written by whoever
        // took its run, and read when all are done.
        let run = min(max(elements.count / (width * 64), 1), 64)
        nonisolated(unsafe) let space = space
        let next = Atomic<Int>(0)
        let outcome = Mutex(Outcome<Failure>())
        DispatchQueue.concurrentPerform(iterations: width) { _ in
            while true {
                let start = next.wrappingAdd(run, ordering: .relaxed).oldValue
                guard start < elements.count else { return }
                var place = start
                do throws(Failure) {
                    while place < min(start + run, elements.count) {
                        space.initializeElement(at: place, to: try body(elements[place]))
                        place += 1
                    }
                } catch {
                    // Whoever comes next finds nothing left to do.
                    next.store(elements.count, ordering: .relaxed)
                    outcome.withLock { $0.failure = $0.failure ?? error }
                }
                outcome.withLock { $0.filled.append(start..<place) }
            }
        }
        return outcome.withLock { outcome in
            guard let failure = outcome.failure else { return nil }
            for places in outcome.filled { space.extracting(places).deinitialize() }
            return failure
        }
    }

    private struct Outcome<Failure: Error> {
        var filled: [Range<Int>] = []
        var failure: Failure?
    }
}
