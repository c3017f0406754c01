import CommandSupport

Program(ForgeProgram.spec, version: ForgeProgram.version).runAsync(ForgeProgram.run)
