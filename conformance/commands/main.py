"""The command line: `migratietoets`. Exit codes: 0 conform, 1 not conform, 2 usage or input, 3 adapter, 4 kit."""

import inspect
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from migratietoets.conformance.commands import (
    assess,
    batch,
    cases,
    check,
    completion,
    declare,
    demo,
    doctor,
    explain,
    extract,
    generate,
    judge,
    matrix,
    new_adapter,
    plan,
    replay,
    rules,
    run,
    situations,
    validate,
)
from migratietoets.conformance.commands.faults import NAME, ended, report, silence
from migratietoets.conformance.commands.screen import tell
from migratietoets.conformance.commands.settled import Settled, origins, told
from migratietoets.conformance.run.signals import end_neatly
from migratietoets.conformance.trace.guarded import guarded_output
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.istandaard.spelling import meant

rich_utils.OPTIONS_PANEL_TITLE = "Opties"
rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
rich_utils.DEFAULT_STRING = "[standaard: {}]"
rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


COMPLETION = {
    "install_completion": ("Installeer aanvulling met Tab voor deze shell.", completion.install),
    "show_completion": ("Toon het script voor die aanvulling, om het zelf te plaatsen.", completion.show),
}
"""The options that typer makes -> what --help says of them, and what they do."""


class HelpCommand(TyperCommand):
    """A command whose --help speaks Dutch, and that says what was set outside its command line."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # typer keeps its types private
        """Write the help, which is the same in every folder."""
        ctx.default_map = None
        super().format_help(ctx, formatter)

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The options and arguments."""
        return _without_types(super().get_params(ctx))

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401  # typer keeps its types private
        """The line that says how to use it."""
        return _usage_line(super().get_usage(ctx))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """Run the command."""
        if set_elsewhere := origins(ctx):
            tell(told(set_elsewhere))
        return super().invoke(ctx)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The option --help."""
        return _in_dutch(super().get_help_option(ctx))


class HelpGroup(TyperGroup):
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
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        end_neatly()
        extra |= {"complete_var": complete_var, "windows_expand_args": windows_expand_args}
        try:
            with guarded_output():
                code = self._execute(args, prog_name or NAME, extra)
        except KeyboardInterrupt as error:  # before a command began, or after it was done
            code = ended(error)
        if standalone_mode:
            sys.exit(code)
        return code

    def _execute(self, args: Sequence[str] | None, name: str, extra: dict[str, Any]) -> int:
        try:
            code = super().main(args, name, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001  # nothing may reach the user as a traceback
            return report(error)
        return code if isinstance(code, int) else 0

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The option --help."""
        return _in_dutch(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401  # typer keeps its types private
        """The line that says how to use it."""
        return _usage_line(super().get_usage(ctx))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """Run the command; a reader that had enough (`| head`) ends it quietly."""
        ctx.default_map = {name: Settled(command) for name, command in self.commands.items()}
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            silence(sys.stdout)
            return ExitCode.BROKEN_PIPE
        except KeyboardInterrupt as error:
            return ended(error)
        return code

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
        """The options; those of completion, which typer makes, in Dutch."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.name in COMPLETION:
                param.help, param.callback = COMPLETION[param.name]
        return _without_types(params)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer keeps its types private
        """Find the command; an unknown one is told with the known ones."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            raise typer.BadParameter(
                f"opdracht {args[0]!r} bestaat niet.{meant(args[0], self.commands)} "
                f"Verwacht: {', '.join(self.commands)}",
                ctx=ctx,
            )
        return super().resolve_command(ctx, args)


def _without_types(params: list[Any]) -> list[Any]:
    """Parameters of which --help shows what to give, and not the names that Python has for it."""
    for param in params:
        shown = param.metavar if param.param_type_name == "option" else None
        param.display_type_rich = lambda ctx, shown=shown: shown  # noqa: ARG005  # as typer calls it
    return params


def _usage_line(text: str) -> str:
    return text.replace("Usage: ", "Gebruik: ", 1)


def _in_dutch(option: Any) -> Any:  # noqa: ANN401  # typer keeps its types private
    if option is not None:
        option.help = "Toon deze uitleg."
    return option


app = typer.Typer(
    name=NAME,
    cls=HelpGroup,
    no_args_is_help=True,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog="Begin met: migratietoets demo. Meer over een opdracht: migratietoets OPDRACHT --help.",
)


def _version(asked: bool) -> None:  # noqa: FBT001  # as typer calls it
    if asked:
        sys.stdout.write(f"{NAME} {version(NAME)}\n")
        raise typer.Exit


@app.callback()
def migratietoets(
    *,
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Toon de versie.")
    ] = False,
) -> None:
    """Toets of een systeem goed overgaat van iWmo/iJw 2.4 naar 3.0."""


def _help_text(command: Callable[..., None]) -> str:
    """The docstring with each paragraph on one line; examples, marked with a backspace, keep theirs."""
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    return "\n\n".join(a if a.startswith("\b") else " ".join(a.split()) for a in paragraphs)


for _command in (
    run.run,
    assess.assess,
    plan.plan,
    declare.declare,
    generate.generate,
    situations.situations,
    validate.validate,
    check.check,
    replay.replay,
    judge.judge,
    extract.extract,
    rules.rules,
    cases.cases,
    explain.explain,
    new_adapter.new_adapter,
    doctor.doctor,
    matrix.matrix,
    batch.batch,
    demo.demo,
):
    app.command(cls=HelpCommand, help=_help_text(_command), options_metavar="[OPTIES]")(_command)


def main() -> None:
    """The entry point."""
    app(prog_name=NAME)


if __name__ == "__main__":
    main()
