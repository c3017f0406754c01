import Findings

/// What a signature came to in the words of ETSI EN 319 102-1: a main indication and, unless it passed, one
/// sub-indication.
///
/// Source: ETSI EN 319 102-1 §5.1.3, tables 5 and 6; ETSI TS 119 102-2 §4.3.4; docs/formats/report.md §18.
struct ETSIIndication: Hashable, Sendable {
    /// The main indications.
    enum Main: String, Sendable {
        case passed = "PASSED"
        case failed = "FAILED"
        case indeterminate = "INDETERMINATE"
    }

    /// A row of the mapping: what decides, and what it comes to.
    struct Row: Hashable, Sendable {
        /// The reason code.
        let code: String
        /// Whether the code is a failure here, or an open question.
        let isFailure: Bool
        /// What it comes to.
        let indication: ETSIIndication
    }

    let main: Main
    /// The sub-indication; nil where it passed.
    let sub: String?

    /// What a signature or time-stamp came to: the first row that one of its problems meets.
    init(_ line: ValidationLine) {
        guard !line.problems.isEmpty else {
            (main, sub) = (.passed, nil)
            return
        }
        let row = Self.rows.first { row in
            line.problems.contains { $0.code == row.code && $0.isFailure == row.isFailure }
        }
        self = row?.indication ?? Self.generic
    }

    private init(_ main: Main, _ sub: String) {
        self.main = main
        self.sub = sub
    }

    /// Any other reason; EN 319 102-1 knows it as the last row of its table.
    static let generic = ETSIIndication(.indeterminate, "GENERIC")

    // MARK: The mapping

    /// Every row, failures of the whole before what stays open, each in the order of the building blocks:
    /// format, identification, cryptography, certificates, constraints.
    static let rows: [Row] = groups.flatMap { $0 }

    private static let groups: [[Row]] = [
        failed("FORMAT_FAILURE", ["CMS_FORM", "TSA_DER", "TSA_STATUS", "TSA_EXTENSION"]),
        failed(
            "HASH_FAILURE",
            [
                hashFailure, "TSA_MESSAGE_DIGEST", "TSA_IMPRINT_MISMATCH", "RENEWAL_INCOMPLETE",
                "ESIG_TARGET_MISMATCH",
            ]),
        failed(
            "SIG_CRYPTO_FAILURE", ["SIG_CRYPTO_FAILURE", "SEAL_MISMATCH", "TSA_SIGNATURE_INVALID"]),
        failed("REVOKED", ["REVOKED", "TSA_REVOKED"]),
        failed("EXPIRED", ["EXPIRED"]),
        failed("NOT_YET_VALID", ["NOT_YET_VALID"]),
        left("NO_SIGNING_CERTIFICATE_FOUND", failures: ["TSA_SIGNER_CERT"], ["TSA_SIGNER_CERT"]),
        left("NO_CERTIFICATE_CHAIN_FOUND", ["NO_CERTIFICATE_CHAIN_FOUND", "TSA_ROOT_NOT_PINNED"]),
        left(
            "CHAIN_CONSTRAINTS_FAILURE",
            failures: ["CHAIN_CONSTRAINTS_FAILURE", "TSA_CHAIN_AT_GENTIME", "TSA_EKU"],
            ["NOT_YET_VALID", "ANCHOR_PERIOD"]),
        left("CERTIFICATE_CHAIN_GENERAL_FAILURE", ["CHAIN_CONSTRAINTS_FAILURE", "CMS_FORM"]),
        left("REVOKED_NO_POE", ["REVOKED_NO_POE", "TSA_REVOKED"]),
        left("OUT_OF_BOUNDS_NO_POE", ["OUT_OF_BOUNDS_NO_POE", "CLOCK"]),
        left("TRY_LATER", ["REVOCATION_ABSENT", "TSA_REVOCATION_ABSENT"]),
        left("CRYPTO_CONSTRAINTS_FAILURE", failures: ["ALG_FORBIDDEN"], []),
        left("CRYPTO_CONSTRAINTS_FAILURE_NO_POE", ["CRYPTO_CONSTRAINTS_FAILURE"]),
        left("SIGNED_DATA_NOT_FOUND", ["TARGET_LOG_ABSENT", "RENEWAL_MISSING"]),
        left(
            "SIGNATURE_POLICY_NOT_AVAILABLE", failures: ["POLICY_MISSING"],
            ["POLICY_WITHHELD", "POLICY_PROCESSING_ERROR"]),
        left("TIMESTAMP_ORDER_FAILURE", failures: ["TIME_ORDER", "TSA_GENTIME"], []),
        left(
            "SIG_CONSTRAINTS_FAILURE",
            failures: [
                "WRONG_KEY_FOR_TASK", "BINDING_MISMATCH", "LOG_ID_MISMATCH", "SIGNATURE_REUSED",
                "SIGNED_BEFORE_WRITTEN", "PART11_11_50", "POLICY_MISMATCH", "MEANING_UNKNOWN",
                "REASON_MISSING", "IDENTITY_UNKNOWN", "ESIG_AUTHORITY", "ROLE_NOT_HELD",
                "TSA_ESS_MISMATCH", "TSA_NONCE", "TSA_POLICY", "TSA_NAME",
            ], ["SEAL_KEY_UNKNOWN", "IDENTITY_WITHHELD", "HIDDEN", "RECEIPT_OF_ANOTHER_HEAD"]),
    ]

    /// What a message digest comes to that isn't that of the content; no reason code of a finding.
    private static let hashFailure = "HASH_FAILURE"

    private static func failed(_ sub: String, _ codes: [String]) -> [Row] {
        codes.map { Row(code: $0, isFailure: true, indication: ETSIIndication(.failed, sub)) }
    }

    private static func left(
        _ sub: String, failures: [String] = [], _ questions: [String]
    ) -> [Row] {
        let indication = ETSIIndication(.indeterminate, sub)
        return failures.map { Row(code: $0, isFailure: true, indication: indication) }
            + questions.map { Row(code: $0, isFailure: false, indication: indication) }
    }
}
