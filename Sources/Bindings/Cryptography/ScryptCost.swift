/// How much work scrypt puts between a password and the key file under it.
///
/// The cost stands in the key file, so a file opens whatever the default is by then.
///
/// Source: RFC 7914 §2.
package struct ScryptCost: Hashable, Sendable {
    /// N, the number of blocks; a power of two.
    let blockCount: UInt64
    /// r, the size of a block in units of 128 bytes.
    let blockSize: UInt64
    /// p, how often the work is done.
    let repetitions: UInt64

    /// What every program uses: a sixth to a quarter of a second for each guess.
    ///
    /// libcrypto allows 32 MiB, so N = 2^14 with r = 8 is the ceiling, and more work comes from p.
    package static let standard = ScryptCost(blockCount: 1 << 14, blockSize: 8, repetitions: 5)

    /// Next to no work, for laboratories whose passwords everybody knows: samples and tests.
    ///
    /// `Tests/Checks/forbidden.sh` refuses it elsewhere.
    package static let negligible = ScryptCost(blockCount: 2, blockSize: 1, repetitions: 1)
}
