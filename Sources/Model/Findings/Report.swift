/// What the verifier says of one bundle: the one value that every rendering shows.
///
/// Source: docs/formats/report.md.
package struct Report: Hashable, Sendable {
    /// The verdict of the whole.
    package var verdict: Verdict
    /// The verdicts of the four blocks.
    package var blocks: [BlockVerdict]
    /// One result per rule of the profile, in catalogue order.
    package var results: [RuleResult]
    /// Rules that were not asked, with why.
    package var rulesNotAsked: [RuleNotAsked]
    /// What was given.
    package var subject: ReportSubject
    /// Who judged, by what.
    package var basis: ReportBasis
    /// What was covered, one per log.
    package var logs: [LogCoverage]
    /// Every electronic signature that is shown, in order of log and sequence.
    package var signatures: [SignatureLine]
    /// Every dataset that is shown.
    package var datasets: [DatasetLine]
    /// What the bundle doesn't show, and standing sentences, in order.
    package var statements: [Statement]
    /// The renewals that came with the bundle, in order.
    package var renewals: [RenewalLine]
    /// Until when it goes on passing; nil where it doesn't pass.
    package var endurance: Endurance?
    /// What is said here, each with who would have to act together to make it false.
    package var reliances: [Reliance] = []
    /// Every certificate that something relies on, once for each task and path.
    package var certificates: [CertificatePathLine] = []
    /// Every signature and time-stamp that rests on certificates, for programs that judge signatures.
    package var validations: [ValidationLine] = []
    /// What the approved request keeps out of the bundle.
    package var exceptions: [ExceptionLine] = []
    /// The site's policies that records bring into force.
    package var policies: [PolicyLine] = []

    /// Makes a report of its parts; verdict and blocks are computed from the results.
    ///
    /// - Parameters:
    ///   - judgedRecords: Records besides genesis that were judged; with none a bundle never
    ///     passes.
    package init(
        results: [RuleResult], judgedRecords: UInt64, rulesNotAsked: [RuleNotAsked],
        subject: ReportSubject, basis: ReportBasis, logs: [LogCoverage],
        signatures: [SignatureLine], datasets: [DatasetLine], statements: [Statement],
        renewals: [RenewalLine] = []
    ) {
        let computed = Verdict(of: results)
        self.verdict = judgedRecords == 0 ? max(computed, .indeterminate) : computed
        self.blocks = BlockVerdict.all(of: results)
        self.results = results
        self.rulesNotAsked = rulesNotAsked
        self.subject = subject
        self.basis = basis
        self.logs = logs
        self.signatures = signatures
        self.datasets = datasets
        self.statements = statements
        self.renewals = renewals
    }
}

/// A rule that was not asked, and why.
package struct RuleNotAsked: Hashable, Sendable {
    /// Why a rule wasn't asked.
    package enum Reason: String, Hashable, Sendable {
        /// The rule isn't built yet.
        case notImplemented = "not implemented in this version"
        /// The chosen profile leaves it out.
        case outsideProfile = "not in the chosen profile"
    }

    /// The rule.
    package let rule: Rule
    /// Why it wasn't asked.
    package let reason: Reason

    /// Pairs a rule with why it wasn't asked.
    package init(rule: Rule, reason: Reason) {
        self.rule = rule
        self.reason = reason
    }
}

/// The bundle that was judged.
package struct ReportSubject: Hashable, Sendable {
    /// The file's name, without its folders.
    package var fileName: String
    /// Its size in bytes.
    package var byteCount: UInt64
    /// SHA-256 of the whole file, 64 hex digits; nil where it wasn't computed.
    package var sha256: String?
    /// SHA-256 of the manifest, 64 hex digits, which pins every other member but the seal; nil where
    /// there is none.
    package var manifestSHA256: String?
    /// The bundle's own id, where the manifest was understood.
    package var bundleID: String?
    /// Who made it, as the manifest says.
    package var producer: String?
    /// Organisation and site, as genesis says.
    package var organisation: String?
    /// Purpose, requester, recipient and approver of the export, as the request says.
    package var export: ExportLine?
    /// How many members the archive holds.
    package var memberCount: Int

    /// Makes the subject of its parts.
    package init(
        fileName: String, byteCount: UInt64, sha256: String? = nil, manifestSHA256: String? = nil,
        bundleID: String? = nil, producer: String? = nil, organisation: String? = nil,
        export: ExportLine? = nil, memberCount: Int = 0
    ) {
        self.fileName = fileName
        self.byteCount = byteCount
        self.sha256 = sha256
        self.manifestSHA256 = manifestSHA256
        self.bundleID = bundleID
        self.producer = producer
        self.organisation = organisation
        self.export = export
        self.memberCount = memberCount
    }
}

/// The approved export, as its records say.
package struct ExportLine: Hashable, Sendable {
    /// The export's id.
    package var exportID: String
    /// Why it was made.
    package var purpose: String
    /// Who asked for it.
    package var requester: String
    /// Who gets it.
    package var recipient: String
    /// Who approved it, with printed name where known.
    package var approver: String?
    /// What the query asked for, in words.
    package var query: String

    /// Makes the line of its parts.
    package init(
        exportID: String, purpose: String, requester: String, recipient: String,
        approver: String?, query: String
    ) {
        self.exportID = exportID
        self.purpose = purpose
        self.requester = requester
        self.recipient = recipient
        self.approver = approver
        self.query = query
    }
}

/// Who judged, by what rules, trust and time.
package struct ReportBasis: Hashable, Sendable {
    /// Name and version of the program.
    package var program: String
    /// SHA-256 of the program's own file, 64 hex digits; nil where it isn't known.
    package var programSHA256: String?
    /// SHA-256 of the rule catalogue, 64 hex digits.
    package var ruleSetSHA256: String
    /// The profile's name.
    package var profile: String
    /// SHA-256 of the profile, 64 hex digits.
    package var profileSHA256: String
    /// The time the judgement is made for, in UTC.
    package var judgedAt: String
    /// Whether that time was given, or read from the machine's clock.
    package var judgedAtWasGiven: Bool
    /// The auditor's anchors, as subject or key name, role and SHA-256.
    package var anchors: [AnchorLine]

    /// Makes the basis of its parts.
    package init(
        program: String, programSHA256: String? = nil, ruleSetSHA256: String, profile: String,
        profileSHA256: String, judgedAt: String, judgedAtWasGiven: Bool, anchors: [AnchorLine]
    ) {
        self.program = program
        self.programSHA256 = programSHA256
        self.ruleSetSHA256 = ruleSetSHA256
        self.profile = profile
        self.profileSHA256 = profileSHA256
        self.judgedAt = judgedAt
        self.judgedAtWasGiven = judgedAtWasGiven
        self.anchors = anchors
    }
}

/// One anchor that the auditor brought.
package struct AnchorLine: Hashable, Sendable {
    /// What it is good for: `roots`, `people`, `seal`, `log`, `tsa` or `witness`.
    package var role: String
    /// The certificate's subject, or the witness' key name.
    package var name: String
    /// SHA-256 of the certificate or raw key, 64 hex digits.
    package var sha256: String

    /// Makes the line of its parts.
    package init(role: String, name: String, sha256: String) {
        self.role = role
        self.name = name
        self.sha256 = sha256
    }
}

/// What the bundle covers of one log.
package struct LogCoverage: Hashable, Sendable {
    /// The log's id, 64 hex digits.
    package var logID: String
    /// Records in the bundle, shown and withheld.
    package var recordCount: UInt64
    /// Records that are withheld.
    package var withheldCount: UInt64
    /// Records whose code was recomputed with a disclosed key.
    package var recomputedCodes: UInt64
    /// Epochs walked.
    package var epochCount: UInt64
    /// Epochs without a close, each with the stretch that may be missing, in words.
    package var unclosedEpochs: [String]
    /// Recorded stretches without observation, in order.
    package var gaps: [GapLine]
    /// Who keeps the master secret: `custodian` or `host`, as genesis declares.
    package var custody: String
    /// Each receipt of a checkpoint, in order of size.
    package var receipts: [ReceiptLine]
    /// Records after the last proved receipt.
    package var unwitnessedTail: UInt64
    /// How many seconds the times of these records span; nil where no time of them is shown.
    package var unwitnessedSeconds: UInt64?
    /// The time of the first shown record, in UTC.
    package var firstTime: String?
    /// The time of the last shown record, in UTC.
    package var lastTime: String?
    /// The machine that wrote it, as genesis says.
    package var host: String?
    /// The epochs, in order of place.
    package var epochs: [EpochLine] = []
    /// Shown records by family.
    package var families: [CountLine] = []
    /// Withheld records by the reason that they state.
    package var withheldReasons: [CountLine] = []
    /// Records that are hidden, by family and project label, as far as closes count them.
    package var hidden: [CountLine] = []
    /// Epochs, gaps and receipts that aren't listed, for there are too many.
    package var unlisted: UInt64 = 0

    /// Epochs, gaps or receipts of a log that are listed; what is beyond is counted.
    package static let listLimit = 5_000

    /// Makes the coverage of its parts.
    package init(
        logID: String, recordCount: UInt64, withheldCount: UInt64, recomputedCodes: UInt64,
        epochCount: UInt64, unclosedEpochs: [String], gaps: [GapLine], custody: String,
        receipts: [ReceiptLine], unwitnessedTail: UInt64
    ) {
        self.logID = logID
        self.recordCount = recordCount
        self.withheldCount = withheldCount
        self.recomputedCodes = recomputedCodes
        self.epochCount = epochCount
        self.unclosedEpochs = unclosedEpochs
        self.gaps = gaps
        self.custody = custody
        self.receipts = receipts
        self.unwitnessedTail = unwitnessedTail
    }
}

/// One receipt of a checkpoint.
package struct ReceiptLine: Hashable, Sendable {
    /// The checkpoint's size in records.
    package var size: UInt64
    /// Who gave it: a witness' key name, an authority's subject, a store's address.
    package var notary: String
    /// What it is: `witness`, `RFC 3161` or `S3 Object Lock`.
    package var kind: String
    /// The time it states, in UTC; nil where it states none.
    package var time: String?
    /// How far it is to be relied on: `proved`, `same domain`, `claimed`, `not trusted` or `wrong`.
    package var standing: String
    /// Lines for a shell by which a store is asked again; empty for every other notary.
    package var questions: [String]

    /// Makes the line of its parts.
    package init(
        size: UInt64, notary: String, kind: String, time: String?, standing: String,
        questions: [String] = []
    ) {
        self.size = size
        self.notary = notary
        self.kind = kind
        self.time = time
        self.standing = standing
        self.questions = questions
    }
}

/// One electronic signature.
package struct SignatureLine: Hashable, Sendable {
    /// Where its record stands.
    package var place: Place
    /// The printed name.
    package var printedName: String
    /// The user id.
    package var userID: String
    /// The role at signing.
    package var role: String
    /// What it means, code and label.
    package var meaning: String
    /// When it was made, local time with offset and zone.
    package var signedAt: String
    /// The reason, where one was given.
    package var reason: String?
    /// What was signed, in words.
    package var targets: [String]
    /// `digitally signed`, or weaker.
    package var tier: String
    /// Whether every signature rule that was asked of it holds.
    package var isValid: Bool
    /// The interval between receipts that bounds its time, in words.
    package var witnessInterval: String?
    /// By when it had certainly been made, in UTC; nil where no receipt proves it.
    package var provedBy: String?
    /// The time of the last receipt before it, in UTC; nil where there is none.
    package var lastReceiptBefore: String?
    /// The time that the signer's host states, in UTC.
    package var claimedTime: String?
    /// Why it doesn't hold, one sentence each; none where it does.
    package var problems: [String] = []

    /// Makes the line of its parts.
    package init(
        place: Place, printedName: String, userID: String, role: String, meaning: String,
        signedAt: String, reason: String?, targets: [String], tier: String, isValid: Bool,
        witnessInterval: String?
    ) {
        self.place = place
        self.printedName = printedName
        self.userID = userID
        self.role = role
        self.meaning = meaning
        self.signedAt = signedAt
        self.reason = reason
        self.targets = targets
        self.tier = tier
        self.isValid = isValid
        self.witnessInterval = witnessInterval
    }
}

/// A sentence that a reader needs besides the results.
package struct Statement: Hashable, Sendable {
    /// Its id, such as `W-01`.
    package let id: String
    /// The sentence.
    package let text: String

    /// Pairs an id with its sentence.
    package init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}
