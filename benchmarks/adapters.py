"""What an adapter outside this process costs: milliseconds a verb, and seconds for the whole suite.

    python benchmarks/adapters.py [rounds, default 20]

`python:` is the reference as a class in this process, `cli:` the same reference behind docs/voorbeelden/cli_adapter.py.
Both are asked through the checks of a run. The ratio says how many times longer a call takes through two pipes.
"""

import shlex
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from conformance.adapters import STANDAARD, laad
from conformance.dokter import stukken
from conformance.dokter.patient import Patient
from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from conformance.protocol import WERKWOORDEN, Waarde
from istandaard.berichten import bouw
from istandaard.releases import Domein

RONDEN = 20
DAGEN = 10
VOORBEELD = Path(__file__).parents[1] / "docs" / "voorbeelden" / "cli_adapter.py"
CLI = f"cli:{shlex.join([sys.executable, str(VOORBEELD)])}"


class Klok:
    """An adapter that notes how long every call took."""

    def __init__(self, patient: Patient) -> None:
        self.tijden: dict[str, list[float]] = defaultdict(list)
        self._vraag = patient.partij.vraag
        patient.partij.vraag = self.vraag  # type: ignore[method-assign]

    def vraag(self, werkwoord: str, params: Waarde) -> Waarde:
        """Ask, and note the time."""
        begin = time.perf_counter()
        antwoord = self._vraag(werkwoord, params)
        self.tijden[werkwoord].append((time.perf_counter() - begin) * 1000)
        return antwoord


def per_werkwoord(naam: str, ronden: int) -> dict[str, float]:
    """Milliseconds a call, the median, for each verb."""
    patient = Patient(naam, laad(naam))
    klok = Klok(patient)
    patient.rol, patient.domein = "gemeente", Domein.WMO
    voorraad = stukken.toewijzing("gemeente", Domein.WMO), stukken.per_vier_weken("gemeente", Domein.WMO)
    for _ in range(ronden):
        klok.vraag("hello", {})
        patient.begin(*voorraad)
        patient.opdracht("beoordeel", {})
        for _ in range(DAGEN):
            patient.volgende_dag()
            heen = stukken.heenbericht("gemeente", Domein.WMO, patient.nu)
            klok.vraag("deliver", {"code": heen.soort, "release": str(heen.release), "xml": bouw(heen).decode()})
            patient.haal_op()
    klok.vraag("stop", {})
    return {werkwoord: median(klok.tijden[werkwoord]) for werkwoord in WERKWOORDEN}


def suite(naam: str) -> tuple[float, list[dict[str, Any]]]:
    """Seconds for all cases, and what was said of them."""
    keuze = Keuze(adapter=naam)
    loop = Loop(keuze, lambda _: Logboek())
    begin = time.perf_counter()
    vonnissen = [v for campagne in keuze.campagnes() for v in loop.vonnissen(campagne).values()]
    return time.perf_counter() - begin, vonnissen


def main() -> None:
    """Measure and print."""
    ronden = int(sys.argv[1]) if len(sys.argv) > 1 else RONDEN
    python, cli = per_werkwoord(STANDAARD, ronden), per_werkwoord(CLI, ronden)
    print(f"{'ms per aanroep':<16}{'python:':>10}{'cli:':>10}{'erbij':>10}{'verhouding':>12}")
    for werkwoord in WERKWOORDEN:
        ons, ver = python[werkwoord], cli[werkwoord]
        print(f"{werkwoord:<16}{ons:>10.3f}{ver:>10.3f}{ver - ons:>10.3f}{ver / ons:>12.1f}")
    suite(STANDAARD)
    (ons, eigen), (ver, anders) = suite(STANDAARD), suite(CLI)
    zelfde = [v["verdict"] for v in eigen] == [v["verdict"] for v in anders]
    print(f"{'suite, s':<16}{ons:>10.2f}{ver:>10.2f}{ver - ons:>10.2f}{ver / ons:>12.1f}")
    print(f"{len(eigen)} oordelen, {'dezelfde' if zelfde else 'NIET dezelfde'}")


if __name__ == "__main__":
    main()
