"""A run in progress: plays each campaign once, when its first verdict is asked for, and keeps the log."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from typing import Any

from conformance.adapters import STANDAARD, laad
from conformance.gevallen import SEED
from conformance.keten import Campagne, Keten
from conformance.keuze import Keuze
from conformance.logboek import FORMAAT, Event, Logboek
from conformance.oordeel import Rechter
from conformance.partij import Partij
from conformance.register import register

Voortgang = Callable[[Campagne, date], None]


def stil(_campagne: Campagne, _dag: date) -> None:
    """No progress shown."""


def partijen(keuze: Keuze, rol: str) -> dict[str, Partij]:
    """The adapter in the role under test, the reference in the other."""
    namen = {"gemeente": STANDAARD, "aanbieder": STANDAARD} | {rol: keuze.adapter}
    return {naam_rol: Partij(naam, laad(naam, timeout=keuze.timeout)) for naam_rol, naam in namen.items()}


def wie(keuze: Keuze) -> dict[str, Any]:
    """Start the adapter of a run, ask who it is, and say goodbye.

    Raises:
        Invoerfout: the name has no known form.
        Adapterfout: the adapter cannot be imported, raises, or answers in the wrong shape.
    """
    partij = Partij(keuze.adapter, laad(keuze.adapter, timeout=keuze.timeout))
    antwoord = partij.vraag("hello", {})
    partij.vraag_stil("stop", {})
    return {"spec": keuze.adapter} | {veld: antwoord[veld] for veld in ("name", "version", "supplier")}


def kop(keuze: Keuze) -> list[Event]:
    """The first events of a log: who is tested by what, and every rule."""
    adapters = dict.fromkeys(keuze.rollen, wie(keuze))
    eerste = {"event": "header", "format": FORMAAT, "kit": version("migratietoets"), "seed": SEED, "adapters": adapters}
    regels = [
        {
            "event": "rule",
            "id": r.id,
            "strength": r.sterkte,
            "binds": list(r.bindt),
            "chapter": r.hoofdstuk,
            "text": r.regel,
            "source": r.bron,
            "reading": r.lezing,
            "status": r.status,
            "checked": r.getoetst,
            "reason": r.reden,
            "entails": list(r.gevolgen),
        }
        for r in register().values()
    ]
    return [eerste, *regels]


class Loop:
    """Plays campaigns on demand; each writes its events to its own log."""

    def __init__(self, keuze: Keuze, maak_logboek: Callable[[Campagne], Logboek], voortgang: Voortgang = stil) -> None:
        self.keuze = keuze
        self.gevraagd: Mapping[str, Collection[str]] | None = None
        self._maak_logboek = maak_logboek
        self._voortgang = voortgang
        self._vonnissen: dict[str, dict[tuple[str, str], Event]] = {}
        self._events: dict[str, list[Event]] = {}
        self._mislukt: dict[str, Exception] = {}

    def vonnissen(self, campagne: Campagne) -> dict[tuple[str, str], Event]:
        """Verdict events by (case, rule); the campaign is played once, at the first question.

        Raises:
            Exception: the kit itself failed on this campaign, at the first question and at every later one.
        """
        if campagne.id in self._mislukt:
            raise self._mislukt[campagne.id]
        if campagne.id not in self._vonnissen:
            try:
                self._vonnissen[campagne.id] = self._speel(self._gekort(campagne))
            except Exception as fout:
                self._mislukt[campagne.id] = fout
                raise
        return self._vonnissen[campagne.id]

    def events(self, campagne: Campagne) -> list[Event]:
        """Everything logged of a campaign that was played."""
        return self._events[campagne.id]

    def _gekort(self, campagne: Campagne) -> Campagne:
        """Only the cases that some selected test asks for."""
        if self.gevraagd is None:
            return campagne
        nodig = self.gevraagd.get(campagne.id, ())
        return replace(campagne, gevallen=tuple(g for g in campagne.gevallen if g.id in nodig))

    def _speel(self, campagne: Campagne) -> dict[tuple[str, str], Event]:
        uit = {}
        with self._maak_logboek(campagne) as logboek:
            for geval in campagne.te_spelen:
                logboek.schrijf(
                    "case",
                    campaign=campagne.id,
                    id=geval.id,
                    title=geval.titel,
                    roles=geval.rollen,
                    domains=[str(d) for d in geval.domeinen],
                    rules=geval.regels,
                    source=str(geval.data["bron"]),
                )
            keten = Keten(campagne, partijen(self.keuze, campagne.rol), logboek, self.keuze.xsd)
            keten.speel(lambda dag: self._voortgang(campagne, dag))
            rechter = Rechter(logboek.events, campagne.id, self.keuze.adapter)
            for geval in campagne.gevallen:
                for vonnis in rechter.vonnissen(geval):
                    if self.keuze.regel_telt(vonnis["rule"]):
                        uit[geval.id, vonnis["rule"]] = logboek.schrijf("verdict", **vonnis)
                for telling in rechter.tellingen(geval):
                    if self.keuze.regel_telt(telling["rule"]):
                        logboek.schrijf("count", **telling)
            self._events[campagne.id] = logboek.events
        return uit
