"""The event log of a run, read back: its events, and the stock folded from them."""
