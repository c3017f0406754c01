import Cryptography
import RecordLog
import Records
import Testing

@Suite struct NotebookTests {
    static let seed = NoteTests.logSeed
    static let time = Timestamp(unixSeconds: 1_790_000_000)

    static func head(_ size: UInt64, log: Int = 1, root: Int = 9) throws -> Checkpoint {
        try Checkpoint.sign(
            logID: .sample(log), size: size, root: .sample(root), logKeySeed: seed)
    }

    static func note(_ head: Checkpoint, in notebook: inout Notebook) throws {
        notebook.note(
            head, logKey: try Ed25519.publicKey(seed: seed), time: time, bundle: "bundle.tar",
            manifest: .sample(7))
    }

    static func notebook(_ heads: [Checkpoint]) throws -> Notebook {
        var notebook = Notebook()
        for head in heads { try note(head, in: &notebook) }
        return notebook
    }

    static func three() throws -> Notebook {
        try notebook([try head(3), try head(5, log: 2), try head(8)])
    }

    @Test func aNotebookIsReadBackAsItWasWritten() throws {
        let notebook = try Self.three()
        let read = try Notebook(bytes: notebook.bytes)
        #expect(read == notebook)
        #expect(read.tail == notebook.tail && read.bytes == notebook.bytes)
        #expect(read.heads(of: .sample(1)).map(\.checkpoint.size) == [3, 8])
        #expect(read.heads(of: .sample(2)).map(\.bundle) == ["bundle.tar"])
        #expect(read.lines.last.map { SHA256.hash($0.bytes) } == read.tail)
        #expect(read.lines.map(\.previous).first == .zero)
    }

    /// The form is open: any program that reads JSON reads a line.
    @Test func aLineIsCanonicalJSON() throws {
        let line = String(decoding: try Self.notebook([try Self.head(3)]).bytes, as: UTF8.self)
        #expect(line.hasPrefix(#"{"bundle":"bundle.tar","log":""#))
        for member in [
            #""size":3"#, #""time":"2026-09-21T14:13:20.000000000Z""#, #""v":1"#, #""manifest":""#,
            #""note":""#, #""previous":"0000"#,
        ] { #expect(line.contains(member), "\(member)") }
    }

    @Test func aHeadThatIsNotLargerIsNotNotedAgain() throws {
        var notebook = try Self.three()
        let before = notebook
        for size in [UInt64(3), 7, 8] { try Self.note(try Self.head(size), in: &notebook) }
        #expect(notebook == before)
        try Self.note(try Self.head(9), in: &notebook)
        #expect(notebook.lines.count == 4)
    }

    @Test func everyChangedByteIsSeen() throws {
        let bytes = try Self.three().bytes
        // What no signature and no link covers is the last line's own time, bundle and manifest: its
        // digest, which reports print, changes.
        let tail = try Self.three().tail
        for index in bytes.indices {
            for mask in [UInt8(0x01), 0x80] {
                var bad = bytes
                bad[index] ^= mask
                let read = try? Notebook(bytes: bad)
                #expect(read.map { $0.tail != tail } ?? true, "byte \(index)")
                #expect(
                    read.map { $0.lines.dropLast() == (try? Self.three())?.lines.dropLast() }
                        ?? true)
            }
        }
    }

    @Test func linesTakenOutMovedOrDoubledAreSeen() throws {
        let lines = try Self.three().lines.map(\.bytes)
        for order in [[1, 2], [0, 2], [1, 0, 2], [0, 1, 1, 2], [2]] {
            #expect(throws: NotebookError.self) {
                try Notebook(bytes: order.flatMap { lines[$0] })
            }
        }
    }

    @Test func whatIsNoWholeNotebookIsRefused() throws {
        let bytes = try Self.three().bytes
        for bad in [
            [], Array("\n".utf8), Array("{}\n".utf8), Array("[]\n".utf8), Array(bytes.dropLast()),
            bytes + [0x0A], bytes + Array("x".utf8), [0xFF, 0x0A],
            Array(
                String(decoding: bytes, as: UTF8.self).replacing(#""v":1"#, with: #""v":2"#).utf8),
            Array(
                String(decoding: bytes, as: UTF8.self).replacing(#","v":"#, with: #","u":1,"v":"#)
                    .utf8),
        ] as [[UInt8]] {
            #expect(throws: NotebookError.self) { try Notebook(bytes: bad) }
        }
    }

    /// Somebody writes a line of his own, right but for the signature.
    @Test func aHeadThatTheLogsKeyDidNotSignIsRefused() throws {
        let other = SecretBytes(copying: [UInt8](repeating: 77, count: 32))
        let forged = try Checkpoint.sign(
            logID: .sample(1), size: 9, root: .sample(9), logKeySeed: other)
        let notebook = try Self.notebook([try Self.head(3), forged])
        #expect(throws: NotebookError.self) { try Notebook(bytes: notebook.bytes) }
        // With a key of its own the line holds, and it isn't the key that the log had before.
        var another = try Self.notebook([try Self.head(3)])
        another.note(
            forged, logKey: try Ed25519.publicKey(seed: other), time: Self.time, bundle: "b",
            manifest: nil)
        #expect(throws: NotebookError.self) { try Notebook(bytes: another.bytes) }
    }

    @Test func anEarlierStageIsFoundByItsTail() throws {
        let notebook = try Self.three()
        let stages = (0...3).map { count in
            (try? Self.notebook(
                [try Self.head(3), try Self.head(5, log: 2), try Self.head(8)].prefix(count)
                    .map { $0 })) ?? Notebook()
        }
        for stage in stages {
            #expect(notebook.newestStage { $0 == stage.tail } == stage)
        }
        #expect(notebook.newestStage { _ in true } == notebook)
        #expect(notebook.newestStage { _ in false } == nil)
    }
}
