"""What a run uses where nobody said otherwise; without imports, so that --help stays quick."""

DEFAULT_ADAPTER = "referentie"
"""The name of the adapter: the reference."""
COUNTERPART = "migratietoets.conformance.reference.party:Counterpart"
"""What plays the other side: the reference, without its checks on what comes in."""
SECONDS = 10.0
"""How long a system elsewhere has for one answer."""
