import CommandSupport

Program(BenchProgram.spec, version: ProgramVersion.text).run(BenchProgram.run)
