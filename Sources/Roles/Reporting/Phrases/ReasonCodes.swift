/// The closed list of reason codes, each with what it means.
///
/// A finding carries one; programs compare codes and never sentences. docs/rules.md prints the
/// same list. Codes are never reused for something else.
package enum ReasonCodes {
    /// What a code means; nil for one that isn't on the list.
    package static func meaning(of code: String) -> String? { all[code] }

    /// Every code with its meaning, by code.
    package static var sorted: [(code: String, meaning: String)] {
        all.sorted { $0.key < $1.key }.map { (code: $0.key, meaning: $0.value) }
    }

    private static let all: [String: String] = {
        var all: [String: String] = [:]
        for family in [
            archive, records, chain, keys, checkpoints, notaries, clocks, timeStamps, certificates,
            signatures, people, files, export, verifier,
        ] {
            all.merge(family) { first, _ in first }
        }
        return all
    }()

    private static let archive = [
        "FORMAT_FAILURE": "The bytes are not a bundle, or a part is not of its one form.",
        "TRUNCATED": "The archive ends too early.",
        "TRAILING_DATA": "Bytes follow the end of the archive.",
        "HEADER_CHECKSUM": "The checksum of a header is wrong.",
        "NON_CANONICAL_HEADER": "A header is not the only one possible for its member.",
        "NON_REGULAR_ENTRY": "An entry is no regular file.",
        "NON_CANONICAL_ORDER": "Members are not in their order.",
        "PATH": "A path is not one that the layout knows, or not the one spelling of it.",
        "ALIAS_ENTRY": "Two paths differ only in letter case, or one is a folder of the other.",
        "DUPLICATE_ENTRY": "A path stands there twice.",
        "LIMIT_EXCEEDED": "Something is larger than any bundle may have.",
        "NO_MANIFEST": "There is no list of contents.",
        "VERSION": "The format version is one that this verifier does not know.",
        "UNKNOWN_FIELD": "A field or family that this version does not know; kept and listed.",
        "HASH_FAILURE": "A member's bytes do not give the digest that is listed.",
        "SIZE_MISMATCH": "A member's size is not the one that is listed.",
        "MISSING_ENTRY": "A listed member is not there.",
        "UNDECLARED_ENTRY": "A member is not listed.",
        "BAG_MISMATCH": "A BagIt tag file is not what the bundle gives.",
        "EVIDENCE_FORMAT": "A member under evidence/ is not what its path says.",
        "NOT_SEALED": "There is no seal.",
        "SEAL_MISMATCH": "The seal does not hold over the list of contents.",
        "SEAL_KEY_UNKNOWN": "No approved request says whose key should have sealed.",
        "SEALED_LATE": "The seal was made long after the export was recorded.",
        "CMS_FORM": "A signature value is not in the closed form.",
        "ALG_OUTLIVED": "An algorithm has ended since a receipt proved its use.",
        "ALG_AGEING": "An algorithm still counts and will not for long.",
        "ALG_FORBIDDEN": "An algorithm or key that had been given up.",
    ]

    private static let records = [
        "NO_RECORDS": "There are no records.",
        "NONCANONICAL": "A record is not written in the one valid way.",
        "SCHEMA": "A record lacks what its family asks for, or has it in another form.",
        "VIEW_MISSING": "The table of the records is not there.",
        "VIEW_MISMATCH": "The table does not say what the records say.",
        "VIEW_UNKNOWN": "The table could not be made again.",
        "REFERENCE_OPEN": "Something that a record points to is not shown.",
    ]

    private static let chain = [
        "GENESIS_MISSING": "The log does not begin with its founding record.",
        "LOG_ID_MISMATCH": "Something belongs to another log.",
        "LINK_BROKEN": "The link between two records is broken.",
        "LEAF_MISMATCH": "A record does not give the leaf that is known for it.",
        "ROOT_MISMATCH": "The records do not give the root that is stated.",
        "CHAIN_GAP": "Records are missing in the middle.",
        "SEQ_DUPLICATE": "A sequence number stands there twice.",
        "FOREIGN_RECORD": "A record of another place or log.",
        "TRUNCATED_CHAIN": "Records are missing at the end.",
        "COUNT_MISMATCH": "A count is not the one that was stated.",
        "LINK_MISMATCH": "The log that this one continues contradicts it.",
        "PREVIOUS_ELSEWHERE": "The log that this one continues is not in the bundle.",
        "FORK": "The log's own key signed two histories that can't both be true.",
        "RECORDS_DIFFER": "Two bundles hold different records of one log.",
        "SAME_HISTORY": "Two bundles hold the same records of a log.",
        "EXTENDS": "One bundle goes on where the other ends.",
        "CONTINUES": "A log in one bundle continues one in the other.",
        "GAP_BETWEEN_BUNDLES": "Records between two bundles are in neither.",
        "LOG_RUNS_ON": "A log goes on behind the end that it, or its successor, states.",
        "EQUIVOCATION": "Two signed statements of one log can't both be true.",
        "EPOCH_MISMATCH": "A record states another epoch than it stands in.",
        "EPOCH_GAP": "An epoch is missing.",
        "EPOCH_STRUCTURE": "An epoch does not begin or end as it must.",
        "EPOCH_DOUBLE_CLOSE": "An epoch is closed twice.",
        "EPOCH_UNCLOSED": "An epoch has no close: a crash and a cut end look alike.",
        "EPOCH_TIME": "An epoch names a receipt that was given after it was opened.",
        "RECOVERY_MISMATCH": "What a restart found does not agree with what precedes it.",
        "COUNT_ABSENT": "Nothing counts the records of an epoch.",
        "HIDDEN_LOG_RECORD": "A record of the log itself is withheld.",
    ]

    private static let keys = [
        "MAC_MISMATCH": "A code does not come out under its key.",
        "KEYS_FORMAT": "The keys file is not of its form.",
        "KEY_NOT_AVAILABLE": "No key was disclosed.",
        "COVERAGE_PARTIAL": "Keys were disclosed for some epochs only.",
        "KEY_WITHOUT_RECEIPT": "A key was disclosed for an epoch that no proved receipt covers.",
        "WRONG_KEY": "A key is not that of its epoch; this shows no tampering.",
        "FOREIGN_KEY": "Codes hold under a key that was not fixed before the first record.",
        "SECRET_STATE_DISCLOSED": "The bundle holds a secret from which later keys follow.",
        "CUSTODY": "Who keeps the master secret, as declared.",
    ]

    private static let checkpoints = [
        "NOTE_FORMAT": "A checkpoint is not a note of its one form.",
        "NOTE_SIZE": "A checkpoint's size is not the one of its folder.",
        "ORIGIN_MISMATCH": "A checkpoint names another log.",
        "LOG_SIGNATURE_INVALID": "The log's key did not sign a checkpoint.",
        "MANIFEST_NOTE_MISMATCH": "List of contents and checkpoint state different heads.",
        "SHORTER_THAN_CHECKPOINT": "The log is shorter than a checkpoint knows.",
        "PROOF_ABSENT": "A checkpoint that should be there is missing.",
        "CADENCE": "Checkpoints or receipts are further apart than the profile allows.",
        "UNWITNESSED_START": "The beginning of the log has no outside receipt.",
        "UNWITNESSED_TAIL": "The end of the log has no outside receipt.",
        "TAIL_WITNESSED": "How much of the log has an outside receipt.",
    ]

    private static let notaries = [
        "RECEIPT_MISSING": "There is no receipt that counts as proved.",
        "RECEIPT_OF_ANOTHER_HEAD": "A sound receipt of a head that these records do not have.",
        "WITNESS_FORMAT": "A file is not the one line of a witness' cosignature.",
        "WITNESS_NOT_IN_POLICY": "The auditor brought no key for a witness.",
        "WITNESS_SIGNATURE_INVALID": "A witness did not sign this checkpoint at this time.",
        "NOTARY_NOT_ISOLATED": "A notary stands where the log itself is kept.",
        "INDEPENDENCE_GRADE": "The most independent notary that can be relied on.",
        "WORM_CLAIM_ONLY": "A store's answer, which nobody signed.",
        "TIME_ORDER": "Something is dated earlier than what it contains, or in the future.",
        "CLOCK": "Times differ by what clocks may differ, or the judgement's clock is behind.",
    ]

    private static let clocks = [
        "ZONE_OFFSET": "An offset is not one that its zone can have.",
        "CLOCK_JUMP": "The clock was changed without a record, or otherwise than it says.",
        "CLOCK_STEP": "The clock was changed, and a record tells of it.",
        "CLOCK_SKEW": "The clock was too far from its reference.",
        "SYNC_STALE": "The clock was compared with its reference too long ago.",
        "SYNC_NOT_MEASURED": "How far the clock was from a reference is not recorded.",
    ]

    private static let timeStamps = [
        "TSA_STATUS": "The authority refused, or granted with changes.",
        "TSA_DER": "The bytes are no answer, request or token.",
        "TSA_IMPRINT_MISMATCH": "The time-stamp was given for something else.",
        "TSA_SIGNATURE_INVALID": "The authority's signature does not hold.",
        "TSA_MESSAGE_DIGEST": "The signed attributes do not fit the statement.",
        "TSA_SIGNER_CERT": "The authority's certificate is nowhere to be found.",
        "TSA_ESS_MISMATCH": "The token names another certificate than its signer's.",
        "TSA_EKU": "The certificate is not one of a time-stamp authority.",
        "TSA_ROOT_NOT_PINNED": "The auditor brought no anchor for the authority.",
        "TSA_CHAIN_AT_GENTIME": "The authority's chain did not hold at the time it states.",
        "TSA_NONCE": "The nonce is not that of the request.",
        "TSA_POLICY": "The policy is not the one asked for.",
        "TSA_GENTIME": "The time or its accuracy is not as it may be.",
        "TSA_NAME": "The name in the token is not the signer's.",
        "TSA_EXTENSION": "A critical extension that is not known.",
        "ANCHOR_PERIOD": "An anchor of the auditor's does not count at that time.",
        "TIME_UNORDERED": "The times of two receipts overlap, so they prove no order.",
        "TSA_REVOKED": "The authority was revoked in a way that reaches this time-stamp.",
        "TSA_REVOKED_LATER": "The authority was revoked later; its earlier work stays valid.",
        "TSA_REVOCATION_ABSENT": "Nothing that counts says whether the authority was revoked.",
        "TSA_SERIAL_REUSED": "One authority gave one serial number twice.",
    ]

    private static let certificates = [
        "NO_CERTIFICATE_CHAIN_FOUND": "A certificate leads to no anchor that the auditor brought.",
        "CHAIN_CONSTRAINTS_FAILURE": "A certificate's chain does not hold.",
        "CRYPTO_CONSTRAINTS_FAILURE": "A chain or value rests on an algorithm that was given up.",
        "NO_LOG_CERTIFICATE": "No certificate says whose key signs a log's checkpoints.",
        "WRONG_KEY_FOR_TASK": "A key did what no record entitles it to do.",
        "TRUST_FROM_BUNDLE_IGNORED": "The bundle brings a root, which counts for nothing.",
        "EXPIRED": "A certificate had ended when it was used.",
        "EXPIRED_SINCE": "A certificate has ended since it was used.",
        "NOT_YET_VALID": "A certificate was used before it began.",
        "NO_PROVED_TIME": "No receipt proves when a certificate was used.",
        "OUT_OF_BOUNDS_NO_POE": "A certificate has ended, and nothing proves earlier use.",
        "PROOF_LOST": "A receipt that proved a time has lost its force.",
        "REVOKED": "A certificate had been revoked when it was used.",
        "REVOKED_LATER": "A certificate was revoked after it was used.",
        "REVOKED_NO_POE": "A certificate was revoked, and nothing proves earlier use.",
        "REVOCATION_ABSENT": "Nothing that counts says whether a certificate was revoked.",
        "REVOCATION_DATA": "The newest word on revocation that counts, with its date.",
        "REVOCATION_IGNORED": "A revocation list or response that counts for nothing.",
    ]

    private static let signatures = [
        "PART11_11_50": "A signature lacks printed name, date and time, or meaning.",
        "POLICY_MISSING": "No policy was in force.",
        "POLICY_WITHHELD": "The record of the policy in force may be withheld.",
        "POLICY_MISMATCH": "A signature names another policy than the one in force.",
        "POLICY_PROCESSING_ERROR": "The policy in force can't be read.",
        "MEANING_UNKNOWN": "The policy knows no such meaning.",
        "REASON_MISSING": "The policy asks for a reason, and there is none.",
        "IDENTITY_UNKNOWN": "The register of people did not know the signer.",
        "IDENTITY_WITHHELD": "The register's record of the signer may be withheld.",
        "BINDING_MISMATCH": "Two statements that belong to one signature differ.",
        "ROLE_NOT_HELD": "The signer did not have the role.",
        "ESIG_AUTHORITY": "The signer was not entitled at that time.",
        "SIGNING_TIME": "The stated time is not the one at which the record was written.",
        "DISPLAY_MISSING": "There is no readable copy.",
        "DISPLAY_MISMATCH": "The readable copy is not what the records give.",
        "TEMPLATE_UNKNOWN": "The readable copy could not be made again.",
        "HIDDEN": "What was asked about is withheld.",
        "TARGET_LOG_ABSENT": "What was signed lies in a log that is not in the bundle.",
        "TARGET_REPEATED": "A signature names one record twice.",
        "ESIG_TARGET_MISMATCH": "What was signed is not the record as it stands in the log.",
        "SIGNED_BEFORE_WRITTEN": "A signature names a record that came after it.",
        "VERSION_NOT_RAISED": "A change after a signature goes by the version that was signed.",
        "REQUIRED_SIGNATURE_MISSING": "A signature that the policy asks for is not there.",
        "ESIG_SUPERSEDED": "There is a newer version that the signature does not stand for.",
        "SIG_CRYPTO_FAILURE": "A signature does not hold over what it should.",
        "SIGNATURE_REUSED": "A signature value stands in two records.",
        "SIGNATURE_WITHDRAWN": "A later record takes a signature back.",
        "CERTIFICATE_NOT_FILED": "A signer's certificate stands only inside the signature.",
        "NAME_IN_CERTIFICATE": "A certificate carries another name than the signature prints.",
    ]

    private static let people = [
        "ID_SHARED": "One id or key was given to two people.",
        "ID_MISMATCH": "A record gives a person an id that the register does not know.",
        "ID_REISSUED": "A person id goes on for somebody else, or after it was ended.",
        "ACTOR_UNKNOWN": "Which person acted is not recorded.",
        "ACTOR_KIND": "A program or a device acted where only a person may.",
        "ACCOUNT_SHARED": "One account of the operating system stands for two people.",
        "ATTR_CLIENT_CLAIM": "Who acted is only what a client said.",
        "ATTR_OVERCLAIM": "A record claims a stronger proof of who acted than it holds.",
        "ATTR_UNMAPPED": "Which account stands for a person is not recorded.",
    ]

    private static let files = [
        "FILE_DIGEST_MISMATCH": "A file is not the file that was captured.",
        "FILE_MISSING": "A file is not there and nothing says why.",
        "FILE_ELSEWHERE": "A file is kept elsewhere.",
        "FILE_CHANGED": "A file had changed by the time of the export.",
        "FILE_GONE": "A file was gone by the time of the export.",
        "UNCLAIMED_FILE": "A file that no record names.",
        "DATASET_MANIFEST": "A dataset's files do not give its digest.",
        "VENDOR_TRAIL_MISMATCH": "The instrument's own audit trail disagrees.",
        "VENDOR_HASH_ABSENT": "The instrument's audit trail holds no hash to compare.",
        "VENDOR_DATA_ABSENT": "The raw file that an audit trail names is not there.",
        "VENDOR_TIME_ABSENT": "The instrument's audit trail holds no time to compare.",
        "VENDOR_OPERATOR": "The instrument was run under another account than the capture.",
        "VENDOR_HOST": "The instrument was run on another machine than the capture.",
        "KEYLESS_HASH": "The instrument's hash has no key: it shows accident, not malice.",
    ]

    private static let export = [
        "EXPORT_MISSING": "The log has no record of this export.",
        "EXPORT_REQUEST_MISSING": "There is no request for this export.",
        "EXPORT_APPROVAL_MISSING": "Nobody approved this export.",
        "EXPORT_APPROVAL_WITHDRAWN": "The approval was taken back.",
        "EXPORT_MEANING": "The approval has another meaning than export approved, true copy.",
        "EXPORT_ORDER": "Request, approval and export do not follow each other as they must.",
        "APPROVAL_INVALID": "The approver's signature does not hold.",
        "APPROVERS_WORD": "What belongs to the query is the approver's word.",
        "REQUESTER_UNKNOWN": "Which person wrote the request for the export is not recorded.",
        "KEPT_HERE": "Records that were declared as kept elsewhere are in the log.",
        "UNDECLARED_LOG": "A log is not listed.",
        "WITHHOLDING_UNDECLARED": "Records are withheld for a reason that the request lacks.",
    ]

    private static let verifier = [
        "KNOWN_ANSWER": "This program does not give a known answer on this machine."
    ]
}
