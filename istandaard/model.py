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
class Toewijzing:
    """A toewijzing as a record, with the facts XML cannot carry.

    Attributes:
        volume, budget: whole numbers; euro cents for eenheid 83 and for budget.
        uitvoering: "inspanning", "output" or None when unknown.
        vervanging: what the gemeente wants instead, or None for the nearest permitted form.
        new: the wanted content that goes with vervanging, or None.
        gestart: the start of care was reported (305).
        instemming: the aanbieder consents to retroactive changes (TW-08).
    """

    id: str
    gemeente: str
    domein: Domein
    aanbieder: str
    bsn: str
    toewijzingnummer: str | None
    categorie: str | None
    code: str | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    ingangsdatum: date
    einddatum: date | None
    uitvoering: str | None = None
    vervanging: str | None = None
    gestart: bool = True
    instemming: bool = True
    nieuw: "NewContent | None" = None

    @property
    def omvang(self) -> Omvang | None:
        """The omvang, or None when the record has none."""
        if self.eenheid is None or self.frequentie is None:
            return None
        return Omvang(self.volume, self.eenheid, self.frequentie)

    @property
    def content(self) -> Content:
        """Product, omvang and budget."""
        return Content(self.categorie, self.code, self.omvang, self.budget)

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
        """Cancelled: equal dates. Counts as never sent."""
        return self.einddatum == self.ingangsdatum

    def to_json(self) -> dict[str, Any]:
        """This record with every key of the contract, dates in ISO form."""
        return {
            "id": self.id,
            "gemeente": self.gemeente,
            "domein": str(self.domein),
            "aanbieder": self.aanbieder,
            "bsn": self.bsn,
            "toewijzingnummer": self.toewijzingnummer,
            "categorie": self.categorie,
            "code": self.code,
            "volume": self.volume,
            "eenheid": self.eenheid,
            "frequentie": self.frequentie,
            "budget": self.budget,
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
        return cls(
            id=data["id"],
            gemeente=data["gemeente"],
            domein=Domein(data["domein"]),
            aanbieder=data["aanbieder"],
            bsn=data["bsn"],
            toewijzingnummer=data.get("toewijzingnummer"),
            categorie=data.get("categorie"),
            code=data.get("code"),
            volume=data.get("volume"),
            eenheid=data.get("eenheid"),
            frequentie=data.get("frequentie"),
            budget=data.get("budget"),
            ingangsdatum=date.fromisoformat(data["ingangsdatum"]),
            einddatum=None if einddatum is None else date.fromisoformat(einddatum),
            uitvoering=data.get("uitvoering"),
            vervanging=data.get("vervanging"),
            nieuw=None if new is None else NewContent(**new),
            gestart=True if data.get("gestart") is None else data["gestart"],
            instemming=True if data.get("instemming") is None else data["instemming"],
        )


@dataclass(frozen=True, slots=True)
class NewContent:
    """The content a gemeente wants for the successor; None where it has no wish."""

    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Every key, as in the contract."""
        return {
            "code": self.code,
            "volume": self.volume,
            "eenheid": self.eenheid,
            "frequentie": self.frequentie,
            "budget": self.budget,
        }


@dataclass(frozen=True, slots=True)
class Client:
    """A synthetic person as the messages need one."""

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

    def to_json(self) -> dict[str, Any]:
        """Every field, dates in ISO form."""
        return {field: getattr(self, field) for field in self.__slots__} | {
            "geboortedatum": self.geboortedatum.isoformat()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_json."""
        return cls(**{**data, "geboortedatum": date.fromisoformat(data["geboortedatum"])})
