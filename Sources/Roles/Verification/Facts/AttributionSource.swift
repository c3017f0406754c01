package import Records

/// What a host looked at to know who acts, where the record names it by a known word.
///
/// Source: docs/formats/records.md §2.
package enum AttributionSource: String, Hashable, Sendable {
    /// Nothing but what a client says.
    case client
    /// A write by another machine to a share, which the host found afterwards.
    case remoteShare = "remote-share"
    /// The number of a peer's process, looked up: by then it may be another process.
    case peerProcess = "peer-pid"
    /// The user id of a peer, which the kernel froze when it connected.
    case peerCredentials = "peer-credentials"
    /// A handle of the peer's process and the session that it belongs to.
    case peerHandle = "peer-handle"
    /// The account and the login session of the program's own process.
    case ownSession = "os-session"
    /// An assertion of a sign-in service, which a signature's record holds.
    case signIn = "sign-in"

    /// Whether it names an account of the operating system, which the register lays to a person.
    package var namesAccount: Bool {
        switch self {
        case .client, .remoteShare, .signIn: false
        case .peerProcess, .peerCredentials, .peerHandle, .ownSession: true
        }
    }

    /// The strongest class that such a look bears.
    ///
    /// - Parameter hasSession: Whether the record names a session.
    package func bound(hasSession: Bool) -> Actor.Attribution {
        switch self {
        case .client, .remoteShare: .clientAsserted
        case .peerProcess, .peerCredentials: .kernelPeer
        case .peerHandle: hasSession ? .loginSession : .kernelPeer
        case .ownSession: .loginSession
        case .signIn: .freshProof
        }
    }
}
