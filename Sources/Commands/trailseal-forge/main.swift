import CommandSupport

await Program(ForgeProgram.spec, version: ForgeProgram.version).run(ForgeProgram.run)
