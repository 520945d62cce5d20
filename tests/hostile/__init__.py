"""What a system or a file could do to the kit: a catalogue, with what the kit says of each and may spend on it.

`systems` and `programs` are adapters, `files` are messages. `python -m tests.hostile` tries them all and writes
docs/vijandig.md; the tests hold every entry to its limits.
"""
