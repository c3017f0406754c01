import Findings

extension ReasonCodes {
    /// Watched folders, and times in which nothing was watched.
    static let watch: [String: ReasonPhrase] = [
        "GAP_PRESENT": ReasonPhrase(
            "For a time nothing was watched, and a record tells of it.",
            couldMean: "The workstation was switched off, the program was stopped, or so much "
                + "happened at once that the system lost count; a rescan followed.",
            menders: [],
            remedy: "Ask what was done on the machine in that time, if it matters.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The watching was off for long, or nobody compared the folders "
                        + "with the records afterwards.",
                    menders: [.laboratory, .auditor],
                    remedy: "Show the instrument's own protocol or a backup of that time; a "
                        + "profile with another gapSeconds accepts longer gaps with a rescan.")
            ]),
        "GAP_UNRECORDED": ReasonPhrase(
            "Watching was interrupted, and no record tells of the gap.",
            couldMean: "The program stopped or crashed, and started again without comparing the "
                + "folders with its records.",
            menders: [.laboratory],
            remedy: "Say what happened in that time; show the instrument's own protocol or a "
                + "backup."),
        "RESCAN_MISMATCH": ReasonPhrase(
            "The count of a rescan is not what its records show.",
            couldMean: "A faulty program counted, or records of changes in the gap were left out "
                + "or made up.",
            menders: [.laboratory],
            remedy: "Show the store of that time; report the records to whoever maintains the "
                + "capture program."),
        "CONFIG_CHANGED": ReasonPhrase(
            "The configuration was changed.",
            couldMean: "Folders or notaries were added or taken away, and a record tells of it.",
            menders: [],
            remedy: "Ask who decided it and why, where folders are no longer watched.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The settings were changed while the program didn't run, or it "
                        + "doesn't record such changes.",
                    menders: [.laboratory],
                    remedy: "Show both configurations, and who changed them."),
                .failure: Diagnosis(
                    couldMean: "A record of a change was left out, or the change was put in later.",
                    menders: [.laboratory],
                    remedy: "Show every configuration that was in force, and who changed it."),
            ]),
    ]
}
