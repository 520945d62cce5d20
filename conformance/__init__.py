"""The suite: the protocol, the simulated chain, the oracle and the reference."""
