"""What an aanbieder asked, and what a toewijzing may have to do with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from migratietoets.conformance.reference.ledger import Entry
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, Wijzigingsverzoek
from migratietoets.istandaard.model import Key


@dataclass(frozen=True, slots=True)
class Asked:
    """One reference of this aanbieder: a product of a 315, or a whole 317, in which it asks for nothing new."""

    aanbieder: str
    bsn: str
    wanted: AangevraagdProduct | Wijzigingsverzoek

    @property
    def numbers(self) -> set[str | None]:
        """The toewijzingen that a 317 names, to change or to leave as they are."""
        if isinstance(self.wanted, AangevraagdProduct):
            return set()
        unchanged = {one.toewijzingnummer for one in self.wanted.unchanged}
        return unchanged | {one.toewijzingnummer for one in self.wanted.to_change}

    def categories(self, own: Iterable[Entry]) -> set[str | None]:
        """The categories of what is wanted; `own` are the toewijzingen of the client."""
        if isinstance(self.wanted, AangevraagdProduct):
            return {self.wanted.categorie}
        changed = {one.toewijzingnummer for one in self.wanted.to_change}
        return {one.toewijzing.categorie for one in own if one.toewijzing.toewijzingnummer in changed}

    def may_lead_to(self, key: Key, own: Iterable[Entry]) -> bool:
        """Whether it can be what a toewijzing grants: of this client, and named or of a category that was asked."""
        named = key.toewijzingnummer in self.numbers
        return self.bsn == key.bsn and (named or key.categorie in {None, *self.categories(own)})
