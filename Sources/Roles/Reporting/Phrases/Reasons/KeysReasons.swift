extension ReasonCodes {
    /// Codes and the keys under which they hold.
    static let keys: [String: ReasonPhrase] = [
        "MAC_MISMATCH": ReasonPhrase(
            "A code does not come out under its key.",
            couldMean: "The record was changed after it was written, by accident or on purpose, "
                + "or written by somebody without the key of its time.",
            menders: [.laboratory],
            remedy: "Compare with the store and with an earlier bundle of the log. The code "
                + "can't be made again, which is its purpose."),
        "KEYS_FORMAT": ReasonPhrase(
            "The keys file is not of its form.",
            couldMean: "Another program wrote the keys file, or it was damaged.",
            menders: [.custodian],
            remedy: "Release the keys again with trailseal-seal release."),
        "KEY_NOT_AVAILABLE": ReasonPhrase(
            "No key was disclosed.",
            couldMean: "The custodian was not asked for keys, or has not released them yet.",
            menders: [.custodian, .laboratory],
            remedy: "Export with the custodian's release. Until then the profile keyless asks "
                + "what can be answered without keys."),
        "COVERAGE_PARTIAL": ReasonPhrase(
            "Keys were disclosed for some epochs only.",
            couldMean: "The custodian released the keys of some stretches, and the others were "
                + "not asked for or not yet receipted.",
            menders: [.custodian, .laboratory],
            remedy: "Release the keys of the stretches that are named."),
        "KEY_WITHOUT_RECEIPT": ReasonPhrase(
            "A key was disclosed for an epoch that no proved receipt covers.",
            couldMean: "The stretch was so new that no notary had confirmed it yet when its key "
                + "was given out.",
            menders: [.laboratory],
            remedy: "Obtain receipts first (trailseal-capture checkpoint), then export again."),
        "WRONG_KEY": ReasonPhrase(
            "A key is not that of its epoch; that speaks against no record.",
            couldMean: "The key is that of another stretch or log: a mix-up while keys were "
                + "released.",
            menders: [.custodian],
            remedy: "Release the keys again for this log."),
        "FOREIGN_KEY": ReasonPhrase(
            "Codes hold under a key that was not fixed before the first record.",
            couldMean: "The stretch was written with keys that were made up later.",
            menders: [.laboratory, .custodian],
            remedy: "Nothing can be mended in the bundle. Compare with the store, the "
                + "custodian's copy and an earlier bundle."),
        "SECRET_STATE_DISCLOSED": ReasonPhrase(
            "The bundle holds a secret from which later keys follow.",
            couldMean: "The wrong value was exported by a faulty program, or somebody gave the "
                + "secret itself away.",
            menders: [.custodian],
            remedy: "Regard every later stretch of the log as open to whoever has seen the "
                + "bundle; end the log and begin a new one."),
        "CUSTODY": ReasonPhrase(
            "Who keeps the master secret, as declared.",
            couldMean: "The laboratory declared who keeps the secret; nothing proves it.",
            menders: [],
            remedy: "Ask who keeps it, and where."),
    ]
}
