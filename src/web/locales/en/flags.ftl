# flags
