import BundleFormat
import Cryptography
import Findings
import Records

/// Judges the time-stamps that renew a bundle, the newest first.
///
/// 1. Each is a time-stamp like any other, over the tar and every file in front of it.
/// 2. What a newer one covers existed when that was given: its algorithms and its authority are
///    asked about at that time and no longer at the time of the judgement.
/// 3. None is dated before the one it covers.
///
/// Source: docs/formats/bundle.md §13; docs/formats/report.md §8; RFC 4998 §5.3.
struct RenewalJudgement {
    let facts: Facts
    let trust: Trust
    let archive: RevocationArchive
    let clock: JudgementClock

    private var files: LaterFiles { facts.later.files }

    /// The renewals, in order of number.
    func judged() -> [JudgedReceipt] {
        let hashes = Dictionary(
            facts.later.archive.keys.map { ($0, files.hashes(by: $0)) },
            uniquingKeysWith: { first, _ in first })
        let answers = files.renewals.map {
            ($0, TimeStampResponse.read($0.bytes, certificates: certificates))
        }
        var judged: [JudgedReceipt] = []
        var covered: Timestamp?
        for index in answers.indices.reversed() {
            let (file, answer) = answers[index]
            let earlier = answers[..<index].last.flatMap { Self.token(in: $0.1) }
            var receipt = judge(file, answer, hashes, covered: covered)
            if let token = Self.token(in: answer) { order(&receipt, token, behind: earlier) }
            if receipt.standing == .proved {
                clock.hold(&receipt, newest: facts.newestTime, place(file))
            }
            if receipt.isFirm, let latest = receipt.latest {
                covered = covered.map { min($0, latest) } ?? latest
            }
            judged.append(receipt)
        }
        return judged.reversed()
    }

    private var certificates: [Certificate] { facts.later.certificates + facts.certificates }

    private func place(_ file: LaterFiles.File) -> Place { Place(member: file.name.text) }

    private static func token(in answer: TimeStampResponse) -> TimeStampToken? {
        if case .granted(let token, _) = answer { token } else { nil }
    }

    // MARK: One renewal

    private func judge(
        _ file: LaterFiles.File, _ answer: TimeStampResponse,
        _ hashes: [HashAlgorithm: [[UInt8]]], covered: Timestamp?
    ) -> JudgedReceipt {
        let place = place(file)
        var receipt = JudgedReceipt(
            size: UInt64(file.name.number), member: file.name.text,
            sha256: SHA256.hash(file.bytes), notary: "an authority", kind: .timeStamp)
        switch answer {
        case .refused(let status, let text):
            receipt.fail(
                "TSA_STATUS", at: place, expected: "granted", found: "status \(status): \(text)",
                "The authority refused to give a time-stamp.")
        case .malformed(let reason):
            receipt.fail(
                "TSA_DER", at: place, expected: "an answer in strict DER", found: reason,
                "The file is no answer of a time-stamp authority.")
        case .granted(let token, _):
            receipt.take(token)
            judge(token, of: file, hashes, covered: covered, &receipt)
        }
        return receipt
    }

    private func judge(
        _ token: TimeStampToken, of file: LaterFiles.File, _ hashes: [HashAlgorithm: [[UInt8]]],
        covered: Timestamp?, _ receipt: inout JudgedReceipt
    ) {
        let algorithm = token.imprintAlgorithm
        let number = file.name.number
        let own = hashes[algorithm] ?? []
        let archive = facts.later.archive[algorithm] ?? []
        let message = files.message(ofRenewal: number, archive: archive, hashes: own)
        if token.imprint != algorithm.hash(message), let gap = gap(before: number) {
            receipt.doubt(
                "RENEWAL_MISSING", at: place(file), expected: "\(gap) in the folder",
                found: "not there",
                "An earlier renewal isn't there, so what this one covers can't be told.")
            return
        }
        TokenJudge(
            facts: facts, trust: trust, archive: self.archive, today: clock.moment,
            covered: covered, place: place(file)
        ).judge(token, over: message, &receipt)
        guard token.imprint != algorithm.hash(message) else { return }
        if let less = partial(of: token, number, archive, own) {
            receipt.fail(
                "RENEWAL_INCOMPLETE", at: place(file),
                expected: "the tar and every file in front of \(file.name.text)", found: less,
                "The renewal leaves out evidence that came before it, so it doesn't carry that on.")
        }
    }

    /// The first renewal that isn't there in front of one; nil where none is missing.
    private func gap(before number: Int) -> String? {
        let there = Set(files.renewals.map(\.name.number))
        return (1..<max(1, number)).first { !there.contains($0) }
            .flatMap { LaterName($0, .renewal)?.text }
    }

    /// Which part of what it should cover a token does cover; nil where none is recognised.
    private func partial(
        of token: TimeStampToken, _ number: Int, _ archive: [UInt8], _ hashes: [[UInt8]]
    ) -> String? {
        let before = zip(files.files, hashes).filter { LaterFiles.isBefore($0.0.name, number) }
        let stamps = before.filter { $0.0.name.kind == .renewal }.map(\.1)
        let candidates: [(String, [UInt8])] = [
            ("the tar alone", archive),
            ("the tar and the renewals, without certificates and lists", joined(archive, stamps)),
            ("the files in front of it, without the tar", joined([], before.map(\.1))),
            ("the renewal in front of it alone", stamps.last ?? []),
        ]
        let algorithm = token.imprintAlgorithm
        // Whoever has a file dated by another tool gets its hash, not the hash of its hash.
        if token.imprint == archive { return "the tar alone, as one file" }
        return candidates.first { !$0.1.isEmpty && token.imprint == algorithm.hash($0.1) }?.0
    }

    private func joined(_ first: [UInt8], _ rest: [[UInt8]]) -> [UInt8] { rest.reduce(first, +) }

    /// A renewal can't be dated before the one that it covers.
    private func order(
        _ receipt: inout JudgedReceipt, _ token: TimeStampToken, behind earlier: TimeStampToken?
    ) {
        guard let earlier, let latest = receipt.latest else { return }
        let before = Timestamp(
            unixSeconds: earlier.genTime, nanoseconds: Int64(earlier.genTimeNanoseconds)
        ).adding(nanoseconds: 0 &- (earlier.accuracyNanoseconds ?? 0))
        guard latest.milliseconds(to: before) > clock.skewMilliseconds else { return }
        receipt.fail(
            "TIME_ORDER", at: Place(member: receipt.member),
            expected: "not before \(before.secondsText)", found: latest.secondsText,
            "The renewal is dated earlier than the one that it covers.")
    }
}
