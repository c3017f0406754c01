import Glibc
import Synchronization

/// A private mapping for one secret: locked where the limits of the process allow it, kept out of core
/// dumps and of children.
///
/// Making one takes four system calls, and a ratchet makes a secret for every step. So a page whose
/// secret was cleansed waits for the next one, still mapped and locked.
struct SecretMapping: Sendable {
    /// The first byte, used by the holder of the mapping alone.
    nonisolated(unsafe) let start: UnsafeMutablePointer<UInt8>
    private let length: Int
    /// Whether the kernel promised to keep the bytes out of the swap.
    let isLocked: Bool

    /// How many bytes a page has that waits.
    private static let pageBytes = 4096
    /// How many pages wait at most.
    private static let waitingLimit = 32
    private static let waiting = Mutex<[SecretMapping]>([])

    /// A mapping of zero bytes; nil where the process has no memory left for one.
    static func take(_ count: Int) -> SecretMapping? {
        guard count <= pageBytes else { return SecretMapping(length: count) }
        return waiting.withLock { $0.popLast() } ?? SecretMapping(length: pageBytes)
    }

    private init?(length: Int) {
        let mapping = mmap(
            nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapping, mapping != MAP_FAILED else { return nil }
        madvise(mapping, length, Self.adviceNotToDump)
        madvise(mapping, length, Self.adviceNotToFork)
        isLocked = mlock(mapping, length) == 0
        start = mapping.bindMemory(to: UInt8.self, capacity: length)
        self.length = length
    }

    /// Takes it back; its owner has cleansed it.
    func giveBack() {
        let isKept = Self.waiting.withLock { waiting in
            guard length == Self.pageBytes, waiting.count < Self.waitingLimit else { return false }
            waiting.append(self)
            return true
        }
        if !isKept { munmap(start, length) }
    }

    private static let adviceNotToDump: Int32 = 16
    private static let adviceNotToFork: Int32 = 10
}
