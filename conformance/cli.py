"""The command line: `migratietoets`. Exit codes: 0 conform, 1 not conform, 2 usage or input, 3 adapter, 4 kit."""

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from conformance.opdrachten import assess, declare, demo, doctor, generate, plan, rules, run
from istandaard.model import Invoerfout

GEBRUIK, ADAPTER, KIT = 2, 3, 4
AFGEBROKEN = 141
"""Whoever read the output had enough: what a shell makes of SIGPIPE."""
NAAM = "migratietoets"

rich_utils.OPTIONS_PANEL_TITLE = "Opties"
rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
rich_utils.DEFAULT_STRING = "[standaard: {}]"
rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


class Opdracht(TyperCommand):
    """A command whose --help speaks Dutch."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The option --help."""
        return _in_het_nederlands(super().get_help_option(ctx))


class Groep(TyperGroup):
    """The commands, with every failure told in one Dutch sentence and turned into its exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002  # as typer has it
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002  # as typer has it
        **extra: Any,  # noqa: ANN401  # as typer has it
    ) -> Any:  # noqa: ANN401  # as typer has it
        """Run a command line; in standalone mode this ends the process."""
        for stroom in (sys.stdout, sys.stderr):
            if hasattr(stroom, "reconfigure"):
                stroom.reconfigure(encoding="utf-8")
        extra |= {"complete_var": complete_var, "windows_expand_args": windows_expand_args}
        code = self._voer_uit(args, prog_name or NAAM, extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _voer_uit(self, args: Sequence[str] | None, naam: str, extra: dict[str, Any]) -> int:
        try:
            code = super().main(args, naam, standalone_mode=False, **extra)
        except Exception as fout:  # noqa: BLE001  # nothing may reach the user as a traceback
            return _meld(fout)
        return code if isinstance(code, int) else 0

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The option --help."""
        return _in_het_nederlands(super().get_help_option(ctx))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """Run the command; a reader that had enough (`| head`) ends it quietly."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return AFGEBROKEN
        return code

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer keeps its types private
        """Find the command; an unknown one is told with the known ones."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise typer.BadParameter(
                f"opdracht {args[0]!r} bestaat niet. Verwacht: {', '.join(self.commands)}", ctx=ctx
            )
        return super().resolve_command(ctx, args)


def _in_het_nederlands(optie: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
    if optie is not None:
        optie.help = "Toon deze uitleg."
    return optie


def _meld(fout: Exception) -> int:
    if isinstance(fout, Invoerfout):
        return _zeg(str(fout), GEBRUIK)
    if hasattr(fout, "format_message") and hasattr(fout, "exit_code"):
        return _zeg(_gebruik(fout), GEBRUIK)
    from conformance.protocol import Adapterfout

    if isinstance(fout, Adapterfout):
        return _zeg(str(fout), ADAPTER)
    if os.environ.get("MIGRATIETOETS_DEBUG"):
        traceback.print_exception(fout)
    if isinstance(fout, OSError) and fout.filename:
        return _zeg(
            f"{fout.filename}: verwacht een plek om te lezen of te schrijven; gevonden: {fout.strerror}. "
            "Kies een andere plek.",
            GEBRUIK,
        )
    return _zeg(
        f"Er ging iets mis in de kit zelf ({type(fout).__name__}). Dit ligt niet aan uw systeem of invoer; meld het, "
        "met de uitvoer van dezelfde opdracht onder MIGRATIETOETS_DEBUG=1.",
        KIT,
    )


def _zeg(tekst: str, code: int) -> int:
    sys.stderr.write(f"{tekst}\n")
    return code


def _gebruik(fout: Any) -> str:  # noqa: ANN401  # typer keeps its types private
    """A usage error in Dutch; its kinds are told apart by name, since typer does not export them."""
    soort, opdracht = type(fout).__name__, getattr(fout.ctx, "command_path", NAAM)
    if soort == "NoArgsIsHelpError":
        return str(fout.format_message())
    param = getattr(fout, "param", None)
    naam = " / ".join(param.opts) if param is not None and param.param_type_name == "option" else None
    naam = naam or ((param.metavar or param.name) if param is not None else None)
    teksten = {
        "NoSuchOption": lambda: f"optie {fout.option_name} bestaat niet",
        "MissingParameter": lambda: f"verwacht {naam}; dat ontbreekt",
        "BadOptionUsage": lambda: f"optie {fout.option_name} kan niet zonder waarde, of neemt er juist geen",
        "BadParameter": lambda: f"{naam}: {fout.message}" if naam else str(fout.message),
    }
    tekst = teksten.get(soort, lambda: f"zo is de opdracht niet te lezen: {fout.format_message()}")()
    return f"{opdracht}: {tekst.rstrip('.')}. Zie {opdracht} --help."


app = typer.Typer(
    name=NAAM,
    cls=Groep,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog="Begin met: migratietoets demo. Meer over een opdracht: migratietoets OPDRACHT --help.",
)


def _versie(gevraagd: bool) -> None:  # noqa: FBT001  # as typer calls it
    if gevraagd:
        sys.stdout.write(f"{NAAM} {version(NAAM)}\n")
        raise typer.Exit


@app.callback()
def migratietoets(
    *,
    _versie_gevraagd: Annotated[
        bool, typer.Option("--version", callback=_versie, is_eager=True, help="Toon de versie.")
    ] = False,
) -> None:
    """Toets of een systeem goed overgaat van iWmo/iJw 2.4 naar 3.0."""


def _uitleg(opdracht: Callable[..., None]) -> str:
    """The docstring with each paragraph on one line; examples, marked with a backspace, keep theirs."""
    alineas = inspect.cleandoc(opdracht.__doc__ or "").split("\n\n")
    return "\n\n".join(a if a.startswith("\b") else " ".join(a.split()) for a in alineas)


for _opdracht in (
    run.run,
    assess.assess,
    plan.plan,
    declare.declare,
    generate.generate,
    rules.rules,
    rules.cases,
    rules.explain,
    doctor.doctor,
    demo.demo,
):
    app.command(cls=Opdracht, help=_uitleg(_opdracht))(_opdracht)


def main() -> None:
    """The entry point."""
    app(prog_name=NAAM)


if __name__ == "__main__":
    main()
