"""How many random changes to the oracle its own tests notice: `make mutatie`."""
