"""The reference party as a system under test sees one: seven verbs, and a role chosen at reset."""

from datetime import date, datetime, timedelta
from typing import Any

from conformance.reference.aanbieder import Aanbieder
from conformance.reference.boek import Boek, uit_voorraad
from conformance.reference.gemeente import Gemeente
from conformance.reference.opdracht import controleer
from conformance.reference.post import Post
from conformance.reference.rol import AMSTERDAM, WERKUUR
from istandaard.berichten import Berichtfout, lees_gedeeld
from istandaard.berichten.kop import RETOUR_VAN, kop
from istandaard.model import Client, Invoerfout, Toewijzing
from istandaard.releases import Domein

ROLLEN = ("gemeente", "aanbieder")
VELDEN_RESET = {"role", "domain", "now", "seed", "case", "gemeente", "aanbieders", "stock", "clients"}

Waarde = dict[str, Any]


class Referentie(Gemeente, Aanbieder):
    """A party that does the migration right. Subclass it and override one method to see what a fault looks like."""

    rol: str | None = None

    def hello(self, params: Waarde) -> Waarde:
        """Say who this is and what it can."""
        controleer("hello", params, set())
        return {
            "name": "Referentie",
            "version": "0.1.0",
            "supplier": "migratietoets",
            "protocol": "1",
            "roles": list(ROLLEN),
            "domains": [str(domein) for domein in Domein],
            "processes": ["toewijzen", "vot_vow", "declareren", "afsluiten"],
            "capabilities": {"clock": "virtual", "notices": True, "assess": True, "plan": True},
        }

    def reset(self, params: Waarde) -> Waarde:
        """Start clean with a role, a clock and a stock.

        Raises:
            Invoerfout: the role is unknown, or the stock is of another gemeente or domein, or of an unknown client.
        """
        controleer("reset", params, VELDEN_RESET)
        if params["role"] not in ROLLEN:
            raise Invoerfout(f"reset, role: verwacht gemeente of aanbieder; gevonden {params['role']!r}.")
        if params["domain"] not in list(Domein):
            raise Invoerfout(f"reset, domain: verwacht {' of '.join(Domein)}; gevonden {params['domain']!r}.")
        self.rol = params["role"]
        self.nu = moment("reset, now", params["now"])
        self.domein = Domein(params["domain"])
        self.gemeente = params["gemeente"]
        self.clienten = {client["bsn"]: Client.from_json(client) for client in params["clients"]}
        self.boek, self.post, self.antwoorden = Boek(), Post(), []
        self.wachtrij, self.te_melden, self.routes, self.voorraad = [], [], {}, []
        self.starts, self.stops, self.niets_te_melden = {}, {}, None
        self.verzoeken, self.wijzigingsverzoeken, self.te_antwoorden, self.aanvragen = [], set(), [], []
        self.leveringen, self.declaratieopdrachten, self.te_crediteren = [], [], []
        self.ingediend, self.vervallen, self.ontvangen = {}, set(), []
        for record in params["stock"]:
            self.neem_op(Toewijzing.from_json(record))
        return {}

    def neem_op(self, record: Toewijzing) -> None:
        """Take one toewijzing into the stock.

        Raises:
            Invoerfout: it does not belong here.
        """
        if (record.gemeente, record.domein) != (self.gemeente, self.domein):
            raise Invoerfout(
                f"reset, stock {record.id}: verwacht gemeente {self.gemeente} en domein {self.domein}; "
                f"gevonden {record.gemeente} en {record.domein}. Geef alleen de eigen toewijzingen mee."
            )
        self.client_van(record.bsn)
        self.boek.zet(uit_voorraad(record, self.vandaag))
        self.voorraad.append(record.id)

    def advance(self, params: Waarde) -> Waarde:
        """Move the clock; at 09:00 of every day on the way the work of that day is done.

        Raises:
            Invoerfout: the clock would go back.
        """
        controleer("advance", params, {"to"})
        self.eis_reset()
        naar = moment("advance, to", params["to"])
        if naar < self.nu:
            raise Invoerfout(f"advance, to: verwacht {self.nu.isoformat()} of later; gevonden {naar.isoformat()}.")
        self.werk()
        for dag in dagen(self.vandaag, naar.date()):
            werkmoment = datetime.combine(dag, WERKUUR, tzinfo=AMSTERDAM)
            if self.nu < werkmoment <= naar:
                self.nu = werkmoment
                self.werk()
        self.nu = naar
        return {}

    def deliver(self, params: Waarde) -> Waarde:
        """Take in a message; what cannot be read, or is not for this role, cannot be answered and is not accepted."""
        controleer("deliver", params, {"code", "release", "xml"})
        self.eis_reset()
        data = params["xml"].encode()
        try:
            bericht = lees_gedeeld(data)
            kop(bericht)
        except Berichtfout:
            return {"accepted": False}
        soorten = self.ontvangst_gemeente() if self.rol == "gemeente" else self.ontvangst_aanbieder()
        if bericht.soort not in soorten:
            return {"accepted": bericht.soort in RETOUR_VAN}
        antwoord = soorten[bericht.soort](bericht, data)
        if antwoord is not None:
            self.antwoorden.append(antwoord)
        return {"accepted": True}

    def instruct(self, params: Waarde) -> Waarde:
        """Press a button; what it leads to goes out with the next collect or advance.

        Raises:
            Invoerfout: no such button for this role, or its params are wrong.
        """
        controleer("instruct", params, {"command", "params"})
        self.eis_reset()
        knoppen = self.opdrachten_gemeente() if self.rol == "gemeente" else self.opdrachten_aanbieder()
        if params["command"] not in knoppen:
            raise Invoerfout(
                f"instruct, command: een {self.rol} kent {', '.join(knoppen)}; gevonden {params['command']!r}."
            )
        return knoppen[params["command"]](params["params"])

    def collect(self, params: Waarde) -> Waarde:
        """Hand over what was sent since last time."""
        controleer("collect", params, set())
        self.eis_reset()
        self.werk()
        return self.post.leeg()

    def stop(self, params: Waarde) -> Waarde:
        """Goodbye."""
        controleer("stop", params, set())
        self.rol = None
        return {}

    def werk(self) -> None:
        """Do what is due at this moment: answer first, then send."""
        self.beantwoord()
        if self.rol == "gemeente":
            self.werk_gemeente()
        else:
            self.werk_aanbieder()
        if self.mag_zenden():
            self.werk_vragen_en_declaraties()

    def werk_vragen_en_declaraties(self) -> None:
        """Send what waits of requests, declaraties and the answers to them."""
        if self.rol == "gemeente":
            self.werk_verzoeken()
            self.werk_declaratieoordeel()
        else:
            self.werk_aanvragen()
            self.werk_declaraties()
            self.werk_credits()

    def eis_reset(self) -> None:
        """Refuse to do anything before a reset.

        Raises:
            Invoerfout: there was none.
        """
        if self.rol is None:
            raise Invoerfout("Verwacht eerst een reset met een rol en een voorraad. Roep reset aan.")


def moment(wat: str, tekst: str) -> datetime:
    """An instant with an offset, as it is in Europe/Amsterdam.

    Raises:
        Invoerfout: no instant, or one without offset.
    """
    try:
        gevonden = datetime.fromisoformat(tekst)
    except ValueError:
        gevonden = datetime.min  # noqa: DTZ901  # stands for: no instant
    if gevonden.tzinfo is None:
        raise Invoerfout(f"{wat}: verwacht een tijdstip als 2020-12-30T09:00:00+01:00; gevonden {tekst!r}.")
    return gevonden.astimezone(AMSTERDAM)


def dagen(van: date, tot: date) -> list[date]:
    """Every day of a period, both ends included."""
    return [van + timedelta(days=i) for i in range((tot - van).days + 1)]
