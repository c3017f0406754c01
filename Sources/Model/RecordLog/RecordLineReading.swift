import CanonicalJSON
import Cryptography
import Records

extension RecordLine {
    /// Takes a line apart.
    ///
    /// The frame is exact to the byte. That the entry is canonical JSON with an envelope is told by
    /// `Entry(encoded:)` on the range given.
    ///
    /// - Parameter line: The bytes without LF.
    package static func read(_ line: [UInt8]) -> Result<ReadLine, LineProblem> {
        read(line.span)
    }

    /// Takes a line apart.
    ///
    /// - Parameter line: The bytes without LF.
    package static func read(_ line: Span<UInt8>) -> Result<ReadLine, LineProblem> {
        do throws(LineProblem) { return .success(try parse(line)) } catch { return .failure(error) }
    }

    private static func parse(_ line: Span<UInt8>) throws(LineProblem) -> ReadLine {
        if line.count == 0 { throw .empty }
        if line.count > maximumByteCount { throw .tooLong }
        if holds(clearHead, in: line, at: 0) { return try parseClear(line) }
        if holds(withheldHead, in: line, at: 0) { return try parseWithheld(line) }
        throw .notARecord
    }

    private static func parseClear(_ line: Span<UInt8>) throws(LineProblem) -> ReadLine {
        let (range, code) = try clearParts(of: line)
        let computed = SHA256.hash(line.extracting(range))
        return ReadLine(content: .clear(entryRange: range), digest: computed, code: code)
    }

    /// Where the entry of a line in clear stands, for whoever doesn't want its digest.
    ///
    /// - Returns: What `read(_:)` says of the line; `notARecord` of a withheld one.
    package static func entryRange(of line: Span<UInt8>) -> Result<Range<Int>, LineProblem> {
        do throws(LineProblem) {
            if line.count == 0 { throw .empty }
            if line.count > maximumByteCount { throw .tooLong }
            guard holds(clearHead, in: line, at: 0) else { throw .notARecord }
            return .success(try clearParts(of: line).range)
        } catch {
            return .failure(error)
        }
    }

    private static func clearParts(
        of line: Span<UInt8>
    ) throws(LineProblem) -> (range: Range<Int>, code: Digest) {
        let entryEnd = line.count - clearTailCount
        guard entryEnd >= clearHead.utf8CodeUnitCount, holds(codeHead, in: line, at: entryEnd),
            holds(end, in: line, at: line.count - end.utf8CodeUnitCount)
        else { throw .notARecord }
        let range = clearHead.utf8CodeUnitCount..<entryEnd
        guard range.count >= 2, line[range.lowerBound] == UInt8(ascii: "{"),
            line[range.upperBound - 1] == UInt8(ascii: "}")
        else { throw .entryIsNotAnObject }
        guard let code = digest(in: line, at: entryEnd + codeHead.utf8CodeUnitCount) else {
            throw .badCode
        }
        return (range, code)
    }

    private static func parseWithheld(_ line: Span<UInt8>) throws(LineProblem) -> ReadLine {
        let digestPlace = withheldHead.utf8CodeUnitCount
        let codePlace = digestPlace + hexCount + withheldCode.utf8CodeUnitCount
        let reasonPlace = codePlace + hexCount + reasonHead.utf8CodeUnitCount
        let reasonEnd = line.count - end.utf8CodeUnitCount
        guard reasonEnd > reasonPlace,
            holds(withheldCode, in: line, at: digestPlace + hexCount),
            holds(reasonHead, in: line, at: codePlace + hexCount),
            holds(end, in: line, at: reasonEnd)
        else { throw .notARecord }
        guard let claimed = digest(in: line, at: digestPlace) else { throw .badDigest }
        guard let code = digest(in: line, at: codePlace) else { throw .badCode }
        let reason = WithholdingReason.allCases.first { reason in
            reason.rawValue.utf8.count == reasonEnd - reasonPlace
                && ByteRuns.holds(reason.rawValue.utf8.span, in: line, at: reasonPlace)
        }
        guard let reason else { throw .unknownReason }
        return ReadLine(
            content: .withheld(digest: claimed, reason: reason), digest: claimed, code: code)
    }

    private static func holds(
        _ part: StaticString, in line: Span<UInt8>, at place: Int
    ) -> Bool {
        ByteRuns.holds(part, in: line, at: place)
    }

    private static func digest(in line: Span<UInt8>, at place: Int) -> Digest? {
        Digest(hexIn: line, at: place)
    }
}
