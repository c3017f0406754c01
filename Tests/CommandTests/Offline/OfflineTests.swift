import Testing
import TrailSealTestKit

/// The verifier judges without a network: not because it happens not to ask, but where it can't.
///
/// Three proofs that stand beside each other, each with the control that shows that it works.
@Suite struct OfflineTests {
    /// A bundle that passes with tokens and lists, one that fails, one that stays open.
    static let samples = ["good-time-stamped", "bad-token-of-another-note", "odd-root-unknown"]

    private static let connects = [
        "python3", "-c", "import socket; socket.create_connection(('127.0.0.1', 9))",
    ]

    @Test(arguments: samples)
    func whereThereIsNoInterfaceTheReportsAreTheSame(_ name: String) throws {
        guard let confinement = Confinement.emptyNamespace else {
            Confinement.sayAbsent(
                "network namespace", instead: "the filter on socket calls stands in for it")
            return try expectSame(name, under: .killingFilter)
        }
        try expectSame(name, under: confinement)
        let interfaces = try succeed(confinement.prefix + ["cat", "/proc/net/dev"]).outputText
            .split(separator: "\n").dropFirst(2).map { $0.filter { $0 != " " } }
        #expect(interfaces.allSatisfy { $0.hasPrefix("lo:") }, "\(interfaces)")
        #expect(try runProcess(confinement.prefix + Self.connects).status == 1)
    }

    @Test(arguments: samples)
    func whereASocketWouldKillItTheReportsAreTheSame(_ name: String) throws {
        try expectSame(name, under: .killingFilter)
    }

    @Test func theFilterKillsWhoeverAsksForASocket() throws {
        let prefix = Confinement.killingFilter.prefix
        #expect(try runProcess(prefix + ["true"]).status == 0)
        for call in ["socket.socket()", "socket.socketpair()", "socket.socket(socket.AF_UNIX)"] {
            let run = try runProcess(prefix + ["python3", "-c", "import socket; \(call)"])
            #expect(run.status == 128 + 31, "\(call): \(run.errorText)")
        }
        // The workstation's program does ask a time-stamp authority, and dies of it.
        #expect(try runProcess(prefix + Self.connects).status == 128 + 31)
    }

    @Test(arguments: samples)
    func aTraceShowsNoCallIntoTheNetwork(_ name: String) throws {
        let folder = try TemporaryDirectory()
        #expect(
            try runProcess(["strace", "--version"]).status == 0, "make test installs strace")
        guard let confinement = Confinement.trace(into: folder.file("trace")) else {
            Confinement.sayAbsent(
                "tracing", instead: "the filter on socket calls stands in for the trace")
            return try expectSame(name, under: .killingFilter)
        }
        try expectSame(name, under: confinement)
        let trace = CallTrace(String(decoding: try readFile(folder.file("trace")), as: UTF8.self))
        #expect(trace.calls.count > 10)
        #expect(trace.networkCalls == [])
        // Resolver, hosts, service names, proxies, certificates and settings of the system: none.
        let libraries = try Self.libraryFolders()
        #expect(trace.paths.filter { !Self.mayLookAt($0, name, libraries) }.sorted() == [])
        #expect(trace.paths.contains("\(JudgedSample.folder)/\(name)/bundle.tar"))
    }

    @Test func theTraceShowsACallWhereThereIsOne() throws {
        let folder = try TemporaryDirectory()
        guard let confinement = Confinement.trace(into: folder.file("trace")) else { return }
        _ = try runProcess(confinement.prefix + Self.connects)
        let trace = CallTrace(String(decoding: try readFile(folder.file("trace")), as: UTF8.self))
        #expect(trace.networkCalls.contains { $0.hasPrefix("socket(") })
        #expect(trace.networkCalls.contains { $0.hasPrefix("connect(") })
    }

    /// The bundle and its trust, the reports, the program and what it links, and what the C and
    /// Swift libraries ask about the machine.
    private static func mayLookAt(_ path: String, _ name: String, _ libraries: [String]) -> Bool {
        let places =
            libraries + [
                "\(JudgedSample.folder)/\(name)/", "/etc/ld.so.", "/proc/self/",
                "/sys/devices/system/cpu", "/sys/fs/cgroup", "/sys/kernel/mm",
                "/proc/sys/vm/overcommit_memory",
            ]
        // An empty path stands for a file that is open already.
        if path.isEmpty { return true }
        // libdispatch counts which of its own threads are running.
        if path.hasPrefix("/proc/"), path.hasSuffix("/stat") { return true }
        // gmtime of the C library reads the zone and then doesn't use it; EnvironmentTests sets TZ.
        if path == "/etc/localtime" || path.contains("/trailseal-test-") { return true }
        return !path.contains("libnss") && !path.contains("libresolv")
            && places.contains { path.hasPrefix($0) }
    }

    /// The folders in which the loader looks for the verifier's libraries.
    private static func libraryFolders() throws -> [String] {
        let linked = try succeed(["ldd", Programs.verify]).outputText
            .split(whereSeparator: { " \t\n()".contains($0) }).map(String.init)
        let swift = linked.first { $0.hasPrefix("/") && $0.contains("/lib/swift/") } ?? "/usr/lib"
        let toolchain = swift.split(separator: "/lib/swift/").first.map(String.init) ?? "/usr"
        // The build folder, of which the folder of the configuration may be a link.
        let own = Programs.verify.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(2).joined(separator: "/")
        return [
            "/lib/", "/usr/lib", "\(toolchain)/lib/swift", "\(toolchain)/libexec/swift",
            own + "/",
        ]
    }

    private func expectSame(
        _ name: String, under confinement: Confinement, location: SourceLocation = #_sourceLocation
    ) throws {
        let free = try JudgedSample(name)
        let confined = try JudgedSample(name, .init(prefix: confinement.prefix))
        #expect(free.reports.values.allSatisfy { $0?.isEmpty == false }, sourceLocation: location)
        free.expectSame(as: confined, location: location)
    }
}
