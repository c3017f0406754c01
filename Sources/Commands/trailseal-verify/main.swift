import CommandSupport
import LinuxFiles

Host.keepFreedMemory()
Program(VerifyProgram.spec, version: VerifyProgram.version).runAsync(VerifyProgram.run)
