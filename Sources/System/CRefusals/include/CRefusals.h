// Nothing to include: the definitions stand in for those of libraries.
