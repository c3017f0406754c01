import CCrypto

/// One run of libcrypto's path validation.
///
/// Owns the store, the list of candidates and the context; `deinit` frees them.
struct PathVerification: ~Copyable {
    private let store: OpaquePointer
    private let candidates: OpaquePointer
    private let context: OpaquePointer
    private let report: ProblemReport

    init(
        leaf: Certificate, untrusted: [Certificate], anchors: [Certificate], at moment: Int64,
        report: ProblemReport
    ) throws(CryptographyError) {
        Library.prepare()
        let parts = try PathVerification.open(leaf, untrusted, anchors, moment)
        store = parts.store
        candidates = parts.candidates
        context = parts.context
        self.report = report
    }

    deinit {
        X509_STORE_CTX_free(context)
        OPENSSL_sk_free(candidates)
        X509_STORE_free(store)
    }

    /// Runs the validation; problems go to the report.
    func run() throws(CryptographyError) -> [Certificate] {
        X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(report).toOpaque())
        X509_STORE_CTX_set_verify_cb(context) { succeeded, context in
            if succeeded == 0 { ProblemReport.of(context)?.add(errorOf: context) }
            return 1
        }
        let result = X509_verify_cert(context)
        ERR_clear_error()
        guard result > 0 || report.problems.isEmpty == false else {
            throw CryptographyError(
                function: "X509_verify_cert",
                text: verificationText(X509_STORE_CTX_get_error(context)))
        }
        return try chain()
    }

    private func chain() throws(CryptographyError) -> [Certificate] {
        let stack = X509_STORE_CTX_get0_chain(context)
        var chain: [Certificate] = []
        for index in 0..<max(0, OPENSSL_sk_num(stack)) {
            let certificate = OPENSSL_sk_value(stack, index).map { OpaquePointer($0) }
            chain.append(try Certificate(der: encoded("i2d_X509") { i2d_X509(certificate, $0) }))
        }
        return chain
    }

    private static func open(
        _ leaf: Certificate, _ untrusted: [Certificate], _ anchors: [Certificate], _ moment: Int64
    ) throws(CryptographyError) -> (
        store: OpaquePointer, candidates: OpaquePointer, context: OpaquePointer
    ) {
        let store = try require(X509_STORE_new(), "X509_STORE_new")
        let candidates = OPENSSL_sk_new_null()
        let context = X509_STORE_CTX_new()
        do throws(CryptographyError) {
            for anchor in anchors {
                try require(
                    X509_STORE_add_cert(store, anchor.handle.pointer), "X509_STORE_add_cert")
            }
            let parameters = X509_STORE_get0_param(store)
            X509_VERIFY_PARAM_set_time(parameters, Int(moment))
            // Level 2 reports RSA under 2048 bits and SHA-1; the default lets both pass.
            X509_VERIFY_PARAM_set_auth_level(parameters, 2)
            // Without it only self-signed certificates could be anchors.
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
            let list = try require(candidates, "OPENSSL_sk_new_null")
            for candidate in untrusted {
                try require(
                    OPENSSL_sk_push(list, UnsafeRawPointer(candidate.handle.pointer)),
                    "OPENSSL_sk_push")
            }
            let made = try require(context, "X509_STORE_CTX_new")
            try require(
                X509_STORE_CTX_init(made, store, leaf.handle.pointer, list),
                "X509_STORE_CTX_init")
            return (store, list, made)
        } catch {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(candidates)
            X509_STORE_free(store)
            throw error
        }
    }
}

/// Collects what the validation callback sees.
final class ProblemReport {
    private(set) var problems: [PathProblem] = []

    func add(_ problem: PathProblem) { problems.append(problem) }

    func add(_ more: [PathProblem]) { problems += more }

    func add(errorOf context: OpaquePointer?) {
        let code = X509_STORE_CTX_get_error(context)
        let certificate = X509_STORE_CTX_get_current_cert(context)
        let der = try? encoded("i2d_X509") { i2d_X509(certificate, $0) }
        let problem = PathProblem(
            depth: Int(X509_STORE_CTX_get_error_depth(context)),
            certificate: der.map { SHA256.hash($0) } ?? .zero,
            kind: ProblemReport.kind(code), text: verificationText(code))
        if problems.contains(problem) == false { problems.append(problem) }
    }

    /// Finds the report of a context or of the context that started it.
    static func of(_ context: OpaquePointer?) -> ProblemReport? {
        var context = context
        while let current = context {
            if let report = X509_STORE_CTX_get_ex_data(current, 0) {
                return Unmanaged<ProblemReport>.fromOpaque(report).takeUnretainedValue()
            }
            context = X509_STORE_CTX_get0_parent_ctx(current)
        }
        return nil
    }

    private static func kind(_ code: Int32) -> PathProblem.Kind {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED:
            .noIssuer
        case X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE,
            X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
            .badSignature
        case X509_V_ERR_INVALID_CA: .notCA
        case X509_V_ERR_PATH_LENGTH_EXCEEDED: .pathLength
        case X509_V_ERR_INVALID_PURPOSE, X509_V_ERR_KEYUSAGE_NO_CERTSIGN: .keyUsage
        case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL,
            X509_V_ERR_CA_MD_TOO_WEAK:
            .weak
        default: .other(code)
        }
    }
}

/// What libcrypto says about a verification error.
private func verificationText(_ code: Int32) -> String {
    X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "error \(code)"
}
