import CommandSupport
import LinuxFiles

Host.keepFreedMemory()
Program(SealProgram.spec, version: SealProgram.version).run { arguments in
    // Keys and passwords go through this process, and mustn't outlive it in a file.
    try Host.disableCoreDumps()
    return try SealFailure.translating {
        switch arguments.command.last {
        case "export": try ExportCommand(arguments).run()
        case "release": try ReleaseCommand(arguments).run()
        case "renew": try RenewCommand(arguments).run()
        default: throw arguments.usage("name a command: export, release or renew")
        }
        return .success
    }
}
