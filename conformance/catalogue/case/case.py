"""A case: what is given, the steps, and what is expected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from migratietoets.conformance.catalogue.calendar import END
from migratietoets.conformance.catalogue.case.content import Given
from migratietoets.conformance.catalogue.case.instructions import Instruction
from migratietoets.conformance.catalogue.case.messages import Message
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.xml.file_form import Deviation
from migratietoets.istandaard.releases import Domein


class Kind(StrEnum):
    """What a case is for, as cases/case.schema.json names it."""

    POSITIVE = "positief"
    NEGATIVE = "negatief"
    METAMORPHIC = "metamorf"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something said outside the messages, to the other party.

    Attributes:
        client: None: all clients of the aanbieder.
        code: None: said by a system of protocol 1.0, in free text alone.
        toewijzing: the ref of the toewijzing that it names.
        verzoek: the symbolic referentie of the request that it names.
    """

    sender: str
    client: str | None
    code: NoticeCode | None
    aanbieder: int = 1
    toewijzing: str | None = None
    verzoek: str | None = None
    about: str = ""


@dataclass(frozen=True)
class Step:
    """One thing that happens at one moment."""

    at: datetime
    action: Message | Notice | Instruction


@dataclass(frozen=True)
class Change:
    """Metamorphic: the one change that should not matter; `days` where it is a delay."""

    kind: str
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What must come of a case.

    Attributes:
        rules: positive: rule -> least number of evaluations.
        verdicts: negative: rule -> what the oracle must find.
    """

    rules: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """The rules that the case names."""
        return (*self.rules, *self.verdicts)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case as written.

    Attributes:
        number: permanent, from ids.lock; 0 when it is not there yet.
        id: the path below cases/, without .yaml.
        title: one Dutch line.
        source: where in the source text it stands.
        roles: the roles it judges.
        domeinen: the domains it is played in.
        base: metamorphic: the case it is derived from and compared with.
        until: negative: the last day of the traffic.
        capabilities: negative: what the system says it can do; what is not named it can.
        process: outside the catalogue: the chapter it belongs to, "" where that is not said.
        products: what it knows beside cases/producten.yaml, in the same form.
        strip: names of elements that are taken out of its messages before they are judged.
        files: negative: kind of message -> what is wrong with the form of its files.
        damaged: positive: kinds of which the first message of the system is damaged on its way, and so refused.
    """

    number: int
    id: str
    title: str
    kind: Kind
    source: str
    roles: tuple[str, ...] = ()
    domeinen: tuple[Domein, ...] = ()
    given: Given = field(default_factory=Given)
    steps: tuple[Step, ...] = ()
    expectation: Expectation = field(default_factory=Expectation)
    base: str | None = None
    change: Change | None = None
    until: date = END
    capabilities: Mapping[str, bool] = field(default_factory=dict)
    process: str | None = None
    products: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    strip: tuple[str, ...] = ()
    files: Mapping[str, tuple[Deviation, ...]] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()

    @property
    def broken(self) -> tuple[tuple[str, str], ...]:
        """The messages in it that break a rule on purpose: the kind and the rule of each."""
        said = (step.action for step in self.steps if isinstance(step.action, Message))
        return tuple((one.kind, one.fault.rule) for one in said if one.fault is not None)

    @property
    def spoken_for(self) -> bool:
        """Whether the kit says something in it for the party that is not judged: that cannot be a system of its own."""
        return bool(self.damaged) or any(isinstance(step.action, Message) for step in self.steps)

    @property
    def chapter(self) -> str:
        """The chapter it belongs to: the folder it stands in, unless the case says so itself."""
        return self.id.partition("/")[0] if self.process is None else self.process

    @property
    def positive(self) -> bool:
        """True when it is played against a party; a negative case is a script for the oracle alone."""
        return self.kind is not Kind.NEGATIVE
