"""The instructions of a case, in symbols: one class for all commands that take the same params."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.conformance.catalogue.case.content import KEEP, CaseContent, Keep
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.occasions import Occasion


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """What every instruction says: to whom, which command, and the client (None: all) and aanbieder it is about."""

    to: str
    command: str
    client: str | None = "A"
    aanbieder: int = 1


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """What a system answers about one toewijzing, where it is not simply right.

    Attributes:
        says: must_migrate, reasons and deadline, as far as the case states them.
    """

    ref: str
    says: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Ask(Instruction):
    """beoordeel, plan; negative cases hold what the system answers: refs of toewijzingen, and ids of nothing."""

    answer: tuple[str | Assessed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Migrate(Instruction):
    """migreer."""

    route: str | None = None


@dataclass(frozen=True, kw_only=True)
class Grant(Instruction):
    """ken_toe."""

    wanted: CaseContent
    uitvoering: str | None = None


@dataclass(frozen=True, kw_only=True)
class Inform(Instruction):
    """informeer: what about, the toewijzing it names or None, and the same in words."""

    subject: NoticeCode
    toewijzing: str | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Withdraw(Instruction):
    """trek_in: why, and not with which code."""

    toewijzing: str
    einddatum: date
    occasion: Occasion


@dataclass(frozen=True, kw_only=True)
class AboutToewijzing(Instruction):
    """wijzig_einddatum, start_zorg, stop_zorg; `reden` by domein.

    Attributes:
        successor_from: it is about the toewijzing of the same product that begins on this day, whatever its number.
    """

    toewijzing: str
    successor_from: date | None = None
    begindatum: date | None = None
    einddatum: date | None = None
    reden: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterDelivery(Instruction):
    """registreer_levering.

    Attributes:
        delivered: a day, or an ISO week as 2020-W53.
        product: what was delivered where the toewijzing does not say.
        tarief: euro cents.
    """

    toewijzing: str
    delivered: str
    uitvoering: str | None
    volume: int
    product: str | None = None
    eenheid: str | Keep | None = KEEP
    tarief: int | None = None
    afspraak: str | None = None


@dataclass(frozen=True, kw_only=True)
class Claim(Instruction):
    """declareer, up to and including a day."""

    until: date
    bericht_2020: str
    period_2020: str


@dataclass(frozen=True, kw_only=True)
class TakeBack(Instruction):
    """crediteer."""

    toewijzing: str
    delivered: str


@dataclass(frozen=True, kw_only=True)
class JudgeDeclaratie(Instruction):
    """beoordeel_declaratie."""

    decision: str


@dataclass(frozen=True, kw_only=True)
class RequestToewijzing(Instruction):
    """vraag_toewijzing_aan."""

    producten: tuple[CaseContent, ...]


@dataclass(frozen=True, kw_only=True)
class WantedChange:
    """What is wanted of a toewijzing."""

    toewijzing: str
    wanted: CaseContent


@dataclass(frozen=True, kw_only=True)
class RequestChange(Instruction):
    """vraag_wijziging_aan."""

    toewijzing: str
    wanted: CaseContent


@dataclass(frozen=True, kw_only=True)
class AnswerVerzoek(Instruction):
    """beantwoord_verzoek; `change_2020` was asked for in 2020, outside the messages."""

    decisions: tuple[str, ...]
    change_2020: WantedChange | None = None
