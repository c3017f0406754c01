import CommandSupport

Program(ForgeProgram.spec, version: ForgeProgram.version).run(ForgeProgram.run)
