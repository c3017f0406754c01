import BundleFormat
import Capture
import CommandSupport
import Cryptography
import LinuxFiles
import Records
import Sealing
import TrustAnchors

/// `renew`: a new time-stamp over a sealed bundle and everything that came after it.
struct RenewCommand {
    private let arguments: ParsedArguments
    private let bundle: String
    private let folder: String
    private let url: String
    private let algorithm: HashAlgorithm

    private static let algorithms: [HashAlgorithm] = [.sha256, .sha384, .sha512]

    init(_ arguments: ParsedArguments) throws {
        self.arguments = arguments
        bundle = try arguments.requiredPositional("BUNDLE")
        folder = arguments.value("later") ?? bundle + ".later"
        url = try arguments.required("tsa")
        guard TimeStampClient.isAddress(url) else {
            throw arguments.usage(
                "--tsa needs an address such as https://tsa.example/, not \(url)")
        }
        let name = arguments.value("hash") ?? HashAlgorithm.sha256.rawValue
        guard let algorithm = Self.algorithms.first(where: { $0.rawValue == name }) else {
            let known = Self.algorithms.map(\.rawValue).joined(separator: ", ")
            throw arguments.usage("--hash knows \(known), not \(Printable.line(name))")
        }
        self.algorithm = algorithm
    }

    func run() throws {
        let evidence = try evidence()
        let files = try later()
        let renewal = BundleRenewal(
            files: files,
            archive: try hashes(try BundleRenewal.algorithms(of: files).union([algorithm])))
        let renewed = try renewal.renew(
            adding: evidence, by: algorithm, url: url,
            randomBytes: try SystemRandom.bytes(TimeStampExchange.nonceByteCount),
            transport: TimeStampClient.network)
        try write(renewed.files)
        let name = renewed.files.last?.name.text ?? ""
        let time = Timestamp(unixSeconds: renewed.genTime).secondsText
        try StandardStreams.write(
            """
            Renewed \(Printable.line(bundle)) at \(time): \(Printable.line("\(folder)/\(name)"))
            by \(Printable.line(renewed.authority ?? "an authority whose certificate isn't at hand"))
            Keep the folder beside the bundle; trailseal-verify reads it with --later.

            """)
    }

    // MARK: What is there

    /// The files that came after sealing; one that a renewal couldn't cover is refused.
    private func later() throws -> LaterFiles {
        guard Files.exists(folder) else { return LaterFiles() }
        let limits = BundleLimits()
        let entries = try FlatFolder.read(
            folder, count: limits.laterFiles, bytes: Int(clamping: limits.laterBytes)
        ) { name in LaterName(name).map { Int(clamping: limits.bytes(of: $0)) } ?? 0 }
        var files: [LaterFiles.File] = []
        for entry in entries where entry.name != "custody" {
            guard let name = LaterName(entry.name), let bytes = entry.bytes else {
                throw CommandFailure(
                    .unreadable,
                    "\(Printable.line("\(folder)/\(entry.name)")) is none of the files that belong "
                        + "there, so no renewal would cover it")
            }
            files.append(LaterFiles.File(name, bytes))
        }
        return LaterFiles(files)
    }

    /// The hash of the tar by each of some algorithms.
    private func hashes(_ algorithms: Set<HashAlgorithm>) throws -> [HashAlgorithm: [UInt8]] {
        var found: [HashAlgorithm: [UInt8]] = [:]
        for algorithm in algorithms {
            var stream = try HashStream(algorithm)
            do throws(SystemError) {
                guard try Files.status(of: bundle, followingLinks: true).kind == .file else {
                    throw SystemError(function: "open", code: 22, path: Array(bundle.utf8))
                }
                let file = try FileDescriptor(reading: bundle)
                var offset: Int64 = 0
                while true {
                    let piece = try file.bytes(count: 1 << 20, at: offset)
                    if piece.isEmpty { break }
                    stream.update(piece)
                    offset += Int64(piece.count)
                }
            } catch {
                throw CommandFailure.reading(error)
            }
            found[algorithm] = stream.finish()
        }
        return found
    }

    /// What `--crl` and `--certificate` name, by what it is.
    private func evidence() throws -> [LaterName.Kind: [UInt8]] {
        var found: [LaterName.Kind: [UInt8]] = [:]
        var trust = TrustFolder()
        for path in arguments.values("crl") { try trust.addRevocation(path) }
        for list in trust.revocation { found[.revocationList(list.sha256)] = list.der }
        for response in trust.responses {
            found[.revocationResponse(response.sha256)] = response.der
        }
        for path in arguments.values("certificate") {
            for certificate in try SealAccess.certificates(path) {
                found[.certificate(certificate.sha256)] = certificate.der
            }
        }
        return found
    }

    // MARK: What comes of it

    private func write(_ files: [LaterFiles.File]) throws {
        do throws(SystemError) {
            if !Files.exists(folder) { try Files.createDirectory(folder) }
            for file in files {
                try Files.writeDurably(
                    file.bytes, to: "\(folder)/\(file.name.text)", noReplace: true)
            }
        } catch {
            throw CommandFailure.writing(error)
        }
    }
}
