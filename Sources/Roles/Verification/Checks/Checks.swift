/// Every check that this version has, family by family.
package enum Checks {
    /// All checks; the plan decides which are asked, and in which order.
    package static let all: [any Check] =
        archive + chain + data + TrustChecks.all + IdentityChecks.all + TimeChecks.all

    private static let archive: [any Check] = [
        ArchiveCheck(), ManifestUnderstoodCheck(), ManifestEqualsContentCheck(), SealCheck(),
        AlgorithmCheck(), RecordsParseCheck(), TableEqualsRecordsCheck(), ReferencesCheck(),
    ]

    private static let chain: [any Check] = [
        LinksAndTreeCheck(), KeyedCodesCheck(), UnbrokenLineCheck(), StartAnchoredCheck(),
        TailAnchoredCheck(), EpochsCheck(), ForwardingCheck(), CheckpointTrueCheck(),
        CadenceCheck(),
    ]

    private static let data: [any Check] = [
        CapturedFilesCheck(), WatchContinuityCheck(), ReadableCopyCheck(), ExportApprovedCheck(),
        ScopeCompleteCheck(), InstrumentTrailCheck(), InstrumentDataCheck(), TwoWitnessesCheck(),
        KnownAnswersCheck(),
    ]
}
