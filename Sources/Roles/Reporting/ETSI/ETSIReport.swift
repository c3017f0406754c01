import Findings

/// The signatures and time-stamps of a run as a validation report of ETSI TS 119 102-2.
///
/// One document over all bundles. What it can't say, such as records and rules, it leaves to the other
/// renderings.
///
/// Source: ETSI TS 119 102-2 v1.2.1; docs/formats/report.md §18.
package enum ETSIReport {
    /// The namespace of the report's own elements.
    package static let namespace = "http://uri.etsi.org/19102/v1.2.1#"
    private static let prefix = "urn:etsi:019102"

    /// The bytes of the document.
    ///
    /// - Throws: `RenderingError` when the XML library has no memory left.
    package static func render(_ set: ReportSet) throws(RenderingError) -> [UInt8] {
        let objects = ETSIObjects(set)
        var number = 0
        let signatures = set.reports.flatMap { report in
            let lines = report.validations.filter { $0.kind != .timeStamp }
            return (lines.contains { $0.kind == .seal } ? [] : [unsealed(report)])
                + lines.map { line in
                    number += 1
                    return signature(line, id: "S-\(number)", report, objects)
                }
        }
        let unread = set.unread.map { bundle in
            XMLTree(
                "SignatureValidationReport", [],
                [status(.generic, ofSignature: true, reasons: [bundle.reason])])
        }
        return try XMLTree(
            "ValidationReport", [],
            signatures + unread
                + (objects.trees.isEmpty
                    ? [] : [XMLTree("SignatureValidationObjects", [], objects.trees)])
        ).document(namespace: namespace)
    }

    // MARK: Signatures

    /// A bundle without a seal: nothing is there that could be validated.
    private static func unsealed(_ report: Report) -> XMLTree {
        XMLTree(
            "SignatureValidationReport", [],
            [
                timeInfo(nil, report, nil),
                status(.generic, ofSignature: true, reasons: ["NOT_SEALED"]),
            ])
    }

    private static func signature(
        _ line: ValidationLine, id: String, _ report: Report, _ objects: ETSIObjects
    ) -> XMLTree {
        let identifier = XMLTree(
            "SignatureIdentifier", [("id", id)],
            (line.signatureValue.map { [XMLTree("SignatureValue", text: $0).inSignatures] } ?? [])
                + [
                    XMLTree("HashOnly", text: "false"), XMLTree("DocHashOnly", text: "false"),
                    XMLTree(
                        "DAIdentifier",
                        text: "\(report.subject.fileName): \(Wording.place(line.place))"),
                ])
        let stamp = objects.timeStamp(proving: line.provedTime, in: report)
        let parts: [XMLTree?] = [
            identifier, timeInfo(line.provedTime, report, stamp),
            line.contentSHA256.map { XMLTree("SignersDocument", [], [digest($0)]) },
            line.statedTime.map {
                XMLTree(
                    "SignatureAttributes", [],
                    [XMLTree("SigningTime", [("Signed", "true")], [XMLTree("Time", text: $0)])])
            },
            line.certificates.first.map {
                XMLTree(
                    "SignerInformation", [],
                    [
                        reference("SignerCertificate", ETSIObjects.id(ofCertificate: $0)),
                        XMLTree("Signer", text: line.signer),
                    ])
            },
            XMLTree(
                "SignatureValidationProcess", [],
                [
                    XMLTree(
                        "SignatureValidationProcessID",
                        text: "\(prefix):validationprocess:\(process(line, report))")
                ]),
            status(
                ETSIIndication(line), ofSignature: true, reasons: line.problems.map(\.code),
                chain: line),
        ]
        return XMLTree("SignatureValidationReport", [], parts.compactMap { $0 })
    }

    /// The process of EN 319 102-1 that fits the evidence at hand.
    private static func process(_ line: ValidationLine, _ report: Report) -> String {
        if line.provedTime == nil { return "Basic" }
        return report.renewals.contains { $0.standing == "proved" } ? "LTA" : "LTVM"
    }

    /// When was judged, and by when the signature was there: without proof that is the same.
    private static func timeInfo(
        _ proved: String?, _ report: Report, _ stamp: String?
    ) -> XMLTree {
        let time = report.basis.judgedAt
        return XMLTree(
            "ValidationTimeInfo", [],
            [
                XMLTree("ValidationTime", text: time),
                XMLTree(
                    "BestSignatureTime", [],
                    [
                        XMLTree("POETime", text: proved ?? time),
                        XMLTree("TypeOfProof", text: "\(prefix):poetype:validation"),
                    ] + (stamp.map { [reference("POEObject", $0)] } ?? [])),
            ])
    }

    // MARK: Parts that objects have as well

    /// A main indication, a sub-indication unless it passed, the path, and the reason codes.
    static func status(
        _ indication: ETSIIndication, ofSignature: Bool, reasons: [String],
        chain: ValidationLine? = nil
    ) -> XMLTree {
        let data = chainTree(chain) + reasonTrees(reasons)
        let parts: [XMLTree?] = [
            XMLTree("MainIndication", text: indication.uri(ofSignature: ofSignature)),
            indication.sub.map {
                XMLTree("SubIndication", text: "\(prefix):subindication:\($0)")
            },
            data.isEmpty ? nil : XMLTree("AssociatedValidationReportData", [], data),
        ]
        return XMLTree("SignatureValidationStatus", [], parts.compactMap { $0 })
    }

    private static func chainTree(_ line: ValidationLine?) -> [XMLTree] {
        guard let line, let signer = line.certificates.first else { return [] }
        let above = line.certificates.dropFirst()
        let between = line.reachesAnchor ? above.dropLast() : above
        let anchor = line.reachesAnchor ? line.certificates.last : nil
        func trees(_ name: String, _ certificates: some Sequence<String>) -> [XMLTree] {
            certificates.map { reference(name, ETSIObjects.id(ofCertificate: $0)) }
        }
        return [
            XMLTree(
                "CertificateChain", [],
                trees("SigningCertificate", [signer]) + trees("IntermediateCertificate", between)
                    + trees("TrustAnchor", anchor.map { [$0] } ?? []))
        ]
    }

    private static func reasonTrees(_ reasons: [String]) -> [XMLTree] {
        guard !reasons.isEmpty else { return [] }
        return [
            XMLTree(
                "AdditionalValidationReportData", [],
                reasons.map {
                    XMLTree(
                        "ReportData", [],
                        [
                            XMLTree("Type", text: "urn:trailseal:reason-code"),
                            XMLTree("Value", text: $0),
                        ])
                })
        ]
    }

    static func reference(_ name: String, _ id: String) -> XMLTree {
        XMLTree(name, [("VOReference", id)])
    }

    /// A SHA-256 of 64 hex digits as XML signatures write it.
    static func digest(_ sha256: String) -> XMLTree {
        XMLTree(
            "DigestAlgAndValue", [],
            [
                XMLTree(
                    "DigestMethod", [("Algorithm", "http://www.w3.org/2001/04/xmlenc#sha256")]
                ).inSignatures,
                XMLTree("DigestValue", text: ETSIObjects.base64(ofHex: sha256)).inSignatures,
            ])
    }
}

extension ETSIIndication {
    /// The name in the report; of an object and of a signature it isn't the same.
    fileprivate func uri(ofSignature: Bool) -> String {
        let word = main.rawValue.lowercased()
        let total = ofSignature && main != .indeterminate ? "total-" : ""
        return "urn:etsi:019102:mainindication:\(total)\(word)"
    }
}

extension XMLTree {
    /// The element in the namespace of XML signatures.
    fileprivate var inSignatures: XMLTree {
        var tree = self
        tree.namespace = "http://www.w3.org/2000/09/xmldsig#"
        return tree
    }
}
