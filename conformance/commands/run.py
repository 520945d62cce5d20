"""`run`: the suite against a system; a thin face on pytest."""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER, SECONDS
from migratietoets.conformance.catalogue.set_names import EVERYTHING, SETS
from migratietoets.conformance.commands import completion
from migratietoets.conformance.commands.options import CA, Out, Producten, Seconds, System, asked, choice, count
from migratietoets.conformance.commands.screen import show, tell
from migratietoets.conformance.commands.settled import origins
from migratietoets.conformance.protocol.processes import ROLES
from migratietoets.conformance.run.options import OPTIONS, OUT
from migratietoets.conformance.vocabulary.exit_codes import ExitCode

if TYPE_CHECKING:
    from migratietoets.conformance.run.selection import Selection

PYTEST_EMPTY = 5
USAGE = re.compile(r"(\x1b\[\d+m)*ERROR: ")
LISTING = frozenset({"--collect-only", "--co"})
"""Options of pytest whose whole point is what it shows itself."""

More = Annotated[list[str] | None, typer.Argument(metavar="[-- PYTEST-OPTIES]", help="Alles na -- gaat naar pytest.")]


def pytest_arguments(out: Path, more: Sequence[str]) -> list[str]:
    """How the suite is started, from an installed package as well as from a clone, in any folder.

    No settings are read: those of the project around the environment are meant for its own tests.
    """
    from migratietoets.conformance.suite.modules import PACKAGE

    return [
        str(PACKAGE),
        f"--config-file={os.devnull}",
        f"--rootdir={PACKAGE.parent}",
        f"--override-ini=cache_dir={(out / '.pytest_cache').resolve()}",
        "--assert=plain",
        "-p",
        "no:faker",
        *([] if LISTING.intersection(more) else ["-p", "no:terminalreporter"]),
        *more,
    ]


class _Startup:
    """Standard error, but for what pytest says when it cannot start: that is kept to be said in other words."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.usage = ""

    def write(self, text: str) -> int:
        """Write, or keep."""
        if USAGE.match(text):
            self.usage = USAGE.sub("", text).strip()
            return len(text)
        if text.startswith("Exit: "):  # the screen says why, once
            return len(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a stream has
        return getattr(self._stream, name)

    def say(self) -> None:
        """What was kept, as a sentence."""
        words = self.usage.rpartition("error: ")[2].splitlines()
        tell(f"Na --: {words[0].replace('unrecognized arguments', 'pytest kent deze niet')}" if words else "")


def play(selection: "Selection", more: Sequence[str] = ()) -> int:
    """Run the suite; the exit code is ours: that of the outcome, or 2 where nothing could be asked.

    Args:
        selection: what to play.
        more: options for pytest itself.
    """
    import pytest

    from migratietoets.conformance.suite.handover import Handover
    from migratietoets.conformance.suite.screen import Screen

    out = selection.out
    screen = Screen()
    show([*selection.words, *_questions(selection)])
    sys.stdout.flush()
    if selection.by_hand:
        more = ["--capture=no", *more]
    startup = _Startup(sys.stderr)
    with redirect_stderr(startup):
        code = int(pytest.main(pytest_arguments(out, more), plugins=[screen, Handover(selection)]))
    if startup.usage:
        startup.say()
        return ExitCode.USAGE
    if screen.internal_error:
        return ExitCode.KIT
    if code == PYTEST_EMPTY:
        tell("Verwacht minstens één toets; gevonden geen. Verruim de keuze.")
        return ExitCode.USAGE
    return code


def run(  # noqa: PLR0913  # the options of the suite
    ctx: typer.Context,
    *,
    adapter: System = DEFAULT_ADAPTER,
    gemeente: Annotated[str, asked("gemeente", autocompletion=completion.adapters)] = "",
    aanbieder: Annotated[str, asked("aanbieder", autocompletion=completion.adapters)] = "",
    timeout: Seconds = SECONDS,
    ca: CA = None,
    role: Annotated[list[str] | None, choice("--role", *ROLES, more=OPTIONS["role"].help)] = None,
    domein: Annotated[list[str] | None, choice("--domain", "wmo", "jw", more=OPTIONS["domain"].help)] = None,
    rules: Annotated[list[str] | None, asked("rules", autocompletion=completion.rules)] = None,
    cases: Annotated[list[str] | None, asked("cases", autocompletion=completion.cases)] = None,
    cases_of: Annotated[str, choice("--set", *SETS, more=OPTIONS["set"].help)] = EVERYTHING,
    last_failed: Annotated[
        bool, typer.Option("--last-failed", help="Alleen wat de vorige keer in deze map (--out) niet goed ging.")
    ] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop bij de eerste overtreding.")] = False,
    max_fail: Annotated[int, asked("max-fail", parser=count)] = 0,
    producten: Producten = None,
    xsd: Annotated[Path | None, asked("xsd")] = None,
    isolated: Annotated[bool, asked("isolated")] = False,
    strict: Annotated[bool, asked("strict")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Laat elke toets zien, en alles wat faalt.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Speel niets; zeg hoeveel vragen het worden, en hoe lang dat duurt.")
    ] = False,
    out: Out = Path(OUT),
    resume: Annotated[bool, asked("resume")] = False,
    force: Annotated[bool, asked("force")] = False,
    more: More = None,
) -> None:
    """Toets een systeem, of twee tegenover elkaar. Zonder --adapter speelt de referentie zelf, als voorbeeld.

    De uitkomst staat per hoofdstuk op het scherm en volledig in MAP/rapport.html. Wat u hier niet zegt, komt uit
    MIGRATIETOETS_ADAPTER en andere variabelen, en anders uit migratietoets.toml in deze map. Exitcodes: 0 niets
    overtreden, 1 niet conform of niets getoetst, 2 verkeerd gebruik, 3 de adapter werkt niet, 4 een fout in de kit, 130
    onderbroken.

    \b
    Voorbeelden:
      migratietoets run --adapter python:mijn_adapter:Systeem
      migratietoets run --adapter python:mijn_adapter:Systeem --role gemeente --domain wmo
      migratietoets run --gemeente python:mijn_adapter:Systeem --aanbieder referentie
      migratietoets run --rules 'MT-*' --cases 'toewijzingen/*' --out out/migratie
      migratietoets run --set kort --domain wmo --dry-run
      migratietoets run --adapter hand-web:map --set kort --role gemeente --domain wmo
      migratietoets run --last-failed --fail-fast
      migratietoets run -- -n 2
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.run.selection import read_selection

    selection = read_selection(
        {
            "adapter": adapter,
            "gemeente": gemeente,
            "aanbieder": aanbieder,
            "timeout": timeout,
            "ca": ca,
            "role": role or [],
            "domain": domein or [],
            "rules": rules or [],
            "cases": cases or [],
            "products": producten,
            "xsd": xsd,
            "set": cases_of,
            "isolated": isolated,
            "strict": strict,
            "out": out,
            "resume": resume,
            "force": force,
        },
        origins=origins(ctx),
    )
    if dry_run:
        _foretell(selection)
        return
    if last_failed:
        _check_failed(out)
    most = 1 if fail_fast else max_fail
    options = [f"--maxfail={most}"] * bool(most) + ["--last-failed"] * last_failed + ["--verbose"] * verbose
    raise typer.Exit(play(selection, [*options, *(more or [])]))


def _questions(selection: "Selection") -> list[str]:
    """How much a run asks, before it begins."""
    if selection.by_hand:
        from migratietoets.conformance.run.by_hand import steps_beforehand

        return list(steps_beforehand(selection))
    from migratietoets.conformance.run.pace import questions
    from migratietoets.reports.words.text import counted

    campaigns = selection.campaigns()
    number = f"{questions(campaigns):,}".replace(",", ".")
    whom = "elk systeem" if selection.pair else "het systeem"
    return [f"Ongeveer {number} vragen aan {whom}, in {counted(len(campaigns), 'campagne', 'campagnes')}."]


def _foretell(selection: "Selection") -> None:
    """Say what a run asks of the system, and how long that takes at the pace of its first days."""
    import time

    from migratietoets.conformance.run.pace import questions, trial
    from migratietoets.conformance.suite.screen import spell

    show([*selection.words, *_questions(selection)])
    if selection.by_hand:
        return
    pace = trial(selection, time.monotonic)
    whole = spell(pace.each * questions(selection.campaigns()))
    said = f"Proef: {pace.asked} vragen, {pace.each * 1000:.1f} ms per antwoord. Op dat tempo duren alle antwoorden"
    show([f"{said} samen ongeveer {whole} minuten; de kit zelf komt daarbij. Er is niets bewaard."])


def _check_failed(out: Path) -> None:
    """See that something failed the last time; pytest would play everything where nothing did.

    Raises:
        InputError: nothing did, or nothing was played.
    """
    from migratietoets.istandaard.model import InputError

    failed = out / ".pytest_cache" / "v" / "cache" / "lastfailed"
    if not failed.exists() or failed.read_bytes().strip() in {b"", b"{}"}:
        raise InputError(
            f"--last-failed: verwacht in {out} een eerdere run waarin iets niet goed ging; gevonden geen. "
            "Speel eerst alles: migratietoets run."
        )
