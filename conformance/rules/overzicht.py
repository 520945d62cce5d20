"""Chapter overzicht: releases and dates (PL-01), working 3.0 traffic (PL-03, PL-06), migration help (PL-04)."""

from collections.abc import Iterator
from datetime import date

from conformance.rules.migratieschema import variantredenen
from conformance.rules.regel import Bevinding, fout, goed, let_op, onbekend, rule
from conformance.trace import Spoor, Verzonden
from istandaard.berichten.retour import GOED
from istandaard.kalender import werkdagen_na
from istandaard.releases import EERSTE_DAG_30, EINDE_2020, LAATSTE_DAG_24, STILTE_TOT, STILTE_VAN, Release

TOEGESTAAN_24 = f"2.4 tot en met {LAATSTE_DAG_24:%d-%m-%Y}"
TOEGESTAAN_30 = f"3.0 vanaf {EERSTE_DAG_30:%d-%m-%Y}"
WERKDAGEN_RETOUR = 3
"""Working days within which a retourbericht is sent (OP090)."""


def termijn(dag: date, werkdagen: int) -> date:
    """The day that lies a number of working days after a day; terms stand still during the quiet period (PL-01)."""
    begin = STILTE_TOT if STILTE_VAN <= dag <= STILTE_TOT else dag
    uiterlijk = werkdagen_na(begin, werkdagen)
    if begin < STILTE_VAN <= uiterlijk:
        verstreken = sum(1 for n in range(1, werkdagen + 1) if werkdagen_na(begin, n) < STILTE_VAN)
        return werkdagen_na(STILTE_TOT, werkdagen - verstreken)
    return uiterlijk


def retourtermijn(heen: Verzonden) -> date:
    """Last day for the retourbericht (OP090)."""
    return termijn(heen.dag, WERKDAGEN_RETOUR)


def release_geldt(bericht: Verzonden) -> bool:
    """Whether its release is in use on the day of sending (PL-01)."""
    return bericht.dag <= LAATSTE_DAG_24 if bericht.release == Release.R24 else bericht.dag >= EERSTE_DAG_30


def geweigerd(
    spoor: Spoor, heen: Verzonden, *, zonder_antwoord: tuple[str, str, str], goedgekeurd: tuple[str, str]
) -> Bevinding:
    """Whether a message that must be refused was answered with a retourcode that refuses it.

    Args:
        spoor: where the answer is looked for.
        heen: the message that must be refused.
        zonder_antwoord: text, what was expected and what was found when no answer can be read.
        goedgekeurd: text and what was expected when the answer refuses nothing.
    """
    antwoord = spoor.antwoord_op(heen)
    if antwoord is None or antwoord.bericht is None:
        melding = onbekend if spoor.einde < retourtermijn(heen) else fout
        tekst, verwacht, gevonden = zonder_antwoord
        return melding(heen, tekst, verwacht=verwacht, gevonden=gevonden)
    codes = antwoord.retourcodes
    if set(codes) - {GOED}:
        return goed(heen, f"Geweigerd met retourcode {', '.join(codes)}.", antwoord)
    tekst, verwacht = goedgekeurd
    return fout(heen, tekst, verwacht=verwacht, gevonden=", ".join(codes) or "geen retourcode", bericht=antwoord)


def _retour(spoor: Spoor, bericht: Verzonden) -> Bevinding:
    """A retourbericht follows the release of what it answers; in the quiet period it is only unwise."""
    heen = next((b for b in spoor.berichten if b.naar == bericht.van and spoor.antwoord_op(b) is bericht), None)
    if heen is not None and heen.release != bericht.release:
        return fout(
            bericht,
            "Een retourbericht volgt de release van het bericht dat het beantwoordt.",
            verwacht=str(heen.release),
            gevonden=bericht.release,
            bericht=bericht,
        )
    return _liefst_niet_in_de_stilte(bericht, "Het retourbericht volgt de release van het bericht dat het beantwoordt.")


def _liefst_niet_in_de_stilte(bericht: Verzonden, tekst: str) -> Bevinding:
    if STILTE_VAN <= bericht.dag <= STILTE_TOT:
        return let_op(
            bericht,
            "Het bericht is in de stille periode verzonden.",
            verwacht=f"niets van {STILTE_VAN:%d-%m-%Y} tot en met {STILTE_TOT:%d-%m-%Y}",
            gevonden=f"{bericht.dag:%d-%m-%Y}",
            bericht=bericht,
        )
    return goed(bericht, tekst, bericht)


def _over_2020(bericht: Verzonden) -> bool:
    """A 303 about 2020 keeps either release number, also in 2021 (DC-13)."""
    declaratie = bericht.declaratie
    return bericht.soort == "303" and declaratie is not None and declaratie.kop.einddatum <= EINDE_2020


@rule("PL-01")
def release_past_bij_de_dag(spoor: Spoor) -> Iterator[Bevinding]:
    """2.4 up to and including 30-12-2020, 3.0 from 04-01-2021, in between nothing."""
    for bericht in spoor.van_systeem():
        if bericht.fouten:
            yield fout(
                bericht,
                "Het bericht is geen geldig bericht van deze release.",
                verwacht=f"een geldig {bericht.soort}-bericht van release {bericht.release}",
                gevonden="; ".join(bericht.fouten[:3]),
                bericht=bericht,
            )
        elif bericht.is_retour:
            yield _retour(spoor, bericht)
        elif release_geldt(bericht):
            yield goed(bericht, "Het bericht is verzonden in de release die op die dag geldt.", bericht)
        elif bericht.release == Release.R24 and _over_2020(bericht):
            yield _liefst_niet_in_de_stilte(bericht, "Een 303 over 2020 houdt zijn release.")
        else:
            yield fout(
                bericht,
                "Het bericht is verzonden op een dag waarop zijn release niet mag.",
                verwacht=TOEGESTAAN_24 if bericht.release == Release.R24 else TOEGESTAAN_30,
                gevonden=f"{bericht.release} op {bericht.dag:%d-%m-%Y}",
                bericht=bericht,
            )


@rule("PL-03")
def verwerkt_30(spoor: Spoor) -> Iterator[Bevinding]:
    """A valid 3.0 message delivered from 04-01-2021 on is answered in time, in 3.0, and not rejected as unreadable."""
    for heen in spoor.aan_systeem("301", "305", "307", release=Release.R30):
        zonder_nummer = any(product.toewijzingnummer is None for product in heen.regie)
        if heen.fouten or heen.dag < EERSTE_DAG_30 or _buiten_varianten(heen) or zonder_nummer:
            continue
        antwoord, uiterlijk = spoor.antwoord_op(heen), retourtermijn(heen)
        if antwoord is None:
            melding = onbekend if spoor.einde < uiterlijk else fout
            yield melding(
                heen,
                "Op een geldig 3.0-bericht hoort een retourbericht te komen.",
                verwacht=f"retour in 3.0, uiterlijk {uiterlijk:%d-%m-%Y}",
                gevonden=f"geen retour tot en met {spoor.einde:%d-%m-%Y}",
            )
        elif antwoord.release != Release.R30 or antwoord.keurt_af:
            yield fout(
                heen,
                "Een geldig 3.0-bericht is niet als 3.0-bericht verwerkt.",
                verwacht="retour in 3.0 zonder technische afkeur (0001)",
                gevonden=f"{antwoord}: {', '.join(antwoord.retourcodes)}",
                bericht=antwoord,
            )
        elif antwoord.dag > uiterlijk:
            yield fout(
                heen,
                "Het retourbericht op een 3.0-bericht is te laat.",
                verwacht=f"uiterlijk {uiterlijk:%d-%m-%Y}",
                gevonden=f"{antwoord.dag:%d-%m-%Y}",
                bericht=antwoord,
            )
        else:
            yield goed(heen, "Het 3.0-bericht is verwerkt en op tijd beantwoord.", antwoord)


@rule("PL-04")
def ondersteunt_de_migratie(spoor: Spoor) -> Iterator[Bevinding]:
    """The system yields an assessment and a plan on request."""
    for opdracht in spoor.opdrachten:
        if opdracht.aan != spoor.rol or opdracht.commando not in CAPACITEIT:
            continue
        naam, veld = CAPACITEIT[opdracht.commando]
        if opdracht.resultaat.get(veld):
            yield goed(opdracht.commando, f"Het systeem levert {naam}.")
        else:
            yield fout(
                opdracht.commando,
                f"Het systeem levert geen {naam}.",
                verwacht=f"{naam} van de toewijzingen",
                gevonden="kan dit niet" if not spoor.kan.get(KAN[opdracht.commando], True) else "leeg antwoord",
                dag=opdracht.op.date(),
            )


CAPACITEIT = {"beoordeel": ("beoordeling", "assessments"), "plan": ("migratieplan", "plan")}
KAN = {"beoordeel": "assess", "plan": "plan"}


def _buiten_varianten(bericht: Verzonden) -> list[str]:
    """Why lines of a 3.0 301 are no permitted variant (CD041, CD075 .. CD081, CS104, CS330)."""
    gevonden = []
    for regel in bericht.regels:
        p = regel.product
        dicht = p.einddatum is not None and p.einddatum < EERSTE_DAG_30
        if not dicht:
            gevonden += variantredenen(p.inhoud, p.einddatum, None)
    return gevonden


@rule("PL-06")
def weigert_wat_30_niet_kent(spoor: Spoor) -> Iterator[Bevinding]:
    """A 3.0 toewijzing outside the permitted variants is rejected by its receiver with a retourcode."""
    for heen in spoor.aan_systeem("301", release=Release.R30):
        if _buiten_varianten(heen):
            yield geweigerd(
                spoor,
                heen,
                zonder_antwoord=(
                    "Op een toewijzing buiten de toegestane varianten hoort een afkeurend retourbericht te komen.",
                    "302 met een retourcode die afkeurt",
                    "geen leesbaar retourbericht",
                ),
                goedgekeurd=(
                    "Een toewijzing buiten de toegestane varianten is goedgekeurd.",
                    "302 met een retourcode die afkeurt, bijvoorbeeld 0001",
                ),
            )
