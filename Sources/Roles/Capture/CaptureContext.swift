package import Cryptography
package import Records

/// What the host says about itself and the user at the moment a program starts.
///
/// Values only: whoever calls the role asks the operating system, a test or the sample
/// generator makes them up.
package struct HostFacts: Hashable, Sendable {
    /// The machine's name.
    package let host: String
    /// Login name of the process's real user.
    package let osUser: String
    /// Login name of the user who logged in, kept across `su` and `sudo`; nil where unknown.
    package let loginUser: String?
    /// The login session's id, where there is one.
    package let sessionID: String?
    /// The kernel's random id of the present boot.
    package let boot: String

    /// Makes the facts.
    package init(
        host: String, osUser: String, loginUser: String? = nil, sessionID: String? = nil,
        boot: String
    ) {
        self.host = host
        self.osUser = osUser
        self.loginUser = loginUser
        self.sessionID = sessionID
        self.boot = boot
    }
}

/// Everything the role would otherwise have to ask its surroundings for.
package struct CaptureContext: Sendable {
    /// Where times come from.
    package let clock: any TimeSource
    /// Where salts, ids and secrets come from.
    package let random: any RandomSource
    /// The machine and its user.
    package let host: HostFacts
    /// The running program.
    package let program: ProgramIdentity
    /// What folders are called in records and settings.
    package let presentation: PathPresentation
    /// What a guess at a password of a key file costs.
    package let keyFileCost: ScryptCost

    /// Makes a context.
    package init(
        clock: any TimeSource, random: any RandomSource, host: HostFacts,
        program: ProgramIdentity, presentation: PathPresentation = .asIs,
        keyFileCost: ScryptCost = .standard
    ) {
        self.clock = clock
        self.random = random
        self.host = host
        self.program = program
        self.presentation = presentation
        self.keyFileCost = keyFileCost
    }
}
