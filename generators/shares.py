"""The shares by which data is made, from one file: shares.yaml says of each what it means and where it comes from."""

from typing import Any

from migratietoets.istandaard.datafiles import read_yaml

SHARES: dict[str, dict[str, Any]] = read_yaml("migratietoets.generators", "shares.yaml")
"""Each with its value (`is`), its words (`zegt`), and `aanname` or `bron`."""


def share(name: str) -> float:
    """A share, 0 .. 1."""
    value: float = SHARES[name]["is"]
    return value
