"""The checks of the doctor: each asks one thing, and says what to do when the answer is not good."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time

from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.program import Program
from migratietoets.conformance.doctor import samples
from migratietoets.conformance.doctor.patient import Complaint, Patient
from migratietoets.conformance.doctor.tasks import tasks
from migratietoets.conformance.protocol.processes import PROCESSES, TOEWIJZEN
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht, BerichtError, read
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED, retourcodes
from migratietoets.istandaard.kalender import AMSTERDAM, ONE_DAY
from migratietoets.istandaard.releases import FIRST_DAY_30, LAST_DAY_24
from migratietoets.istandaard.validation import form_errors

SILENT_DAYS, RETOUR_DAYS = 3, 5
ENOUGH = 0.5
"""The part of its time that an answer may take."""
EVE = datetime.combine(LAST_DAY_24, time(8), tzinfo=AMSTERDAM)
OPENING = datetime.combine(FIRST_DAY_30, time(9), tzinfo=AMSTERDAM)
UNKNOWN = "bestaat_niet"
"""A verb that no system has."""

Check = Callable[[Patient], str | None]
"""A check: the sentence to show when all is well, None when it does not apply.

Raises:
    Complaint, AdapterError: something is wrong.
"""


def hello(p: Patient) -> str:
    """It says who it is."""
    p.who = p.ask("hello", {})
    return f"dit is {p.who['name']} {p.who['version']} van {p.who['supplier']}"


def offer(p: Patient) -> str:
    """It claims something that can be tested."""
    for key, what in (("roles", "rol"), ("domains", "domein")):
        if not p.who[key]:
            raise Complaint(f"ten minste één {what}", "geen", f"noem in hello bij {key} wat het systeem speelt.")
    if "toewijzen" not in p.who["processes"]:
        raise Complaint(
            "het proces toewijzen", ", ".join(p.who["processes"]) or "geen", "noem in hello bij processes: toewijzen."
        )
    level = (
        ""
        if p.follows
        else (
            f", met een eigen tijd (clock: {p.who['capabilities']['clock']}): regels over een dag zijn niet te toetsen"
        )
    )
    return f"speelt {' en '.join(p.who['roles'])}, in {' en '.join(p.who['domains'])}{level}"


def unknown(p: Patient) -> str | None:
    """A question it does not know gets a polite answer, and it lives on."""
    if not isinstance(p.adapter, Program):
        return None
    advice = "antwoord op een onbekend werkwoord met error, code -32601, en leef door."
    with suppress(ErrorAnswer):
        p.adapter.query("instruct", {"command": UNKNOWN, "params": {}})
    try:
        p.adapter.query(UNKNOWN, {})
    except ErrorAnswer:
        p.ask("hello", {})
        return "een onbekend werkwoord krijgt een fout als antwoord, en het systeem leeft door"
    raise Complaint("een fout als antwoord op een onbekend werkwoord", "een result", advice)


def reset(p: Patient) -> str:
    """It starts clean."""
    p.outside_step, p.berichten, p.answers = [], 0, False
    p.begin(samples.toewijzing(p.role, p.domein))
    _expect_silence(p, "begin bij reset met een lege uitbak: wat eerder klaarstond, vervalt.")
    return f"begint schoon, met één toewijzing, van {samples.client(p.domein).achternaam} (UTF-8)"


def clock(p: Patient) -> str:
    """Days go by, and nothing is sent that nobody asked for."""
    for _ in range(SILENT_DAYS):
        p.next_day()
        _expect_silence(p, "verstuur alleen wat volgt uit een opdracht, een binnengekomen bericht of de kalender.")
    return f"{SILENT_DAYS} dagen vooruit waarin niets te doen was, en er kwam niets"


def _expect_silence(p: Patient, advice: str) -> None:
    collected = p.collect()
    what = [bericht["code"] for bericht in collected["messages"]] + ["een kennisgeving"] * len(collected["notices"])
    if what:
        raise Complaint("niets bij collect", ", ".join(what[:5]), advice)


def retour(p: Patient) -> str:
    """A message gets an answer of the right kind, that repeats what it answers."""
    heen = samples.heenbericht(p.role, p.domein, p.now)
    what = f"{heen.kind} in release {heen.release}"
    if not p.deliver(heen)["accepted"]:
        raise Complaint(
            f"een geldige {what} aangenomen", "accepted: false", "neem elk leesbaar bericht voor deze rol aan."
        )
    kind = samples.RETOUR[p.role]
    found = _find(p, kind)
    _check_retour(found, heen)
    p.answers = True
    return f"een geldige {what} krijgt een {kind}, die de identificatie herhaalt"


def turn(p: Patient) -> str | None:
    """Around the new year days go by as always, and from 04-01-2021 09:00 it speaks 3.0."""
    if not p.answers:
        return None
    p.begin(samples.toewijzing(p.role, p.domein), at=EVE)
    while p.now < OPENING:
        p.go_to(min(p.now + ONE_DAY, OPENING))
        _expect_silence(p, "verstuur ook rond de jaarwisseling alleen wat ergens uit volgt.")
    return f"van 30-12-2020 naar 04-01-2021 09:00, en dan: {retour(p)}"


def clean(p: Patient) -> str:
    """What was waiting is gone after a reset, and the time of before too."""
    p.begin(samples.toewijzing(p.role, p.domein))
    p.deliver(samples.heenbericht(p.role, p.domein, p.now))
    p.begin(samples.toewijzing(p.role, p.domein))
    for day in range(SILENT_DAYS):
        if day:
            p.next_day()
        late = [one["code"] for one in p.collect()["messages"] if one["code"] == samples.RETOUR[p.role]]
        if late:
            advice = (
                "maak bij reset alles leeg: uitbak, voorraad, wat nog beantwoord moet worden, en de klok. Wat hier "
                "kwam, hoort bij een bericht van vóór de reset."
            )
            raise Complaint("niets bij collect", late[0], advice)
    return "na een tweede reset is niets over van daarvoor"


def timing(p: Patient) -> str:
    """No answer took nearly as long as it may."""
    verb, seconds = p.slowest
    if seconds > p.limit * ENOUGH:
        advice = "maak het sneller, of geef met --timeout meer tijd: een systeem dat te laat antwoordt, is uitgevallen."
        raise Complaint(f"elk antwoord ruim binnen {p.limit:g} s", f"{seconds:.1f} s op {verb}", advice)
    return f"elk antwoord kwam ruim binnen {p.limit:g} s"


def _find(p: Patient, kind: str) -> str:
    seen: list[str] = []
    for day in range(RETOUR_DAYS + 1):
        if day:
            p.next_day()
        for bericht in p.collect()["messages"]:
            if bericht["code"] == kind:
                xml: str = bericht["xml"]
                return xml
            seen.append(bericht["code"])
    raise Complaint(
        f"een {kind} binnen {RETOUR_DAYS} dagen",
        ", ".join(seen[:5]) or "geen bericht",
        "geef het retourbericht mee met collect, op de dag zelf of na een advance.",
    )


def _check_retour(xml: str, heen: Bericht) -> None:
    data = xml.encode("utf-8", "surrogatepass")
    advice = "bouw het retourbericht volgens het schema van dezelfde release en herhaal de kop van het heenbericht."
    try:
        bericht = read(data)
        found, expected = header(bericht), header(heen)
        codes = retourcodes(bericht)
    except BerichtError as error:
        raise Complaint("een leesbaar retourbericht", str(error), advice) from None
    if (bericht.release, bericht.domein) != (heen.release, heen.domein):
        raise Complaint(
            f"{heen.domein}, release {heen.release}", f"{bericht.domein}, release {bericht.release}", advice
        )
    errors = form_errors(data)
    if errors:
        raise Complaint("een retourbericht volgens het schema", errors[0].text, advice)
    for what in ("identificatie", "afzender", "ontvanger", "dagtekening"):
        if getattr(found, what) != getattr(expected, what):
            raise Complaint(f"{what} {getattr(expected, what)} in de kop", f"{getattr(found, what)}", advice)
    if REJECTED in codes:
        raise Complaint(
            "een geldig bericht niet afgekeurd", f"retourcode {REJECTED}", "controleer de technische toets op invoer."
        )


def moment(p: Patient) -> str | None:
    """What was sent, was sent in the step in which it was collected."""
    if not p.follows:
        return None
    if p.outside_step:
        raise Complaint(
            "elk verzendmoment tussen de vorige en de huidige advance",
            p.outside_step[0],
            "vul sent_at met de virtuele tijd uit reset en advance, niet met de klok van de computer.",
        )
    return "elk verzendmoment valt binnen de stap" if p.berichten else None


def assess(p: Patient) -> str | None:
    """What it claims to assess, it assesses."""
    if p.role != "gemeente" or not p.who["capabilities"].get("assess"):
        return None
    p.begin(samples.toewijzing(p.role, p.domein), samples.per_four_weeks(p.role, p.domein))
    named = [str(a.get("id")) for a in p.instruction("beoordeel", {}).get("assessments", [])]
    if sorted(named) != ["D1", "D2"]:
        raise Complaint(
            "in assessments elke toewijzing van de voorraad één keer: D1, D2",
            ", ".join(named[:5]) or "geen",
            "antwoord op beoordeel met de id's uit stock, of zet assess in hello op false.",
        )
    return "beoordeel noemt elke toewijzing van de voorraad"


def plan(p: Patient) -> str | None:
    """What it claims to plan, it plans."""
    if p.role != "gemeente" or not p.who["capabilities"].get("plan"):
        return None
    p.begin(samples.toewijzing(p.role, p.domein), samples.per_four_weeks(p.role, p.domein))
    if not p.instruction("plan", {}).get("plan"):
        raise Complaint(
            "in plan ten minste één actie, want D2 moet over",
            "geen",
            "antwoord op plan met de voorgenomen acties, of zet plan in hello op false.",
        )
    return "plan noemt wat er moet gebeuren"


def notice(p: Patient) -> str | None:
    """What it claims to show outside the messages, it shows."""
    if p.role != "gemeente" or not p.who["capabilities"].get("notices"):
        return None
    p.begin(samples.toewijzing(p.role, p.domein))
    p.instruction("informeer", samples.notice(p.domein, NoticeCode.MIGRATIEPLAN))
    to = samples.AANBIEDER
    notices = p.collect()["notices"]
    found = [k["to"] for k in notices]
    if found != [to]:
        raise Complaint(
            f"na informeer één kennisgeving aan {to}",
            ", ".join(found[:5]) or "geen",
            "geef de kennisgeving mee met collect, of zet notices in hello op false.",
        )
    code = notices[0].get("code")
    if code is None:
        return (
            f"informeer geeft een kennisgeving aan {to}, maar zonder code, zoals in protocol 1.0: zij telt als niet "
            "gezien. Noem in hello protocol 1.1, en geef bij elke kennisgeving code mee (docs/protocol.md)"
        )
    if code != NoticeCode.MIGRATIEPLAN:
        advice = "geef bij een kennisgeving de code mee waarover zij gaat: bij informeer is dat onderwerp."
        raise Complaint(f"een kennisgeving met code {NoticeCode.MIGRATIEPLAN}", str(code), advice)
    return f"informeer geeft een kennisgeving aan {to}"


def stop(p: Patient) -> str:
    """It says goodbye and goes."""
    p.ask("stop", {})
    if isinstance(p.adapter, Program) and not p.adapter.stopped_by_itself:
        raise Complaint(
            "een programma dat na stop uit zichzelf eindigt",
            "het bleef draaien",
            "beëindig het programma na stop, of als stdin sluit.",
        )
    return "neemt afscheid en eindigt"


GENERAL: tuple[tuple[str, Check], ...] = (("hello", hello), ("aanbod", offer), ("onbekend werkwoord", unknown))
PER_ROLE: tuple[tuple[str, Check], ...] = (
    ("reset", reset),
    ("klok", clock),
    ("retour", retour),
    ("retour in 3.0", turn),
    ("schoon", clean),
    ("beoordeel", assess),
    ("plan", plan),
    ("kennisgeving", notice),
    ("moment", moment),
    *((process, tasks(process)) for process in (TOEWIJZEN, *PROCESSES.values())),
)
CLOSING: tuple[tuple[str, Check], ...] = (("tijd", timing), ("stop", stop))
ESSENTIAL = frozenset({hello, offer, reset})
"""Without these the rest of its group cannot be asked."""
