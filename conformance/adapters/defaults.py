"""What a run uses where nobody said otherwise; without imports, so that --help stays quick."""

DEFAULT_ADAPTER = "referentie"
"""The name of the adapter: the reference."""
SECONDS = 10.0
"""How long a system elsewhere has for one answer."""
