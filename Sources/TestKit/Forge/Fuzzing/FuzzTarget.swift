/// A reader of hostile bytes with what must hold of it, whatever the bytes are.
///
/// The fuzzer feeds a target with what it makes up; a test feeds it with the seeds and with every
/// input that once broke something. A target that traps is broken, and so is one that gives back
/// a sentence.
package struct FuzzTarget: Sendable {
    /// Looks at one input.
    ///
    /// - Returns: What doesn't hold, as a sentence; nil where all does.
    package typealias Judge = @Sendable (_ bytes: [UInt8]) async -> String?

    /// The name, which is also that of the folder of its seeds.
    package let name: String
    /// The longest input in bytes that is worth trying.
    package let greatestLength: Int
    private let prepare: @Sendable (FuzzBench) throws -> Judge

    init(
        _ name: String, upTo greatestLength: Int,
        _ prepare: @escaping @Sendable (FuzzBench) throws -> Judge
    ) {
        self.name = name
        self.greatestLength = greatestLength
        self.prepare = prepare
    }

    /// A target that needs nothing besides its input.
    init(_ name: String, upTo greatestLength: Int, judge: @escaping @Sendable ([UInt8]) -> String?)
    {
        self.init(name, upTo: greatestLength) { _ in { bytes in judge(bytes) } }
    }

    /// Gets ready to look at inputs.
    ///
    /// - Throws: When seeds or the sample can't be read, or the sample isn't honest.
    package func judge(_ bench: FuzzBench) throws -> Judge { try prepare(bench) }

    /// Every target.
    package static let all: [FuzzTarget] =
        TextTargets.all + FormatTargets.all + LogTargets.all + CryptographyTargets.all
        + [BundleTarget.whole]

    /// The target of a name.
    package static func named(_ name: String) throws(ForgeError) -> FuzzTarget {
        guard let target = all.first(where: { $0.name == name }) else { throw .unknownCase(name) }
        return target
    }
}
