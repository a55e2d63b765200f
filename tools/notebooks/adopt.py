def adopt(assembler, source):
    raise NotImplementedError
