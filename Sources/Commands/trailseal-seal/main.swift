import CommandSupport

Program(SealProgram.spec, version: SealProgram.version).run { arguments in
    try SealFailure.translating {
        switch arguments.command.last {
        case "export": try ExportCommand(arguments).run()
        case "release": try ReleaseCommand(arguments).run()
        default: throw arguments.usage("name a command: export or release")
        }
        return .success
    }
}
