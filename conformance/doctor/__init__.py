"""Whether an adapter can work at all: it starts, speaks, echoes, obeys the clock and serves what it claims."""
