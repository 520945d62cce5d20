"""What a person lays down in a turn: what lies in the folder, and which notices the system showed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from migratietoets.conformance.adapters.hand.folder import Folder, Found
from migratietoets.conformance.adapters.hand.wording import client_name, in_words
from migratietoets.conformance.protocol.processes import MAY_SEND, OTHER_ROLE
from migratietoets.conformance.protocol.verbs import JsonObject
from migratietoets.conformance.vocabulary.notices import NoticeCode

NOTICES: Mapping[str, Mapping[str, str]] = {
    "gemeente": {
        NoticeCode.TOEWIJZING_VOLGT: "na een intrekking, of op een verzoek, komt in 3.0 een toewijzing",
        NoticeCode.VERZOEK_AFGEWEZEN: "een verzoek is afgewezen",
        NoticeCode.VERZOEK_IN_ONDERZOEK: "een verzoek wordt onderzocht",
        NoticeCode.WOONPLAATSBEGINSEL: "een verzoek hoort bij een andere gemeente",
        NoticeCode.MIGRATIEPLAN: "wat de gemeente wanneer gaat migreren",
        NoticeCode.WEEK_53: "de afspraak over de declaratie van week 53",
        NoticeCode.ANDERS: "iets anders",
    },
    "aanbieder": {
        NoticeCode.WEEK_53: "de afspraak over de declaratie van week 53",
        NoticeCode.ANDERS: "iets anders, zoals een wijziging die in 2020 wordt gevraagd",
    },
}
"""Role -> the codes of what it can say outside the messages."""
LONGEST_REQUEST, LONGEST_TEXT = 100, 1000


@dataclass(frozen=True)
class Choices:
    """From what a notice is made: value -> words, of each of its parts.

    Attributes:
        codes: what it can be about.
        to: to whom it can go.
        clients: about whom it can be.
        toewijzingen: which it can name, by their place in `named`.
    """

    codes: Mapping[str, str]
    to: Mapping[str, str]
    clients: Mapping[str, str]
    toewijzingen: Mapping[str, str]


@dataclass
class Tray:
    """What a person lays down in one turn.

    Attributes:
        day: in the chain.
        role: of the system.
        to: whom it can say something to.
        clients: of the campaign, by BSN.
        named: the toewijzingen that a notice can name.
        shows_notices: whether the system shows notices.
        handed_over: the digests of all messages of earlier turns.
        notices: those that the person gave.
    """

    folder: Folder
    day: date
    role: str
    to: Sequence[str]
    clients: Mapping[str, JsonObject]
    named: Sequence[JsonObject]
    shows_notices: bool
    handed_over: frozenset[str] = frozenset()
    notices: list[JsonObject] = field(default_factory=list)

    def look(self) -> list[Found]:
        """Everything in the folder, judged, also as to whether it is what the system sent now."""
        seen = set(self.handed_over)
        return [
            replace(one, faults=(*one.faults, *self._doubts(one.message, seen))) for one in self.folder.look(self.day)
        ]

    def _doubts(self, message: JsonObject | None, seen: set[str]) -> Iterator[str]:
        """What a person can have laid down by mistake; `seen`: what was before it, to which it is added."""
        if message is None:
            return
        own = digest(message["xml"])
        if own in seen:
            yield "dit bericht is al eerder neergelegd. Haal het weg, tenzij het systeem het nog eens verstuurde"
        seen.add(own)
        code = message["code"]
        if code in MAY_SEND[OTHER_ROLE[self.role]]:
            yield f"een {self.role} verstuurt geen {code}. Haal het weg als het een bericht is dat u moest aanleveren"

    def choices(self) -> Choices:
        """What a notice can be made of."""
        return Choices(
            codes=NOTICES[self.role],
            to={one: f"{'aanbieder' if self.role == 'gemeente' else 'gemeente'} {one}" for one in self.to},
            clients={bsn: client_name(bsn, self.clients) for bsn in self.clients} | {"": "geen bepaalde cliënt"},
            toewijzingen={"": "geen bepaalde toewijzing"}
            | {str(number): _toewijzing(one, self.clients) for number, one in enumerate(self.named)},
        )

    def add_notice(self, said: Mapping[str, str]) -> str:
        """Take in a notice; what is wrong with it, or "" when nothing is."""
        choices = self.choices()
        for name, known in (("code", choices.codes), ("to", choices.to), ("bsn", choices.clients)):
            if said.get(name, "") not in known:
                return f"Kies bij de kennisgeving {NAMES[name]}."
        if said.get("toewijzing", "") not in choices.toewijzingen:
            return f"Kies bij de kennisgeving {NAMES['toewijzing']}."
        number = said.get("toewijzing", "")
        toewijzing = self.named[int(number)] if number else None
        self.notices.append(
            {
                "to": said["to"],
                "bsn": said["bsn"] or (toewijzing["bsn"] if toewijzing else None),
                "code": str(said["code"]),
                "toewijzing": toewijzing,
                "verzoek": said.get("verzoek", "").strip()[:LONGEST_REQUEST] or None,
                "about": said.get("about", "").strip()[:LONGEST_TEXT],
            }
        )
        return ""

    def told(self) -> list[str]:
        """The notices so far, in words."""
        return [
            f"{NOTICES[self.role][one['code']]}, aan {one['to']}, over {client_name(one['bsn'], self.clients)}"
            for one in self.notices
        ]

    def sent(self, found: Sequence[Found]) -> JsonObject:
        """The answer of a person who laid down this."""
        return {"messages": [one.message for one in found if one.message is not None], "notices": list(self.notices)}


def digest(xml: str) -> str:
    """By what a message is known again."""
    return sha256(xml.encode("utf-8", "replace")).hexdigest()


NAMES = {
    "code": "waarover zij gaat",
    "to": "aan wie zij gericht is",
    "bsn": "over welke cliënt zij gaat",
    "toewijzing": "over welke toewijzing zij gaat",
    "verzoek": "de ReferentieAanbieder van het verzoek, als zij over een verzoek gaat",
    "about": "wat het systeem toonde",
}
"""Part of a notice -> what it says."""


def _toewijzing(one: JsonObject, clients: Mapping[str, JsonObject]) -> str:
    number = one["toewijzingnummer"] or "zonder nummer"
    product = " ".join(filter(None, (one["categorie"], one["code"])))
    who = client_name(one["bsn"], clients)
    return f"{number}, {product or 'generiek'}, vanaf {in_words(one['ingangsdatum'])}, {who}"
