extension ReasonCodes {
    /// What records say of clocks.
    static let clocks: [String: ReasonPhrase] = [
        "ZONE_OFFSET": ReasonPhrase(
            "An offset is not one that its zone can have.",
            couldMean: "The machine's time zone was set wrongly or changed twice, or a time was "
                + "written by hand.",
            menders: [.laboratory],
            remedy: "Say how the zone was set; the UTC times are not touched by it."),
        "CLOCK_JUMP": ReasonPhrase(
            "The clock was changed without a record, or otherwise than it says.",
            couldMean: "Something set the clock while the program didn't look, or the times of "
                + "the records were changed.",
            menders: [.laboratory],
            remedy: "Show the machine's own protocol of the time; receipts before and after "
                + "bound the records all the same."),
        "CLOCK_STEP": ReasonPhrase(
            "The clock was changed, and a record tells of it.",
            couldMean: "The clock was set by a person, by synchronisation or after a failure, "
                + "and the program told of it.",
            menders: [],
            remedy: "Ask who set it and why, if the step is large."),
        "CLOCK_SKEW": ReasonPhrase(
            "The clock was too far from its reference.",
            couldMean: "The clock was not synchronised, or its reference was wrong.",
            menders: [.laboratory],
            remedy: "Correct the synchronisation; receipts before and after bound the records "
                + "all the same."),
        "SYNC_STALE": ReasonPhrase(
            "The clock was compared with its reference too long ago.",
            couldMean: "The machine could not reach its time source for a while.",
            menders: [.laboratory],
            remedy: "Show the protocol of the time synchronisation; correct it."),
        "SYNC_NOT_MEASURED": ReasonPhrase(
            "How far the clock was from a reference is not recorded.",
            couldMean: "The capture program of this version records that the clock is "
                + "synchronised and measures no offset.",
            menders: [.laboratory],
            remedy: "Show the protocol of the time synchronisation."),
    ]
}
