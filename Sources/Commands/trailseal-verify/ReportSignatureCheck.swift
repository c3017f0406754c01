import AuditorTrust
import CommandSupport
import Cryptography
import Findings
import LinuxFiles
import Records
import Reporting
import SelfTest
import TrustAnchors
import Verification

/// `report check-signature`: who signed a report, and what that is worth.
///
/// Source: docs/formats/report.md §16.
struct ReportSignatureCheck {
    private let judged: JudgedReportSignature
    private let at: Timestamp

    private static let ownWord = ", by the signer's own word: nothing proves it"

    /// Greatest length of a signature with its certificates.
    private static let limit = 1 << 20

    static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
        try ReportSignatureCheck(arguments).run()
    }

    private init(_ arguments: ParsedArguments) throws {
        let report = try ReportFile(try arguments.requiredPositional("REPORT"))
        let path = arguments.value("signature") ?? ReportSigning.signatureName(report.path)
        let signature: [UInt8]
        do throws(SystemError) { signature = try Files.read(path, limit: Self.limit) } catch {
            throw CommandFailure.reading(error)
        }
        var folder = try TrustFolder.read(try arguments.required("trust"))
        for path in arguments.values("crl") { try folder.addRevocation(path) }
        at =
            try VerifyRun.time(arguments)
            ?? Timestamp(unixSeconds: Clocks.realtimeNanoseconds() / 1_000_000_000)
        judged = JudgedReportSignature(
            signature: signature, over: report.bytes, trust: Trust(folder), at: at)
    }

    private func run() throws -> ExitStatus {
        try StandardStreams.write(headline + rows + judged.findings.map(Self.text).joined())
        return judged.verdict.status
    }

    private var headline: String {
        switch (judged.standing, judged.verdict) {
        case (.unreadable(let reason), _):
            "The signature can't be read, so it shows nothing: \(Printable.line(reason)).\n"
        case (.overSomethingElse, _):
            "The signature is NOT over this report: one of the two was altered, or it belongs to "
                + "another report.\n"
        case (.notBySigner, _):
            "The signature does NOT hold: the key of the certificate that it names didn't make "
                + "it.\n"
        case (.holds, .passed):
            "The report is signed, byte for byte as it is, under an anchor that you brought.\n"
        case (.holds, .indeterminate):
            "The report is signed, byte for byte as it is, but it isn't shown that the "
                + "signer's certificate counts.\n"
        case (.holds, .failed):
            "The report is signed, byte for byte as it is, but the signer's certificate does NOT "
                + "count.\n"
        }
    }

    private var rows: String {
        guard let signer = judged.signer else { return "" }
        // Whose it is remains a claim until the signature holds.
        let holds = judged.standing == .holds
        let begin = Timestamp(unixSeconds: signer.notBefore).secondsText
        let end = Timestamp(unixSeconds: signer.notAfter).secondsText
        let rows = [
            (holds ? "Signed by" : "It names", signer.subject),
            ("Issued by", signer.issuer),
            ("Certificate", "\(signer.sha256.hex), valid from \(begin) to \(end)"),
            ("Anchor", judged.anchor.map { "\($0.subject), \($0.sha256.hex)" } ?? "none of yours"),
            ("Signed at", judged.claimedTime.map { $0.secondsText + Self.ownWord } ?? "not stated"),
            ("Judged for", at.secondsText),
        ]
        return rows.map { label, value in
            let blanks = String(repeating: " ", count: 13 - label.count)
            return "  \(label)\(blanks)\(HarmlessText.shown(value))\n"
        }.joined()
    }

    private static func text(_ finding: Finding) -> String {
        let parts = [("expected", finding.expected), ("found", finding.found)]
        let details = parts.compactMap { label, value in
            value.map { "    \(label)  \(HarmlessText.shown($0))\n" }
        }
        return "  \(finding.effect.rawValue), \(finding.code): "
            + "\(HarmlessText.shown(finding.sentence))\n" + details.joined()
    }
}
