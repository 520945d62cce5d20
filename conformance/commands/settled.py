"""The options of a command that the working folder or the environment sets, where its command line is silent."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from migratietoets.conformance.run.settings import FILE, Setpoint, settings


class Settled(Mapping[str, Any]):
    """What is set for one command, by the name of its parameter; nothing is read before somebody asks."""

    def __init__(self, command: Any) -> None:  # noqa: ANN401  # typer keeps its types private
        self._command = command

    @cached_property
    def _found(self) -> dict[str, Setpoint]:
        found = settings(self._command.name, Path(), os.environ)
        names = {param.name: name for param in self._command.params for name in found if f"--{name}" in param.opts}
        return {place: found[name] for place, name in names.items()}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # the value of an option
        """What is set for a parameter."""
        return self._found[name].value

    def __iter__(self) -> Iterator[str]:
        """The parameters for which something is set."""
        return iter(self._found)

    def __len__(self) -> int:
        """For how many something is set."""
        return len(self._found)

    def origin(self, name: str) -> str:
        """Where the value of a parameter is set, as texts name it."""
        return self._found[name].origin


def origin_of(ctx: Any, name: str | None) -> str | None:  # noqa: ANN401  # typer keeps its types private
    """Where a parameter of this command got its value, or None when that was on its command line, or nowhere."""
    source = ctx.get_parameter_source(name) if name else None
    if name is None or source is None or source.name != "DEFAULT_MAP" or not isinstance(ctx.default_map, Settled):
        return None
    return ctx.default_map.origin(name)


def origins(ctx: Any) -> dict[str, str]:  # noqa: ANN401  # typer keeps its types private
    """The options that were set elsewhere: name -> where, as texts name it."""
    found = {param.opts[0].removeprefix("--"): origin_of(ctx, param.name) for param in ctx.command.params}
    return {name: origin for name, origin in found.items() if origin is not None}


def told(set_elsewhere: Mapping[str, str]) -> str:
    """One line that says so: nobody should wonder why a command does what it was not asked on its command line."""
    of_file = [name for name, origin in set_elsewhere.items() if origin.startswith(FILE)]
    of_environment = [origin for origin in set_elsewhere.values() if not origin.startswith(FILE)]
    parts = [f"uit {FILE}: {', '.join(of_file)}"] if of_file else []
    parts += [f"uit de omgeving: {', '.join(of_environment)}"] if of_environment else []
    return f"Ingesteld {'; '.join(parts)}."
