import Findings

extension ReasonCodes {
    /// Time-stamps that renew a bundle, and the folder that they lie in.
    static let renewals: [String: ReasonPhrase] = [
        "RENEWAL_INCOMPLETE": ReasonPhrase(
            "A renewal leaves out evidence that came before it.",
            couldMean: "The renewal was made with another program, or from an incomplete folder.",
            menders: [.laboratory],
            remedy: "Take the renewal out of the folder and renew the bundle anew, if what came "
                + "before still counts."),
        "RENEWAL_MISSING": ReasonPhrase(
            "A renewal in front of another one is not there.",
            couldMean: "A file was lost on the way, or a part of the folder was handed over.",
            menders: [.sender, .laboratory],
            remedy: "Get the whole folder that belongs to the bundle."),
        "RENEWAL_LATE": ReasonPhrase(
            "A certificate above a time-stamp ended before it was renewed.",
            couldMean: "Nobody thought of renewing in time.",
            menders: [],
            remedy: "Nothing for what is past; renew in time from now on."),
        "RENEWAL_DUE": ReasonPhrase(
            "A certificate above a time-stamp ended, and nobody renewed it.",
            couldMean: "Nobody thought of renewing, or the renewals were not handed over.",
            menders: [.laboratory, .auditor],
            remedy: "Renew the bundle now, or bring the renewals that there are with --later."),
        "RENEWED": ReasonPhrase(
            "Renewals show that the whole bundle was there by their time.",
            couldMean: "The bundle was renewed as it should be.",
            menders: [],
            remedy: "Nothing."),
        "LATER_ENTRY_IGNORED": ReasonPhrase(
            "An entry of the folder beside the tar counts for nothing.",
            couldMean: "Somebody keeps notes there, or a file was damaged or renamed.",
            menders: [.sender],
            remedy: "Get the file as it was, or leave it."),
    ]
}
