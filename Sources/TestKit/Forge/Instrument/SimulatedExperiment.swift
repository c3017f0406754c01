/// One acquisition of the instrument simulator: a folder like those of TopSpin.
///
/// Nothing in it comes from a real instrument; the vendor's audit files and their hashes are
/// correct, so that everything downstream has something true to check.
package struct SimulatedExperiment: Hashable, Sendable {
    /// The experiment number, which names the folder.
    package let number: Int
    /// The sample's name, as the title says.
    package let title: String
    /// The operator's account on the workstation.
    package let user: String
    /// The workstation.
    package let host: String
    /// Day of acquisition, such as `2026-11-02`.
    package let day: String
    /// Complex points of the decay.
    package let pointCount: Int
    /// Whether integers are stored most significant byte first.
    package let isBigEndian: Bool
    /// Whether text files end lines as on Windows.
    package let usesCarriageReturns: Bool
    /// Starts the noise.
    package let noiseSeed: UInt64

    /// Makes an experiment; the defaults give a small one.
    package init(
        number: Int, title: String, user: String = "achen", host: String = "NMR-400",
        day: String = "2026-11-02", pointCount: Int = 256, isBigEndian: Bool = false,
        usesCarriageReturns: Bool = false, noiseSeed: UInt64 = 1
    ) {
        self.number = number
        self.title = title
        self.user = user
        self.host = host
        self.day = day
        self.pointCount = pointCount
        self.isBigEndian = isBigEndian
        self.usesCarriageReturns = usesCarriageReturns
        self.noiseSeed = noiseSeed
    }

    /// Every file of a finished experiment: path below the experiment's folder, and bytes.
    package var files: [(path: String, bytes: [UInt8])] {
        let decay = SyntheticSignal.bytes(
            of: SyntheticSignal.freeInductionDecay(
                pointCount: pointCount, resonances: Resonance.ethyl, noiseSeed: noiseSeed),
            isBigEndian: isBigEndian)
        let real = spectrum(isDispersion: false)
        let imaginary = spectrum(isDispersion: true)
        return [
            ("acqu", text(acquisitionParameters)),
            ("acqus", text(acquisitionParameters)),
            ("audita.txt", acquisitionAudit(decay)),
            ("fid", decay),
            ("pdata/1/1i", imaginary),
            ("pdata/1/1r", real),
            ("pdata/1/auditp.txt", processingAudit(decay: decay, spectrum: real)),
            ("pdata/1/proc", text(processingParameters)),
            ("pdata/1/procs", text(processingParameters)),
            ("pdata/1/title", text("\(title)\n")),
            ("pulseprogram", text(";zg, simulated\n1 ze\n2 d1\n  p1 ph1\n  go=2 ph31\nexit\n")),
        ]
    }

    /// What stands in the folder while the acquisition still runs: no audit file yet.
    package var unfinishedFiles: [(path: String, bytes: [UInt8])] {
        files.filter { $0.path == "acqu" || $0.path == "acqus" || $0.path == "pulseprogram" }
    }

    private func spectrum(isDispersion: Bool) -> [UInt8] {
        SyntheticSignal.bytes(
            of: SyntheticSignal.spectrum(
                pointCount: pointCount, isDispersion: isDispersion, noiseSeed: noiseSeed &+ 7),
            isBigEndian: false)
    }

    private func text(_ content: String) -> [UInt8] {
        guard usesCarriageReturns else { return Array(content.utf8) }
        return content.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }

    private var acquisitionParameters: String {
        """
        ##TITLE= Parameter file, SIMULATOR\t\tVersion 1.0
        ##JCAMPDX= 5.0
        ##DATATYPE= Parameter Values
        ##ORIGIN= TrailSeal instrument simulator
        ##OWNER= \(user)
        $$ \(day) 09:14:05.000 +0100  \(user)@\(host)
        ##$BF1= 400.13
        ##$BYTORDA= \(isBigEndian ? 1 : 0)
        ##$DTYPA= 0
        ##$NS= 16
        ##$NUC1= <1H>
        ##$PULPROG= <zg>
        ##$SOLVENT= <CDCl3>
        ##$SW= 20.5524
        ##$TD= \(2 * pointCount)
        ##$TE= 298.1
        ##END=

        """
    }

    private var processingParameters: String {
        """
        ##TITLE= Parameter file, SIMULATOR\t\tVersion 1.0
        ##JCAMPDX= 5.0
        ##DATATYPE= Parameter Values
        ##ORIGIN= TrailSeal instrument simulator
        ##OWNER= \(user)
        ##$BYTORDP= 0
        ##$LB= 0.3
        ##$PHC0= 12.5
        ##$PHC1= 0
        ##$SI= \(pointCount)
        ##END=

        """
    }

    private func acquisitionAudit(_ decay: [UInt8]) -> [UInt8] {
        VendorAuditFile(
            user: user, host: host, path: "/nmr/\(number)/audita.txt",
            entries: [acquisition(decay)]
        ).encoded(usesCarriageReturns: usesCarriageReturns)
    }

    private func processingAudit(decay: [UInt8], spectrum: [UInt8]) -> [UInt8] {
        let processing = VendorAuditFile.Entry(
            time: "\(day) 09:20:31.000 +0100", process: "proc1d",
            lines: ["Start of raw data processing", "       efp LB = 0.3 SI = \(pointCount)"],
            data: spectrum, sizeText: "\(pointCount)")
        return VendorAuditFile(
            user: user, host: host, path: "/nmr/\(number)/pdata/1/auditp.txt",
            entries: [acquisition(decay), processing]
        ).encoded(usesCarriageReturns: usesCarriageReturns)
    }

    /// The hash that an instrument records is over the integers with the least significant byte
    /// first, whatever order the file has.
    private func acquisition(_ decay: [UInt8]) -> VendorAuditFile.Entry {
        VendorAuditFile.Entry(
            time: "\(day) 09:14:05.000 +0100", process: "go",
            lines: ["created by zg", "\tstarted at \(day) 09:12:40.000 +0100,"],
            data: isBigEndian ? Self.swapped(decay) : decay, sizeText: "\(2 * pointCount)")
    }

    private static func swapped(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count - 3, by: 4).flatMap { start in
            bytes[start..<start + 4].reversed()
        }
    }
}
