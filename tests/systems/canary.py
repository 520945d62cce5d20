"""Systems that let a BSN out wherever they can choose a text: every verb, every kind of message, every error.

What it looks like comes from the environment, so that one class does for every spelling.
"""

import os
import re
import sys
import warnings
from html import escape

from migratietoets.conformance.reference.party import ReferenceParty

NUMBER = os.environ.get("CANARY", "")
"""The spelling that is let out."""
TYPED = re.compile(
    r"Bericht(Code|Versie|Subversie)|Afzender|Ontvanger|Aanbieder|Gemeente|Bsn|.*Bedrag|Budget|.*Volume|.*Tarief|.*[dD]atum"
    r"|.*Dagtekening.*|.*XsdVersie|.*tijd|Eenheid|Frequentie|.*Code|.*Categorie|Categorie|DebetCredit|Geslacht|.*Soort"
    r"|Reden.*|Huisnummer|Status.*|BetalingAanID|.*Percentage|VerzoekAntwoord|Raamcontract|NaamGebruik|DatumGebruik"
)
"""Elements that hold no text: what they hold is typed, or from a list."""


def planted(xml):
    """A message with the number in every element that holds text, and in all that stands around elements."""

    def filled(found):
        name = found[1].rpartition(":")[2]
        return found[0] if TYPED.fullmatch(name) else f"<{found[1]}>{NUMBER}</{found[1]}>"

    text = re.sub(r"<([\w:]+)>([^<>]+)</\1>", filled, xml)
    around = f"<!-- {NUMBER} --><?weg {NUMBER}?>"
    head, root, rest = re.split(r"(<[\w:]+Bericht[^>]*)>", text, maxsplit=1)
    return f'{head}{around}{root} kenmerk="{escape(NUMBER)}">{around}{rest}{around}'


class Canary(ReferenceParty):
    """Does its work, and writes a BSN in every text there is."""

    def hello(self, params):
        return super().hello(params) | {"name": f"Naam {NUMBER}", "version": NUMBER, "supplier": f"BV{NUMBER}"}

    def instruct(self, params):
        super().instruct(params)
        return {"assessments": [{"id": NUMBER, NUMBER: [NUMBER]}], "plan": [{"tekst": f"x{NUMBER}"}], NUMBER: NUMBER}

    def collect(self, params):
        answer = super().collect(params)
        for notice in answer["notices"]:
            notice |= {"about": NUMBER, "verzoek": NUMBER}
        for message in answer["messages"]:
            message["xml"] = self.changed(message["xml"])
        return answer

    def changed(self, xml):
        return planted(xml)


class Renumbered(Canary):
    """Sends messages that are right but for the number in one place at a time."""

    places = ("ToewijzingNummer", "Identificatie", "Achternaam", "Voornamen", "Straatnaam", "ReferentieAanbieder")
    sent = 0

    def changed(self, xml):
        self.sent += 1
        name = self.places[self.sent % len(self.places)]
        return re.sub(rf"(<[\w:]*\b{name}>)[^<>]+<", lambda m: f"{m[1]}{escape(NUMBER)}<", xml)


class Unreadable(Canary):
    """Sends what is no XML."""

    def changed(self, xml):
        return f"<Bedrag>{NUMBER}</Bedrag> {xml[:-5]}"


class Raising(Canary):
    """Raises with the number in the text, whatever it is asked but hello."""

    def fail(self, params):
        sys.stdout.write(f"{NUMBER}\n")
        warnings.warn(NUMBER, stacklevel=1)
        raise ValueError(f"cliënt {NUMBER} onbekend")

    reset = advance = deliver = instruct = collect = fail


class RaisingLater(Canary):
    """Raises at deliver and instruct only."""

    deliver = instruct = Raising.fail


class Wrong(Canary):
    """Answers outside the protocol, with the number as key and as value."""

    def collect(self, params):
        return {"messages": [{NUMBER: NUMBER}], "notices": [], NUMBER: 1}

    def instruct(self, params):
        return NUMBER


class NoHello(ReferenceParty):
    """Fails at hello."""

    def hello(self, params):
        raise LookupError(NUMBER)


class Unborn:
    """Cannot be made."""

    def __init__(self):
        raise ValueError(f"verbinding met {NUMBER} mislukt")
