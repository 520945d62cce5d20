"""`run`: the suite against a system; a thin face on pytest."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conformance.opdrachten.opties import Uit, kies
from conformance.opdrachten.scherm import meld

if TYPE_CHECKING:
    from conformance.keuze import Keuze

PAKKET = Path(__file__).parent.parent
GEBRUIK, KIT = 2, 4
PYTEST_INTERN, PYTEST_GEBRUIK, PYTEST_LEEG = 3, 4, 5

Meer = Annotated[list[str] | None, typer.Argument(metavar="[-- PYTEST-OPTIES]", help="Alles na -- gaat naar pytest.")]


class Meekijker:
    """A pytest plugin that remembers whether the kit itself broke."""

    def __init__(self) -> None:
        self.intern = False

    def pytest_internalerror(self) -> None:
        """Pytest or a plugin raised where it never should."""
        self.intern = True


def pytest_argumenten(uit: Path, opties: list[str]) -> list[str]:
    """How the suite is started, from an installed package as well as from a clone, in any folder.

    No settings are read: those of the project around the environment are meant for its own tests.
    """
    return [
        str(PAKKET),
        f"--config-file={os.devnull}",
        f"--rootdir={PAKKET.parent}",
        f"--override-ini=cache_dir={(uit / '.pytest_cache').resolve()}",
        "--assert=plain",
        "-p",
        "no:faker",
        "-q",
        "--no-header",
        f"--out={uit}",
        *opties,
    ]


def speel(uit: Path, opties: list[str]) -> int:
    """Run the suite; the exit code is ours: 0 conform, 1 not conform, 2 usage, 3 adapter, 4 kit."""
    import pytest

    meekijker = Meekijker()
    begin = _stempel(uit)
    code = int(pytest.main(pytest_argumenten(uit, opties), plugins=[meekijker]))
    if meekijker.intern:
        return KIT
    if code == PYTEST_LEEG:
        meld("Verwacht minstens één toets; gevonden geen. Verruim de keuze.")
        return GEBRUIK
    if code == PYTEST_GEBRUIK and _stempel(uit) in {None, begin}:
        return GEBRUIK
    return code


def _stempel(uit: Path) -> tuple[Any, ...] | None:
    """Which finished run the log holds, or None when it holds none."""
    log = uit / "log.jsonl"
    try:
        laatste = log.read_bytes().rsplit(b"\n", 2)[-2]
        return (log.stat().st_mtime_ns, laatste) if json.loads(laatste)["event"] == "footer" else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _controleer(keuze: "Keuze") -> None:
    """Tell at once, without pytest around it, what can never work.

    Raises:
        Invoerfout: an unknown adapter, or a pattern that matches nothing.
        Adapterfout: the adapter cannot be imported.
    """
    from conformance.adapters import laad

    laad(keuze.adapter, timeout=keuze.timeout)
    keuze.gekozen_gevallen()
    keuze.controleer_xsd()


def run(  # noqa: PLR0913  # the options of the suite
    *,
    adapter: Annotated[
        str,
        typer.Option(
            "--adapter",
            metavar="NAAM",
            help="Het systeem: python:module:Klasse, 'cli:opdrachtregel' of een geïnstalleerde naam.",
        ),
    ] = "referentie",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDEN", help="Hoe lang een cli:-systeem over een vraag mag doen.")
    ] = 10.0,
    rol: Annotated[
        list[str] | None,
        typer.Option(
            "--role", parser=kies("gemeente", "aanbieder"), metavar="gemeente|aanbieder", help="Zonder: allebei."
        ),
    ] = None,
    domein: Annotated[
        list[str] | None,
        typer.Option("--domain", parser=kies("wmo", "jw"), metavar="wmo|jw", help="Zonder: allebei."),
    ] = None,
    regels: Annotated[
        list[str] | None, typer.Option("--rules", metavar="PATROON", help="Alleen deze regels: MT-04 of 'MT-*,TW-01'.")
    ] = None,
    gevallen: Annotated[
        list[str] | None, typer.Option("--cases", metavar="PATROON", help="Alleen deze gevallen: 'migratie/*'.")
    ] = None,
    xsd: Annotated[
        Path | None, typer.Option("--xsd", metavar="MAP", help="De officiële XSD's, in plaats van die van de kit.")
    ] = None,
    geisoleerd: Annotated[
        bool, typer.Option("--isolated", help="Speel elk geval alleen, op een eigen kalender.")
    ] = False,
    streng: Annotated[bool, typer.Option("--strict", help="Een waarschuwing telt als niet conform.")] = False,
    uit: Uit = Path("out"),
    meer: Meer = None,
) -> None:
    """Toets een systeem. Zonder --adapter speelt de referentie zelf, als voorbeeld.

    De uitkomst staat per hoofdstuk op het scherm en volledig in MAP/rapport.html. Exitcodes: 0 conform, 1 niet conform,
    2 verkeerd gebruik, 3 de adapter werkt niet, 4 een fout in de kit.

    \b
    Voorbeelden:
      migratietoets run --adapter python:mijn_adapter:Systeem
      migratietoets run --adapter python:mijn_adapter:Systeem --role gemeente --domain wmo
      migratietoets run --rules 'MT-*' --cases 'toewijzingen/*' --out out/migratie
      migratietoets run -- -n 2 --lf
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.keuze import Keuze, delen

    _controleer(Keuze(adapter, timeout, xsd, regels=delen(regels or []), gevallen=delen(gevallen or []), uit=uit))
    opties = [f"--adapter={adapter}", f"--timeout={timeout}"]
    for naam, waarden in (("role", rol), ("domain", domein), ("rules", regels), ("cases", gevallen)):
        opties += [f"--{naam}={waarde}" for waarde in waarden or []]
    opties += [f"--xsd={xsd.resolve()}"] if xsd is not None else []
    opties += ["--isolated"] * geisoleerd + ["--strict"] * streng
    raise typer.Exit(speel(uit, [*opties, *(meer or [])]))
