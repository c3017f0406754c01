internal import BundleFormat
internal import Findings
package import Records
package import Verification

/// Changes a bundle in memory, one change at a time, and has each result judged.
package struct MutationTrial: Sendable {
    private let bundle: [UInt8]
    private let trust: Trust
    private let at: Timestamp
    /// Where each member begins, header included, and its path below the bundle's folder.
    private let members: [(start: Int, path: String)]

    /// Prepares to change an honest bundle.
    ///
    /// - Throws: `ForgeError.broken` when it isn't an honest archive.
    package init(_ bundle: [UInt8], trust: Trust, at: Timestamp) throws {
        let reading = try USTARReader.read(MemorySource(bundle))
        guard reading.isWhole else { throw ForgeError.broken("it isn't an honest archive") }
        self.bundle = bundle
        self.trust = trust
        self.at = at
        members = reading.members.map { member in
            (
                Int(member.headerOffset),
                BundleID.split(archivePath: member.path)?.below ?? ""
            )
        }
    }

    /// The verdict on the bundle as it is.
    package func passesUnchanged() async throws -> Bool {
        try await judged(bundle).verdict == .passed
    }

    /// Changes every byte once.
    ///
    /// - Parameters:
    ///   - stride: Changes every so many bytes only, and every byte of the first two headers.
    ///   - jobs: How many at a time.
    ///   - member: A member's path below the bundle's folder; nil for the whole archive.
    package func changes(
        stride: Int, jobs: Int, within member: String? = nil
    ) async -> MutationTally {
        let first = members.dropFirst(2).first?.start ?? 0
        let places = member.map(places) ?? bundle.indices
        let offsets = places.filter {
            $0.isMultiple(of: stride) || (stride > 1 && $0 % 512 < 8 && $0 < first)
        }
        return await trial(offsets, jobs: jobs) { bytes, offset in
            bytes[offset] = Self.changed(bytes[offset], at: offset)
        }
    }

    /// Where a member lies, with its header and its padding; nowhere for one that isn't there.
    private func places(of member: String) -> Range<Int> {
        guard let index = members.firstIndex(where: { $0.path == member }) else { return 0..<0 }
        let end = index + 1 < members.count ? members[index + 1].start : bundle.count
        return members[index].start..<end
    }

    /// Cuts the bundle off before every byte.
    package func truncations(stride: Int, jobs: Int) async -> MutationTally {
        let lengths = bundle.indices.filter { $0.isMultiple(of: stride) }
        return await trial(lengths, jobs: jobs) { bytes, length in
            bytes.removeLast(bytes.count - length)
        }
    }

    /// Another value, decided by the place: one bit flipped, a different one from place to place.
    static func changed(_ byte: UInt8, at offset: Int) -> UInt8 {
        byte ^ (1 << UInt8((offset &* 7 &+ offset / 512) % 8))
    }

    private func trial(
        _ offsets: [Int], jobs: Int, _ change: @escaping @Sendable (inout [UInt8], Int) -> Void
    ) async -> MutationTally {
        await withTaskGroup(of: MutationTally.self) { group in
            for job in 0..<max(jobs, 1) {
                group.addTask {
                    var tally = MutationTally()
                    for index in Swift.stride(from: job, to: offsets.count, by: max(jobs, 1)) {
                        var bytes = bundle
                        change(&bytes, offsets[index])
                        await judge(bytes, changedAt: offsets[index], &tally)
                    }
                    return tally
                }
            }
            var whole = MutationTally()
            for await part in group { whole.add(part) }
            return whole
        }
    }

    private func judge(
        _ bytes: [UInt8], changedAt offset: Int, _ tally: inout MutationTally
    ) async {
        tally.judged += 1
        let report: Report
        do { report = try await judged(bytes) } catch {
            tally.unjudged.append("\(offset): \(error)")
            return
        }
        switch report.verdict {
        case .passed: tally.passed.append(offset)
        case .failed: tally.failed += 1
        case .indeterminate: tally.indeterminate += 1
        }
        if names(report, offset) { tally.named += 1 }
    }

    private func judged(_ bytes: [UInt8]) async throws -> Report {
        try await Verifier.verify(
            VerificationInput(
                source: MemorySource(bytes), fileName: "bundle.tar", trust: trust,
                profile: .standard, at: at, atWasGiven: true, program: "trailseal-forge"))
    }

    /// Whether a finding that isn't a mere note is about the member that was changed, or about its
    /// place in the archive.
    private func names(_ report: Report, _ offset: Int) -> Bool {
        guard let index = members.lastIndex(where: { $0.start <= offset }) else { return false }
        let end = index + 1 < members.count ? members[index + 1].start : bundle.count
        return report.results.contains { result in
            result.findings.contains { finding in
                guard finding.effect == .failure || finding.effect == .openQuestion else {
                    return false
                }
                if finding.place.member == members[index].path { return true }
                guard finding.place.member == nil, let place = finding.place.offset else {
                    return false
                }
                return place >= UInt64(members[index].start) && place <= UInt64(end)
            }
        }
    }
}
