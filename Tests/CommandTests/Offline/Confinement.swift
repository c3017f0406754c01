import Testing
import TrailSealTestKit

/// A way to run a program where the network is out of reach.
struct Confinement: Sendable {
    /// What stands before the program's own command.
    let prefix: [String]

    /// A user and network namespace of its own: no interface but a loopback that is down.
    ///
    /// nil where this machine grants neither kind of namespace, as some containers don't.
    static let emptyNamespace: Confinement? = [["unshare", "-rn"], ["unshare", "-n"]]
        .first { ((try? runProcess($0 + ["true"]))?.status ?? 1) == 0 }
        .map(Confinement.init(prefix:))

    /// A filter that ends the process at its first call on a socket.
    static let killingFilter = Confinement(
        prefix: ["python3", RepositoryRoot.path + "/Tests/Offline/no_sockets.py"])

    /// A trace of every call into the network, and of every path that is looked at.
    ///
    /// nil where processes may not be traced.
    static func trace(into path: String) -> Confinement? {
        let command = ["strace", "-f", "-qq", "-s", "4096", "-e", "signal=none", "-o", path]
        let probe = try? runProcess(command + ["true"])
        return probe?.status == 0
            ? Confinement(prefix: command + ["-e", "trace=%network,%file,io_uring_setup"]) : nil
    }

    /// Says on the test's output that a proof is led another way on this machine.
    static func sayAbsent(_ what: String, instead: String) {
        print("OFFLINE: this machine grants no \(what); \(instead)")
    }
}

/// What `strace` wrote, call by call.
struct CallTrace {
    /// The calls as they stand in the trace, without process number.
    let calls: [String]

    init(_ text: String) {
        calls = text.split(separator: "\n").map { line in
            String(line.drop { $0.isNumber || $0 == " " })
        }
    }

    /// Calls that aren't about files: whatever belongs to the network.
    var networkCalls: [String] {
        calls.filter { call in
            Self.networkNames.contains(String(call.prefix { $0 != "(" && $0 != " " }))
                || call.hasPrefix("<... ") && Self.networkNames.contains(Self.resumed(call))
        }
    }

    private static func resumed(_ call: String) -> String {
        String(call.dropFirst(5).prefix { $0 != " " })
    }

    private static let networkNames: Set<String> = [
        "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto",
        "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg", "shutdown", "getsockname",
        "getpeername", "setsockopt", "getsockopt", "io_uring_setup",
    ]

    /// The first quoted text of every other call: the path that it looks at.
    var paths: Set<String> {
        Set(
            calls.compactMap { call in
                let parts = call.split(
                    separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
                return parts.count == 3 ? String(parts[1]) : nil
            })
    }
}
