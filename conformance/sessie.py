"""One pytest session of the suite: its tests, its campaigns, its log, its reports and its exit code."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance import uitvoer
from conformance.keten import Campagne
from conformance.keuze import ROLLEN, Keuze, delen
from conformance.logboek import Logboek
from conformance.loop import Loop, kop
from conformance.oordeel import exitcode, slotsom
from conformance.plugin import SUITES
from conformance.protocol import Adapterfout
from conformance.suite import SLECHT, Toets, toetsen, vonnis_van, zin
from istandaard.model import Invoerfout
from istandaard.releases import Domein

GEBRUIK, ADAPTER, KIT = 2, 3, 4
"""Exit codes besides 0 (conform) and 1 (not conform)."""


class Regelbreuk(AssertionError):  # noqa: N818  # a Dutch word for a Dutch reader
    """A rule was broken; the text is the whole story."""


def keuze_uit(config: pytest.Config) -> Keuze:
    """The choices on the command line.

    Raises:
        Invoerfout: an unknown role or domain.
    """
    optie = config.getoption
    rollen, domeinen = delen(optie("--role")), delen(optie("--domain"))
    for naam, gevonden, bekend in (("--role", rollen, ROLLEN), ("--domain", domeinen, tuple(Domein))):
        vreemd = [w for w in gevonden if w not in bekend]
        if vreemd:
            raise Invoerfout(f"{naam} {vreemd[0]} is niet bekend. Verwacht: {' of '.join(bekend)}.")
    return Keuze(
        adapter=optie("--adapter"),
        timeout=optie("--timeout"),
        xsd=Path(optie("--xsd")) if optie("--xsd") else None,
        rollen=tuple(r for r in ROLLEN if not rollen or r in rollen),
        domeinen=tuple(d for d in Domein if not domeinen or d in domeinen),
        regels=delen(optie("--rules")),
        gevallen=delen(optie("--cases")),
        geisoleerd=optie("--isolated"),
        streng="--strict" in config.invocation_params.args,
        uit=Path(optie("--out")),
    )


class Toetsitem(pytest.Function):
    """One test of the suite; a broken rule reads as a sentence, not as a traceback."""

    toets: Toets

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as pytest has it
        """The text of a broken rule; anything else as usual."""
        if isinstance(excinfo.value, Regelbreuk):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)


class Suitemodule(pytest.Module):
    """Collects the tests of one role from the catalogue."""

    def collect(self) -> Iterator[Toetsitem]:
        """One item per test, named as a path."""
        sessie = self.config.pluginmanager.get_plugin("migratietoets-sessie")
        assert isinstance(sessie, Sessie)
        rol = SUITES[self.path.name]
        if rol not in sessie.keuze.rollen:
            return
        for toets in toetsen(sessie.keuze, rol):
            item: Toetsitem = Toetsitem.from_parent(self, name=toets.naam, callobj=sessie.proef(toets))
            item.toets = toets
            if hasattr(item, "_id"):  # pytest 9.2 compares ids in parts, as read back from the cache by --lf
                item._id = type(item._id).parse(item.nodeid)  # noqa: SLF001  # there is no public way
            yield item


class Sessie:
    """State of one session, in the main process, in a worker, or in the controller of workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.werker = hasattr(config, "workerinput")
        self.uitkomsten: list[str] = []
        self.log: Logboek | None = None
        try:
            self.keuze = keuze_uit(config)
            self.keuze.gekozen_gevallen()
            self.keuze.controleer_xsd()
        except Invoerfout as fout:
            pytest.exit(str(fout), returncode=GEBRUIK)
        self.loop = Loop(self.keuze, self._logboek, self._toon_voortgang)

    def proef(self, toets: Toets) -> Any:  # noqa: ANN401  # a test function
        """The test function behind a test."""

        def oordeel(request: pytest.FixtureRequest) -> None:
            vonnissen = vonnis_van(toets, self.loop.vonnissen(toets.campagne))
            uitvoer.label(toets, vonnissen, self.loop)
            for vonnis in vonnissen:
                request.node.user_properties.append(("oordeel", vonnis["verdict"]))
            self._laat_zien(vonnissen)

        oordeel.__doc__ = toets.geval.titel
        return oordeel

    def _laat_zien(self, vonnissen: list[dict[str, Any]]) -> None:
        slecht = SLECHT | ({"warn"} if self.keuze.streng else set())
        gebroken = [v for v in vonnissen if v["verdict"] in slecht]
        if gebroken:
            raise Regelbreuk("\n\n".join(map(zin, gebroken)))
        rest = {v["verdict"] for v in vonnissen}
        if rest and rest <= {"not_applicable"}:
            pytest.skip("niet van toepassing: het systeem zegt deze rol, dit domein of dit proces niet te ondersteunen")
        if rest & {"not_verifiable"} and not rest & {"pass", "warn"}:
            pytest.skip("niet getoetst: " + "; ".join(zin(v) for v in vonnissen if v["verdict"] == "not_verifiable"))

    # -- log

    def _deel(self, campagne: str) -> Path:
        return self.keuze.uit / "delen" / f"{campagne}.jsonl"

    def _logboek(self, campagne: Campagne) -> Logboek:
        """A worker writes each campaign to a file of its own; otherwise events go straight to the log."""
        if self.werker:
            pad = self._deel(campagne.id)
            pad.unlink(missing_ok=True)
            return Logboek(pad)
        self._begin_log()
        return _Doorgeef(self.log)

    def _begin_log(self) -> None:
        if self.log is None:
            (self.keuze.uit / "log.jsonl").unlink(missing_ok=True)
            self.log = Logboek(self.keuze.uit / "log.jsonl")
            try:
                self.log.neem_over(kop(self.keuze))
            except Adapterfout as fout:
                pytest.exit(str(fout), returncode=ADAPTER)
            except Invoerfout as fout:
                pytest.exit(str(fout), returncode=GEBRUIK)

    def _toon_voortgang(self, campagne: Campagne, dag: date) -> None:
        if not self.werker and sys.stderr.isatty():
            print(f"\r{campagne.id}: {dag:%d-%m-%Y}", end="\r", file=sys.stderr)  # noqa: T201  # a progress line

    # -- pytest

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Know which cases are asked for; greet the system before anything is played."""
        gevraagd: dict[str, set[str]] = {}
        for item in session.items:
            if isinstance(item, Toetsitem):
                gevraagd.setdefault(item.toets.campagne.id, set()).add(item.toets.geval.id)
        self.loop.gevraagd = gevraagd
        if gevraagd and not self.werker and not self.config.option.collectonly:
            self._begin_log()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather the verdicts of the tests that ran, from workers too."""
        self.uitkomsten += [
            str(waarde) for naam, waarde in report.user_properties if naam == "oordeel" and report.when == "call"
        ]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Close the log, write the reports, set the exit code."""
        if self.werker or not self.uitkomsten:
            return
        self._begin_log()
        if self.log is None:
            return
        self._neem_delen_over(self.log)
        storingen = [f"{e['kind']}_error" for e in self.log.events if e["event"] == "error"]
        code = exitcode([*self.uitkomsten, *storingen], streng=self.keuze.streng)
        session.exitstatus = max(int(session.exitstatus), code)
        self.log.schrijf(
            "footer",
            counts={u: self.uitkomsten.count(u) for u in sorted(set(self.uitkomsten))},
            exit=int(session.exitstatus),
            verdict=slotsom([*self.uitkomsten, *storingen], streng=self.keuze.streng),
        )
        self.log.sluit()
        uitvoer.schrijf(self.keuze.uit)

    def _neem_delen_over(self, log: Logboek) -> None:
        for campagne in self.keuze.campagnes():
            deel = self._deel(campagne.id)
            if deel.exists():
                log.neem_over(map(json.loads, deel.read_text("utf-8").splitlines()))
        shutil.rmtree(self.keuze.uit / "delen", ignore_errors=True)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:  # noqa: ANN401  # pytest's own type is not public
        """The verdict per chapter, and where the results are."""
        if self.werker or not self.uitkomsten or self.log is None:
            return
        terminalreporter.section("migratietoets")
        for regel in uitvoer.samenvatting(self.log.events, self.keuze):
            terminalreporter.write_line(regel)


class _Doorgeef(Logboek):
    """The log of one campaign inside the log of the run: keeps its own events, writes through."""

    def __init__(self, naar: Logboek | None) -> None:
        super().__init__()
        self._naar = naar
        if naar is not None:
            self.schuilnamen = naar.schuilnamen

    def neem_over(self, events: Iterable[dict[str, Any]]) -> None:
        """Append here and in the log of the run."""
        lijst = list(events)
        super().neem_over(lijst)
        if self._naar is not None:
            self._naar.neem_over(lijst)
