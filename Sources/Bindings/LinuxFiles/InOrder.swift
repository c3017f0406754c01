import Glibc

extension Parallel {
    /// Takes what a reader gives through a step on all cores, and uses what came of it in order.
    ///
    /// Reading and using happen on the caller's thread, so neither needs to be `Sendable`; while they
    /// go on, other threads make the values that come next. At most two for each core exist at a time.
    ///
    /// - Parameters:
    ///   - next: Gives one element after the other; nil ends the work.
    ///   - make: Is called once for each element, for several at a time.
    ///   - use: Gets what came of the elements in their order, and says whether to go on; what was
    ///     made ahead is dropped where it doesn't.
    /// - Throws: What a call threw. What `make` throws for an element is thrown when all elements in
    ///   front of it were used; what `next` throws, at once.
    package static func inOrder<Element: Sendable, Value: Sendable>(
        _ next: () throws -> Element?,
        make: @escaping @Sendable (Element) throws -> Value,
        use: (Value) throws -> Bool
    ) throws {
        let width = 2 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var coming: [Coming<Value>] = []
        var isAtEnd = false
        while true {
            while !isAtEnd, coming.count < width {
                guard let element = try next() else {
                    isAtEnd = true
                    break
                }
                coming.append(Coming { try make(element) })
            }
            guard !coming.isEmpty else { return }
            guard try use(coming.removeFirst().result().get()) else { return }
        }
    }
}
