"""The gemeente: it grants, withdraws and migrates, and answers starts and stops, requests and declaraties."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from migratietoets.conformance.reference.choices import BY_AANBIEDER, SHORTENING
from migratietoets.conformance.reference.deciding import Verzoeken
from migratietoets.conformance.reference.instructions import Params, check, read_date, read_reference
from migratietoets.conformance.reference.judging_claims import DeclaratieJudging
from migratietoets.conformance.reference.ledger import BY_GEMEENTE, BY_VERZOEK, TEMPORARY, Entry, Stop
from migratietoets.conformance.reference.migration import BEFOREHAND, RUN_ON
from migratietoets.conformance.reference.role import Reply
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn as bsn_of
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct, regieproducten
from migratietoets.istandaard.codelijsten import REDEN_WIJZIGING, code_list
from migratietoets.istandaard.model import InputError, Toewijzing
from migratietoets.istandaard.releases import Release

NO_TOEWIJZING = "9019"
NOT_BY_AANBIEDER = (None, TEMPORARY, BY_GEMEENTE, BY_VERZOEK)
"""RedenBeeindiging of a stop that is no decision of the aanbieder to end care, or of which that is not known."""
ROUTES = (RUN_ON, BEFOREHAND, None)


class Gemeente(Verzoeken, DeclaratieJudging):
    """One method for each button, each message that comes in, and each decision in between."""

    stock: list[str]

    def gemeente_instructions(self) -> dict[str, Callable[[Params], dict[str, Any]]]:
        """The buttons on the desk."""
        return {
            "beoordeel": self.assess,
            "plan": self.plan,
            "migreer": self.migrate,
            "ken_toe": self.grant,
            "trek_in": self.withdraw,
            "wijzig_einddatum": self.change_einddatum,
            "informeer": self.inform_aanbieder,
            "beantwoord_verzoek": self.answer_verzoek,
            "beoordeel_declaratie": self.judge_declaratie,
        }

    def gemeente_receivers(self) -> dict[str, Callable[[Bericht, bytes], Reply | None]]:
        """The messages a gemeente takes in."""
        return {
            "303": self.receive_declaratie,
            "305": self.receive_regie,
            "307": self.receive_regie,
            "315": self.receive_315,
            "317": self.receive_317,
            "323": self.receive_declaratie,
        }

    def assess(self, params: Params) -> dict[str, Any]:
        """MS-02: assess every toewijzing that stood in the stock, each once."""
        check("beoordeel", params, set())
        records = [self.ledger[id_].toewijzing for id_ in self.stock]
        return {"assessments": [self.assessment(t, unique=self.is_unique(t), today=self.today) for t in records]}

    def plan(self, params: Params) -> dict[str, Any]:
        """TW-10: what will be sent, in which release and when at the latest."""
        check("plan", params, set())
        records = [entry.toewijzing for entry in self.ledger]
        return {"plan": [self.plan_line(t, step) for t in records for step in self.steps_of(t)]}

    def migrate(self, params: Params) -> dict[str, Any]:
        """Migrate everything of one client, or of all.

        Raises:
            InputError: an unknown client or route.
        """
        check("migreer", params, {"bsn", "route"})
        if params["route"] not in ROUTES:
            raise InputError(f"migreer, route: verwacht {RUN_ON}, {BEFOREHAND} of niets; gevonden {params['route']!r}.")
        if params["bsn"] is not None:
            self.client_of(params["bsn"])
        for entry in self.ledger:
            if params["bsn"] in {None, entry.toewijzing.bsn}:
                self.routes[entry.toewijzing.id] = params["route"]
                self.migrate_toewijzing(entry.toewijzing)
        return {}

    def grant(self, params: Params) -> dict[str, Any]:
        """NT-01: grant new care."""
        for toewijzing, starting_at in self.parts(self.asked(params), params["gewenst"].get("categorie_2_4")):
            self.schedule_new(toewijzing, starting_at)
        return {}

    def withdraw(self, params: Params) -> dict[str, Any]:
        """End a toewijzing per a day."""
        check("trek_in", params, {"toewijzing", "einddatum", "reden"})
        entry = self.ledger.find(read_reference("trek_in", params))
        einddatum = read_date("trek_in, einddatum", params["einddatum"])
        old = entry.toewijzing
        reden = self.intrekking_reden(entry, params["reden"])
        self.change_toewijzing(old, replace(old, einddatum=einddatum), reden)
        return {}

    def change_einddatum(self, params: Params) -> dict[str, Any]:
        """Give a toewijzing another einddatum; the number stays (IV066)."""
        check("wijzig_einddatum", params, {"toewijzing", "einddatum"})
        entry = self.ledger.find(read_reference("wijzig_einddatum", params))
        old, einddatum = entry.toewijzing, read_date("wijzig_einddatum, einddatum", params["einddatum"])
        reden = self.einddatum_reden(old.einddatum, einddatum)
        reden = self.intrekking_reden(entry, reden) if reden == SHORTENING else reden
        self.change_toewijzing(old, replace(old, einddatum=einddatum), reden)
        return {}

    def inform_aanbieder(self, params: Params) -> dict[str, Any]:
        """Tell the aanbieder something outside the messages."""
        check("informeer", params, {"aanbieder", "bsn", "onderwerp"})
        self.mail.inform(params["aanbieder"], params["bsn"], params["onderwerp"], self.now)
        return {}

    def intrekking_reden(self, entry: Entry, asked: str) -> str:
        """AF-01, AF-02: after a stop by the aanbieder a withdrawal in 3.0 carries 12; otherwise the reason asked for.

        Raises:
            InputError: the release of this moment does not know the code.
        """
        release = self.current_release()
        if release is Release.R30 and self.stopped_by_aanbieder(entry):
            return BY_AANBIEDER
        known = code_list(REDEN_WIJZIGING[self.domein]).codes(release)
        if asked not in known:
            raise InputError(
                f"trek_in, reden: verwacht een van {', '.join(sorted(known))} in release {release}; "
                f"gevonden {asked!r}. Kies een andere reden."
            )
        return asked

    def stopped_by_aanbieder(self, entry: Entry) -> bool:
        """AF-02: care was stopped by the aanbieder himself, and not just for a while."""
        return entry.stop is not None and entry.stop.reden not in NOT_BY_AANBIEDER

    def receive_regie(self, bericht: Bericht, data: bytes) -> Reply:
        """Take in a start or a stop, product by product."""
        if not self.technically_sound(data):
            return Reply(bericht, (REJECTED,))
        errors = {}
        for location, product in enumerate(regieproducten(bericht)):
            entry = self.matching_toewijzing(product, bericht)
            if entry is None:
                errors[location] = (NO_TOEWIJZING,)
            else:
                self.ledger.put(self.with_report(entry, product))
        return Reply(bericht, (), errors) if errors else Reply(bericht)

    def matching_toewijzing(self, product: Regieproduct, bericht: Bericht) -> Entry | None:
        """TR019, MT-03: in 3.0 a unique number is the key; in 2.4 the other key fields go along with it (IV051)."""
        if bericht.release is Release.R30 and not self.ledger.unique(product.toewijzingnummer):
            return None
        for entry in self.ledger.from_(bsn_of(bericht) or "", header(bericht).afzender):
            same_number = entry.toewijzing.toewijzingnummer == product.toewijzingnummer
            if same_number and (bericht.release is Release.R30 or _same_key(entry.toewijzing, product)):
                return entry
        return None

    def with_report(self, entry: Entry, product: Regieproduct) -> Entry:
        """The regel with the start (no einddatum) or the stop on it, or without it where it is taken back."""
        route = product.status == REMOVAL
        if product.einddatum is None:
            return replace(entry, start=None if route else product.begindatum, stop=None)
        return replace(entry, stop=None if route else Stop(product.einddatum, product.reden_beeindiging))


def _same_key(toewijzing: Toewijzing, product: Regieproduct) -> bool:
    same_product = (toewijzing.categorie, toewijzing.code) == (product.categorie, product.code)
    return same_product and product.toewijzing_ingangsdatum in {None, toewijzing.ingangsdatum}
