package import Findings

extension RulePhrases {
    /// Why a rule never fails, whatever a bundle holds; nil for one that can.
    package static func whyItNeverFails(_ rule: RuleID) -> String? { neverFailing[rule] }

    private static let neverFailing: [RuleID: String] = [
        "REC-003":
            "What a record points to may lie elsewhere, so its absence leaves the question open.",
        "CHAIN-007":
            "This version forwards no log, so a bundle holds one copy and nothing could show another: "
            + "the rule is always not applicable.",
        "CKPT-002":
            "That nobody outside saw the log for long is a lack of evidence and contradicts nothing.",
        "NOT-002": "Too little independence is a lack of evidence and contradicts nothing.",
        "PKI-003":
            "That nothing says whether a certificate was revoked is a lack of evidence; that one was "
            + "revoked is the answer of PKI-002.",
        "VAL-004":
            "No bundle can make it fail: it asks about this program on this machine. It fails where a "
            + "known answer doesn't come out, and `--self-test` shows the same.",
        "SIG-002":
            "Where the readable copy isn't what the records give, CPY-001 fails, and which signatures "
            + "are shown otherwise isn't told apart.",
        "SIG-008":
            "This version's signatures are made on the workstation, so there is nothing to compare. "
            + "Records of a kind that it doesn't know leave the question open; none of its programs "
            + "writes such a record, so no sample holds one.",
    ]
}
