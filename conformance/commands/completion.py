"""Completion of what is typed at a shell: installing it, and what may follow."""

from collections.abc import Callable
from typing import Any

import typer

from migratietoets.conformance.commands.screen import write
from migratietoets.istandaard.model import InputError

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
Completer = Callable[[str], list[str]]


def names(*known: str) -> Completer:
    """Completes one of these."""
    return lambda incomplete: _parts(incomplete, known)


def rules(incomplete: str) -> list[str]:
    """Completes the id of a rule."""
    from migratietoets.conformance.catalogue.register import register

    return _parts(incomplete, register())


def cases(incomplete: str) -> list[str]:
    """Completes the id of a case."""
    from migratietoets.conformance.catalogue.cases import cases as catalogue

    return _parts(incomplete, catalogue())


def ids(incomplete: str) -> list[str]:
    """Completes the id of a rule or of a case."""
    return rules(incomplete) + cases(incomplete)


def chapters(incomplete: str) -> list[str]:
    """Completes the name of a chapter."""
    from migratietoets.conformance.catalogue.register import register

    return _parts(incomplete, {rule.chapter: None for rule in register().values()})


def adapters(incomplete: str) -> list[str]:
    """Completes the name of an adapter, or how one begins."""
    from migratietoets.conformance.adapters.discovery import known_adapters

    return _parts(incomplete, [*known_adapters(), "python:", "cli:", "hand:", "hand-web:", "http://", "https://"])


def _parts(incomplete: str, known: Any) -> list[str]:  # noqa: ANN401  # anything with names in it
    """The known names that begin so; what stands before a comma is kept, and capitals play no part."""
    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in known if name.lower().startswith(begun.lower())]


def install(ctx: Any, _param: Any, asked: bool) -> None:  # noqa: ANN401, FBT001  # as typer calls it
    """Install completion for the shell that this is typed at.

    Raises:
        InputError: the shell is not known.
    """
    if not asked or ctx.resilient_parsing:
        return
    from typer._completion_shared import install as install_for

    shell, path = install_for(shell=_shell())
    write(f"Aanvulling voor {shell} staat in {path}. Zij werkt in elke shell die u hierna start.\n")
    raise typer.Exit


def show(ctx: Any, _param: Any, asked: bool) -> None:  # noqa: ANN401, FBT001  # as typer calls it
    """Show the script, to install it by hand.

    Raises:
        InputError: the shell is not known.
    """
    if not asked or ctx.resilient_parsing:
        return
    from typer._completion_shared import get_completion_script

    name = ctx.find_root().info_name
    script = get_completion_script(prog_name=name, complete_var=f"_{name.upper()}_COMPLETE", shell=_shell())
    write(f"{script}\n")
    raise typer.Exit


def _shell() -> str:
    """The shell that this is typed at.

    Raises:
        InputError: it has no completion, or cannot be found.
    """
    from typer._completion_shared import _get_shell_name

    shell = _get_shell_name()
    if shell not in SHELLS:
        raise InputError(
            f"Aanvulling: verwacht een van {', '.join(SHELLS)}; gevonden {shell or 'geen shell'}. "
            "Geef de opdracht in zo'n shell."
        )
    return shell
