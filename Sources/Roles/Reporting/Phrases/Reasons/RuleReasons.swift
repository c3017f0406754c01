package import Findings

extension ReasonCodes {
    /// The codes that a rule can give, in the order of the alphabet; none for a rule that this version
    /// doesn't answer.
    package static func codes(of rule: RuleID) -> [String] {
        (ofRules[rule] ?? "").split(separator: " ").map(String.init)
    }

    /// A code explained for a terminal; nil for one that isn't on the list.
    ///
    /// - Parameter rules: The rules of the catalogue, to say which of them can give it.
    package static func explanation(of code: String, rules: [Rule]) -> String? {
        guard let meaning = meaning(of: code) else { return nil }
        var text = "\(code)\n\n"
        func add(_ label: String, _ value: String) {
            text += TextReport.labelled(label, value, indent: 16, width: 80)
        }
        add("Meaning", meaning)
        let givers = rules.filter { codes(of: $0.id).contains(code) }
        if !givers.isEmpty { add("Given by", Wording.list(givers.map(\.id.rawValue))) }
        if betweenBundles.contains(code) { add("Stands", "where bundles are compared") }
        var seen: Set<Diagnosis> = []
        let places: [RuleID?] = [nil] + givers.map(\.id)
        for rule in places {
            for effect in [Finding.Effect.failure, .openQuestion, .observation] {
                guard let diagnosis = diagnosis(of: code, effect, in: rule),
                    seen.insert(diagnosis).inserted
                else { continue }
                if seen.count > 1 {
                    let place = rule.map { " in \($0)" } ?? ""
                    text += "\n  As \(effect.rawValue)\(place)\n"
                }
                add("Could mean", diagnosis.couldMean)
                add("Mended by", diagnosis.mending)
            }
        }
        return text
    }

    /// The codes that stand where bundles are compared with each other.
    package static let betweenBundles = [
        "CONTINUES", "EXTENDS", "FORK", "GAP_BETWEEN_BUNDLES", "LINK_MISMATCH", "LOG_RUNS_ON",
        "RECORDS_DIFFER", "SAME_HISTORY",
    ]

    private static let ofRules: [RuleID: String] = [
        "BND-001": """
        ALIAS_ENTRY DUPLICATE_ENTRY FORMAT_FAILURE HEADER_CHECKSUM LIMIT_EXCEEDED \
        NON_CANONICAL_HEADER NON_CANONICAL_ORDER NON_REGULAR_ENTRY PATH TRAILING_DATA \
        TRUNCATED
        """,
        "BND-002": "FORMAT_FAILURE NO_MANIFEST PATH UNKNOWN_FIELD VERSION",
        "BND-003": """
        BAG_MISMATCH DUPLICATE_ENTRY EVIDENCE_FORMAT HASH_FAILURE LIMIT_EXCEEDED \
        MISSING_ENTRY SIZE_MISMATCH UNDECLARED_ENTRY
        """,
        "BND-004": """
        CMS_FORM LOG_ID_MISMATCH NOT_SEALED SEAL_KEY_UNKNOWN SEAL_MISMATCH \
        WRONG_KEY_FOR_TASK
        """,
        "BND-005": "ALG_AGEING ALG_FORBIDDEN ALG_OUTLIVED CRYPTO_CONSTRAINTS_FAILURE",
        "CAP-001": """
        DATASET_MANIFEST FILE_CHANGED FILE_DIGEST_MISMATCH FILE_ELSEWHERE FILE_GONE \
        FILE_MISSING UNCLAIMED_FILE
        """,
        "CHAIN-001": "LEAF_MISMATCH LINK_BROKEN ROOT_MISMATCH",
        "CHAIN-002": """
        COVERAGE_PARTIAL FOREIGN_KEY KEYS_FORMAT KEY_NOT_AVAILABLE KEY_WITHOUT_RECEIPT \
        MAC_MISMATCH SECRET_STATE_DISCLOSED WRONG_KEY
        """,
        "CHAIN-003": "CHAIN_GAP EQUIVOCATION FOREIGN_RECORD GENESIS_MISSING SEQ_DUPLICATE",
        "CHAIN-004": """
        GENESIS_MISSING LINK_MISMATCH LOG_ID_MISMATCH LOG_RUNS_ON PREVIOUS_ELSEWHERE \
        UNWITNESSED_START
        """,
        "CHAIN-005": """
        COUNT_MISMATCH MANIFEST_NOTE_MISMATCH PROOF_ABSENT ROOT_MISMATCH \
        SHORTER_THAN_CHECKPOINT TRUNCATED_CHAIN
        """,
        "CHAIN-006": """
        COUNT_ABSENT COUNT_MISMATCH CUSTODY EPOCH_DOUBLE_CLOSE EPOCH_GAP EPOCH_MISMATCH \
        EPOCH_STRUCTURE EPOCH_UNCLOSED HIDDEN_LOG_RECORD LOG_RUNS_ON RECOVERY_MISMATCH \
        SECRET_STATE_DISCLOSED
        """,
        "CKPT-001": """
        EPOCH_STRUCTURE LOG_SIGNATURE_INVALID NOTE_FORMAT NOTE_SIZE ORIGIN_MISMATCH \
        PROOF_ABSENT ROOT_MISMATCH SHORTER_THAN_CHECKPOINT
        """,
        "CKPT-002": "CADENCE TAIL_WITNESSED UNWITNESSED_TAIL",
        "CPY-001": "VIEW_MISMATCH VIEW_MISSING VIEW_UNKNOWN",
        "EXP-001": """
        APPROVAL_INVALID ESIG_AUTHORITY ESIG_TARGET_MISMATCH EXPORT_APPROVAL_MISSING \
        EXPORT_APPROVAL_WITHDRAWN EXPORT_MEANING EXPORT_MISSING EXPORT_ORDER \
        EXPORT_REQUEST_MISSING HIDDEN IDENTITY_WITHHELD LEAF_MISMATCH REQUESTER_UNKNOWN \
        WRONG_KEY_FOR_TASK
        """,
        "EXP-002": """
        APPROVERS_WORD COUNT_ABSENT COUNT_MISMATCH HIDDEN_LOG_RECORD KEPT_HERE \
        UNDECLARED_LOG WITHHOLDING_UNDECLARED
        """,
        "IDN-001": "HIDDEN ID_MISMATCH ID_REISSUED ID_SHARED",
        "IDN-002": "ACCOUNT_SHARED ACTOR_KIND ACTOR_UNKNOWN IDENTITY_UNKNOWN IDENTITY_WITHHELD",
        "IDN-004": "ATTR_CLIENT_CLAIM ATTR_OVERCLAIM ATTR_UNMAPPED IDENTITY_WITHHELD",
        "INS-001": "KEYLESS_HASH VENDOR_HASH_ABSENT VENDOR_TRAIL_MISMATCH",
        "INS-002": "KEYLESS_HASH VENDOR_DATA_ABSENT VENDOR_TRAIL_MISMATCH",
        "INS-003": """
        KEYLESS_HASH VENDOR_HOST VENDOR_OPERATOR VENDOR_TIME_ABSENT \
        VENDOR_TRAIL_MISMATCH
        """,
        "NOT-001": """
        ALG_FORBIDDEN ANCHOR_PERIOD CLOCK CRYPTO_CONSTRAINTS_FAILURE NOTARY_NOT_ISOLATED \
        RECEIPT_MISSING RECEIPT_OF_ANOTHER_HEAD TIME_ORDER TSA_CHAIN_AT_GENTIME TSA_DER \
        TSA_EKU TSA_ESS_MISMATCH TSA_EXTENSION TSA_GENTIME TSA_IMPRINT_MISMATCH \
        TSA_MESSAGE_DIGEST TSA_NAME TSA_NONCE TSA_POLICY TSA_REVOKED TSA_REVOKED_LATER \
        TSA_ROOT_NOT_PINNED TSA_SERIAL_REUSED TSA_SIGNATURE_INVALID TSA_SIGNER_CERT \
        TSA_STATUS WITNESS_FORMAT WITNESS_NOT_IN_POLICY WITNESS_SIGNATURE_INVALID \
        WORM_CLAIM_ONLY
        """,
        "NOT-002": "INDEPENDENCE_GRADE NOTARY_NOT_ISOLATED RECEIPT_MISSING WORM_CLAIM_ONLY",
        "NOT-003": "CLOCK EPOCH_TIME RECEIPT_MISSING TIME_ORDER TIME_UNORDERED",
        "PKI-001": """
        CHAIN_CONSTRAINTS_FAILURE CRYPTO_CONSTRAINTS_FAILURE NO_CERTIFICATE_CHAIN_FOUND \
        NO_LOG_CERTIFICATE TRUST_FROM_BUNDLE_IGNORED WRONG_KEY_FOR_TASK
        """,
        "PKI-002": """
        CLOCK EXPIRED EXPIRED_SINCE NOT_YET_VALID NO_PROVED_TIME OUT_OF_BOUNDS_NO_POE \
        PROOF_LOST REVOKED REVOKED_LATER REVOKED_NO_POE
        """,
        "PKI-003": "REVOCATION_ABSENT REVOCATION_DATA REVOCATION_IGNORED TSA_REVOCATION_ABSENT",
        "REC-001": """
        LIMIT_EXCEEDED NONCANONICAL NO_RECORDS SCHEMA TRUNCATED_CHAIN UNKNOWN_FIELD \
        VERSION
        """,
        "REC-002": "VIEW_MISMATCH VIEW_MISSING VIEW_UNKNOWN",
        "REC-003": "REFERENCE_OPEN",
        "SIG-001": """
        BINDING_MISMATCH ESIG_AUTHORITY HIDDEN IDENTITY_UNKNOWN IDENTITY_WITHHELD \
        MEANING_UNKNOWN PART11_11_50 POLICY_MISMATCH POLICY_MISSING \
        POLICY_PROCESSING_ERROR POLICY_WITHHELD REASON_MISSING ROLE_NOT_HELD \
        SIGNING_TIME VERSION
        """,
        "SIG-002": "DISPLAY_MISMATCH DISPLAY_MISSING TEMPLATE_UNKNOWN",
        "SIG-003": """
        ESIG_TARGET_MISMATCH SIGNED_BEFORE_WRITTEN TARGET_LOG_ABSENT TARGET_REPEATED
        """,
        "SIG-004": """
        BINDING_MISMATCH CERTIFICATE_NOT_FILED CMS_FORM HIDDEN IDENTITY_UNKNOWN IDENTITY_WITHHELD \
        LOG_ID_MISMATCH NAME_IN_CERTIFICATE SIGNATURE_REUSED SIGNATURE_WITHDRAWN \
        SIG_CRYPTO_FAILURE WRONG_KEY_FOR_TASK
        """,
        "SIG-005": "ESIG_SUPERSEDED HIDDEN VERSION_NOT_RAISED",
        "SIG-008": "HIDDEN UNKNOWN_FIELD",
        "SIG-009": """
        POLICY_PROCESSING_ERROR POLICY_RELAXED POLICY_WITHHELD \
        REQUIRED_SIGNATURE_MISSING
        """,
        "TIME-001": "ZONE_OFFSET",
        "TIME-002": "CLOCK SEALED_LATE TIME_ORDER",
        "TIME-003": "CLOCK_SKEW SYNC_NOT_MEASURED SYNC_STALE",
        "TIME-004": "CLOCK_JUMP CLOCK_STEP LIMIT_EXCEEDED",
        "TIME-005": "CLOCK TIME_ORDER UNWITNESSED_START UNWITNESSED_TAIL",
        "VAL-004": "KNOWN_ANSWER",
    ]
}
