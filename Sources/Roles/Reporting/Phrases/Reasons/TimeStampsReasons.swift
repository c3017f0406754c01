import Findings

extension ReasonCodes {
    /// Time-stamps of authorities.
    static let timeStamps: [String: ReasonPhrase] = [
        "TSA_STATUS": ReasonPhrase(
            "The authority refused, or granted with changes.",
            couldMean: "The authority refused, or changed something about the request.",
            menders: [.laboratory],
            remedy: "Ask for the time-stamp again."),
        "TSA_DER": ReasonPhrase(
            "The bytes are no answer, request or token.",
            couldMean: "The file was damaged, or another program wrote it.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the receipts, or ask for a new "
                + "time-stamp."),
        "TSA_IMPRINT_MISMATCH": ReasonPhrase(
            "The time-stamp was given for something else.",
            couldMean: "Two receipts were mixed up, or the time-stamp was taken from elsewhere.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the receipts."),
        "TSA_SIGNATURE_INVALID": ReasonPhrase(
            "The authority's signature does not hold.",
            couldMean: "The token was damaged or changed, or signed with another key.",
            menders: [.laboratory],
            remedy: "Export again from the store; ask the authority whether it gave the token."),
        "TSA_MESSAGE_DIGEST": ReasonPhrase(
            "The signed attributes do not fit the statement.",
            couldMean: "The token was damaged, or put together of two.",
            menders: [.laboratory],
            remedy: "Export again from the store; ask the authority whether it gave the token."),
        "TSA_SIGNER_CERT": ReasonPhrase(
            "The authority's certificate is nowhere to be found.",
            couldMean: "The certificate was not asked for together with the token, and nobody "
                + "filed it.",
            menders: [.laboratory, .auditor],
            remedy: "Bring the authority's certificate, or let the laboratory file it and "
                + "export again."),
        "TSA_ESS_MISMATCH": ReasonPhrase(
            "The token names another certificate than its signer's.",
            couldMean: "The authority's service is faulty, or a certificate was exchanged.",
            menders: [.notary],
            remedy: "Ask the authority; use another one for what is to come."),
        "TSA_EKU": ReasonPhrase(
            "The certificate is not one of a time-stamp authority.",
            couldMean: "The certificate was issued for something else.",
            menders: [.notary],
            remedy: "Ask the authority for its certificate for time-stamping; use another "
                + "authority."),
        "TSA_ROOT_NOT_PINNED": ReasonPhrase(
            "The auditor brought no anchor for the authority.",
            couldMean: "You have not brought the authority's root, or do not rely on this "
                + "authority.",
            menders: [.auditor],
            remedy: "Get the root from the authority and put it into the trust folder's tsa/."),
        "TSA_CHAIN_AT_GENTIME": ReasonPhrase(
            "The authority's chain did not hold at the time it states.",
            couldMean: "A certificate of the authority had ended or not begun, or one of its "
                + "chain is missing or wrong.",
            menders: [.notary, .auditor],
            remedy: "Get the chain that was in force at that time from the authority."),
        "TSA_NONCE": ReasonPhrase(
            "The nonce is not that of the request.",
            couldMean: "Two answers were mixed up, or an older answer was given again.",
            menders: [.laboratory],
            remedy: "Ask for a new time-stamp."),
        "TSA_POLICY": ReasonPhrase(
            "The policy is not the one asked for.",
            couldMean: "The authority stamps under another policy than was asked for.",
            menders: [.laboratory],
            remedy: "Ask for a time-stamp under the policy, or change the setting."),
        "TSA_GENTIME": ReasonPhrase(
            "The time or its accuracy is not as it may be.",
            couldMean: "The authority's clock was wrong, or the time is not of what it covers.",
            menders: [.notary],
            remedy: "Ask the authority; another receipt of the same head decides."),
        "TSA_NAME": ReasonPhrase(
            "The name in the token is not the signer's.",
            couldMean: "The authority's service is faulty.",
            menders: [.notary],
            remedy: "Ask the authority; use another one for what is to come."),
        "TSA_EXTENSION": ReasonPhrase(
            "A critical extension that is not known.",
            couldMean: "The authority uses something newer than this program, which may change "
                + "what the token means.",
            menders: [.auditor, .notary],
            remedy: "Judge with a newer verifier, or ask the authority what it means."),
        "ANCHOR_PERIOD": ReasonPhrase(
            "An anchor of the auditor's does not count at that time.",
            couldMean: "The period that you wrote beside the anchor does not hold that time.",
            menders: [.auditor],
            remedy: "Check the periods of your trust folder with their source."),
        "TIME_UNORDERED": ReasonPhrase(
            "The times of two receipts overlap, so they prove no order.",
            couldMean: "Two authorities' times lie closer together than they are exact.",
            menders: [],
            remedy: "Nothing; no conclusion is drawn from their order."),
        "TSA_REVOKED": ReasonPhrase(
            "The authority was revoked in a way that reaches this time-stamp.",
            couldMean: "The authority lost its key or stopped, so its tokens of that time may "
                + "be anybody's.",
            menders: [.laboratory],
            remedy: "Show another receipt of the same head, or one by which it was renewed "
                + "before.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The authority lost its key or stopped after it gave the token, "
                        + "and nothing shows that it was given before.",
                    menders: [.laboratory],
                    remedy: "Show another receipt of the same head, or one by which it was "
                        + "renewed before.")
            ]),
        "TSA_REVOKED_LATER": ReasonPhrase(
            "The authority was revoked later; its earlier work stays valid.",
            couldMean: "The authority stopped later, in good order.",
            menders: [],
            remedy: "Nothing."),
        "TSA_REVOCATION_ABSENT": ReasonPhrase(
            "Nothing that counts says whether the authority was revoked.",
            couldMean: "Nobody filed a revocation list of the authority, or it is from another "
                + "time.",
            menders: [.auditor, .laboratory],
            remedy: "Fetch the authority's revocation list, of the time of the token or later, "
                + "and bring it with --crl."),
        "TSA_SERIAL_REUSED": ReasonPhrase(
            "One authority gave one serial number twice.",
            couldMean: "The authority's service is faulty, or somebody else uses its key.",
            menders: [.notary],
            remedy: "Ask the authority; rely on other receipts."),
    ]
}
