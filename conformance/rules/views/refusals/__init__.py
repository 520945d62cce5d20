"""What was refused technically, and what became of it (OP286)."""
