import Findings

extension RulePhrases {
    /// The chain of records, its codes, keys and ends.
    static let chainPhrases: [RuleID: RulePhrase] = [
        "CHAIN-001": RulePhrase(
            whenFailed: "The records do not give the values that were noted down while they "
                + "were written: at least one was changed, moved, put in or taken out since.",
            whenOpen: "Not every link could be recomputed.",
            reproduce: "Recompute the leaf of the named record and of the one before it, as "
                + "docs/formats/log.md describes; Tests/Oracle does it in Python."),
        "CHAIN-002": RulePhrase(
            whenFailed: "Codes do not come out under the keys that were fixed before the first "
                + "record: the stretch was changed after it was written, or written again by "
                + "somebody who did not have the key of its time.",
            whenOpen: "Codes could not be recomputed, because a key is missing, does not fit, or "
                + "was given out before anybody outside had seen the stretch. Ask the "
                + "custodian for the keys of the epochs that are named.",
            reproduce: "Recompute the commitment of the key in keys.json, then the codes of its "
                + "epoch, as docs/formats/log.md describes."),
        "CHAIN-003": RulePhrase(
            whenFailed: "The numbering of the records has a hole, a repetition or a second "
                + "beginning.",
            whenOpen: "The numbering could not be followed to the end.",
            reproduce: "Read seq in each line of data/records/<log>.jsonl."),
        "CHAIN-004": RulePhrase(
            whenFailed: "The log does not begin where it says it began, or contradicts the log "
                + "that it continues.",
            whenOpen: "No outside receipt shows that this beginning existed. Everything before "
                + "the first receipt rests on the producer.",
            reproduce: "Hash the first record as docs/formats/log.md describes and compare with "
                + "the log's id."),
        "CHAIN-005": RulePhrase(
            whenFailed: "The end of the log is not the end that the sealed list of contents, a "
                + "checkpoint or a receipt knows: something was cut off or put on.",
            whenOpen: "The end of the log could not be compared with the seal.",
            reproduce: "Count the lines of data/records/<log>.jsonl and compare with the log's "
                + "size in manifest.json and with each note."),
        "CHAIN-006": RulePhrase(
            whenFailed: "The stretches of the log do not follow the rules for opening, closing "
                + "and counting: records or a whole stretch are missing, stand there twice, or "
                + "are withheld though they never may be.",
            whenOpen: "A stretch was never closed, or too much is withheld to count. A crash "
                + "and a cut end look alike.",
            reproduce: "Count the records of the named epoch by family and project, and compare "
                + "with the counts of its epoch.close record."),
        "CHAIN-007": RulePhrase(
            whenFailed: "The central copy of the log is not the one that the workstation wrote.",
            whenOpen: "Only one of the two copies of the log could be judged.",
            reproduce: "Compare the two copies line by line."),
    ]
}
