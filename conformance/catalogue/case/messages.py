"""The messages a case describes, in symbols: one class for all that are written in one way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from migratietoets.conformance.catalogue.case.content import KEEP, CaseContent, Keep
from migratietoets.istandaard.berichten.start_stop import FIRST
from migratietoets.istandaard.model import QuantityFields
from migratietoets.istandaard.releases import Release


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The rule of the information model that a message breaks on purpose.

    Attributes:
        rule: its official id.
        producten: the products of the message that break it, from 1; none: the message as a whole.
    """

    rule: str
    producten: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """What every message says: who sends it, which it is, and the client and aanbieder it is about.

    Attributes:
        identified_as: the earlier step of which it carries the identification again; None: it has one of its own.
        fault: what its receiver has to refuse it for; None: nothing.
    """

    sender: str
    kind: str
    release: Release
    client: str = "A"
    aanbieder: int = 1
    identified_as: int | None = None
    fault: Fault | None = None

    @property
    def asked(self) -> tuple[int, ...]:
        """Which requests of the system it is about, from 1 in the order in which it asked them in this case."""
        return ()

    @property
    def granted(self) -> tuple[int, ...]:
        """Which toewijzingen of the system it is about, from 1 in the order in which it granted them in this case."""
        return ()


@dataclass(frozen=True, kw_only=True)
class ToewijzingLine:
    """A line of a 301: with the ref of one that is known what differs from it, otherwise all of it.

    Attributes:
        as_asked: which product that the system asked it is, to the letter.
    """

    ref: str
    number: int | Keep | None = KEEP
    product: str | Keep | None = KEEP
    specifiek: bool = False
    volume: int | Keep | None = KEEP
    eenheid: str | Keep | None = KEEP
    frequentie: str | Keep | None = KEEP
    budget: int | Keep | None = KEEP
    ingangsdatum: date | Keep = KEEP
    einddatum: date | Keep | None = KEEP
    reden: str | None = None
    referentie: str | int | None = None
    as_asked: int | None = None


@dataclass(frozen=True, kw_only=True)
class ToewijzingMessage(Message):
    """A 301."""

    lines: tuple[ToewijzingLine, ...]

    @property
    def asked(self) -> tuple[int, ...]:
        """Those that its lines name or grant."""
        about = (one for line in self.lines for one in (line.referentie, line.as_asked))
        return tuple(one for one in about if isinstance(one, int))


@dataclass(frozen=True, kw_only=True)
class RegieLine:
    """What a 305 or 307 says of one toewijzing; `reden` by domein, `status` 3 takes an earlier line back."""

    ref: str
    begindatum: date
    einddatum: date | None = None
    without_number: bool = False
    status: str = FIRST
    reden: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class RegieMessage(Message):
    """A 305 or a 307."""

    producten: tuple[RegieLine, ...]


@dataclass(frozen=True, kw_only=True)
class RetourMessage(Message):
    """A retourbericht on the message of step number `answers` (from 1)."""

    answers: int
    retourcodes: tuple[str, ...] = ("0200",)


@dataclass(frozen=True, kw_only=True)
class Period:
    """The first and the last day of a declaratieperiode."""

    begin: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Debit:
    """A prestatie; eenheid and bedrag follow from the rest where they are left out. Amounts are euro cents.

    Attributes:
        successor_from: it is on the toewijzing of the same product that begins on this day, whatever its number.
        number: the symbol of the toewijzing it names, where that is not its own.
        previous: what it takes back, which need not be there.
    """

    referentie: str
    ref: str
    successor_from: date | None = None
    number: int | None = None
    previous: str | None = None
    begindatum: date
    einddatum: date
    volume: int
    product: str | None = None
    eenheid: str | Keep | None = KEEP
    tarief: int | None = None
    bedrag: int | None = None
    debet_credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Credit:
    """What takes back the prestatie `previous`, and what it says differently."""

    referentie: str
    previous: str
    begindatum: date | Keep = KEEP
    einddatum: date | Keep = KEEP
    volume: int | Keep = KEEP
    eenheid: str | Keep | None = KEEP
    tarief: int | Keep | None = KEEP
    bedrag: int | Keep = KEEP
    debet_credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaratieMessage(Message):
    """A 303 or a 323; `form`: declaratie or factuur; `declaratienummer`: a symbol, where it is not one of its own."""

    period: Period
    prestaties: tuple[Debit | Credit, ...]
    form: str = "D"
    total: int | None = None
    declaratienummer: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeclaratieAnswer(Message):
    """A 304 or a 325 on the message of step number `answers`.

    Attributes:
        refused: the whole message is.
        rejected: the referenties of prestaties; None: those that are granted in part.
        partly: referentie -> what is granted of it.
        total: what is granted in all, where that is not the rest.
        declaratienummer: a symbol, where it is not that of the declaratie.
        renamed: a rejected prestatie -> the symbol under which the answer names it.
    """

    answers: int
    refused: bool = False
    rejected: tuple[str, ...] | None = None
    partly: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    declaratienummer: str | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    retourcodes: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class RequestedProduct(CaseContent):
    """A product that is asked for in a 315."""

    referentie: str


@dataclass(frozen=True, kw_only=True)
class ToewijzingVerzoek(Message):
    """A 315."""

    requests: tuple[RequestedProduct, ...]


@dataclass(frozen=True, kw_only=True)
class ToewijzingChange(QuantityFields):
    """What a 317 wants of one toewijzing."""

    ref: str | int
    ingangsdatum: date
    einddatum: date | None = None


@dataclass(frozen=True, kw_only=True)
class RequestedChange:
    """The content of a 317: which toewijzingen change, which do not, and what comes beside them."""

    referentie: str
    to_change: tuple[ToewijzingChange, ...] = ()
    unchanged: tuple[str, ...] = ()
    new: tuple[CaseContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WijzigingVerzoek(Message):
    """A 317."""

    change: RequestedChange

    @property
    def granted(self) -> tuple[int, ...]:
        """Those that it wants to change."""
        return tuple(line.ref for line in self.change.to_change if isinstance(line.ref, int))


@dataclass(frozen=True, kw_only=True)
class VerzoekAnswer(Message):
    """A 319 on the verzoek with this referentie."""

    verzoek: str | int
    answer: str
    reden: str | None = None

    @property
    def asked(self) -> tuple[int, ...]:
        """The one that it answers."""
        return (self.verzoek,) if isinstance(self.verzoek, int) else ()
