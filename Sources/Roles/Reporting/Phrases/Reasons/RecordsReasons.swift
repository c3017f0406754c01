extension ReasonCodes {
    /// Records and the table of them.
    static let records: [String: ReasonPhrase] = [
        "NO_RECORDS": ReasonPhrase(
            "There are no records.",
            couldMean: "The export selected no log, or the records were lost when the archive "
                + "was repacked.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it, or export again."),
        "NONCANONICAL": ReasonPhrase(
            "A record is not written in the one valid way.",
            couldMean: "Another program wrote or reformatted the records, or a line was "
                + "changed.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the lines as they were written."),
        "SCHEMA": ReasonPhrase(
            "A record lacks what its family asks for, or has it in another form.",
            couldMean: "A faulty or newer program wrote the record, or it was changed.",
            menders: [.laboratory],
            remedy: "Export again from the store; if it says the same, report the record's "
                + "number to whoever maintains the capture program."),
        "FORMULA_CELL": ReasonPhrase(
            "A cell of the table for spreadsheets begins like a formula.",
            couldMean: "A name or user id really begins so, or somebody chose it to make a "
                + "spreadsheet run it. In the table it is disarmed.",
            menders: [.laboratory],
            remedy: "Ask who was enrolled under that name. Read the records, not the table."),
        "VIEW_MISSING": ReasonPhrase(
            "A copy for people, the table or the page, is not there.",
            couldMean: "The copy was lost when the archive was repacked. The records themselves "
                + "are there.",
            menders: [.sender],
            remedy: "Send the bundle as trailseal-seal wrote it; read the records meanwhile."),
        "VIEW_MISMATCH": ReasonPhrase(
            "A copy for people does not say what the records say.",
            couldMean: "A program saved the copy in its own way, as a spreadsheet does, or "
                + "something was changed in it.",
            menders: [.sender],
            remedy: "Read the records, not the copy. Send the bundle as trailseal-seal wrote it."),
        "VIEW_UNKNOWN": ReasonPhrase(
            "A copy for people could not be made again.",
            couldMean: "The records could not be read as far as the copy needs it.",
            menders: [.auditor],
            remedy: "See what is said of the records; the copy follows from them."),
        "REFERENCE_OPEN": ReasonPhrase(
            "Something that a record points to is not shown.",
            couldMean: "What is pointed to is withheld, lies in another bundle, or was never "
                + "part of the log.",
            menders: [.laboratory],
            remedy: "Show the record or file that is named, or say where it is kept and with "
                + "which digest."),
    ]
}
