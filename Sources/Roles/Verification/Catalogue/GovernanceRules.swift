import Findings

/// Rules on retention, export, custody, copies, validation and review.
///
/// Source: docs/rules.
extension Catalogue {
    /// The rules of this block, family by family.
    static let governance: [Rule] = [
        rule(
            "RET-001", "Retention set and long enough",
            "Is a retention period set for every record, and is it long enough?",
            [.part11("11.10(c)", .clauseText), .part11("11.10(e)", .clauseText)],
            .major, .governance, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "RET-002", "No early disposal",
            "Was nothing disposed of before its time?",
            [.part11("11.10(c)", .clauseText)],
            .critical, .governance, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "RET-003", "Legal hold effective",
            "Did every legal hold keep what it covers?",
            [.ownDesign],
            .major, .governance, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "EXP-001", "Export approved",
            """
            Was this export asked for by one person, and approved and signed by another \
            before it was made?
            """,
            [.ownDesign, .part11("11.10(g)", .design)],
            .major, .governance, .replay, missing: .fails),
        rule(
            "EXP-002", "Scope complete",
            """
            Is the export complete: every log whole, everything withheld marked and \
            counted, and nothing hidden of the project that was asked for?
            """,
            [.part11("11.10(b)", .clauseText)],
            .critical, .governance, .publicData, missing: .fails),
        rule(
            "EXP-003", "Export logged at source",
            "Is this export itself recorded in the system it came from?",
            [.part11("11.10(e)", .design)],
            .major, .governance, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "EXP-004", "Copy marked and limited",
            "Do the copies for people carry their number, recipient and limits?",
            [.ownDesign],
            .minor, .governance, .publicData, missing: .notApplicable, isImplemented: false),
        rule(
            "CUS-001", "Custody unbroken",
            """
            Is every handing over of the bundle signed by giver and receiver, without a \
            gap?
            """,
            [.ownDesign, .iso("27037", .guidance)],
            .major, .governance, .publicData, missing: .indeterminate, isImplemented: false),
        rule(
            "CPY-001", "Human copy is the same data",
            """
            Does the readable copy come out the same, byte for byte, when it is made again \
            from the records?
            """,
            [
                .part11("11.10(b)", .clauseText), .part11("11.50(b)", .clauseText),
                .annex11("§8.1", .clauseText),
            ],
            .major, .governance, .publicData, missing: .indeterminate),
        rule(
            "CPY-002", "Changed-since-original shown",
            """
            Does the readable copy show which values were changed since they were first \
            recorded?
            """,
            [.annex11("§8.2", .clauseText)],
            .major, .governance, .publicData, missing: .notApplicable, isImplemented: false),
        rule(
            "CPY-003", "Open, searchable, sortable, dynamic kept",
            "Are the copies in open formats that can be searched and sorted?",
            [
                .part11("11.10(b)", .clauseText), .scopeGuidance, .clinicalQA("", .guidance),
                .annex11Draft("§12.9", .guidance), .dataIntegrityQA("Q10", .guidance),
            ],
            .major, .governance, .publicData, missing: .indeterminate, isImplemented: false),
        rule(
            "VAL-001", "Qualification evidence",
            """
            Is the evidence of qualification for the systems listed with its digests and \
            approvals?
            """,
            [.part11("11.10(a)", .clauseText)],
            .major, .governance, .attested, missing: .indeterminate, isImplemented: false),
        rule(
            "VAL-002", "Requirement ↔ test trace",
            "Is there an executed test for every claim, and is no failed one hidden?",
            [.part11("11.10(a)", .clauseText), .assurance("", .guidance)],
            .major, .governance, .attested, missing: .indeterminate, isImplemented: false),
        rule(
            "VAL-003", "Versions inside validated windows",
            "Do the versions on the records lie within what was validated?",
            [
                .part11("11.10(a)", .clauseText), .part11("11.10(k)(2)", .clauseText),
                .annex11("§10", .clauseText),
            ],
            .major, .governance, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "REV-001", "Trail reviewed before release",
            "Did an authorised person other than the author review the trail before release?",
            [
                .dataIntegrityQA("Q7–8", .guidance), .annex11("§9", .clauseText),
                .annex11Draft("§12.4–12.8", .guidance),
            ],
            .major, .governance, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "REV-002", "Periodic reviews closed",
            "Were the periodic reviews done in time and their findings closed?",
            [.annex11("§11–12", .guidance), .pics("", .guidance), .part11("11.300(b)", .guidance)],
            .minor, .governance, .replay, missing: .indeterminate, isImplemented: false),
    ]
}
