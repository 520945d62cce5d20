"""What a log tells: one frozen record a kind of event.

The fields of a record are the keys of its JSON (`from_` is `from`); those without a default are always there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from migratietoets.conformance.vocabulary.verdicts import Verdict

PARTY, ADAPTER, KIT, CANNOT = "party", "adapter", "kit", "cannot"
"""Who sent a message: a party, or the kit on its behalf; who broke: the adapter, or anything of the kit; or nobody did,
and a system only lacks a button."""
FORMAT = 1
"""The log format that these records describe."""

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One line of a log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeaderEvent(Event):
    """The first line: the kit, the systems under test by role, and the command that asks the same again.

    Attributes:
        readings: the version of each rule's reading, of those that ever changed; None where the kit did not say so yet.
    """

    format: int
    kit: str
    seed: int
    adapters: Mapping[str, Json]
    command: str = ""
    readings: Mapping[str, int] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleEvent(Event):
    """A rule of the register."""

    id: str
    strength: str
    binds: Sequence[str] = ()
    chapter: str
    text: str
    source: str = ""
    reading: str | None = None
    status: str = "active"
    checked: bool = True
    reason: str | None = None
    entails: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseEvent(Event):
    """A case that is played."""

    campaign: str = ""
    id: str
    title: str
    roles: Sequence[str] = ()
    domains: Sequence[str] = ()
    rules: Mapping[str, int] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignEvent(Event):
    """A calendar begins: all cases of a role and a domain."""

    campaign: str
    role: str
    domain: str
    begin: str
    end: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HelloEvent(Event):
    """A party says who it is."""

    campaign: str
    role: str
    under_test: bool
    party: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientEvent(Event):
    """A client belongs to a case."""

    campaign: str
    case: str | None = None
    bsn: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StockEvent(Event):
    """A toewijzing that was there from the start."""

    campaign: str
    case: str | None = None
    toewijzing: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageEvent(Event):
    """A message was sent, by a party or by the kit on its behalf.

    Attributes:
        n: its place among everything that was sent.
        known: every message up to and including this `n` had been delivered when it was collected; None where that
            was not recorded, and the moments of sending must tell.
        breaks: the rule of the information model that it breaks on purpose.
        broken_products: the products in which it does, from 0; none: as a whole.
    """

    campaign: str
    case: str | None
    n: int
    known: int | None = None
    at: str
    from_: str
    to: str
    code: str
    release: str
    origin: str = PARTY
    xml: str
    faults: Sequence[str] = ()
    summary: str = ""
    breaks: str | None = None
    broken_products: Sequence[int] = ()

    @property
    def from_kit(self) -> bool:
        """The kit sent it, on behalf of the party that is not under test."""
        return self.origin == KIT


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeEvent(Event):
    """Something was said outside the messages.

    Attributes:
        to: the AGB code of an aanbieder, or the code of a gemeente.
        bsn: None: it is about all clients of that aanbieder.
        code: a NoticeCode; None where an adapter of protocol 1.0 said it.
        toewijzing: the toewijzing that it is about, as an instruction names one.
        verzoek: the ReferentieAanbieder of the request that it is about.
        faults: why it counts for nothing: said at another moment, or to somebody who is not there.
    """

    campaign: str
    case: str | None = None
    n: int = 0
    at: str
    to: str = ""
    bsn: str | None = None
    code: str | None = None
    toewijzing: Json | None = None
    verzoek: str | None = None
    about: str = ""
    from_: str = ""
    faults: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class InstructEvent(Event):
    """A person pressed a button at a party.

    Attributes:
        n: every message up to and including this number had been sent by then; None where that was not recorded.
    """

    campaign: str
    case: str | None = None
    n: int | None = None
    at: str
    to: str = ""
    command: str = ""
    params: Json = field(default_factory=dict)
    result: Json | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorEvent(Event):
    """A party, or the kit (`kind`), broke.

    Attributes:
        alone: it cost what it is about, one message or notice, and kept nothing else from being judged.
    """

    campaign: str = ""
    case: str | None = None
    at: str | None = None
    party: str | None = None
    verb: str | None = None
    kind: str
    text: str
    alone: bool = False

    @property
    def verdict(self) -> Verdict:
        """The verdict on what it kept from being judged."""
        return {KIT: Verdict.KIT_ERROR, CANNOT: Verdict.NOT_VERIFIABLE}.get(self.kind, Verdict.ADAPTER_ERROR)


@dataclass(frozen=True, kw_only=True, slots=True)
class EndEvent(Event):
    """The calendar ended.

    Attributes:
        remark: what went wrong in the goodbye, when everything had been played; it counts for nothing.
    """

    campaign: str
    at: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedFinding:
    """One evaluation of a rule that did not simply pass, with its evidence."""

    verdict: str = ""
    subject: str = ""
    text: str = ""
    expected: str = ""
    found: str = ""
    at: str | None = None
    message: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VerdictEvent(Event):
    """What a rule says of a case."""

    campaign: str
    case: str | None
    rule: str
    role: str = ""
    domain: str = ""
    strength: str
    chapter: str
    verdict: Verdict
    evaluations: int = 0
    minimum: int = 0
    findings: Sequence[LoggedFinding]
    reproduce: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CountEvent(Event):
    """How often advice was not followed in a case (`value`), and how often it applied; that is no verdict."""

    campaign: str
    case: str | None = None
    rule: str
    value: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedEvent(Event):
    """All that was asked of a campaign is in the log; without it the campaign was broken off, and is played again.

    Attributes:
        digest: of every line of the campaign before it that says what happened.
    """

    campaign: str
    digest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FooterEvent(Event):
    """The last line; where it is missing the run was broken off and nothing was left to say so.

    Attributes:
        counts: how many verdicts of each kind the log holds.
        verdict: an outcome, in spite of its name: what the run says of the system.
        beside: the other outcomes that hold.
        stop: what ended the run before its end, in words; empty when it came to its end.
        part: which part of what the system claims was asked for, in words; empty when all of it was.
        strict: a warning counted as a broken rule.
        by_role: of two systems face to face, the outcomes that hold of the one in each role.
    """

    counts: Mapping[str, int]
    exit: int
    verdict: str
    beside: Sequence[str] = ()
    stop: str = ""
    part: str = ""
    strict: bool = False
    by_role: Mapping[str, Sequence[str]] = field(default_factory=dict)


StoryEvent = ClientEvent | StockEvent | MessageEvent | NoticeEvent | InstructEvent
"""What happened in a case."""
