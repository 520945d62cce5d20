"""Read the data files that come with this package."""

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, name: str) -> dict[str, Any]:
    """The content of a YAML file in a package of this project."""
    text = (files(package) / name).read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe loader, in C where there is one
    return content
