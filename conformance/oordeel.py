"""From findings to verdicts: what a rule says of a case, counted, with evidence and the command that reproduces it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from shlex import quote
from typing import Any

from conformance.gevallen import Geval
from conformance.partij import speelt
from conformance.register import Regel, register
from conformance.rules.metamorf import zelfde_stand
from conformance.rules.regel import REGELS, TELLERS, Bevinding
from conformance.trace import Spoor
from conformance.vouwen import sporen

VERMOGENS = {"MS-02": "assess"}
"""Rules that do not apply to a system without this capability."""

ZWAARTE = ("fail", "kit_error", "adapter_error", "warn", "not_verifiable", "not_exercised", "pass", "not_applicable")
"""Verdicts from what a reader must see first to last."""

Event = dict[str, Any]


@dataclass(frozen=True)
class Oordeel:
    """What one rule says of one case."""

    regel: Regel
    uitkomst: str
    beoordeeld: int
    minimum: int
    bevindingen: tuple[Bevinding, ...]


def bevindingen(regel: Regel, spoor: Spoor) -> tuple[Bevinding, ...]:
    """Run one check; a broken `should` is a warning."""
    gevonden = tuple(REGELS[regel.id](spoor))
    if regel.sterkte == "must":
        return gevonden
    return tuple(replace(b, uitkomst="warn") if b.uitkomst == "fail" else b for b in gevonden)


def beoordeel_regel(regel: Regel, spoor: Spoor, minimum: int, extra: tuple[Bevinding, ...] = ()) -> Oordeel:
    """Judge one rule on one trace, with findings that come from elsewhere added.

    A rule that was evaluated less often than the case asks is not exercised, which fails the case: a silent system
    passes nothing.
    """
    vermogen = VERMOGENS.get(regel.id)
    if vermogen is not None and not spoor.kan.get(vermogen, True):
        return Oordeel(regel, "not_applicable", 0, minimum, ())
    gevonden = (*bevindingen(regel, spoor), *extra)
    soorten = Counter(b.uitkomst for b in gevonden)
    beoordeeld = len(gevonden)
    if soorten["fail"]:
        return Oordeel(regel, "fail", beoordeeld, minimum, gevonden)
    if beoordeeld < minimum:
        tekort = Bevinding(
            "not_exercised",
            regel.id,
            "Het systeem deed te weinig om deze regel te kunnen beoordelen.",
            f"ten minste {minimum} keer beoordeeld",
            f"{beoordeeld} keer",
        )
        return Oordeel(regel, "not_exercised", beoordeeld, minimum, (*gevonden, tekort))
    for uitkomst in ("warn", "not_verifiable", "pass"):
        if soorten[uitkomst]:
            return Oordeel(regel, uitkomst, beoordeeld, minimum, gevonden)
    return Oordeel(regel, "not_exercised", 0, minimum, ())


def toetsbaar(rol: str) -> list[Regel]:
    """Active rules with a check that bind a system in this role."""
    return [r for r in register().values() if r.getoetst and r.status == "active" and r.bindt_rol(rol)]


def reproduceer(adapter: str, rol: str, domein: str, geval: str, regel: str) -> str:
    """The command that plays this case again and judges this rule."""
    kop = "" if adapter == "referentie" else f" --adapter {quote(adapter)}"
    return f"migratietoets run{kop} --role {rol} --domain {domein} --cases {geval} --rules {regel} --isolated"


def _bevinding_json(b: Bevinding) -> Event:
    return {
        "verdict": b.uitkomst,
        "subject": b.onderwerp,
        "text": b.tekst,
        "expected": b.verwacht,
        "found": b.gevonden,
        "at": b.dag and b.dag.isoformat(),
        "message": b.bericht and b.bericht.n,
    }


def _fouten(events: Iterable[Event], campagne: str, soort: str) -> dict[str | None, list[str]]:
    uit: dict[str | None, list[str]] = {}
    for e in events:
        if e["event"] == "error" and e["campaign"] == campagne and e["kind"] == soort:
            uit.setdefault(e["case"], []).append(e["text"])
    return uit


class Rechter:
    """Judges the events of a campaign: one verdict event per case and rule."""

    def __init__(self, events: list[Event], campagne: str, adapter: str) -> None:
        self._sporen = {geval: spoor for (van, geval), spoor in sporen(events).items() if van == campagne}
        self._hello = next(
            (e["party"] for e in events if e["event"] == "hello" and e["campaign"] == campagne and e["under_test"]),
            None,
        )
        self._campagne = next(e for e in events if e["event"] == "campaign" and e["campaign"] == campagne)
        self._adapterfouten = _fouten(events, campagne, "adapter")
        self._kitfouten = _fouten(events, campagne, "kit")
        self._adapter = adapter

    def _speelt(self, hoofdstuk: str) -> bool:
        wie, c = self._hello, self._campagne
        return wie is None or speelt(wie, c["role"], c["domain"], hoofdstuk)

    def vonnissen(self, geval: Geval) -> Iterator[Event]:
        """Every verdict on one case."""
        regels = {r: n for r, n in geval.regels.items() if register()[r].bindt_rol(self._campagne["role"])}
        if not self._speelt(geval.hoofdstuk):
            for regel_id, minimum in regels.items():
                yield self._vonnis(geval, Oordeel(register()[regel_id], "not_applicable", 0, minimum, ()))
            return
        spoor = self._sporen.get(geval.id) or Spoor(
            self._campagne["role"], geval.domeinen[0], date.fromisoformat(self._campagne["end"]), {}
        )
        vergeleken = next(iter(regels), None)
        for regel in toetsbaar(spoor.rol):
            if not self._speelt(regel.hoofdstuk):
                if regel.id in regels:
                    yield self._vonnis(geval, Oordeel(regel, "not_applicable", 0, regels[regel.id], ()))
                continue
            try:
                extra = self._vergelijking(geval, spoor) if regel.id == vergeleken else ()
                oordeel = beoordeel_regel(regel, spoor, regels.get(regel.id, 0), extra)
            except Exception as fout:  # noqa: BLE001  # a fault in one rule may cost nothing else
                oordeel = Oordeel(
                    regel, "kit_error", 0, 0, (Bevinding("kit_error", regel.id, f"{type(fout).__name__}: {fout}"),)
                )
            if regel.id in regels or oordeel.beoordeeld or oordeel.uitkomst == "kit_error":
                yield self._vonnis(geval, self._met_fouten(geval, oordeel))

    def tellingen(self, geval: Geval) -> Iterator[Event]:
        """What is counted in one case, of the role under test, and not judged; where nothing applies it is left out."""
        spoor = self._sporen.get(geval.id)
        if spoor is None or not self._speelt(geval.hoofdstuk):
            return
        for regel_id, tel in TELLERS.items():
            if not register()[regel_id].bindt_rol(spoor.rol):
                continue
            niet, totaal = tel(spoor)
            if totaal:
                vast = {"campaign": self._campagne["campaign"], "case": geval.id, "rule": regel_id}
                yield {**vast, "value": niet, "total": totaal}

    def _vergelijking(self, geval: Geval, spoor: Spoor) -> tuple[Bevinding, ...]:
        """Metamorphic: the findings of comparing a case with the one it is derived from."""
        basis = self._sporen.get(geval.basis) if geval.basis is not None else None
        return () if basis is None else tuple(zelfde_stand(basis, spoor))

    def _met_fouten(self, geval: Geval, oordeel: Oordeel) -> Oordeel:
        """What an error of the adapter kept from being judged is an adapter error, not a broken rule."""
        for uitkomst, fouten in (("adapter_error", self._adapterfouten), ("kit_error", self._kitfouten)):
            teksten = list(dict.fromkeys([*fouten.get(geval.id, ()), *fouten.get(None, ())]))
            if teksten and oordeel.uitkomst in {"fail", "not_exercised", "not_verifiable"}:
                extra = tuple(Bevinding(uitkomst, oordeel.regel.id, tekst) for tekst in teksten[:3])
                return replace(oordeel, uitkomst=uitkomst, bevindingen=(*extra, *oordeel.bevindingen))
        return oordeel

    def _vonnis(self, geval: Geval, oordeel: Oordeel) -> Event:
        regel, c = oordeel.regel, self._campagne
        return {
            "campaign": c["campaign"],
            "case": geval.id,
            "rule": regel.id,
            "role": c["role"],
            "domain": c["domain"],
            "strength": regel.sterkte,
            "chapter": regel.hoofdstuk,
            "verdict": oordeel.uitkomst,
            "evaluations": oordeel.beoordeeld,
            "minimum": oordeel.minimum,
            "findings": [_bevinding_json(b) for b in oordeel.bevindingen if b.uitkomst != "pass"],
            "reproduce": reproduceer(self._adapter, c["role"], c["domain"], geval.id, regel.id),
            "source": regel.bron,
        }


def exitcode(uitkomsten: Iterable[str], *, streng: bool = False) -> int:
    """0 conform, 1 not conform, 3 adapter, 4 kit; the highest applies. With `streng` a warning is not conform."""
    codes = {"fail": 1, "not_exercised": 1, "adapter_error": 3, "kit_error": 4} | ({"warn": 1} if streng else {})
    return max((codes.get(u, 0) for u in uitkomsten), default=0)


def slotsom(uitkomsten: Iterable[str], *, streng: bool = False) -> str:
    """The verdict on the whole run: conform, niet conform or onvolledig."""
    alle = set(uitkomsten)
    if exitcode(alle, streng=streng):
        return "niet conform"
    return "onvolledig" if "not_verifiable" in alle else "conform"
