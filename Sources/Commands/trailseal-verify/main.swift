import CommandSupport

await Program(VerifyProgram.spec, version: VerifyProgram.version).run(VerifyProgram.run)
