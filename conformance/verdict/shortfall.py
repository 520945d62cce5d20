"""Why a rule was not exercised: what it waited for, who asked for that and by when, and what came instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from migratietoets.conformance.catalogue.register import Rule
from migratietoets.conformance.rules.findings import Finding
from migratietoets.conformance.rules.rule import ANY, ANY_RETOUR, ASSESSMENT, NOTICE, PLAN, About
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.kalender import day_of
from migratietoets.istandaard.schemas.release_facts import FROM_GEMEENTE, KINDS, RETOUR_OF

Kinds = tuple[str, ...]

ASKED_BY: Mapping[str, Kinds] = {
    "301": ("migreer", "ken_toe", "trek_in", "wijzig_einddatum", "beantwoord_verzoek", "307", "315", "317"),
    "303": ("registreer_levering", "declareer", "crediteer", "304"),
    "304": ("beoordeel_declaratie", "303"),
    "305": ("start_zorg",),
    "307": ("stop_zorg", "301"),
    "315": ("vraag_toewijzing_aan",),
    "317": ("vraag_wijziging_aan",),
    "319": ("beantwoord_verzoek", "315", "317"),
    "323": ("registreer_levering", "declareer", "crediteer", "325"),
    "325": ("beoordeel_declaratie", "323"),
    NOTICE: ("informeer", "migreer", "trek_in", "beantwoord_verzoek", "registreer_levering"),
    ASSESSMENT: ("beoordeel",),
    PLAN: ("plan",),
}
"""What a system sends -> the commands and messages that ask for it; of a retourbericht the message it answers."""
DECIDES_ON: Mapping[str, Kinds] = {"beantwoord_verzoek": ("315", "317"), "beoordeel_declaratie": ("303", "323")}
"""Commands that decide on what another sent -> the messages that say it."""
AT_MOST = 5


@dataclass(frozen=True)
class _Seen:
    """Something asked of the system, or shown by it: `kind` as the table above names it, and what tells it apart."""

    at: datetime
    kind: str
    more: str = ""

    def __str__(self) -> str:
        name = self.kind if self.kind in {NOTICE, ASSESSMENT, PLAN} or self.kind.isdigit() else f"opdracht {self.kind}"
        return f"{name}{self.more} op {day_of(self.at):%d-%m-%Y}"


def shortfall(rule: Rule, trace: Trace, evaluations: int, minimum: int) -> Finding:
    """The finding on a rule that had less to judge than a case asks for."""
    assert rule.about is not None
    kinds, by = kinds_of(rule.about, trace.role), rule.about.by or trace.end
    asked = [one for one in _asked(trace) if any(one.kind in asked_by(kind) for kind in kinds)]
    since = min((one.at for one in asked), default=None)
    shown = [one for one in _shown(trace) if since is None or one.at >= since]
    wanted = [one for one in shown if one.kind in kinds]
    looks_at = f" De regel kijkt naar: {rule.observation}" if rule.observation else ""
    return Finding(
        Verdict.NOT_EXERCISED,
        rule.id,
        f"Het systeem deed te weinig om deze regel te kunnen beoordelen.{looks_at}",
        f"ten minste {minimum} keer {_named(rule.about, kinds)} om te beoordelen, uiterlijk "
        f"{min(by, trace.end):%d-%m-%Y}; {_reason(asked)}",
        f"{evaluations} keer; {_instead(wanted, shown, evaluations, 'sindsdien' if asked else 'in dit geval')}",
    )


def owes(rule: Rule, trace: Trace, minimum: int) -> bool:
    """Whether a system was asked for more than it gave of what a rule looks at, however often the case asks for it."""
    assert rule.about is not None
    kinds = kinds_of(rule.about, trace.role)
    asked = [one for one in _asked(trace) if any(one.kind in asked_by(kind) for kind in kinds) and _can(trace, one)]
    given = [one for one in _shown(trace) if one.kind in kinds]
    return len(given) < min(len(asked), minimum)


def _can(trace: Trace, one: _Seen) -> bool:
    """Whether what is asked can be done: there is something to decide on, where it is a decision."""
    kinds = DECIDES_ON.get(one.kind, ())
    return not kinds or any(bericht.at <= one.at for bericht in trace.to_system(*kinds))


def kinds_of(about: About, role: str) -> Kinds:
    """What a system in a role shows that a check looks at."""
    own = tuple(kind for kind in KINDS if (kind in FROM_GEMEENTE) is (role == "gemeente"))
    if ANY in about.looks_at:
        return own
    if ANY_RETOUR in about.looks_at:
        return tuple(kind for kind in own if kind in RETOUR_OF)
    return tuple(kind for kind in about.looks_at if kind in own or not kind.isdigit()) or about.looks_at


def _named(about: About, kinds: Kinds) -> str:
    """The same, as a reader names it."""
    return " of ".join(f"een {word}" for word in about.looks_at if word in {ANY, ANY_RETOUR}) or " of ".join(kinds)


def asked_by(kind: str) -> Kinds:
    """The commands and messages that ask for what a system sends."""
    return ASKED_BY.get(kind) or tuple(filter(None, (RETOUR_OF.get(kind),)))


def _asked(trace: Trace) -> Iterator[_Seen]:
    """Everything that the system was asked: by persons at its desk, and by messages."""
    yield from (_Seen(one.at, one.command) for one in trace.instructions if one.addressee == trace.role)
    for one in trace.berichten:
        if one.receiver == trace.role:
            yield _Seen(
                one.at,
                one.kind,
                f" ({', '.join(each.referentie_aanbieder for each in one.verzoeken)})" if one.verzoeken else "",
            )


def _shown(trace: Trace) -> list[_Seen]:
    """Everything that the system sent, said and answered, in order."""
    answers = {"beoordeel": ASSESSMENT, "plan": PLAN}
    found = [
        *(_Seen(one.at, one.kind) for one in trace.from_system()),
        *(_Seen(one.at, NOTICE) for one in trace.notices if one.sender == trace.role),
        *(_Seen(one.at, answers[one.command]) for one in trace.instructions if one.command in answers and one.result),
    ]
    return sorted(found, key=lambda one: one.at)


def _reason(asked: list[_Seen]) -> str:
    """What asked for it."""
    return f"gevraagd door {_several(asked)}" if asked else "niets in dit geval vroeg er al om"


def _instead(wanted: list[_Seen], shown: list[_Seen], evaluations: int, since: str) -> str:
    """What came since, of what was awaited or else of anything."""
    if wanted:
        little = "te weinig" if evaluations else "niets"
        return f"het systeem gaf {since} wel {_several(wanted)}, maar daarin {little} wat deze regel beoordeelt"
    if shown:
        return f"het systeem gaf {since} alleen {_several(shown)}"
    return f"het systeem gaf {since} niets"


def _several(seen: list[_Seen]) -> str:
    ordered = sorted(seen, key=lambda one: one.at)
    texts = list(dict.fromkeys(map(str, ordered)))
    more = f" en nog {len(texts) - AT_MOST}" if len(texts) > AT_MOST else ""
    return ", ".join(texts[:AT_MOST]) + more
