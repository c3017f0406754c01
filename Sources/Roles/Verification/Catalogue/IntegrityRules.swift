import Findings

/// Rules on the archive, the records, the chain, its receipts, certificates and instrument trails.
///
/// Source: docs/rules.
extension Catalogue {
    /// The rules of this block, family by family.
    static let integrity: [Rule] = [
        rule(
            "BND-001", "Safe, whole archive",
            """
            Is the file one plain archive that follows the agreed form to the last byte, \
            with only the members that belong into a bundle and nothing hidden before, \
            between or behind them?
            """,
            [.part11("11.10(a)", .design), .part11("11.10(c)", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "BND-002", "Manifest understood",
            """
            Is the list of contents there, written in its one valid form, and of a version \
            that this program knows?
            """,
            [.part11("11.10(a)", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "BND-003", "Manifest equals content",
            """
            Does the archive hold exactly the members that the list of contents names, each \
            once, with the size and the digest that the list gives?
            """,
            [
                .part11("11.10(a)", .clauseText), .part11("11.10(c)", .clauseText),
                .annex11("§5", .clauseText), .annex11("§17", .clauseText),
                .alcoa("Complete", .design),
            ],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "BND-004", "Seal",
            """
            Was the list of contents sealed by the key that the approved export request \
            names, and is that seal unbroken and free of bytes that nothing checks?
            """,
            [.part11("11.10(a)", .clauseText), .part11("11.30", .clauseText)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "BND-005", "Algorithm policy",
            """
            Was every algorithm and key size in the bundle still acceptable when it was \
            used?
            """,
            [.part11("11.10(c)", .design), .alcoa("Enduring", .design)],
            .major, .integrity, .publicData, missing: .fails),
        rule(
            "REC-001", "Records parse and are canonical",
            """
            Can every record be read, in its one valid form, with the fields that its \
            family asks for?
            """,
            [.part11("11.10(a)", .clauseText), .alcoa("Legible", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "REC-002", "CSV equals JSON",
            """
            Does the table for spreadsheets hold the same records, in the same order and \
            with the same values, as the records themselves?
            """,
            [.part11("11.10(b)", .clauseText), .annex11("§5", .clauseText)],
            .major, .integrity, .publicData, missing: .fails),
        rule(
            "REC-003", "Reference closure",
            """
            Does everything that a record refers to exist: the records, policies, \
            certificates, people and projects it names?
            """,
            [
                .part11("11.10(b)", .design), .dataIntegrityQA("Q1b", .guidance),
                .alcoa("Traceable", .design),
            ],
            .major, .integrity, .publicData, missing: .indeterminate),
        rule(
            "CHAIN-001", "Links and tree",
            """
            Does every record carry on from the one before it, and do all records together \
            give the sum that each checkpoint states?
            """,
            [.part11("11.10(a)", .design), .part11("11.10(e)", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "CHAIN-002", "Keyed codes",
            """
            Do the codes of all records come out the same when they are computed again with \
            the keys that the custodian disclosed?
            """,
            [.part11("11.10(e)", .design)],
            .critical, .integrity, .disclosedKey, missing: .indeterminate),
        rule(
            "CHAIN-003", "One unbroken line",
            """
            Is the log one line of records, numbered without a hole, a repeat, a swap or a \
            branch?
            """,
            [.part11("11.10(e)", .design), .alcoa("Complete", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "CHAIN-004", "Start anchored",
            """
            Does the log begin with its founding record, and did somebody outside confirm \
            that beginning?
            """,
            [.part11("11.10(e)", .design)],
            .critical, .integrity, .publicData, missing: .indeterminate),
        rule(
            "CHAIN-005", "Tail anchored",
            """
            Does the log end where the sealed list of contents says, and does no checkpoint \
            or receipt in the bundle know of a later record?
            """,
            [.part11("11.10(e)", .design), .alcoa("Complete", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "CHAIN-006", "Key epochs",
            """
            Does every stretch of the log open and close once, with counts that agree with \
            the records, and is nothing of the log itself hidden?
            """,
            [.part11("11.10(a)", .design)],
            .major, .integrity, .replay, missing: .indeterminate),
        rule(
            "CHAIN-007", "Forwarding identity",
            "Does the central copy of the log equal the copy on the workstation?",
            [
                .annex11("§4.8", .clauseText), .annex11("§5", .clauseText),
                .clinicalQA("Q22", .guidance),
            ],
            .major, .integrity, .publicData, missing: .notApplicable),
        rule(
            "CKPT-001", "Checkpoint true",
            """
            Does each checkpoint bear the log's own signature, state what the records give, \
            and extend the one before it?
            """,
            [.part11("11.10(e)", .design)],
            .critical, .integrity, .publicData, missing: .indeterminate),
        rule(
            "CKPT-002", "Cadence, unwitnessed tail",
            """
            How much of the log has no outside receipt yet, and is that within the limit of \
            the profile?
            """,
            [.ownDesign],
            .major, .integrity, .publicData, missing: .indeterminate),
        rule(
            "NOT-001", "Receipt valid and for this head",
            """
            Is every receipt genuine, made for this purpose, and about a checkpoint of this \
            log?
            """,
            [.part11("11.10(a)", .design), .part11("11.30", .design)],
            .critical, .integrity, .auditorAnchor, missing: .indeterminate),
        rule(
            "NOT-002", "Independence and immutability grade",
            """
            How independent of the laboratory are those who gave the receipts, and is that \
            as much as the profile asks for?
            """,
            [.part11("11.10(c)", .design)],
            .major, .integrity, .auditorAnchor, missing: .indeterminate),
        rule(
            "NOT-003", "Order of times",
            "Do the times follow each other: record, then checkpoint, then receipt?",
            [.part11("11.10(e)", .design), .alcoa("Contemporaneous", .design)],
            .major, .integrity, .publicData, missing: .indeterminate),
        rule(
            "NOT-004", "Renewal",
            "Was ageing evidence renewed before its algorithm or certificate ended?",
            [.annex11("§17", .guidance), .alcoa("Enduring", .design)],
            .major, .integrity, .auditorAnchor, missing: .notApplicable),
        rule(
            "PKI-001", "Path to auditor's anchor",
            """
            Does every certificate lead to an anchor that the auditor brought, with the \
            rights that its use needs?
            """,
            [
                .part11("11.30", .design), .part11("11.70", .design),
                .annex11Draft("§13.2", .guidance),
            ],
            .critical, .integrity, .auditorAnchor, missing: .indeterminate),
        rule(
            "PKI-002", "Valid at proven time",
            "Was every certificate valid at a time that receipts prove?",
            [.part11("11.70", .design)],
            .critical, .integrity, .auditorAnchor, missing: .indeterminate),
        rule(
            "PKI-003", "Revocation archived",
            """
            Is revocation data there for every certificate, signed by the right issuer and \
            of the right date?
            """,
            [.ownDesign],
            .major, .integrity, .auditorAnchor, missing: .indeterminate),
        rule(
            "VAL-004", "Verifier qualified itself",
            """
            Does this program give the known answers to its built-in test cases now, on \
            this machine?
            """,
            [.part11("11.10(a)", .design)],
            .critical, .integrity, .publicData, missing: .fails),
        rule(
            "INS-001", "Instrument's own audit trail intact",
            """
            Is the instrument's own audit trail unaltered by the digest that it closes \
            with?
            """,
            [.part11("11.10(e)", .design), .dataIntegrityQA("Q1c", .guidance)],
            .major, .integrity, .publicData, missing: .notApplicable),
        rule(
            "INS-002", "Instrument's data hash equals the raw file",
            """
            Are the raw data those for which the instrument's own audit trail recorded a \
            digest?
            """,
            [
                .part11("11.10(a)", .design), .part11("11.10(h)", .design),
                .alcoa("Original", .design),
            ],
            .major, .integrity, .publicData, missing: .notApplicable),
        rule(
            "INS-003", "Two witnesses agree",
            """
            Do the instrument's own audit trail and the capture records agree on when, and is \
            it said where they differ on who and where?
            """,
            [
                .part11("11.10(e)", .design), .part11("11.10(h)", .design),
                .alcoa("Consistent", .design),
            ],
            .major, .integrity, .publicData, missing: .notApplicable),
    ]
}
