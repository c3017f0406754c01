import CanonicalJSON

/// Stretches of bytes that stood in earlier records, and which value each came to.
///
/// The records of a log repeat who, where and by which clock. Equal bytes mean an equal value, so a
/// stretch that was read once is only compared from then on.
struct FragmentMemo: Sendable {
    /// How many stretches are kept; the oldest goes first.
    static let capacity = 8

    private struct Fragment: Sendable {
        let bytes: [UInt8]
        let value: Int32
    }

    private var fragments: [Fragment] = []
    private var oldest = 0
    private var last = 0

    /// The value whose stretch stands at a place, with its length; nil where none of them does.
    mutating func value(in bytes: Span<UInt8>, at place: Int) -> (value: Int32, count: Int)? {
        if last < fragments.count, let known = known(last, bytes, place) { return known }
        for index in fragments.indices where index != last {
            if let known = known(index, bytes, place) {
                last = index
                return known
            }
        }
        return nil
    }

    private func known(
        _ index: Int, _ bytes: Span<UInt8>, _ place: Int
    ) -> (value: Int32, count: Int)? {
        // Asked where it stands: a copy would count the users of its bytes, record by record.
        let fragments = fragments.span
        guard ByteRuns.holds(fragments[index].bytes.span, in: bytes, at: place) else { return nil }
        return (fragments[index].value, fragments[index].bytes.count)
    }

    /// Keeps a stretch.
    ///
    /// - Parameter bytes: A whole JSON value, or what else can't be the beginning of another stretch.
    mutating func keep(_ bytes: [UInt8], as value: Int32) {
        if fragments.count < Self.capacity {
            last = fragments.count
            fragments.append(Fragment(bytes: bytes, value: value))
        } else {
            last = oldest
            fragments[oldest] = Fragment(bytes: bytes, value: value)
            oldest = (oldest + 1) % Self.capacity
        }
    }
}
