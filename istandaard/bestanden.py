"""Read the data files that come with this package."""

from importlib.resources import files
from typing import Any

import yaml

_LADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def lees_yaml(pakket: str, naam: str) -> dict[str, Any]:
    """The content of a YAML file in a package of this project."""
    tekst = (files(pakket) / naam).read_text("utf-8")
    inhoud: dict[str, Any] = yaml.load(tekst, Loader=_LADER)  # noqa: S506  # a safe loader, in C where there is one
    return inhoud
