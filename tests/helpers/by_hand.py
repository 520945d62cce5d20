"""A person with the reference before him: what the kit asks he does there, and what it sends he lays in the folder."""

from migratietoets.conformance.adapters.hand import dialogues
from migratietoets.conformance.adapters.hand.profile import FIELDS, write_profile
from migratietoets.conformance.adapters.hand.system import HandSystem
from migratietoets.conformance.reference.party import ReferenceParty
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.istandaard.releases import Domein
from tests.helpers import PROJECT

SAID = {field.key: list(field.choices) if field.several else field.default or f"een {field.key}" for field in FIELDS}
"""What a person says who takes what is proposed."""

MESSAGE = (PROJECT / "docs" / "voorbeeldberichten" / "01-gemeente-301-2.4.xml").read_bytes()
CLIENT = {"voornamen": "Ella", "voorvoegsel": None, "achternaam": "Hoekstra"}
NAMED = {
    "aanbieder": "99990001",
    "bsn": "999900079",
    "toewijzingnummer": "12",
    "categorie": "02",
    "code": None,
    "ingangsdatum": "2020-03-02",
}
FEW = Selection(domeinen=(Domein.WMO,), roles=("gemeente",), cases=("migratie/nummer-op-*", "vot-vow/vot-30-geh*"))


class Screen(HandSystem):
    """The system behind the screen of the person does what the kit asks, at once."""

    def __init__(self, path, dialogue):
        super().__init__(path, dialogue)
        self.reference = dialogue.reference = ReferenceParty()

    def reset(self, params):
        self.reference.reset(params)
        return super().reset(params)

    def advance(self, params):
        self.reference.advance(params)
        return super().advance(params)

    def deliver(self, params):
        self.reference.deliver(params)
        return super().deliver(params)

    def instruct(self, params):
        self._dialogue.pressed = params["command"]
        if params["command"] not in self._dialogue.lacks:
            self.reference.instruct(params)
        return super().instruct(params)

    def collect(self, params):
        self._dialogue.taken = self.reference.collect({})
        return super().collect(params)


class Person:
    """Lays down what the reference sent, as files; stops before a turn when told so."""

    def __init__(self, stop_before=None, lacks=()):
        self.stop_before, self.lacks, self.asked, self.told = stop_before, lacks, [], []

    def who(self, fault):
        return SAID

    def end(self, lines):
        self.ended = lines

    def tell(self, text):
        self.told.append(text)

    def ask(self, turn, tray):
        self.asked.append(turn)
        if len(self.asked) == self.stop_before:
            raise KeyboardInterrupt
        if turn.asks == "button":
            return {"cannot": "geen knop"} if self.pressed in self.lacks else {}
        if turn.asks == "ready":
            return {}
        for number, message in enumerate(self.taken["messages"]):
            tray.folder.add(f"{999 - number}.xml", message["xml"].encode())
        for notice in self.taken["notices"]:
            toewijzing = notice.get("toewijzing")
            named = str(tray.named.index(toewijzing)) if toewijzing else ""
            parts = {"to": notice["to"], "bsn": notice["bsn"] or "", "code": notice["code"], "toewijzing": named}
            assert not tray.add_notice(parts | {"verzoek": notice.get("verzoek") or "", "about": notice["about"]})
        found = tray.look()
        assert not [one.faults for one in found if one.faults]
        return tray.sent(found)


def by_hand(folder, person, monkeypatch):
    """The name of an adapter that this person plays, in a folder that knows who he tests."""
    folder.mkdir(exist_ok=True)
    write_profile(folder, SAID)
    monkeypatch.setattr(dialogues, "HandSystem", Screen)
    monkeypatch.setitem(dialogues._OPEN, folder, person)
    return f"hand:{folder}"


def played(selection):
    """The verdicts and the events of the one campaign."""
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    return {key: (one.verdict, one.evaluations) for key, one in run.verdicts(campaign).items()}, run.events(campaign)
