import Findings

/// Rules on what the records say of themselves and of the data.
///
/// Source: docs/rules.
extension Catalogue {
    /// The rules of this block, family by family.
    static let records: [Rule] = [
        rule(
            "LIFE-001", "Allowed transitions, right order",
            """
            Did every record pass through its states in an order that the rules of that \
            time allowed?
            """,
            [.part11("11.10(f)", .clauseText)],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "LIFE-002", "Preconditions met",
            "Was everything in place that a state requires before it was entered?",
            [.part11("11.10(f)", .clauseText), .alcoa("Complete", .design)],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "LIFE-003", "No duplicate or replayed effect",
            "Did every request take effect once, even where it was sent again?",
            [.part11("11.10(f)", .design)],
            .major, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "LIFE-004", "Locked means locked",
            "Did what was locked stay unchanged?",
            [
                .part11("11.10(c)", .clauseText), .part11("11.10(e)", .clauseText),
                .part11("11.70", .clauseText),
            ],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "VER-001", "Version chain, first kept",
            "Is every version there, back to the first, each naming the one before it?",
            [
                .part11("11.10(e)", .clauseText), .dataIntegrityQA("Q14", .guidance),
                .alcoa("Original", .design),
            ],
            .critical, .records, .publicData, missing: .fails, isImplemented: false),
        rule(
            "VER-002", "One current, linked succession",
            """
            Is exactly one version current, and is every superseded or voided one linked \
            and explained?
            """,
            [.part11("11.10(e)", .design)],
            .major, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "WFS-001", "Workflow seal",
            """
            Is the seal over the workflow unbroken, and was the route carried out that it \
            fixes?
            """,
            [.part11("11.10(f)", .design), .part11("11.10(g)", .design)],
            .major, .records, .publicData, missing: .notApplicable, isImplemented: false),
        rule(
            "AUD-001", "Who, what, when",
            """
            Does every entry of the audit trail say who did what, to which object, when and \
            where?
            """,
            [
                .part11("11.10(e)", .clauseText), .annex11("§12.4", .clauseText),
                .pics("", .guidance),
            ],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "AUD-002", "Old and new values",
            "Does every change show the value before and the value after?",
            [.part11("11.10(e)", .clauseText)],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "AUD-003", "Value continuity",
            "Do the changes, played one after the other, lead to the values in the bundle?",
            [
                .part11("11.10(a)", .design), .part11("11.10(e)", .design),
                .alcoa("Accurate", .design),
            ],
            .critical, .records, .publicData, missing: .fails, isImplemented: false),
        rule(
            "AUD-004", "Reason and authoriser",
            """
            Does every change and deletion give a reason worth the name, and the authoriser \
            where one is asked for?
            """,
            [.annex11("§9", .clauseText), .clinicalQA("Q12", .guidance), .pics("", .guidance)],
            .major, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "AUD-005", "Deletions leave a trace",
            "Did every deletion leave a trace that says what went, why and by whom?",
            [.part11("11.10(e)", .clauseText)],
            .critical, .records, .replay, missing: .fails, isImplemented: false),
        rule(
            "AUD-006", "System-made, always on",
            "Was the audit trail written by the system, and was it on all the time?",
            [
                .part11("11.10(e)", .clauseText), .clinicalQA("", .guidance),
                .annex11Draft("§12.3", .guidance),
            ],
            .critical, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "AUD-007", "Coverage",
            """
            Does the audit trail cover every record, and the roles, settings, clocks and \
            exports as well?
            """,
            [.part11("11.10(e)", .clauseText), .annex11("§12.3", .clauseText)],
            .critical, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "TIME-001", "Zone-true timestamps",
            "Does every time stand with its offset and zone, and do these agree?",
            [
                .part11("11.10(e)", .guidance), .part11("11.50", .guidance),
                .annex11Draft("§13.4", .guidance),
            ],
            .major, .records, .replay, missing: .fails),
        rule(
            "TIME-002", "Monotonic with sequence",
            """
            Do the times of the log run forward, and was the bundle sealed after the last of \
            them and soon?
            """,
            [.part11("11.10(e)", .design), .alcoa("Consistent", .design)],
            .major, .records, .replay, missing: .fails),
        rule(
            "TIME-003", "Skew under limit",
            "Was the clock within its limit against a reference?",
            [.clinicalQA("Q14", .guidance)],
            .major, .records, .replay, missing: .indeterminate),
        rule(
            "TIME-004", "Clock changes accounted",
            "Is every jump of the clock told by a record of the log, as large as the clocks show it?",
            [.clinicalQA("Q14", .guidance), .annex11Draft("§12.3", .guidance)],
            .critical, .records, .replay, missing: .indeterminate),
        rule(
            "TIME-005", "Bounded by witnesses",
            "Does every event lie between the receipts before and after it?",
            [.part11("11.10(e)", .design)],
            .major, .records, .publicData, missing: .indeterminate),
        rule(
            "DEV-001", "Input source valid",
            "Did the data come from devices that were enrolled, in service and calibrated?",
            [.part11("11.10(h)", .clauseText)],
            .major, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "CAP-001", "File equals capture digest",
            """
            Is every captured file here, or accounted for, with exactly the bytes that were \
            recorded when it was captured?
            """,
            [
                .part11("11.10(a)", .design), .part11("11.10(h)", .design),
                .alcoa("Original", .design),
            ],
            .critical, .records, .publicData, missing: .fails),
        rule(
            "CAP-002", "Captured in time",
            "Was every file captured soon after it was written?",
            [.dataIntegrityQA("Q12", .guidance), .alcoa("Contemporaneous", .design)],
            .major, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "CAP-003", "Watch continuity",
            """
            Where folders were watched, is every interruption told, looked into afterwards, and no \
            longer than the profile allows, and every change of what is watched recorded?
            """,
            [.part11("11.10(e)", .design)],
            .major, .records, .replay, missing: .indeterminate),
        rule(
            "CAP-004", "Rewrite, rename, delete seen",
            "Did every rewrite, rename and deletion leave a record?",
            [.dataIntegrityQA("Q1c", .guidance)],
            .critical, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ING-001", "Scan with provenance",
            """
            Does every scan come with its origin, a check that it is legible, and a signed \
            true-copy statement?
            """,
            [.mhra("6.11.2", .guidance), .pics("", .guidance), .alcoa("Original", .design)],
            .major, .records, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "ING-002", "Transcription checked",
            "Was every value typed from paper checked by a second person?",
            [.annex11("§6", .clauseText), .part11("11.10(h)", .design)],
            .critical, .records, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "TRC-001", "Two-way links, stable ids",
            "Can a lot be followed to its documents, and a document to its lot?",
            [.part11("11.10(b)", .design), .alcoa("Traceable", .design)],
            .major, .records, .publicData, missing: .notApplicable, isImplemented: false),
        rule(
            "TRC-002", "Batch closure",
            "Is everything there, or excepted, that the policy asks for in a batch?",
            [.dataIntegrityQA("Q6", .guidance), .ownDesign],
            .critical, .records, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "TRC-003", "Disposition consistent",
            "Does the release of every batch agree with its deviations and holds?",
            [.ownDesign, .dataIntegrityQA("Q2", .guidance)],
            .critical, .records, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "CMP-001", "Results accounted for",
            "Is every acquired result reported, or set aside with a reason?",
            [
                .dataIntegrityQA("Q2", .guidance), .dataIntegrityQA("Q12–14", .guidance),
                .alcoa("Complete", .design),
            ],
            .critical, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "CMP-002", "No orphans",
            "Is every captured file linked to a sample, a test or a stated purpose?",
            [.dataIntegrityQA("Q13", .guidance)],
            .major, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "CMP-003", "No conflicting twins",
            "Is there never different content for the same instrument, sample and moment?",
            [.alcoa("Consistent", .design)],
            .critical, .records, .publicData, missing: .fails, isImplemented: false),
        rule(
            "ANOM-001", "Out-of-hours acts",
            "Do acts outside working hours stand out?",
            [.ownDesign],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-002", "Deletion pattern",
            "Do deletions form a pattern?",
            [.ownDesign],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-003", "Repeats until pass",
            "Were tests repeated until they passed?",
            [.dataIntegrityQA("Q13", .guidance)],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-004", "Directional or late change",
            "Do changes move results towards a limit, or come shortly before approval?",
            [.ownDesign],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-005", "One user in two places",
            "Was one user active in two places at once?",
            [.part11("11.200(a)(2)", .design)],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-006", "Same-second batches, rubber stamps, silence",
            "Do separate acts share one instant, or approvals come faster than one can read?",
            [.pics("p.47", .guidance), .ownDesign],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "ANOM-007", "Failed sign-ins near a signature",
            "Do failed sign-ins cluster before a signature?",
            [.part11("11.300(d)", .design)],
            .observation, .records, .replay, missing: .indeterminate, isImplemented: false),
    ]
}
