/// Bundles that must pass.
enum GoodSamples {
    static let all = [minimal, twoSignatures, withheld, timeStamped, bySubordinate, keyless]

    private static let wholeRules = [
        "BND-001": "passed", "BND-002": "passed", "BND-003": "passed", "BND-004": "passed",
        "REC-001": "passed", "REC-002": "passed", "CHAIN-001": "passed", "CHAIN-002": "passed",
        "CHAIN-003": "passed", "CHAIN-005": "passed", "CHAIN-006": "passed", "CKPT-001": "passed",
        "NOT-001": "passed", "NOT-003": "passed", "PKI-001": "passed", "PKI-002": "passed",
        "SIG-001": "passed", "SIG-003": "passed", "SIG-004": "passed", "CAP-001": "passed",
        "CAP-003": "not applicable",
        "CPY-001": "passed", "EXP-001": "passed", "EXP-002": "passed", "INS-001": "passed",
        "INS-002": "passed", "VAL-004": "passed", "BND-005": "passed", "REC-003": "passed",
        "CHAIN-004": "passed", "CHAIN-007": "not applicable", "CKPT-002": "passed",
        "NOT-002": "passed", "PKI-003": "passed", "INS-003": "passed", "SIG-002": "passed",
        "SIG-005": "passed", "SIG-008": "not applicable", "SIG-009": "not applicable",
        "IDN-001": "passed", "IDN-002": "passed", "IDN-004": "passed", "TIME-001": "passed",
        "TIME-002": "passed", "TIME-004": "passed", "TIME-005": "passed",
    ]

    static let minimal = Sample(
        "good-minimal", .passed, wholeRules,
        why: """
            One experiment of a simulated spectrometer, captured by one person and exported on \
            the signed approval of another. A witness of the quality department \
            countersigned every checkpoint, the custodian gave out the keys, and nothing was \
            changed since: every rule holds. This is the honest twin of most other samples, kept \
            small so that every single byte of it can be changed once in a test.
            """
    ) {
        try Scene.minimal().export(project: Scene.project)
    }

    static let twoSignatures = Sample(
        "good-two-signatures", .passed, wholeRules,
        why: """
            Two experiments, one stored with the other byte order and with the line ends of \
            Windows, signed as author and as reviewer with two different keys. Both signatures \
            are bound to the very version of the datasets that is in the bundle.
            """
    ) {
        try Scene.twoSignatures().export(project: Scene.project)
    }

    static let withheld = Sample(
        "good-withheld", .passed, wholeRules,
        why: """
            The log holds two projects and only one was asked for. The records of the other are \
            withheld, not left out: their digests keep the chain whole, and the counts that \
            every epoch was closed with say how many there are, so nobody can hide a record of \
            the project that was asked for among them.
            """
    ) {
        try Scene.twoProjects().export(project: Scene.project)
    }

    static let timeStamped = Sample(
        "good-time-stamped", .passed, wholeRules,
        why: """
            Every checkpoint has the time-stamp of an RFC 3161 authority beside the witness's \
            countersignature, and the seal carries one too. The times are proved by somebody \
            who doesn't belong to the laboratory.
            """
    ) {
        try Scene.timeStamped().export(project: Scene.project)
    }

    static let bySubordinate = Sample(
        "good-stamped-by-subordinate", .passed, wholeRules,
        why: """
            As good-time-stamped, by an authority that has its certificate from a subordinate one. \
            That one's certificate stands in every token, the seal's among them, and the auditor \
            brought it as well.
            """
    ) {
        try Scene.stampedBySubordinate().export(project: Scene.project)
    }

    static let keyless = Sample(
        "good-keyless", .passed,
        wholeRules.filter { $0.key != "CHAIN-002" }, profile: "keyless", twin: "good-minimal",
        why: """
            The custodian gave out no keys, and the auditor chose the profile that doesn't ask \
            for them. Links, tree, checkpoints and receipts are checked without any key; the \
            first page says that the codes were not recomputed.
            """
    ) {
        try Scene.minimal().export(project: Scene.project, withKeys: false)
    }
}
