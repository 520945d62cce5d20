"""Every way in which a wire or a program can change a message: named operators, each of them deterministic."""
