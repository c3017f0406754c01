import CommandSupport
import LinuxFiles

Host.keepFreedMemory()
await Program(VerifyProgram.spec, version: VerifyProgram.version).run(VerifyProgram.run)
