"""What a decision on a request must lead to: a toewijzing, a 319, or a word outside the messages."""

from conformance.rules.overzicht import termijn
from conformance.rules.regel import Bevinding, fout, goed, onbekend, onzichtbaar
from conformance.rules.verzoeken import (
    AFWIJZEN,
    ONDERZOEKEN,
    WOONPLAATS,
    Besluit,
    Verzoek,
    antwoorden,
    meegedeeld,
    toegewezen,
)
from conformance.trace import Spoor, Verzonden
from istandaard.berichten.antwoord import AFGEWEZEN, IN_ONDERZOEK, WOONPLAATSBEGINSEL

WERKDAGEN_BESLUIT = 5
"""Working days within which a decision on a request, or a request of the desk, is sent (OP274, OP346)."""
VERZOEKANTWOORD = {AFWIJZEN: AFGEWEZEN, WOONPLAATS: AFGEWEZEN, ONDERZOEKEN: IN_ONDERZOEK}


def _loopt_nog(spoor: Spoor, besluit: Besluit) -> bool:
    """The term of a decision had not passed at the end of the trace."""
    return spoor.einde < termijn(besluit.op.date(), WERKDAGEN_BESLUIT)


def _ingehaald(verzoek: Verzoek, besluit: Besluit) -> Bevinding | None:
    """A decision that the next one overtook within its term need not be told any more."""
    if besluit.tot is None or besluit.tot.date() > termijn(besluit.op.date(), WERKDAGEN_BESLUIT):
        return None
    return goed(verzoek, f"Het besluit ({besluit.wat}) is binnen de termijn door het volgende ingehaald.")


def gehonoreerd(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> Bevinding:
    """Whether a 301 followed on a request that was honoured."""
    bericht = toegewezen(spoor, verzoek)
    if bericht is not None:
        return goed(verzoek, f"Gehonoreerd met een toewijzing in {bericht.release}.", bericht)
    melding = onbekend if _loopt_nog(spoor, besluit) else fout
    return melding(
        verzoek,
        "Een gehonoreerd verzoek leidt niet tot een toewijzing.",
        verwacht="een 301 met de ReferentieAanbieder van het verzoek",
        gevonden="geen 301 met die referentie",
    )


def buiten_de_berichten(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> Bevinding:
    """Whether a decision was told outside the messages, and not with a 319."""
    gegeven = antwoorden(spoor, verzoek, besluit)
    if gegeven:
        return fout(
            verzoek,
            "Op een verzoek in 2.4 is een antwoordbericht gestuurd.",
            verwacht="een kennisgeving buiten het berichtenverkeer",
            gevonden="319",
            bericht=gegeven[0],
        )
    tekst = "Of het besluit buiten de berichten om is meegedeeld, laat dit systeem niet zien."
    if (niet_te_zien := onzichtbaar(spoor, verzoek, tekst)) is not None:
        return niet_te_zien
    if meegedeeld(spoor, verzoek, besluit):
        return goed(verzoek, f"Het besluit ({besluit.wat}) is buiten de berichten om meegedeeld.")
    melding = onbekend if _loopt_nog(spoor, besluit) else fout
    return _ingehaald(verzoek, besluit) or melding(
        verzoek,
        f"Het besluit ({besluit.wat}) op een verzoek in 2.4 is niet meegedeeld.",
        verwacht="een kennisgeving aan de aanbieder",
        gevonden="geen kennisgeving",
    )


def _past(bericht: Verzonden, besluit: Besluit) -> bool:
    zegt = bericht.antwoord
    if zegt is None or zegt.antwoord != VERZOEKANTWOORD[besluit.wat]:
        return False
    return besluit.wat != WOONPLAATS or zegt.reden_afwijzing == WOONPLAATSBEGINSEL


def _zegt(bericht: Verzonden) -> str:
    zegt = bericht.antwoord
    if zegt is None:
        return str(bericht)
    return f"VerzoekAntwoord {zegt.antwoord}" + (f", reden {zegt.reden_afwijzing}" if zegt.reden_afwijzing else "")


def met_antwoordbericht(spoor: Spoor, verzoek: Verzoek, besluit: Besluit) -> Bevinding:
    """Whether a 319 says what was decided."""
    gegeven = antwoorden(spoor, verzoek, besluit)
    passend = next((bericht for bericht in gegeven if _past(bericht, besluit)), None)
    if passend is not None:
        return goed(verzoek, f"Beantwoord met een 319 ({besluit.wat}).", passend)
    reden = f" en reden {WOONPLAATSBEGINSEL}" if besluit.wat == WOONPLAATS else ""
    melding = onbekend if not gegeven and _loopt_nog(spoor, besluit) else fout
    return (None if gegeven else _ingehaald(verzoek, besluit)) or melding(
        verzoek,
        f"Een verzoek in 3.0 dat niet wordt gehonoreerd ({besluit.wat}), krijgt niet het juiste antwoordbericht.",
        verwacht=f"319 met VerzoekAntwoord {VERZOEKANTWOORD[besluit.wat]}{reden}",
        gevonden=_zegt(gegeven[0]) if gegeven else "geen 319",
    )
