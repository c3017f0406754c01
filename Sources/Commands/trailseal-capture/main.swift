import CommandSupport
import LinuxFiles

Host.keepFreedMemory()
Program(CaptureProgram.spec, version: CaptureProgram.version).run { arguments in
    // Keys and passwords go through this process, and mustn't outlive it in a file.
    try Host.disableCoreDumps()
    return try CaptureProgram.run(arguments)
}
