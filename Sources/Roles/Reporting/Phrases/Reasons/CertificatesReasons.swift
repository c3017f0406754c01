import Findings

extension ReasonCodes {
    /// Certificates, their paths and their revocation.
    static let certificates: [String: ReasonPhrase] = [
        "NO_CERTIFICATE_CHAIN_FOUND": ReasonPhrase(
            "A certificate leads to no anchor that the auditor brought.",
            couldMean: "You have not brought the root, or a certificate between it and this one "
                + "was not filed.",
            menders: [.auditor, .laboratory],
            remedy: "Get the root from the certificate authority and put it into the trust "
                + "folder; let the laboratory file what lies between."),
        "CHAIN_CONSTRAINTS_FAILURE": ReasonPhrase(
            "A certificate's chain does not hold.",
            couldMean: "The certificate authority issued a certificate for something else, or "
                + "somebody without the right to do so issued one.",
            menders: [.authority],
            remedy: "Ask the authority what it issued, and to whom.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "No path could be built that keeps to the rights of its "
                        + "certificates; another one may do.",
                    menders: [.authority, .auditor],
                    remedy: "Ask the authority for the whole path, and bring what is missing.")
            ]),
        "CRYPTO_CONSTRAINTS_FAILURE": ReasonPhrase(
            "A chain or value rests on an algorithm that was given up.",
            couldMean: "The evidence is older than its algorithm's end, and nothing dates it "
                + "from before.",
            menders: [.laboratory],
            remedy: "Show a receipt from before the end, or a renewal of it."),
        "NO_LOG_CERTIFICATE": ReasonPhrase(
            "No certificate says whose key signs a log's checkpoints.",
            couldMean: "Nobody had the log's key certified, or its certificate was not filed.",
            menders: [.laboratory],
            remedy: "Have the log's key certified, file the certificate and export again."),
        "WRONG_KEY_FOR_TASK": ReasonPhrase(
            "A key did what no record entitles it to do.",
            couldMean: "Keys were mixed up, or somebody used a key that was meant for something "
                + "else.",
            menders: [.laboratory],
            remedy: "Say whose key it was; seal or sign again with the right one."),
        "TRUST_FROM_BUNDLE_IGNORED": ReasonPhrase(
            "The bundle brings a root, which counts for nothing.",
            couldMean: "The laboratory put its root into the bundle, which is usual and proves "
                + "nothing.",
            menders: [],
            remedy: "Get the root by another way."),
        "EXPIRED": ReasonPhrase(
            "A certificate had ended when it was used.",
            couldMean: "The certificate was not renewed in time, or it was used after it had "
                + "ended.",
            menders: [.laboratory, .authority],
            remedy: "Have a new certificate made. What was signed with the old one after its "
                + "end can't be mended."),
        "EXPIRED_SINCE": ReasonPhrase(
            "A certificate has ended since it was used.",
            couldMean: "Time went on; the certificate was valid when it was used.",
            menders: [],
            remedy: "Nothing, while the receipt keeps its force."),
        "NOT_YET_VALID": ReasonPhrase(
            "A certificate was used before it began.",
            couldMean: "A clock was wrong, or something was dated back before the certificate "
                + "existed.",
            menders: [.laboratory, .authority],
            remedy: "Say when the certificate was issued and whose clock was wrong.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "A certificate of the path was issued later than the use: often "
                        + "a renewed authority.",
                    menders: [.auditor, .authority],
                    remedy: "Get the authority's certificate that was in force at that time.")
            ]),
        "NO_PROVED_TIME": ReasonPhrase(
            "No receipt proves when a certificate was used.",
            couldMean: "No receipt covers the use, so today's state counts.",
            menders: [.laboratory],
            remedy: "Obtain receipts, so that the bundle stays sound when the certificate has "
                + "ended."),
        "OUT_OF_BOUNDS_NO_POE": ReasonPhrase(
            "A certificate has ended, and nothing proves earlier use.",
            couldMean: "The certificate ended before any notary confirmed its use.",
            menders: [.laboratory],
            remedy: "Show a receipt from before the end. Without one the question stays open."),
        "PROOF_LOST": ReasonPhrase(
            "A receipt that proved a time has lost its force.",
            couldMean: "The notary that dated it was revoked, or its algorithm ended.",
            menders: [.laboratory],
            remedy: "Show another receipt of the same head."),
        "REVOKED": ReasonPhrase(
            "A certificate had been revoked when it was used.",
            couldMean: "The key was lost, replaced or misused before the time that is proved.",
            menders: [.laboratory, .authority],
            remedy: "Ask the authority when and why it was revoked. What was signed afterwards "
                + "can't be mended."),
        "REVOKED_LATER": ReasonPhrase(
            "A certificate was revoked after it was used.",
            couldMean: "The certificate was withdrawn after its use, which stays good.",
            menders: [],
            remedy: "Nothing."),
        "REVOKED_NO_POE": ReasonPhrase(
            "A certificate was revoked, and nothing proves earlier use.",
            couldMean: "The certificate was revoked, and no notary dated its use; it may have "
                + "been used before.",
            menders: [.laboratory],
            remedy: "Show a receipt from before the revocation."),
        "REVOCATION_ABSENT": ReasonPhrase(
            "Nothing that counts says whether a certificate was revoked.",
            couldMean: "Nobody filed a revocation list, or the ones at hand are from another "
                + "time.",
            menders: [.auditor, .authority],
            remedy: "Fetch the authority's revocation list, of the proved time or later, and "
                + "bring it with --crl."),
        "REVOCATION_DATA": ReasonPhrase(
            "The newest word on revocation that counts, with its date.",
            couldMean: "A word on revocation is there and counts.",
            menders: [],
            remedy: "Nothing."),
        "REVOCATION_IGNORED": ReasonPhrase(
            "A revocation list or response that counts for nothing.",
            couldMean: "A list or response is of another authority, another time, or of a form "
                + "that counts for nothing.",
            menders: [.auditor],
            remedy: "Fetch the authority's own list, if the question matters."),
    ]
}
