"""The reference party as a system under test sees one: seven verbs, and a role chosen at reset."""

from typing import Any

from migratietoets.conformance.reference.aanbieder.desks import Aanbieder
from migratietoets.conformance.reference.clock import Clock, moment, working_moments
from migratietoets.conformance.reference.desk import Context, Desks
from migratietoets.conformance.reference.gemeente.desks import Gemeente
from migratietoets.conformance.reference.instructions import check
from migratietoets.conformance.reference.intake import Trusting
from migratietoets.conformance.reference.ledger import Ledger, from_stock
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.istandaard.berichten import BerichtError, read_shared
from migratietoets.istandaard.berichten.header import RETOUR_OF, header
from migratietoets.istandaard.model import Client, InputError, Toewijzing
from migratietoets.istandaard.releases import Domein

ROLES: dict[str, type[Gemeente | Aanbieder]] = {"gemeente": Gemeente, "aanbieder": Aanbieder}
PLACES: tuple[type, ...] = (Clock, Outbox, *Gemeente.DESKS, *Aanbieder.DESKS)
"""Every desk that another can take the place of."""
RESET_FIELDS = {"role", "domain", "now", "seed", "case", "gemeente", "aanbieders", "stock", "clients"}

JsonObject = dict[str, Any]


class ReferenceParty:
    """A party that does the migration right.

    Give it a desk of its own to see what a fault looks like::

        class Forgets(Migration):
            def inform_beforehand(self, toewijzing): ...


        class Silent(ReferenceParty):
            desks = (Forgets,)
    """

    desks: tuple[type, ...] = ()
    """Each a subclass of a desk of the gemeente or the aanbieder, whose place it takes."""
    role: str | None = None
    context: Context
    party: Gemeente | Aanbieder

    def hello(self, params: JsonObject) -> JsonObject:
        """Say who this is and what it can."""
        check("hello", params, set())
        return {
            "name": "Referentie",
            "version": "0.1.0",
            "supplier": "migratietoets",
            "protocol": "1.2",
            "roles": list(ROLES),
            "domains": [str(domein) for domein in Domein],
            "processes": ["toewijzen", "vot_vow", "declareren", "afsluiten"],
            "capabilities": {"clock": "virtual", "notices": True, "assess": True, "plan": True},
        }

    def reset(self, params: JsonObject) -> JsonObject:
        """Start clean with a role, a clock and a stock.

        Raises:
            InputError: the role is unknown, or the stock is of another gemeente or domein, or of an unknown client.
            ValueError: a desk of its own takes no place.
        """
        check("reset", params, RESET_FIELDS)
        if params["role"] not in ROLES:
            raise InputError(f"reset, role: verwacht gemeente of aanbieder; gevonden {params['role']!r}.")
        if params["domain"] not in list(Domein):
            raise InputError(f"reset, domain: verwacht {' of '.join(Domein)}; gevonden {params['domain']!r}.")
        desks = Desks(self.desks, PLACES)
        context = Context(
            clock=desks.choose(Clock)(moment("reset, now", params["now"])),
            outbox=desks.choose(Outbox)(),
            ledger=Ledger(),
            domein=Domein(params["domain"]),
            gemeente=params["gemeente"],
            clients={client["bsn"]: Client.from_json(client) for client in params["clients"]},
        )
        for record in params["stock"]:
            take_in(context, Toewijzing.from_json(record))
        self.role, self.context = params["role"], context
        self.party = ROLES[params["role"]](context, desks)
        return {}

    def advance(self, params: JsonObject) -> JsonObject:
        """Move the clock; at 09:00 of every day on the way the work of that day is done.

        Raises:
            InputError: the clock would go back.
        """
        check("advance", params, {"to"})
        self.require_reset()
        to = moment("advance, to", params["to"])
        clock = self.context.clock
        if to < clock.now:
            raise InputError(f"advance, to: verwacht {clock.now.isoformat()} of later; gevonden {to.isoformat()}.")
        self.party.work()
        for at in working_moments(clock.now, to):
            clock.now = at
            self.party.work()
        clock.now = to
        return {}

    def deliver(self, params: JsonObject) -> JsonObject:
        """Take in a message; what cannot be read, or is not for this role, cannot be answered and is not accepted."""
        check("deliver", params, {"code", "release", "xml"})
        self.require_reset()
        data = params["xml"].encode()
        try:
            bericht = read_shared(data)
            header(bericht)
        except BerichtError:
            return {"accepted": False}
        receivers = self.party.receivers()
        if bericht.kind not in receivers:
            return {"accepted": bericht.kind in RETOUR_OF}
        receiver = receivers[bericht.kind]
        retour = bericht.kind in RETOUR_OF
        answer = receiver(bericht, data) if retour else self.party.intake.receive(bericht, data, receiver)
        if answer is not None:
            self.party.post.answers.append(answer)
        return {"accepted": True}

    def instruct(self, params: JsonObject) -> JsonObject:
        """Press a button; what it leads to goes out with the next collect or advance.

        Raises:
            InputError: no such button for this role, or its params are wrong.
        """
        check("instruct", params, {"command", "params"})
        self.require_reset()
        buttons = self.party.buttons()
        if params["command"] not in buttons:
            raise InputError(
                f"instruct, command: een {self.role} kent {', '.join(buttons)}; gevonden {params['command']!r}."
            )
        return buttons[params["command"]](params["params"])

    def collect(self, params: JsonObject) -> JsonObject:
        """Hand over what was sent since last time."""
        check("collect", params, set())
        self.require_reset()
        self.party.work()
        return self.context.outbox.empty()

    def stop(self, params: JsonObject) -> JsonObject:
        """Goodbye."""
        check("stop", params, set())
        self.role = None
        return {}

    def require_reset(self) -> None:
        """Refuse to do anything before a reset.

        Raises:
            InputError: there was none.
        """
        if self.role is None:
            raise InputError("Verwacht eerst een reset met een rol en een voorraad. Roep reset aan.")


class Counterpart(ReferenceParty):
    """The other side of a system that is tested: it takes in what it can read, so that one fault stays one."""

    desks = (Trusting,)


def take_in(context: Context, record: Toewijzing) -> None:
    """Take one toewijzing into the stock.

    Raises:
        InputError: it does not belong here.
    """
    if (record.gemeente, record.domein) != (context.gemeente, context.domein):
        raise InputError(
            f"reset, stock {record.id}: verwacht gemeente {context.gemeente} en domein {context.domein}; "
            f"gevonden {record.gemeente} en {record.domein}. Geef alleen de eigen toewijzingen mee."
        )
    context.client_of(record.bsn)
    context.ledger.add_stock(from_stock(record, context.clock.today))
