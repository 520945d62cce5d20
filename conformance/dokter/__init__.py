"""Whether an adapter can work at all: it starts, speaks, echoes, obeys the clock and serves what it claims."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from conformance.adapters import laad
from conformance.dokter.controles import ALGEMEEN, ONMISBAAR, PER_ROL, SLOT, Controle
from conformance.dokter.patient import Klacht, Patient
from conformance.protocol import Adapterfout
from conformance.vormfout import veilig
from istandaard.releases import Domein

MAX_TEKST = 3000


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What one check found; `advies` says what to do, where `tekst` does not say so itself."""

    controle: str
    goed: bool
    tekst: str
    advies: str = ""


def onderzoek(naam: str, *, timeout: float) -> Iterator[Bevinding]:
    """Examine an adapter; findings come as they are made.

    Raises:
        Invoerfout: the name has no known form, or the time-out is no time.
    """
    try:
        patient = Patient(naam, laad(naam, timeout=timeout))
    except Adapterfout as fout:
        yield Bevinding("start", goed=False, tekst=veilig(str(fout), MAX_TEKST))
        return
    yield Bevinding("start", goed=True, tekst="het systeem is gestart.")
    bruikbaar = yield from _groep(patient, ALGEMEEN)
    for rol, domein in patient.plekken() if bruikbaar else ():
        if not patient.dood:
            patient.rol, patient.domein = rol, Domein(domein)
            yield from _groep(patient, PER_ROL, f" ({rol}, {domein})")
    if patient.dood:
        zin = "niet verder onderzocht: het systeem antwoordt niet meer."
        yield Bevinding("overige", goed=False, tekst=zin, advies="los eerst het bovenstaande op.")
        return
    yield from _groep(patient, SLOT)


def _groep(
    patient: Patient, controles: Sequence[tuple[str, Controle]], waar: str = ""
) -> Generator[Bevinding, None, bool]:
    """Do the checks of a group; False when it had to be broken off."""
    for naam, controle in controles:
        bevinding = _doe(naam + waar, controle, patient)
        if bevinding is not None:
            yield bevinding
            if patient.dood or (controle in ONMISBAAR and not bevinding.goed):
                return False
    return True


def _doe(naam: str, controle: Controle, patient: Patient) -> Bevinding | None:
    try:
        gelukt = controle(patient)
    except Klacht as klacht:
        return Bevinding(naam, goed=False, tekst=veilig(f"{klacht}.", MAX_TEKST), advies=klacht.advies)
    except Adapterfout as fout:
        return Bevinding(naam, goed=False, tekst=veilig(str(fout), MAX_TEKST))
    return None if gelukt is None else Bevinding(naam, goed=True, tekst=veilig(f"{gelukt}.", MAX_TEKST))
