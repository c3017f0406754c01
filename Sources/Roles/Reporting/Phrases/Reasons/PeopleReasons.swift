import Findings

extension ReasonCodes {
    /// Who people are and how that is known.
    static let people: [String: ReasonPhrase] = [
        "ID_SHARED": ReasonPhrase(
            "One id or key was given to two people.",
            couldMean: "Two people were enrolled under one id or key by mistake, or two share "
                + "an account.",
            menders: [.laboratory],
            remedy: "Show who the two are; give each an id and key of their own. What was done "
                + "under the shared one can't be laid to either."),
        "ID_MISMATCH": ReasonPhrase(
            "A record gives a person an id that the register does not know.",
            couldMean: "The register and the workstation were not in step, or somebody acted "
                + "under another's id.",
            menders: [.laboratory],
            remedy: "Show the register of that time."),
        "ID_REISSUED": ReasonPhrase(
            "A person id goes on for somebody else, or after it was ended.",
            couldMean: "An id was given out again after its first owner had left.",
            menders: [.laboratory],
            remedy: "Show who held the id when; give the newcomer another one.",
            otherwise: [
                .observation: Diagnosis(
                    couldMean: "An account that had been ended was taken up again.",
                    menders: [],
                    remedy: "Ask when and why.")
            ]),
        "ACTOR_UNKNOWN": ReasonPhrase(
            "Which person acted is not recorded.",
            couldMean: "The work was done under an account that is shared, or not enrolled.",
            menders: [.laboratory],
            remedy: "Enrol people with accounts of their own; say who worked there then.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "A person wasn't enrolled yet, or worked under an account that "
                        + "no record ties to one.",
                    menders: [.laboratory],
                    remedy: "Enrol people with accounts of their own; say who worked there then.")
            ]),
        "ACTOR_KIND": ReasonPhrase(
            "A program or a device acted where only a person may.",
            couldMean: "A service account was used for what only a person may do.",
            menders: [.laboratory],
            remedy: "Say which person stood behind it; let that person sign or act in person."),
        "ACCOUNT_SHARED": ReasonPhrase(
            "One account of the operating system stands for two people.",
            couldMean: "Two people were enrolled with one account of the operating system.",
            menders: [.laboratory],
            remedy: "Give each person an account; say who worked there when."),
        "ATTR_CLIENT_CLAIM": ReasonPhrase(
            "Who acted is only what a client said.",
            couldMean: "A client was configured to say who acts, without the system finding out "
                + "by itself.",
            menders: [.laboratory],
            remedy: "Let the system identify people; show other evidence of who acted."),
        "ATTR_OVERCLAIM": ReasonPhrase(
            "A record claims a stronger proof of who acted than it holds.",
            couldMean: "A faulty program wrote the record, or it was to look better proved than "
                + "it is.",
            menders: [.laboratory],
            remedy: "Rely on the weaker class that the evidence bears; report the record to "
                + "whoever maintains the capture program."),
        "ATTR_REMOTE": ReasonPhrase(
            "Another machine wrote to a share; who did it is not known here.",
            couldMean: "The instrument or a colleague works on another machine, which stores its "
                + "data on the share that is watched.",
            menders: [],
            remedy: "Ask for the records of that machine, if it matters who wrote."),
        "ATTR_UNMAPPED": ReasonPhrase(
            "Which account stands for a person is not recorded.",
            couldMean: "A person was enrolled without naming an account (--os-user).",
            menders: [.laboratory],
            remedy: "Enrol the person again with the account."),
        "AUTH_TOKEN_INVALID": ReasonPhrase(
            "A sign-in service's assertion is none, or was made for another use.",
            couldMean: "The assertion was made up or changed, or the program took one that it "
                + "should have refused.",
            menders: [.laboratory],
            remedy: "Show the service's own protocol of that sign-in; let the person sign again."),
        "AUTH_NOT_FRESH": ReasonPhrase(
            "A sign-in was not for this very signature.",
            couldMean: "The person was signed in already, and the program didn't ask again.",
            menders: [.laboratory],
            remedy: "Show other evidence of who signed; have the program ask the service with the "
                + "statement's digest as nonce each time."),
        "AUTH_ISSUER_UNKNOWN": ReasonPhrase(
            "The key of a sign-in service is not among the auditor's anchors.",
            couldMean: "You don't have the service's key of that time yet.",
            menders: [.auditor],
            remedy: "Ask whoever runs the service for the thumbprint of its key, and put it into "
                + "the trust folder's file sign-in."),
        "AUTH_OTHER_PERSON": ReasonPhrase(
            "Somebody else signed in than the one who signed.",
            couldMean: "Two people's sessions were mixed up, or the register names a wrong "
                + "account.",
            menders: [.laboratory],
            remedy: "Say who signed in; correct the register."),
    ]
}
