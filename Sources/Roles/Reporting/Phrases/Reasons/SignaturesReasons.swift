import Findings

extension ReasonCodes {
    /// People's signatures and the readable copy of them.
    static let signatures: [String: ReasonPhrase] = [
        "PART11_11_50": ReasonPhrase(
            "A signature lacks printed name, date and time, or meaning.",
            couldMean: "A faulty or foreign program wrote the signature, or its record was "
                + "changed.",
            menders: [.laboratory],
            remedy: "Let the person sign again with trailseal-capture sign."),
        "POLICY_MISSING": ReasonPhrase(
            "No policy was in force.",
            couldMean: "The policy that the signature names was never put in force in this log.",
            menders: [.laboratory],
            remedy: "Show the policy, and record it; let the person sign again."),
        "POLICY_WITHHELD": ReasonPhrase(
            "The record of the policy in force may be withheld.",
            couldMean: "A later policy may stand among the records that are withheld.",
            menders: [.laboratory],
            remedy: "Export with the records of the policy in clear."),
        "POLICY_MISMATCH": ReasonPhrase(
            "A signature names another policy than the one in force.",
            couldMean: "The policy was changed between the preparation and the act of signing, "
                + "or the signature was made elsewhere.",
            menders: [.laboratory],
            remedy: "Let the person sign again under the policy in force."),
        "POLICY_PROCESSING_ERROR": ReasonPhrase(
            "The policy in force can't be read.",
            couldMean: "The policy's file is not in the bundle, or asks for what this version "
                + "doesn't know.",
            menders: [.laboratory],
            remedy: "Export again with the policy; or judge with a newer verifier."),
        "MEANING_UNKNOWN": ReasonPhrase(
            "The policy knows no such meaning.",
            couldMean: "The signature was made with another setting or program than the site's.",
            menders: [.laboratory],
            remedy: "Add the meaning to the policy and let the person sign again."),
        "REASON_MISSING": ReasonPhrase(
            "The policy asks for a reason, and there is none.",
            couldMean: "The signature was made with another setting or program than the site's.",
            menders: [.laboratory],
            remedy: "Let the person sign again with a reason."),
        "IDENTITY_UNKNOWN": ReasonPhrase(
            "The register of people did not know the signer.",
            couldMean: "The person was enrolled in another log or later, or nobody of that id "
                + "was ever enrolled.",
            menders: [.laboratory],
            remedy: "Show how and when the person was enrolled."),
        "IDENTITY_WITHHELD": ReasonPhrase(
            "The register's record of the signer may be withheld.",
            couldMean: "A later state of the person may stand among the records that are "
                + "withheld.",
            menders: [.laboratory],
            remedy: "Export with the identity records in clear."),
        "BINDING_MISMATCH": ReasonPhrase(
            "Two statements that belong to one signature differ.",
            couldMean: "A faulty program wrote the record, or two signatures were put together.",
            menders: [.laboratory],
            remedy: "Let the person sign again."),
        "ROLE_NOT_HELD": ReasonPhrase(
            "The signer did not have the role.",
            couldMean: "The register was not up to date, or the person signed in a role that "
                + "nobody gave.",
            menders: [.laboratory],
            remedy: "Show who gave the role and when; let somebody sign who holds it."),
        "ESIG_AUTHORITY": ReasonPhrase(
            "The signer was not entitled at that time.",
            couldMean: "The account was ended or locked when it was used: a late change of the "
                + "register, or a use without right.",
            menders: [.laboratory],
            remedy: "Show when the account was ended and why it could still sign; let somebody "
                + "else sign."),
        "SIGNING_TIME": ReasonPhrase(
            "The stated time is not the one at which the record was written.",
            couldMean: "The person took some time between preparing and writing, or a clock was "
                + "changed.",
            menders: [],
            remedy: "Ask, if the difference is large."),
        "DISPLAY_MISSING": ReasonPhrase(
            "There is no readable copy.",
            couldMean: "The readable copy was lost when the archive was repacked, or was never "
                + "made.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it; read the records meanwhile."),
        "DISPLAY_MISMATCH": ReasonPhrase(
            "The readable copy is not what the records give.",
            couldMean: "The readable copy was saved by another program, or changed.",
            menders: [.sender],
            remedy: "Read the records, not the copy. Send the bundle as trailseal-seal wrote it.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The readable copy is not what the records give, and which "
                        + "signatures it shows otherwise is not told apart.",
                    menders: [.sender],
                    remedy: "Read the signature register in this report. Send the bundle as "
                        + "trailseal-seal wrote it.")
            ]),
        "TEMPLATE_UNKNOWN": ReasonPhrase(
            "The readable copy could not be made again.",
            couldMean: "A newer program made the copy, or what it is made of can't be read.",
            menders: [.auditor],
            remedy: "Judge with a newer verifier; read the records meanwhile."),
        "HIDDEN": ReasonPhrase(
            "What was asked about is withheld.",
            couldMean: "The export withholds records of that kind, as an export by project, "
                + "person or time does.",
            menders: [.laboratory],
            remedy: "Export with these records in clear, if the question matters."),
        "TARGET_LOG_ABSENT": ReasonPhrase(
            "What was signed lies in a log that is not in the bundle.",
            couldMean: "What was signed lies in another log that was not exported with it.",
            menders: [.laboratory],
            remedy: "Export both logs together."),
        "TARGET_REPEATED": ReasonPhrase(
            "A signature names one record twice.",
            couldMean: "A record was chosen twice when signing.",
            menders: [],
            remedy: "Nothing."),
        "ESIG_TARGET_MISMATCH": ReasonPhrase(
            "What was signed is not the record as it stands in the log.",
            couldMean: "The record was changed after it was signed, or another one was signed "
                + "than the one that is shown.",
            menders: [.laboratory],
            remedy: "Compare with the store; let the person sign the record as it stands."),
        "SIGNED_BEFORE_WRITTEN": ReasonPhrase(
            "A signature names a record that came after it.",
            couldMean: "A faulty program wrote the record, or the signature was prepared for a "
                + "record to come.",
            menders: [.laboratory],
            remedy: "Let the person sign again."),
        "VERSION_NOT_RAISED": ReasonPhrase(
            "A change after a signature goes by the version that was signed.",
            couldMean: "A faulty program recorded the change, or a change was to go unseen "
                + "under the old signature.",
            menders: [.laboratory],
            remedy: "Record the dataset again as a new version, and have it signed."),
        "REQUIRED_SIGNATURE_MISSING": ReasonPhrase(
            "A signature that the policy asks for is not there.",
            couldMean: "The work was exported before it was finished, or the signature was "
                + "forgotten, refused or taken back.",
            menders: [.laboratory],
            remedy: "Have what is named signed, and export again.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "A signature is there that can't be judged with what was "
                        + "brought, or may stand among the records that are withheld.",
                    menders: [.laboratory, .auditor],
                    remedy: "Export with the signatures in clear; see what is said of the "
                        + "signature itself.")
            ]),
        "POLICY_RELAXED": ReasonPhrase(
            "A later policy no longer asks for a signature that was asked for.",
            couldMean: "The site changed its rules between the work and the export, or a rule "
                + "was set aside for this work.",
            menders: [.laboratory],
            remedy: "Show who put the later policy in force and why, or have what is named "
                + "signed and export again."),
        "ESIG_SUPERSEDED": ReasonPhrase(
            "There is a newer version that the signature does not stand for.",
            couldMean: "The data were worked on after they were signed.",
            menders: [.laboratory],
            remedy: "Have the newer version signed, if it is to count."),
        "SIG_CRYPTO_FAILURE": ReasonPhrase(
            "A signature does not hold over what it should.",
            couldMean: "The signature or what it stands for was changed or damaged, or another "
                + "key made it.",
            menders: [.laboratory],
            remedy: "Compare with the store; let the person sign again."),
        "SIGNATURE_REUSED": ReasonPhrase(
            "A signature value stands in two records.",
            couldMean: "A faulty program wrote a signature twice, or it was copied onto other "
                + "data.",
            menders: [.laboratory],
            remedy: "Let the person sign each record."),
        "SIGNATURE_WITHDRAWN": ReasonPhrase(
            "A later record takes a signature back.",
            couldMean: "The signer or somebody entitled took the signature back, as a record "
                + "says.",
            menders: [],
            remedy: "Read the reason in the record."),
        "CERTIFICATE_NOT_FILED": ReasonPhrase(
            "A signer's certificate stands only inside the signature.",
            couldMean: "The certificate was not filed separately; the one in the signature was "
                + "judged.",
            menders: [],
            remedy: "Nothing."),
        "NAME_IN_CERTIFICATE": ReasonPhrase(
            "A certificate carries another name than the signature prints.",
            couldMean: "A name was changed, as by marriage, or spelled otherwise by the "
                + "certificate authority.",
            menders: [],
            remedy: "Ask, if it isn't plain that both are one person."),
    ]
}
