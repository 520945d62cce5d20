"""The standard as facts: releases, calendar, code lists, variants, schemas and messages. Knows nobody else.

As a library it reads, judges and writes messages, and needs nothing of the rest of the kit:

- `read` gives a message as plain data, whatever is wrong with its content;
- `validate` says everything that is wrong with a message on its own, `form_errors` what is wrong with its form;
- `build` writes a message, in the order of its schema.

    >>> from migratietoets.istandaard import build, read, validate
    >>> validate(b"<Bericht/>")[-1].code
    'XML'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migratietoets.istandaard.berichten.bericht import Bericht, BerichtError
    from migratietoets.istandaard.berichten.xml.parser import read
    from migratietoets.istandaard.berichten.xml.writer import build
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.releases import Domein, Release
    from migratietoets.istandaard.validation.message import form_errors, validate
    from migratietoets.istandaard.validation.remark import Remark

__all__ = [
    "Bericht",
    "BerichtError",
    "Domein",
    "InputError",
    "Release",
    "Remark",
    "build",
    "form_errors",
    "read",
    "validate",
]

_HOMES = {
    "Bericht": "berichten.bericht",
    "BerichtError": "berichten.bericht",
    "Domein": "releases",
    "InputError": "model",
    "Release": "releases",
    "Remark": "validation.remark",
    "build": "berichten.xml.writer",
    "form_errors": "validation.message",
    "read": "berichten.xml.parser",
    "validate": "validation.message",
}
"""Where each name stands: read when somebody asks for it, so that one fact costs no more than itself."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  # a module may hold anything
    """A name of the library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
