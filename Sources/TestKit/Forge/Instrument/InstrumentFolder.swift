package import LinuxFiles

/// Writes simulated experiments where an instrument would.
package enum InstrumentFolder {
    /// Writes files below a folder, making folders on the way.
    ///
    /// - Throws: `SystemError` when a folder or file can't be made; an existing file is replaced.
    package static func write(
        _ files: [(path: String, bytes: [UInt8])], below folder: String
    ) throws(SystemError) {
        for file in files {
            let path = PathText.join(folder, file.path)
            try Files.createDirectories(PathText.folder(of: path))
            try Files.writeDurably(file.bytes, to: path)
        }
    }

    /// Writes finished experiments numbered from 1, each with another sample and another noise.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - folder: The folder of the project; each experiment gets a folder in it.
    ///   - pointCount: Complex points of each decay.
    package static func writeExperiments(
        _ count: Int, pointCount: Int, below folder: String
    ) throws(SystemError) {
        for number in stride(from: 1, through: count, by: 1) {
            let experiment = SimulatedExperiment(
                number: number, title: "Sample S-\(550 + number), 1H", pointCount: pointCount,
                isBigEndian: number.isMultiple(of: 2), noiseSeed: UInt64(number))
            try write(
                experiment.files, below: folder + "/S-\(550 + number)/\(number)")
        }
    }
}
