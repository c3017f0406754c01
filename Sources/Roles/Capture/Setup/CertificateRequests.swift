package import Cryptography
import LinuxFiles
import Records

/// Certificate requests out, certificates in, for a store whose certificates come from outside.
package enum CertificateRequests {
    /// A request that was written.
    package struct Request: Hashable, Sendable {
        /// What it is for: `log`, `seal`, or `person-` and the id.
        package let name: String
        /// Where it lies, PEM.
        package let path: String
    }

    /// What became of a certificate that came in.
    package enum Outcome: Hashable, Sendable {
        /// It is the certificate of a task, such as `log`.
        case task(String)
        /// It makes this person a person of the log.
        case enrolled(personID: String, seq: UInt64)
        /// It is an authority's.
        case authority
    }

    static func name(personID: String) -> String { "person-\(personID)" }

    /// Writes a request and gives its path.
    @discardableResult
    static func write(
        _ der: [UInt8], as name: String, in layout: StoreLayout
    ) throws -> String {
        let path = "\(layout.requests)/\(name).csr"
        let pem = PEM.encode(label: "CERTIFICATE REQUEST", der: der)
        try Files.writeDurably(Array(pem.utf8), to: path)
        return path
    }

    /// The requests of a store, in order of name.
    package static func list(_ layout: StoreLayout) throws -> [Request] {
        try translating {
            try Files.list(layout.requests).compactMap(\.name).filter { $0.hasSuffix(".csr") }
                .map { Request(name: String($0.dropLast(4)), path: "\(layout.requests)/\($0)") }
        }
    }

    /// Takes a certificate in.
    ///
    /// - Throws: `CaptureError.refused` when its key is none that this store asked for.
    package static func add(_ certificate: Certificate, writer: LogWriter) throws -> Outcome {
        try translating {
            let folder = CertificateFolder(writer.layout)
            if certificate.isCA {
                if certificate.isSelfIssued {
                    try folder.keep(certificate, as: "root")
                } else {
                    try folder.keep(certificate)
                }
                return .authority
            }
            if certificate.rawEd25519Key == writer.genesis.logKey {
                try folder.keep(certificate, as: "log")
                return .task("log")
            }
            guard let request = try matching(certificate, writer.layout) else {
                throw CaptureError.refused(
                    "The certificate of \(certificate.subject) holds a key that this store "
                        + "never asked for.")
            }
            if request.name == "seal" {
                try folder.keep(certificate, as: "seal")
                return .task("seal")
            }
            return try enrol(request, certificate, writer)
        }
    }

    private static func enrol(
        _ request: Request, _ certificate: Certificate, _ writer: LogWriter
    ) throws -> Outcome {
        let personID = String(request.name.dropFirst("person-".count))
        guard let pending = try PendingIdentity.read(personID, writer.layout) else {
            throw CaptureError.damaged("The notes on \(personID) are missing.")
        }
        let conflict = try PersonRegister(writer.store.table).conflict(
            personID: pending.personId, userID: pending.userId, osUser: pending.osUser)
        if let conflict { throw CaptureError.refused(conflict) }
        let seq = try Enrolment.bind(pending, certificate, writer)
        return .enrolled(personID: personID, seq: seq)
    }

    private static func matching(
        _ certificate: Certificate, _ layout: StoreLayout
    ) throws -> Request? {
        for request in try list(layout) {
            let kept = try CertificateRequest(file: Files.read(request.path, limit: 1 << 20))
            if kept.spki == certificate.spki { return request }
        }
        return nil
    }
}
