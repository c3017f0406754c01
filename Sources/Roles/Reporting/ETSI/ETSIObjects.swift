import Cryptography
import Findings

/// The certificates and time-stamps that a validation report of ETSI refers to, each once.
///
/// Source: ETSI TS 119 102-2 v1.2.1 §4.4; docs/formats/report.md §18.
struct ETSIObjects {
    /// The objects, certificates first.
    private(set) var trees: [XMLTree] = []
    /// The id of the first time-stamp that proves a time, by digest of the bundle and time.
    private var stamps: [[String]: String] = [:]

    /// Gathers the objects of all reports.
    init(_ set: ReportSet) {
        var certificates: Set<String> = []
        for sha256 in set.reports.flatMap(\.validations).flatMap(\.certificates)
        where certificates.insert(sha256).inserted {
            trees.append(
                Self.object(Self.id(ofCertificate: sha256), "certificate", sha256, []))
        }
        var number = 0
        for report in set.reports {
            for line in report.validations where line.kind == .timeStamp {
                guard let sha256 = line.sha256 else { continue }
                number += 1
                add(line, sha256, id: "T-\(number)", report)
            }
        }
    }

    private mutating func add(
        _ line: ValidationLine, _ sha256: String, id: String, _ report: Report
    ) {
        var parts: [XMLTree] = []
        if let proved = line.provedTime {
            parts.append(XMLTree("POEProvisioning", [], [XMLTree("POETime", text: proved)]))
            let key = Self.key(report, proved)
            if stamps[key] == nil { stamps[key] = id }
        }
        parts.append(
            XMLTree(
                "ValidationReport", [],
                [
                    ETSIReport.status(
                        ETSIIndication(line), ofSignature: false,
                        reasons: line.problems.map(\.code))
                ]))
        trees.append(Self.object(id, "timestamp", sha256, parts))
    }

    /// The time-stamp that proves a time; nil where a witness does, or nothing.
    func timeStamp(proving time: String?, in report: Report) -> String? {
        time.flatMap { stamps[Self.key(report, $0)] }
    }

    private static func key(_ report: Report, _ time: String) -> [String] {
        [report.subject.manifestSHA256 ?? "", report.subject.fileName, time]
    }

    private static func object(
        _ id: String, _ type: String, _ sha256: String, _ parts: [XMLTree]
    ) -> XMLTree {
        XMLTree(
            "ValidationObject", [("id", id)],
            [
                XMLTree("ObjectType", text: "urn:etsi:019102:validationObject:\(type)"),
                XMLTree("ValidationObjectRepresentation", [], [ETSIReport.digest(sha256)]),
            ] + parts)
    }

    /// The id of a certificate in the document.
    static func id(ofCertificate sha256: String) -> String { "C-\(sha256)" }

    /// Hex digits as base64; empty where they aren't hex digits.
    static func base64(ofHex hex: String) -> String {
        Hex.decode(hex).map { Base64.encode($0) } ?? ""
    }
}
