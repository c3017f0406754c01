import CommandSupport

Program(CaptureProgram.spec, version: CaptureProgram.version).run { arguments in
    try CaptureProgram.run(arguments)
}
