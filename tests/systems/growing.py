"""One adapter as it is written: each class has a little more than the one before it."""

from migratietoets.conformance.adapters.scaffolds.python.adapter import Systeem


class Leeg:
    """Nothing yet."""


class AlleenHello:
    """Says who it is."""

    def hello(self, _params):
        return Systeem().hello({}) | {"roles": ["gemeente"], "domains": ["wmo"]}


class Begonnen(AlleenHello):
    """Has a method for a few verbs."""

    def reset(self, _params):
        return {}

    def advance(self, _params):
        return {}


class AllesLeeg(AlleenHello):
    """Has every method, and no answers."""

    def nothing(self, _params):
        return None

    reset = advance = deliver = instruct = collect = stop = nothing


class MetReset(AllesLeeg):
    def reset(self, _params):
        return {}


class MetCollect(MetReset):
    def collect(self, _params):
        return {"messages": [], "notices": []}


class MetAdvance(MetCollect):
    def advance(self, _params):
        return {}


class MetDeliver(MetAdvance):
    def deliver(self, _params):
        return {"accepted": True}


class MetRetour(Systeem):
    """Answers messages; nothing comes of instruct and stop."""

    def hello(self, params):
        return super().hello(params) | {"roles": ["gemeente"], "domains": ["wmo"]}

    instruct = stop = AllesLeeg.nothing


class MetInstruct(MetRetour):
    def instruct(self, _params):
        return {}


class MetStop(MetInstruct):
    """The skeleton, in one role and domain: its shapes are right, and it does nothing by itself yet."""

    def stop(self, _params):
        return {}


class Slordig(MetStop):
    """Forgets to empty its outbox at a reset."""

    outbox = ()

    def reset(self, params):
        waiting = list(self.outbox)
        super().reset(params)
        self.outbox = waiting
        return {}


class MetZ(MetStop):
    """Writes its moments in UTC, with a Z."""

    def send(self, code, release, xml):
        from datetime import UTC, datetime

        super().send(code, release, xml)
        self.outbox[-1]["sent_at"] = datetime.fromisoformat(self.now).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


STEPS = {
    Leeg: ("methode hello (start): schrijf deze methode.", 'op hello: {"name": "Mijn systeem"'),
    AlleenHello: ("methode reset (start): schrijf deze methode.", "op reset: {}"),
    Begonnen: ("methode deliver (start): schrijf deze methode.", 'op deliver: {"accepted": true}'),
    AllesLeeg: ("methode reset (reset (gemeente, wmo)): Het antwoord op reset", "op reset: {}"),
    MetReset: ("methode collect (reset (gemeente, wmo)): ", 'op collect: {"messages": [], "notices": []}'),
    MetCollect: ("methode advance (klok (gemeente, wmo)): ", "op advance: {}"),
    MetAdvance: ("methode deliver (retour (gemeente, wmo)): ", 'op deliver: {"accepted": true}'),
    MetDeliver: ("methode collect (retour (gemeente, wmo)): geef het retourbericht mee met collect", "op collect"),
    MetRetour: ("methode instruct (toewijzen (gemeente, wmo)): ", "op instruct: {}"),
    MetInstruct: ("methode stop (stop): ", "op stop: {}"),
    MetStop: ("methode instruct (toewijzen (gemeente, wmo)): laat ken_toe leiden tot een 301", '{"code": "301"'),
}
"""What the doctor says of each is to be done next: where, and an example."""
