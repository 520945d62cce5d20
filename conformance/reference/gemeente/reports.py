"""What an aanbieder reported of his care: the starts and stops that stand, and what the next ones may say beside them.

Of a start the key is its toewijzing, product and begindatum; of a stop its einddatum as well. A removal has the key of
what it takes back (IV008).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from migratietoets.conformance.reference.intake import Code, Intake
from migratietoets.conformance.reference.ledger import Entry, Ledger
from migratietoets.istandaard.berichten import Bericht
from migratietoets.istandaard.berichten.header import bsn, header
from migratietoets.istandaard.berichten.start_stop import FIRST, REMOVAL, Regieproduct, regieproducten
from migratietoets.istandaard.releases import Release

NO_TOEWIJZING = "9019"
LINES = {"305": "Client/StartProducten/StartProduct", "307": "Client/StopProducten/StopProduct"}


class Key(NamedTuple):
    """What one report is told by; a start has no einddatum."""

    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    begindatum: date
    einddatum: date | None = None

    @property
    def of_start(self) -> "Key":
        """The key of the start that it ends, or is."""
        return self._replace(einddatum=None)


def key_of(product: Regieproduct) -> Key:
    """What a line is told by."""
    return Key(product.toewijzingnummer, product.categorie, product.code, product.begindatum, product.einddatum)


def assigned(ledger: Ledger, bericht: Bericht, product: Regieproduct) -> Entry | None:
    """TR019, MT-03: in 3.0 a unique number is the key; in 2.4 the other key fields go along with it (IV051)."""
    if bericht.release is Release.R30 and not ledger.unique(product.toewijzingnummer):
        return None
    for entry in ledger.from_(bsn(bericht) or "", header(bericht).afzender):
        same_number = entry.toewijzing.toewijzingnummer == product.toewijzingnummer
        if same_number and (bericht.release is Release.R30 or _same_key(entry, product)):
            return entry
    return None


def _same_key(entry: Entry, product: Regieproduct) -> bool:
    own = entry.toewijzing
    same_product = (own.categorie, own.code) == (product.categorie, product.code)
    return same_product and product.toewijzing_ingangsdatum in {None, own.ingangsdatum}


def standing(intake: Intake, bericht: Bericht) -> list[Key]:
    """What stands before a message of all that its sender reported of its client, in the order of reporting."""
    who = (bsn(bericht), header(bericht).afzender)
    stand = [key for entry in intake.ledger.stock() for key in _before_our_time(entry, who)]
    for other in intake.earlier(*LINES):
        if (bsn(other), header(other).afzender) == who:
            stand = _after(stand, regieproducten(other))
    return stand


def _before_our_time(entry: Entry, who: tuple[str | None, str]) -> Iterator[Key]:
    own = entry.toewijzing
    if (own.bsn, own.aanbieder) != who or not own.gestart:
        return
    start = Key(own.toewijzingnummer, own.categorie, own.code, own.ingangsdatum)
    yield start
    if entry.stop is not None and entry.stop.reden is None:
        yield start._replace(einddatum=entry.stop.einddatum)


def _after(stand: Iterable[Key], producten: Iterable[Regieproduct]) -> list[Key]:
    """What stands after the lines of one message: what it takes back is gone, wherever its line is (IV008)."""
    lines = list(producten)
    gone = {key_of(one) for one in lines if one.status == REMOVAL}
    return [*(key for key in stand if key not in gone), *(key_of(one) for one in lines if one.status == FIRST)]


def care_runs(stand: Iterable[Key], number: str | None) -> bool:
    """Whether the last that was reported of a toewijzing is a start."""
    last = [key for key in stand if key.toewijzingnummer == number][-1:]
    return any(key.einddatum is None for key in last)


def wrong_reports(intake: Intake, bericht: Bericht) -> Iterator[Code]:
    """What a 305 or 307 says of care that the gemeente did not assign, or that does not follow on what was reported."""
    before = standing(intake, bericht)
    lines = regieproducten(bericht)
    stand = _after(before, [one for one in lines if one.status == REMOVAL])
    for place, product in enumerate(lines, start=1):
        path = f"{LINES[bericht.kind]}[{place}]"
        if assigned(intake.ledger, bericht, product) is None:
            yield path, NO_TOEWIJZING
        elif product.status == REMOVAL:
            yield from ((f"{path}/StatusAanlevering", code) for code in _wrong_removal(before, key_of(product)))
        else:
            yield from ((path, code) for code in _wrong_report(stand, key_of(product)))
            stand.append(key_of(product))


def _wrong_removal(stand: list[Key], key: Key) -> Iterator[str]:
    """TR063: nothing like it was reported, or was taken back already. TR071: a start on which a stop stands."""
    if key not in stand:
        yield "9063"
    if key.einddatum is None and any(one.einddatum is not None and one.of_start == key for one in stand):
        yield "9071"


def _wrong_report(stand: list[Key], key: Key) -> Iterator[str]:
    """TR074: it was reported already. TR326: a start while care runs. TR069: a stop of what did not start like that."""
    if key in stand:
        yield "9074"
    if key.einddatum is None and care_runs(stand, key.toewijzingnummer):
        yield "9326"
    if key.einddatum is not None and key.of_start not in stand:
        yield "9069"
