"""Whether care is agreed on by effort or by result: the values of `uitvoering`."""

INSPANNING = "inspanning"
OUTPUT = "output"
UITVOERINGEN = (INSPANNING, OUTPUT)
"""Both, in the order of the contract."""
