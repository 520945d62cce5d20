"""Everything observed: the event log, the trace folded from it, and stand-ins for BSNs from outside."""
