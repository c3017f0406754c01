import Findings

extension ReasonCodes {
    /// The chain of records and its epochs.
    static let chain: [String: ReasonPhrase] = [
        "GENESIS_MISSING": ReasonPhrase(
            "The log does not begin with its founding record.",
            couldMean: "The beginning was cut off, or the log was not begun by "
                + "trailseal-capture.",
            menders: [.laboratory],
            remedy: "Export the whole log from the store; a log is always exported from its "
                + "first record."),
        "LOG_ID_MISMATCH": ReasonPhrase(
            "Something belongs to another log.",
            couldMean: "Parts of two logs were put together by mistake, or something was taken "
                + "from another log.",
            menders: [.laboratory],
            remedy: "Export again from the store of the log that is meant."),
        "LINK_BROKEN": ReasonPhrase(
            "The link between two records is broken.",
            couldMean: "A stretch of the log was damaged, or written again after what follows "
                + "it.",
            menders: [.laboratory],
            remedy: "Compare with the store and with an earlier bundle of the log: the first "
                + "record that differs shows the place."),
        "LEAF_MISMATCH": ReasonPhrase(
            "A record does not give the leaf that is known for it.",
            couldMean: "The record was changed after somebody noted it down, or the note is of "
                + "another record.",
            menders: [.laboratory],
            remedy: "Compare with the store and with an earlier bundle of the log."),
        "ROOT_MISMATCH": ReasonPhrase(
            "The records do not give the root that is stated.",
            couldMean: "Records were changed after the checkpoint, by accident or on purpose, "
                + "or the checkpoint is not of these records.",
            menders: [.laboratory],
            remedy: "Compare with the store and with an earlier bundle of the log. A receipt of "
                + "an outside notary says which of two is older."),
        "CHAIN_GAP": ReasonPhrase(
            "Records are missing in the middle.",
            couldMean: "Lines were lost on the way, or records were taken out.",
            menders: [.laboratory],
            remedy: "Export again from the store; if records are missing there, only a backup "
                + "can show them."),
        "SEQ_DUPLICATE": ReasonPhrase(
            "A sequence number stands there twice.",
            couldMean: "Two parts were put together by mistake, or a record was put in twice.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "FOREIGN_RECORD": ReasonPhrase(
            "A record of another place or log.",
            couldMean: "Parts of two logs were put together by mistake, or a record was taken "
                + "from elsewhere.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "TRUNCATED_CHAIN": ReasonPhrase(
            "Records are missing at the end.",
            couldMean: "The export or a copy broke off, the medium lost its newest records, or "
                + "the end was cut away.",
            menders: [.laboratory],
            remedy: "Export again from the store; if the end is missing there, only a backup "
                + "can show it."),
        "COUNT_MISMATCH": ReasonPhrase(
            "A count is not the one that was stated.",
            couldMean: "Records were left out, put in or counted wrongly.",
            menders: [.laboratory],
            remedy: "Export again from the store, and compare the counts that are named with "
                + "the records."),
        "LINK_MISMATCH": ReasonPhrase(
            "The log that this one continues contradicts it.",
            couldMean: "The log continues another one than it says, or one of the two was "
                + "written again.",
            menders: [.laboratory],
            remedy: "Show the earlier log whole; its checkpoint at the stated size decides.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The request says that the earlier log is kept elsewhere, so it "
                        + "can't be compared here.",
                    menders: [.laboratory],
                    remedy: "Show the earlier log, or its checkpoint at the stated size.")
            ]),
        "PREVIOUS_ELSEWHERE": ReasonPhrase(
            "The log that this one continues is not in the bundle.",
            couldMean: "The log goes on from an older one that was not asked for.",
            menders: [.laboratory],
            remedy: "Export the older log too, if its time matters."),
        "FORK": ReasonPhrase(
            "The log's own key signed two histories that can't both be true.",
            couldMean: "The log was continued from two copies of one store, such as a restored "
                + "backup, or two histories were kept.",
            menders: [.laboratory],
            remedy: "Say which history is the true one and why there is another. The witness' "
                + "ledger shows which one it knew."),
        "RECORDS_DIFFER": ReasonPhrase(
            "Two bundles hold different records of one log.",
            couldMean: "One of the two bundles was changed, or the log was continued from two "
                + "copies of one store.",
            menders: [.laboratory],
            remedy: "Export the log once more; the signed history decides."),
        "SAME_HISTORY": ReasonPhrase(
            "Two bundles hold the same records of a log.",
            couldMean: "Both bundles are of one log and agree.",
            menders: [],
            remedy: "Nothing."),
        "EXTENDS": ReasonPhrase(
            "One bundle goes on where the other ends.",
            couldMean: "The later bundle was exported after more had been recorded.",
            menders: [],
            remedy: "Nothing."),
        "FIRST_VISIT": ReasonPhrase(
            "The auditor's notebook knows nothing of a log yet.",
            couldMean: "The log was never judged with this notebook.",
            menders: [],
            remedy: "Nothing."),
        "BEHIND_NOTEBOOK": ReasonPhrase(
            "The auditor's notebook has seen more of a log than the bundle holds.",
            couldMean: "The bundle was sealed before the one that was noted, or the workstation "
                + "was set back to an older state.",
            menders: [.auditor, .laboratory],
            remedy: "Judge it together with the bundle that was noted, or ask for one that is "
                + "sealed now."),
        "CONTINUES": ReasonPhrase(
            "A log in one bundle continues one in the other.",
            couldMean: "The laboratory began a new log where the old one ended.",
            menders: [],
            remedy: "Nothing."),
        "GAP_BETWEEN_BUNDLES": ReasonPhrase(
            "Records between two bundles are in neither.",
            couldMean: "The two exports cover different stretches.",
            menders: [.laboratory],
            remedy: "Export the stretch between them, if it matters."),
        "LOG_RUNS_ON": ReasonPhrase(
            "A log goes on behind the end that it, or its successor, states.",
            couldMean: "A log was continued from a copy after it had been ended, or its end was "
                + "stated too early.",
            menders: [.laboratory],
            remedy: "Say why records follow the end; the witness' ledger shows which head it "
                + "knew."),
        "EQUIVOCATION": ReasonPhrase(
            "Two signed statements of one log can't both be true.",
            couldMean: "The log was continued from two copies of one store, such as a restored "
                + "backup, or two histories were kept.",
            menders: [.laboratory],
            remedy: "Say which history is the true one and why there is another."),
        "EPOCH_MISMATCH": ReasonPhrase(
            "A record states another epoch than it stands in.",
            couldMean: "Parts were put together by mistake, or a record was moved from another "
                + "stretch.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "EPOCH_GAP": ReasonPhrase(
            "An epoch is missing.",
            couldMean: "A whole stretch was lost with its medium, or left out.",
            menders: [.laboratory],
            remedy: "Export again from the store; if the stretch is missing there, only a "
                + "backup can show it."),
        "EPOCH_STRUCTURE": ReasonPhrase(
            "An epoch does not begin or end as it must.",
            couldMean: "A faulty program wrote the log, or records that open and close "
                + "stretches were changed.",
            menders: [.laboratory],
            remedy: "Export again from the store; if it says the same, compare with an earlier "
                + "bundle.",
            otherwise: [
                .observation: Diagnosis(
                    couldMean: "The program was stopped at an unusual moment; nothing "
                        + "contradicts.",
                    menders: [],
                    remedy: "Nothing, unless it happens often.")
            ]),
        "EPOCH_DOUBLE_CLOSE": ReasonPhrase(
            "An epoch is closed twice.",
            couldMean: "The log was continued from two copies of one store, or a close was put "
                + "in.",
            menders: [.laboratory],
            remedy: "Compare with the store and with an earlier bundle of the log."),
        "EPOCH_UNCLOSED": ReasonPhrase(
            "An epoch has no close: a crash and a cut end look alike.",
            couldMean: "A stretch has neither a close nor a restart that tells of one: a copy "
                + "taken while the log was written, or an end that was taken away.",
            menders: [.laboratory],
            remedy: "Export again; an export closes the stretch.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The program or the machine stopped without warning, as in a "
                        + "power cut, and the stretch is longer than the profile allows.",
                    menders: [.laboratory],
                    remedy: "Say when and why the machine stopped; show its own protocol of the "
                        + "time."),
                .observation: Diagnosis(
                    couldMean: "The program or the machine stopped without warning, as in a "
                        + "power cut.",
                    menders: [.laboratory],
                    remedy: "Say when and why the machine stopped, if the stretch matters."),
            ]),
        "EPOCH_TIME": ReasonPhrase(
            "An epoch names a receipt that was given after it was opened.",
            couldMean: "The host's clock was wrong when the stretch was opened, or a receipt "
                + "was put in later.",
            menders: [.laboratory],
            remedy: "Say what the clock showed then; look at the records on the clock."),
        "RECOVERY_MISMATCH": ReasonPhrase(
            "What a restart found does not agree with what precedes it.",
            couldMean: "The newest records were lost in a crash after they had been counted, or "
                + "taken away.",
            menders: [.laboratory],
            remedy: "Show the store and its backups of that time."),
        "COUNT_ABSENT": ReasonPhrase(
            "Nothing counts the records of an epoch.",
            couldMean: "The stretch was never closed, so nothing counts what is withheld in it.",
            menders: [.laboratory],
            remedy: "Export with fewer records withheld, or close the stretch and export again."),
        "HIDDEN_LOG_RECORD": ReasonPhrase(
            "A record of the log itself is withheld.",
            couldMean: "The export withheld too much by mistake, or a record that tells of the "
                + "log itself was to stay unseen.",
            menders: [.laboratory],
            remedy: "Export again; records of the log itself are never withheld."),
    ]
}
