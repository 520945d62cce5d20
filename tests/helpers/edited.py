"""A message in which some elements are others, and what the rules say of it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from migratietoets.istandaard.berichten import Bericht, build
from migratietoets.istandaard.validation import validate


def edited(bericht: Bericht, changes: Mapping[str, Any]) -> Bericht:
    """A message with other values: "Header/Gemeente", or "Clienten/Client/0/Bsn" in a list; None leaves one out."""
    content = deepcopy(bericht.content)
    for path, value in changes.items():
        *above, last = path.split("/")
        here: Any = content
        for name in above:
            here = here[int(name)] if name.isdecimal() else here[name]
        if value is None:
            here.pop(last, None)
        else:
            here[last] = value
    return Bericht(bericht.kind, bericht.release, bericht.domein, content)


def remarks(bericht: Bericht) -> set[str]:
    """The codes of everything that is wrong with a message."""
    return {remark.code for remark in validate(build(bericht))}
