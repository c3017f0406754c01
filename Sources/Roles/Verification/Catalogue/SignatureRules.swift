import Findings

/// Rules on electronic signatures and on the people behind them.
///
/// Source: docs/rules.
extension Catalogue {
    /// The rules of this block, family by family.
    static let signatures: [Rule] = [
        rule(
            "SIG-001", "Manifestation",
            """
            Does every signature show the signer's printed name, the date and time, and \
            what the signature means?
            """,
            [
                .part11("11.50(a)", .clauseText), .annex11("§14", .clauseText),
                .annex11Draft("§13.6", .guidance),
            ],
            .critical, .signatures, .replay, missing: .fails),
        rule(
            "SIG-002", "Shown in readable copies",
            "Does the readable copy show the same items for every signature?",
            [.part11("11.50(b)", .clauseText)],
            .major, .signatures, .publicData, missing: .indeterminate),
        rule(
            "SIG-003", "Bound to exact existing version",
            """
            Does every signature stand for records that exist, in exactly the version that \
            was signed, and that were there before it?
            """,
            [.part11("11.70", .clauseText), .annex11("§14b", .clauseText)],
            .critical, .signatures, .publicData, missing: .fails),
        rule(
            "SIG-004", "Not transplantable",
            """
            Is every signature bound to its record by the signer's own key, so that it \
            can't be moved to another?
            """,
            [.part11("11.70", .clauseText)],
            .critical, .signatures, .publicData, missing: .fails),
        rule(
            "SIG-005", "Later change voids",
            "Does a later change take the force from the signatures given before it?",
            [
                .part11("11.70", .clauseText), .clinicalQA("", .guidance),
                .annex11Draft("§13.8", .guidance),
            ],
            .critical, .signatures, .replay, missing: .fails),
        rule(
            "SIG-006", "Two components",
            "Did every signer identify with at least two separate components?",
            [.part11("11.200(a)(1)", .clauseText), .part11("11.200(b)", .clauseText)],
            .critical, .signatures, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "SIG-007", "Fresh re-authentication",
            "Did every signer identify afresh at the time of signing?",
            [.part11("11.200(a)(1)(i)–(ii)", .clauseText), .annex11Draft("§13.3", .guidance)],
            .major, .signatures, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "SIG-008", "Outside-service receipt",
            """
            Where an outside service signed, is what was sent and what came back kept and \
            unchanged?
            """,
            [.part11("11.70", .design), .part11("11.10(e)", .design)],
            .critical, .signatures, .publicData, missing: .notApplicable),
        rule(
            "SIG-009", "Required set",
            """
            Are all signatures there, and in force, that the policy asks for, each with its \
            meaning?
            """,
            [.part11("11.10(f)", .clauseText), .annex11("§15", .clauseText)],
            .critical, .signatures, .replay, missing: .fails),
        rule(
            "IDN-001", "One id, one person, for ever",
            "Did each user id belong to one person and never to another?",
            [.part11("11.100(a)", .clauseText), .part11("11.300(a)", .clauseText)],
            .critical, .signatures, .replay, missing: .indeterminate),
        rule(
            "IDN-002", "No shared, generic, unknown actor",
            """
            Can every act of a person be laid to one named person, with no shared or \
            generic account among them?
            """,
            [
                .part11("11.100(a)", .clauseText), .part11("11.200(a)(2)", .clauseText),
                .dataIntegrityQA("Q5", .guidance),
            ],
            .critical, .signatures, .replay, missing: .fails),
        rule(
            "IDN-003", "Identity proofed first",
            "Was the identity of every signer checked before the first signature?",
            [.part11("11.100(b)", .clauseText)],
            .major, .signatures, .attested, missing: .indeterminate, isImplemented: false),
        rule(
            "IDN-004", "Attribution source and mapping",
            """
            Does the identity of every actor come from the system and not from what a \
            client claimed?
            """,
            [.part11("11.10(d)", .design), .part11("11.10(e)", .design)],
            .critical, .signatures, .replay, missing: .indeterminate),
        rule(
            "IDN-005", "Credential lifecycle",
            """
            Did locked, lost or withdrawn credentials stay without effect, and are their \
            replacements recorded?
            """,
            [
                .part11("11.300(b)", .clauseText), .part11("11.300(c)", .clauseText),
                .part11("11.300(e)", .clauseText), .part11("11.200(a)(3)", .clauseText),
            ],
            .major, .signatures, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "AUTH-001", "Authority in force",
            """
            Did every person have the right to do what the records show, at the time it was \
            done?
            """,
            [
                .part11("11.10(d)", .clauseText), .part11("11.10(g)", .clauseText),
                .annex11("§12.3", .clauseText),
            ],
            .critical, .signatures, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "AUTH-002", "Segregation of duties",
            "Were steps that must not lie in one hand done by different people?",
            [.part11("11.10(g)", .clauseText), .annex11Draft("§11.10", .guidance)],
            .critical, .signatures, .replay, missing: .fails, isImplemented: false),
        rule(
            "AUTH-003", "Administrator independent",
            """
            Did the administrators of the system keep their hands off the content in \
            question?
            """,
            [.dataIntegrityQA("Q4", .guidance), .part11("11.200(a)(3)", .clauseText)],
            .major, .signatures, .replay, missing: .indeterminate, isImplemented: false),
        rule(
            "AUTH-004", "Delegation",
            "Was every act on behalf of another covered by a delegation that was in force?",
            [.part11("11.10(g)", .design)],
            .major, .signatures, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "AUTH-005", "Override and break-glass",
            "Was every emergency access justified, limited in time and reviewed afterwards?",
            [.part11("11.10(g)", .design), .part11("11.10(f)", .design)],
            .critical, .signatures, .replay, missing: .notApplicable, isImplemented: false),
        rule(
            "AUTH-006", "Refusals visible",
            "Are refused attempts listed, or declared to be none?",
            [.part11("11.300(d)", .clauseText), .part11("11.10(d)", .design)],
            .minor, .signatures, .replay, missing: .indeterminate, isImplemented: false),
    ]
}
