"""The value objects everybody shares: a toewijzing as a record (see docs/contracten.md), a person, and bad input."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from migratietoets.istandaard.releases import Domein


class InputError(ValueError):  # a Dutch word for a Dutch reader
    """Input that cannot be used. The text says what was expected, what was found, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Omvang:
    """How much: a whole volume (euro cents when eenheid is 83), an eenheid (WJ756) and a frequentie (WMO757)."""

    volume: int | None
    eenheid: str
    frequentie: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is granted: product, omvang or budget (euro cents)."""

    categorie: str | None
    code: str | None
    omvang: Omvang | None = None
    budget: int | None = None

    @property
    def eenheid(self) -> str | None:
        """That of its omvang; None without one."""
        return None if self.omvang is None else self.omvang.eenheid

    @property
    def frequentie(self) -> str | None:
        """That of its omvang; None without one."""
        return None if self.omvang is None else self.omvang.frequentie

    @property
    def fields(self) -> dict[str, Any]:
        """As arguments for what has ContentFields."""
        omvang = {} if self.omvang is None else {name: getattr(self.omvang, name) for name in _OMVANG}
        return {"categorie": self.categorie, "code": self.code, **omvang, "budget": self.budget}


@dataclass(frozen=True, slots=True, kw_only=True)
class OmvangFields:
    """The omvang of a record or of a line of a message, which may be absent or in part.

    Attributes:
        volume: whole; euro cents when eenheid is 83 (IV042).
        eenheid: WJ756.
        frequentie: WMO757.
    """

    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None

    @property
    def omvang(self) -> Omvang | None:
        """The omvang, or None when there is none."""
        if self.eenheid is None or self.frequentie is None:
            return None
        return Omvang(self.volume, self.eenheid, self.frequentie)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFields(OmvangFields):
    """An omvang or a budget (euro cents; 3.0 only)."""

    budget: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFields(QuantityFields):
    """A product with its omvang or budget; without a code it is aspecifiek, without a categorie generiek."""

    categorie: str | None = None
    code: str | None = None

    @property
    def content(self) -> Content:
        """Product, omvang and budget."""
        return Content(self.categorie, self.code, self.omvang, self.budget)

    @property
    def content_fields(self) -> dict[str, Any]:
        """These fields by name, in the order of a record: arguments for what has them too."""
        return {name: getattr(self, name) for name in CONTENT_FIELDS}


_OMVANG = ("volume", "eenheid", "frequentie")
CONTENT_FIELDS = ("categorie", "code", *_OMVANG, "budget")
"""The fields of ContentFields, in the order of a record."""


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two 301s speak of the same toewijzing."""

    gemeente: str
    domein: Domein
    aanbieder: str
    bsn: str
    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    ingangsdatum: date


@dataclass(frozen=True, slots=True)
class Toewijzing(ContentFields):
    """A toewijzing as a record, with the facts XML cannot carry.

    Attributes:
        uitvoering: "inspanning", "output" or None when unknown.
        vervanging: what the gemeente wants instead, or None for the nearest permitted form.
        nieuw: the wanted content that goes with vervanging, or None.
        gestart: the start of care was reported (305).
        instemming: the aanbieder consents to retroactive changes (TW-08).
        one_day: a message granted a single day and did not cancel; a record cannot say so.
    """

    id: str
    gemeente: str
    domein: Domein
    aanbieder: str
    bsn: str
    toewijzingnummer: str | None
    ingangsdatum: date
    einddatum: date | None
    uitvoering: str | None = None
    vervanging: str | None = None
    gestart: bool = True
    instemming: bool = True
    nieuw: "NewContent | None" = None
    one_day: bool = False

    @property
    def key(self) -> Key:
        """The identity of this toewijzing between messages."""
        return Key(
            self.gemeente,
            self.domein,
            self.aanbieder,
            self.bsn,
            self.toewijzingnummer,
            self.categorie,
            self.code,
            self.ingangsdatum,
        )

    @property
    def cancelled(self) -> bool:
        """Cancelled: equal dates, unless that single day was granted. Counts as never sent."""
        return self.einddatum == self.ingangsdatum and not self.one_day

    def to_json(self) -> dict[str, Any]:
        """This record with every key of the contract, dates in ISO form."""
        return {
            "id": self.id,
            "gemeente": self.gemeente,
            "domein": str(self.domein),
            "aanbieder": self.aanbieder,
            "bsn": self.bsn,
            "toewijzingnummer": self.toewijzingnummer,
            **self.content_fields,
            "ingangsdatum": self.ingangsdatum.isoformat(),
            "einddatum": self.einddatum and self.einddatum.isoformat(),
            "uitvoering": self.uitvoering,
            "vervanging": self.vervanging,
            "nieuw": self.nieuw and self.nieuw.to_json(),
            "gestart": self.gestart,
            "instemming": self.instemming,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build from a record that already has the right shape; `istandaard.records` checks the shape.

        Raises:
            KeyError, ValueError: the data is no record.
        """
        einddatum = data.get("einddatum")
        new = data.get("nieuw")
        content: dict[str, Any] = {name: data.get(name) for name in CONTENT_FIELDS}
        return cls(
            id=data["id"],
            gemeente=data["gemeente"],
            domein=Domein(data["domein"]),
            aanbieder=data["aanbieder"],
            bsn=data["bsn"],
            toewijzingnummer=data.get("toewijzingnummer"),
            **content,
            ingangsdatum=date.fromisoformat(data["ingangsdatum"]),
            einddatum=None if einddatum is None else date.fromisoformat(einddatum),
            uitvoering=data.get("uitvoering"),
            vervanging=data.get("vervanging"),
            nieuw=None if new is None else NewContent(**new),
            gestart=True if data.get("gestart") is None else data["gestart"],
            instemming=True if data.get("instemming") is None else data["instemming"],
        )


@dataclass(frozen=True, slots=True)
class NewContent(QuantityFields):
    """The content a gemeente wants for the successor; None where it has no wish."""

    code: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Every key, as in the contract."""
        return {name: getattr(self, name) for name in CONTENT_FIELDS if name != "categorie"}


_IN_PROTOCOL = 11
"""So many fields of a client are in the protocol, the first ones."""


@dataclass(frozen=True, slots=True)
class Client:
    """A synthetic person as the messages need one.

    Attributes:
        naamgebruik: which of the names go first (COD700); only a 301 says it, as it does the name of a partner.
        huisletter, toevoeging: what comes after the house number; only a 301 says it.
    """

    bsn: str
    geboortedatum: date
    geslacht: str
    achternaam: str
    voorvoegsel: str | None
    voornamen: str
    voorletters: str
    huisnummer: int
    postcode: str
    straatnaam: str
    plaatsnaam: str
    partnernaam: str | None = None
    partner_voorvoegsel: str | None = None
    naamgebruik: str = "1"
    huisletter: str | None = None
    toevoeging: str | None = None

    def to_json(self) -> dict[str, Any]:
        """What both sides of the protocol know of a client, dates in ISO form; not what only a 301 says."""
        return {field: getattr(self, field) for field in self.__slots__[:_IN_PROTOCOL]} | {
            "geboortedatum": self.geboortedatum.isoformat()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_json."""
        return cls(**{**data, "geboortedatum": date.fromisoformat(data["geboortedatum"])})
