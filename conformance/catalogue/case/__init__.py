"""What one case says, as types: what is given, what happens, what is expected."""
