import BundleFormat
import CanonicalJSON
import Cryptography
import Records
import Testing
import TrailSealTestKit

@Suite struct BundleReadmeTests {
    static func genesis(organisation: String = "Example Laboratory") -> GenesisBody {
        GenesisBody(
            calendar: CopyFixture.digest, calendarDepth: 3, custody: .custodian,
            custodianCertificateSha256: CopyFixture.digest,
            logKey: [UInt8](repeating: 1, count: 32), organisation: organisation, site: "BSL",
            host: "nmr7",
            program: ProgramIdentity(
                name: "trailseal-capture", version: "1", sha256: CopyFixture.digest),
            configSha256: CopyFixture.digest, policySha256: CopyFixture.digest)
    }

    /// A log with all that the page has a part for.
    static func log() -> CopyFixture {
        var log = CopyFixture()
        log.add(genesis(), project: nil)
        log.add(ProjectBody(label: CopyFixture.project, name: "QC 26-118"))
        log.add(PolicyBody(policyId: "POL", version: "3", sha256: CopyFixture.digest))
        log.add(CopyFixture.file("exp=201/fid"))
        log.add(CopyFixture.file("exp=201/FID", content: [2]))
        log.add(CopyFixture.file("exp=201/pdata/1/1r", content: [3]))
        let dataset = log.add(CopyFixture.end("exp=201", files: 3))
        let signature = log.add(
            SignatureBody(
                statement: log.statement(target: dataset), cms: [1, 2, 3],
                certificateSha256: CopyFixture.digest))
        log.withhold(.personalData)
        let leaf = LeafReference(seq: signature, leaf: CopyFixture.digest)
        log.add(SignatureStatusBody(signature: leaf, status: .withdrawn, reason: "wrong sample"))
        log.add(
            family: "epoch.close",
            body: EpochCloseBody(
                cause: .count,
                counts: [FamilyCount(family: "credential", count: 1)], gaps: 0, reconciliations: 0
            ).json)
        return log
    }

    @Test func everySignatureShowsWhatTheRuleAsks() throws {
        let page = try Self.log().page()
        let start = try #require(page.firstRange(of: "<section id=\"signatures\">"))
        let end = try #require(page.firstRange(of: "<section id=\"datasets\">"))
        let part = page[start.lowerBound..<end.lowerBound]
        for item in [
            "Ada Chen (P1)", "authored (AUTHORED)", "reviewed against worksheet", "analyst",
            "2026-11-18 12:08:20 +01:00 (Europe/Zurich; 2026-11-18T11:08:20Z)",
            "dataset exp 1, version 1", "withdrawn: wrong sample",
        ] {
            #expect(part.contains(item), "\(item)")
        }
    }

    @Test func everyFileIsLinkedWhereTheBundleHasIt() throws {
        let log = Self.log()
        let page = try log.page()
        let files = "files/\(log.source.label)/\(CopyFixture.project)"
        #expect(page.contains("href=\"\(files)/exp=201/pdata/1/1r\""))
        // Two names that differ only in case both stand under their digests.
        #expect(page.contains("href=\"unnamed/\(SHA256.hash([1]).hex)\""))
        #expect(page.contains("href=\"unnamed/\(SHA256.hash([2]).hex)\""))
        #expect(page.contains("exp 1/pdata/1/1r"))
    }

    @Test func whatIsWithheldIsCounted() throws {
        let page = try Self.log().page()
        #expect(page.contains("1 of 11 records"))
        #expect(page.contains("<td><bdi>personal-data</bdi></td><td><bdi>1</bdi></td>"))
        #expect(page.contains("<td><bdi>credential</bdi></td><td><bdi>1</bdi></td>"))
        #expect(page.contains("withheld (personal-data); SHA-256 \(CopyFixture.digest.hex)"))
    }

    @Test func everyRecordHasItsPlaceAndItsFields() throws {
        let log = Self.log()
        let page = try log.page()
        for record in log.records {
            #expect(page.contains("id=\"r-\(log.source.label)-\(record.sequence)\""))
        }
        for (key, value) in Self.genesis().json {
            let text = value.stringValue ?? value.integerValue.map(String.init) ?? ""
            if !text.isEmpty { #expect(page.contains("<dt>\(key)</dt><dd><bdi>\(text)</bdi>")) }
        }
        #expect(page.contains("4 characters of base64, in the record itself"))
    }

    @Test func thePolicyInForceIsShown() throws {
        let policy = SitePolicy.standard(policyId: "POL", version: "3")
        let page = try Self.log().page(policies: [CopyFixture.digest: policy])
        #expect(page.contains("POL, version 3"))
        #expect(page.contains("export approved, true copy"))
    }

    @Test func aLongLogShowsItsFirstRecordsAndSaysWhereTheRestStands() throws {
        var log = CopyFixture()
        log.add(Self.genesis(), project: nil)
        let shown = Int(ReadmeLimits.records)
        for _ in 1..<shown { log.add(ServiceBody(event: .start)) }
        #expect(!(try log.page()).contains("records are shown"))
        let target = log.add(CopyFixture.end("exp"))
        log.add(
            SignatureBody(
                statement: log.statement(target: target), cms: [1],
                certificateSha256: CopyFixture.digest))
        let page = try log.page()
        let label = log.source.label
        #expect(
            page.contains(
                "<p>The first 1,000 of 1,002 records are shown. Every one is a row of "
                    + "<a href=\"records/\(label).csv\">records/\(label).csv</a>.</p>\n"))
        #expect(page.ranges(of: "<tr id=\"r-").count == shown)
        // What isn't on the page isn't linked to, and is named all the same.
        #expect(page.contains("record 1000: <bdi>dataset exp, version 1</bdi>"))
        #expect(!page.contains("#r-\(label)-1000"))
        try Self.expectWellFormed(page)
    }

    @Test func aLargeDatasetListsItsFirstFilesAndSaysWhereTheRestStands() throws {
        var log = CopyFixture()
        log.add(Self.genesis(), project: nil)
        for number in 0...ReadmeLimits.files {
            log.add(CopyFixture.file("exp/\(10_000 + number)"))
        }
        log.add(CopyFixture.end("exp", files: UInt64(ReadmeLimits.files + 1)))
        let page = try log.page()
        #expect(page.contains("<p>The first 1,000 of 1,001 files are listed. "))
        #expect(page.ranges(of: "<tr><td><a href=\"files/").count == ReadmeLimits.files)
        #expect(page.contains("/exp/10999\">") && !page.contains("/exp/11000\">"))
        try Self.expectWellFormed(page)
    }

    @Test func theExportNamesRequesterAndApprover() throws {
        var log = Self.log()
        let request = log.add(
            ExportRequestBody(
                exportId: "EX-31", purpose: "inspection", requester: "P2", recipient: "the agency",
                query: ExportQuery(project: CopyFixture.project),
                notKeptHere: [KeptElsewhere(family: "training", where: "LMS", why: "own system")],
                sealSpkiSha256: CopyFixture.digest, template: ReadmeRendering.template))
        let approval = log.add(
            SignatureBody(
                statement: log.statement(name: "Quinn Ames", target: request), cms: [1],
                certificateSha256: CopyFixture.digest))
        log.add(
            ExportBody(
                exportId: "EX-31", request: .init(seq: request, leaf: CopyFixture.digest),
                approval: .init(seq: approval, leaf: CopyFixture.digest),
                epochs: EpochRange(first: 0, last: 1)))
        let page = try log.page()
        for item in [
            "<bdi>inspection</bdi>", "<bdi>the agency</bdi>", "<bdi>P2</bdi>", "Quinn Ames (P1), ",
            "training: LMS (own system)", "export request EX-31",
        ] {
            #expect(page.contains(item), "\(item)")
        }
    }

    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=y>", "'onload='", "&lt;b&gt;",
        "]]>", "a\u{202E}gpj.exe", "line\nPASSED", "\u{0}\u{1B}[31m", "zero\u{200B}width",
        "\u{2066}isolate\u{2069}", "\u{E0041}tag", "</bdi></td></tr></table>", "\u{FFFE}",
    ]

    @Test(arguments: hostile)
    func foreignTextStaysText(text: String) throws {
        var log = CopyFixture()
        log.add(Self.genesis(organisation: text), project: nil)
        let dataset = log.add(CopyFixture.end("exp", dataset: text))
        log.add(
            SignatureBody(
                statement: log.statement(name: text, reason: text, target: dataset), cms: [1],
                certificateSha256: CopyFixture.digest))
        log.add(family: "later.family", body: JSONObject([(text, .string(text))]))
        let page = try log.page()
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.unicodeScalars.contains { ("\u{202A}"..."\u{202E}").contains($0) })
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!page.unicodeScalars.contains { $0.value >= 0xE0000 || $0.value == 0xFFFE })
        try Self.expectWellFormed(page)
    }

    /// The page is written so that a strict XML reader takes it too.
    static func expectWellFormed(_ page: String) throws {
        let script = "import sys,xml.dom.minidom as m;m.parseString(sys.stdin.buffer.read())"
        let result = try runProcess(["python3", "-c", script], stdin: Array(page.utf8))
        #expect(result.status == 0, "\(result.errorText.suffix(300))")
    }

    @Test func thePageIsWellFormedAndReachesForNothing() throws {
        let page = try Self.log().page()
        try Self.expectWellFormed(page)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(!page.contains("http://") && !page.contains("https://"))
        #expect(!page.contains("src="))
    }

    @Test func thePageIsAFunctionOfItsInput() throws {
        #expect(try Self.log().page() == Self.log().page())
        var other = Self.log()
        other.add(ServiceBody(event: .stop))
        #expect(try Self.log().page() != other.page())
    }

    @Test func severalLogsStandOnOnePageInOrderOfTheirIds() throws {
        let bundle = try CopyFixture.bundle()
        var second = CopyFixture(log: 2)
        second.add(Self.genesis(), project: nil)
        let logs = [Self.log().source, second.source]
        let page = try ReadmeRendering(logs: logs, policies: [:], bundle: bundle).page()
        let other = try ReadmeRendering(logs: logs.reversed(), policies: [:], bundle: bundle).page()
        #expect(page == other)
        let text = String(decoding: page, as: UTF8.self)
        for section in ["export", "signatures", "withheld", "policy", "records"] {
            #expect(text.ranges(of: "id=\"\(section)\"").count == 1)
            #expect(text.ranges(of: "id=\"\(section)-").count == 1)
        }
        try Self.expectWellFormed(text)
    }

    @Test func aBodyThatCannotBeReadIsStillShown() throws {
        var log = CopyFixture()
        log.add(family: "signature", body: ["odd": ["x": [1, true, []]]])
        let page = try log.page()
        #expect(page.contains("<dt>odd.x 1</dt><dd><bdi>1</bdi>"))
        #expect(page.contains("<dt>odd.x 2</dt><dd><bdi>yes</bdi>"))
        #expect(page.contains("<dt>odd.x 3</dt><dd><bdi>none</bdi>"))
        #expect(page.contains("No signature is shown."))
    }
}
