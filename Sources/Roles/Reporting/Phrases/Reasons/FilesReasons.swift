import Findings

extension ReasonCodes {
    /// Captured files and the trails of instruments.
    static let files: [String: ReasonPhrase] = [
        "FILE_DIGEST_MISMATCH": ReasonPhrase(
            "A file is not the file that was captured.",
            couldMean: "The file was changed or damaged after it was captured, or another one "
                + "was put in its place.",
            menders: [.laboratory],
            remedy: "Show the file from a backup: the digest of the capture record decides."),
        "FILE_MISSING": ReasonPhrase(
            "A file is not there and nothing says why.",
            couldMean: "The file was lost on the way or not exported.",
            menders: [.laboratory],
            remedy: "Export again, or hand in the file: --files judges it by its digest."),
        "FILE_ELSEWHERE": ReasonPhrase(
            "A file is kept elsewhere.",
            couldMean: "The file is too large for the bundle or kept elsewhere, as the bundle "
                + "says.",
            menders: [.laboratory, .auditor],
            remedy: "Ask for the file and judge again with --files."),
        "FILE_CHANGED": ReasonPhrase(
            "A file had changed by the time of the export.",
            couldMean: "Somebody worked on the file between capture and export, and no capture "
                + "tells of it.",
            menders: [.laboratory],
            remedy: "Record the folder again and export; show the captured file from a backup."),
        "FILE_GONE": ReasonPhrase(
            "A file was gone by the time of the export.",
            couldMean: "The file was moved, cleaned up or lost between capture and export.",
            menders: [.laboratory],
            remedy: "Show the file from a backup: the digest of the capture record decides."),
        "UNCLAIMED_FILE": ReasonPhrase(
            "A file that no record names.",
            couldMean: "A file was put into the bundle by mistake or on purpose; no capture "
                + "vouches for it.",
            menders: [.laboratory],
            remedy: "Don't use the file. Record it and export again, if it belongs there."),
        "DATASET_MANIFEST": ReasonPhrase(
            "A dataset's files do not give its digest.",
            couldMean: "A faulty program summed up the dataset, or a file was put in or left "
                + "out.",
            menders: [.laboratory],
            remedy: "Record the folder again; compare the files that are named with the store.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "Files of the dataset are withheld, so its sum can't be made.",
                    menders: [.laboratory],
                    remedy: "Export the whole dataset.")
            ]),
        "VENDOR_TRAIL_MISMATCH": ReasonPhrase(
            "The instrument's own audit trail disagrees.",
            couldMean: "The instrument's files were edited, processed again or copied together, "
                + "or its clock was wrong.",
            menders: [.laboratory],
            remedy: "Show the instrument's own data of that time; ask who processed it.",
            otherwise: [
                .openQuestion: Diagnosis(
                    couldMean: "The instrument's clock and the workstation's may differ; nobody "
                        + "compared them.",
                    menders: [.laboratory],
                    remedy: "Show how the instrument's clock is set.")
            ]),
        "VENDOR_HASH_ABSENT": ReasonPhrase(
            "The instrument's audit trail holds no hash to compare.",
            couldMean: "The instrument's program writes no hash, or the file was captured "
                + "before it was finished.",
            menders: [.laboratory],
            remedy: "Nothing, if the instrument's program is one that writes none."),
        "VENDOR_DATA_ABSENT": ReasonPhrase(
            "The raw file that an audit trail names is not there.",
            couldMean: "The raw file was not captured with the trail, or is kept elsewhere.",
            menders: [.laboratory],
            remedy: "Capture or hand in the raw file."),
        "VENDOR_TIME_ABSENT": ReasonPhrase(
            "The instrument's audit trail holds no time to compare.",
            couldMean: "The instrument's program writes times in another form, or none.",
            menders: [.laboratory],
            remedy: "Nothing, if the instrument's program is one that writes none."),
        "VENDOR_OPERATOR": ReasonPhrase(
            "The instrument was run under another account than the capture.",
            couldMean: "Somebody else than the operator captured the data, or the instrument "
                + "has accounts of its own.",
            menders: [],
            remedy: "Ask, if it matters who measured."),
        "VENDOR_HOST": ReasonPhrase(
            "The instrument was run on another machine than the capture.",
            couldMean: "The data were captured on another machine than the instrument's.",
            menders: [],
            remedy: "Ask how they got there, if it matters."),
        "KEYLESS_HASH": ReasonPhrase(
            "The instrument's hash has no key: it shows accident, not malice.",
            couldMean: "Instruments' hashes have no key.",
            menders: [],
            remedy: "Nothing; the codes and receipts of the log carry the proof."),
    ]
}
