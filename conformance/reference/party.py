"""The reference party as a system under test sees one: seven verbs, and a role chosen at reset."""

from datetime import date, datetime, timedelta
from typing import Any

from migratietoets.conformance.reference.aanbieder import Aanbieder
from migratietoets.conformance.reference.gemeente import Gemeente
from migratietoets.conformance.reference.instructions import check
from migratietoets.conformance.reference.ledger import Ledger, from_stock
from migratietoets.conformance.reference.outbox import Outbox
from migratietoets.conformance.reference.role import AMSTERDAM, WORKING_HOUR
from migratietoets.istandaard.berichten import BerichtError, read_shared
from migratietoets.istandaard.berichten.header import RETOUR_OF, header
from migratietoets.istandaard.model import Client, InputError, Toewijzing
from migratietoets.istandaard.releases import Domein

ROLES = ("gemeente", "aanbieder")
RESET_FIELDS = {"role", "domain", "now", "seed", "case", "gemeente", "aanbieders", "stock", "clients"}

JsonObject = dict[str, Any]


class ReferenceParty(Gemeente, Aanbieder):
    """A party that does the migration right. Subclass it and override one method to see what a fault looks like."""

    role: str | None = None

    def hello(self, params: JsonObject) -> JsonObject:
        """Say who this is and what it can."""
        check("hello", params, set())
        return {
            "name": "Referentie",
            "version": "0.1.0",
            "supplier": "migratietoets",
            "protocol": "1",
            "roles": list(ROLES),
            "domains": [str(domein) for domein in Domein],
            "processes": ["toewijzen", "vot_vow", "declareren", "afsluiten"],
            "capabilities": {"clock": "virtual", "notices": True, "assess": True, "plan": True},
        }

    def reset(self, params: JsonObject) -> JsonObject:
        """Start clean with a role, a clock and a stock.

        Raises:
            InputError: the role is unknown, or the stock is of another gemeente or domein, or of an unknown client.
        """
        check("reset", params, RESET_FIELDS)
        if params["role"] not in ROLES:
            raise InputError(f"reset, role: verwacht gemeente of aanbieder; gevonden {params['role']!r}.")
        if params["domain"] not in list(Domein):
            raise InputError(f"reset, domain: verwacht {' of '.join(Domein)}; gevonden {params['domain']!r}.")
        self.role = params["role"]
        self.now = moment("reset, now", params["now"])
        self.domein = Domein(params["domain"])
        self.gemeente = params["gemeente"]
        self.clients = {client["bsn"]: Client.from_json(client) for client in params["clients"]}
        self.ledger, self.mail, self.answers = Ledger(), Outbox(), []
        self.queue, self.to_send, self.routes, self.stock = [], [], {}, []
        self.starts, self.stops, self.nothing_to_report = {}, {}, None
        self.verzoeken, self.wijzigingsverzoeken, self.to_answer, self.requests = [], set(), [], []
        self.deliveries, self.claim_instructions, self.to_credit = [], [], []
        self.submitted, self.lapsed, self.received = {}, set(), []
        for record in params["stock"]:
            self.take_in(Toewijzing.from_json(record))
        return {}

    def take_in(self, record: Toewijzing) -> None:
        """Take one toewijzing into the stock.

        Raises:
            InputError: it does not belong here.
        """
        if (record.gemeente, record.domein) != (self.gemeente, self.domein):
            raise InputError(
                f"reset, stock {record.id}: verwacht gemeente {self.gemeente} en domein {self.domein}; "
                f"gevonden {record.gemeente} en {record.domein}. Geef alleen de eigen toewijzingen mee."
            )
        self.client_of(record.bsn)
        self.ledger.put(from_stock(record, self.today))
        self.stock.append(record.id)

    def advance(self, params: JsonObject) -> JsonObject:
        """Move the clock; at 09:00 of every day on the way the work of that day is done.

        Raises:
            InputError: the clock would go back.
        """
        check("advance", params, {"to"})
        self.require_reset()
        to = moment("advance, to", params["to"])
        if to < self.now:
            raise InputError(f"advance, to: verwacht {self.now.isoformat()} of later; gevonden {to.isoformat()}.")
        self.do_work()
        for day in days(self.today, to.date()):
            work_moment = datetime.combine(day, WORKING_HOUR, tzinfo=AMSTERDAM)
            if self.now < work_moment <= to:
                self.now = work_moment
                self.do_work()
        self.now = to
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
        kinds = self.gemeente_receivers() if self.role == "gemeente" else self.aanbieder_receivers()
        if bericht.kind not in kinds:
            return {"accepted": bericht.kind in RETOUR_OF}
        answer = kinds[bericht.kind](bericht, data)
        if answer is not None:
            self.answers.append(answer)
        return {"accepted": True}

    def instruct(self, params: JsonObject) -> JsonObject:
        """Press a button; what it leads to goes out with the next collect or advance.

        Raises:
            InputError: no such button for this role, or its params are wrong.
        """
        check("instruct", params, {"command", "params"})
        self.require_reset()
        buttons = self.gemeente_instructions() if self.role == "gemeente" else self.aanbieder_instructions()
        if params["command"] not in buttons:
            raise InputError(
                f"instruct, command: een {self.role} kent {', '.join(buttons)}; gevonden {params['command']!r}."
            )
        return buttons[params["command"]](params["params"])

    def collect(self, params: JsonObject) -> JsonObject:
        """Hand over what was sent since last time."""
        check("collect", params, set())
        self.require_reset()
        self.do_work()
        return self.mail.empty()

    def stop(self, params: JsonObject) -> JsonObject:
        """Goodbye."""
        check("stop", params, set())
        self.role = None
        return {}

    def do_work(self) -> None:
        """Do what is due at this moment: answer first, then send."""
        self.respond()
        if self.role == "gemeente":
            self.do_gemeente_work()
        else:
            self.do_aanbieder_work()
        if self.may_send():
            self.do_requests_and_declaraties()

    def do_requests_and_declaraties(self) -> None:
        """Send what waits of requests, declaraties and the answers to them."""
        if self.role == "gemeente":
            self.send_verzoek_answers()
            self.send_declaratie_answers()
        else:
            self.send_requests()
            self.run_claim_instructions()
            self.send_credits()

    def require_reset(self) -> None:
        """Refuse to do anything before a reset.

        Raises:
            InputError: there was none.
        """
        if self.role is None:
            raise InputError("Verwacht eerst een reset met een rol en een voorraad. Roep reset aan.")


def moment(what: str, text: str) -> datetime:
    """An instant with an offset, as it is in Europe/Amsterdam.

    Raises:
        InputError: no instant, or one without offset.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min  # noqa: DTZ901  # stands for: no instant
    if found.tzinfo is None:
        raise InputError(f"{what}: verwacht een tijdstip als 2020-12-30T09:00:00+01:00; gevonden {text!r}.")
    return found.astimezone(AMSTERDAM)


def days(from_: date, until: date) -> list[date]:
    """Every day of a period, both ends included."""
    return [from_ + timedelta(days=i) for i in range((until - from_).days + 1)]
