"""The way back: from the events of a trace to the case, in symbols, that describes them."""
