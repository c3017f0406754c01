import Findings

extension ReasonCodes {
    /// What a code means in one rule, where that is narrower than what it means in general.
    static let byRule: [RuleID: [ReasonKey: Diagnosis]] = [
        "BND-002": [
            ReasonKey("PATH", .failure): Diagnosis(
                couldMean: "The archive's folder was given another name when it was repacked.",
                menders: [.sender],
                remedy: "Send the file as trailseal-seal wrote it.")
        ],
        "BND-004": [
            ReasonKey("WRONG_KEY_FOR_TASK", .failure): Diagnosis(
                couldMean: "The laboratory has a new seal of which the request didn't know, or "
                    + "somebody else sealed the list.",
                menders: [.laboratory],
                remedy: "Export again: the request names the key that seals."),
            ReasonKey("LOG_ID_MISMATCH", .failure): Diagnosis(
                couldMean: "The list of contents was made for another log than the one that "
                    + "lies here.",
                menders: [.laboratory],
                remedy: "Export again from the store."),
        ],
        "CKPT-001": [
            ReasonKey("EPOCH_STRUCTURE", .failure): Diagnosis(
                couldMean: "A faulty program made the checkpoint, or it is of another stretch "
                    + "than the one that it lies beside.",
                menders: [.laboratory],
                remedy: "Export again from the store.")
        ],
        "EXP-001": [
            ReasonKey("LEAF_MISMATCH", .failure): Diagnosis(
                couldMean: "The request or the approval was changed after the export referred "
                    + "to it.",
                menders: [.laboratory],
                remedy: "Export again, with a request and an approval of its own."),
            ReasonKey("ESIG_TARGET_MISMATCH", .failure): Diagnosis(
                couldMean: "The approver signed another request than this one.",
                menders: [.laboratory],
                remedy: "Export again; the approver signs the request of this export."),
            ReasonKey("WRONG_KEY_FOR_TASK", .failure): Diagnosis(
                couldMean: "The approval was made with another key than the approver's.",
                menders: [.laboratory],
                remedy: "Export again with an approver."),
            ReasonKey("ESIG_AUTHORITY", .failure): Diagnosis(
                couldMean: "The approver's account was ended or locked by then.",
                menders: [.laboratory],
                remedy: "Export again with an approver who is entitled."),
            ReasonKey("IDENTITY_WITHHELD", .openQuestion): Diagnosis(
                couldMean: "A later state of the requester or the approver may stand among the "
                    + "records that are withheld.",
                menders: [.laboratory],
                remedy: "Export with the identity records in clear."),
        ],
        "EXP-002": [
            ReasonKey("COUNT_MISMATCH", .failure): Diagnosis(
                couldMean: "Records of what was asked for are withheld or missing, by a mistake "
                    + "in the query or on purpose.",
                menders: [.laboratory],
                remedy: "Export again; nothing of the queried project is out of scope.")
        ],
        "NOT-001": [
            ReasonKey("TIME_ORDER", .failure): Diagnosis(
                couldMean: "The notary's clock ran ahead, or this machine's clock is behind.",
                menders: [.notary, .auditor],
                remedy: "Look at this machine's clock and judge again with --at; ask the notary.")
        ],
        "NOT-003": [
            ReasonKey("RECEIPT_MISSING", .openQuestion): Diagnosis(
                couldMean: "There is no proved receipt, so there is nothing to hold the times "
                    + "against.",
                menders: [.laboratory, .auditor],
                remedy: "See what is said of the receipts (NOT-001).")
        ],
        "TIME-002": [
            ReasonKey("TIME_ORDER", .failure): Diagnosis(
                couldMean: "The clock was set back while the program didn't look, the seal was "
                    + "made on a machine with another clock, or a record or a seal was dated "
                    + "back.",
                menders: [.laboratory],
                remedy: "Show the protocols of both machines' clocks; receipts bound the "
                    + "records all the same.")
        ],
        "TIME-005": [
            ReasonKey("TIME_ORDER", .failure): Diagnosis(
                couldMean: "The workstation's clock was wrong, or records were dated back or "
                    + "ahead.",
                menders: [.laboratory],
                remedy: "Show the protocol of the clock; what the receipts prove bounds the "
                    + "records all the same.")
        ],
        "TIME-004": [
            ReasonKey("LIMIT_EXCEEDED", .openQuestion): Diagnosis(
                couldMean: "The clock was changed more often than this program compares.",
                menders: [.laboratory],
                remedy: "Export in smaller parts; mend the synchronisation of the clock.")
        ],
    ]
}
