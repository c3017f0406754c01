extension ReasonCodes {
    /// The export, its request and its approval.
    static let export: [String: ReasonPhrase] = [
        "EXPORT_MISSING": ReasonPhrase(
            "The log has no record of this export.",
            couldMean: "The bundle was put together by other means than an export, or the "
                + "export's record was lost.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "EXPORT_REQUEST_MISSING": ReasonPhrase(
            "There is no request for this export.",
            couldMean: "The bundle was put together by other means than an export, or the "
                + "request was lost.",
            menders: [.laboratory],
            remedy: "Export again with a request."),
        "EXPORT_APPROVAL_MISSING": ReasonPhrase(
            "Nobody approved this export.",
            couldMean: "The approval was forgotten, or the bundle was put together by other "
                + "means.",
            menders: [.laboratory],
            remedy: "Export again with an approver."),
        "EXPORT_APPROVAL_WITHDRAWN": ReasonPhrase(
            "The approval was taken back.",
            couldMean: "The approver changed their mind, as a record says.",
            menders: [.laboratory],
            remedy: "Ask for the bundle that was approved in its place."),
        "EXPORT_MEANING": ReasonPhrase(
            "The approval has another meaning than export approved, true copy.",
            couldMean: "The approver signed with another meaning by mistake.",
            menders: [.laboratory],
            remedy: "Export again; the approver signs as export approved, true copy."),
        "EXPORT_ORDER": ReasonPhrase(
            "Request, approval and export do not follow each other as they must.",
            couldMean: "A step was made up for later, or one person stood for two.",
            menders: [.laboratory],
            remedy: "Export again, in order and with two people."),
        "APPROVAL_INVALID": ReasonPhrase(
            "The approver's signature does not hold.",
            couldMean: "The approval was changed or damaged, or made with another key.",
            menders: [.laboratory],
            remedy: "Export again with an approver."),
        "APPROVERS_WORD": ReasonPhrase(
            "What belongs to the query is the approver's word.",
            couldMean: "The query is by person, time or number, so which records belong to it "
                + "is a judgement.",
            menders: [],
            remedy: "Ask for the whole project, if it matters."),
        "REQUESTER_UNKNOWN": ReasonPhrase(
            "Which person wrote the request for the export is not recorded.",
            couldMean: "The request was written under an account that no record ties to a "
                + "person.",
            menders: [.laboratory],
            remedy: "Enrol the requester with an account and export again."),
        "KEPT_HERE": ReasonPhrase(
            "Records that were declared as kept elsewhere are in the log.",
            couldMean: "The request declared too much as kept elsewhere, by mistake or to leave "
                + "it out.",
            menders: [.laboratory],
            remedy: "Export again with a request that says where records are."),
        "UNDECLARED_LOG": ReasonPhrase(
            "A log is not listed.",
            couldMean: "Another log was put into the bundle.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "WITHHOLDING_UNDECLARED": ReasonPhrase(
            "Records are withheld for a reason that the request lacks.",
            couldMean: "Records were withheld for a reason that nobody approved.",
            menders: [.laboratory],
            remedy: "Export again with a request that states every reason."),
    ]
}
