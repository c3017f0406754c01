extension Parallel {
    /// Takes elements through two steps, the first of them one element ahead of the second.
    ///
    /// While `use` works on what came of one element, `make` works on the next one on another
    /// thread, so no more than two values exist at a time. A single element needs no other thread.
    ///
    /// - Parameters:
    ///   - elements: In the order of the work.
    ///   - state: What `make` hands on from element to element.
    ///   - make: Is called for one element at a time; nil ends the work in front of this element.
    ///   - use: Is called on the caller's thread, in order; what it throws ends the work, and what
    ///     was made ahead is dropped.
    /// - Throws: What a call threw. What `make` throws for an element is thrown when all elements in
    ///   front of it were used.
    package static func ahead<Element: Sendable, State: Sendable, Value: Sendable>(
        _ elements: [Element], from state: State,
        make: @escaping @Sendable (Element, inout State) throws -> Value?,
        use: (Value) throws -> Void
    ) throws {
        guard let first = elements.first else { return }
        var state = state
        var made = try make(first, &state)
        for element in elements.dropFirst() {
            guard let value = made else { return }
            let coming = Coming { [state] in
                var state = state
                return (value: try make(element, &state), state: state)
            }
            let used = Result { try use(value) }
            let next = coming.result()
            try used.get()
            (made, state) = try next.get()
        }
        if let made { try use(made) }
    }
}
