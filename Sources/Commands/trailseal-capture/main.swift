import CommandSupport
import LinuxFiles

Host.keepFreedMemory()
Program(CaptureProgram.spec, version: CaptureProgram.version).run { arguments in
    try CaptureProgram.run(arguments)
}
