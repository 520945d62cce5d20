"""The checks of the doctor: each asks one thing, and says what to do when the answer is not good."""

from collections.abc import Callable
from contextlib import suppress

from migratietoets.conformance.adapters.jsonrpc import ErrorAnswer
from migratietoets.conformance.adapters.program import Program
from migratietoets.conformance.catalogue.parties import GEMEENTE
from migratietoets.conformance.doctor import samples
from migratietoets.conformance.doctor.patient import Complaint, Patient
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.berichten import Bericht, BerichtError, build, read
from migratietoets.istandaard.berichten.header import header
from migratietoets.istandaard.berichten.retour import REJECTED, retourcodes
from migratietoets.istandaard.validation import form_errors

SILENT_DAYS, RETOUR_DAYS = 3, 5
UNKNOWN = "bestaat_niet"
"""A verb that no system has."""

Check = Callable[[Patient], str | None]
"""A check: the sentence to show when all is well, None when it does not apply.

Raises:
    Complaint, AdapterError: something is wrong.
"""


def hello(p: Patient) -> str:
    """It says who it is."""
    p.who = p.party.query("hello", {})
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
    if p.who["capabilities"]["clock"] != "virtual":
        raise Complaint(
            "een virtuele klok (virtual)",
            p.who["capabilities"]["clock"],
            "laat het systeem zijn tijd uit reset en advance halen: de suite speelt zes maanden af.",
        )
    return f"speelt {' en '.join(p.who['roles'])}, in {' en '.join(p.who['domains'])}"


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
        p.party.query("hello", {})
        return "een onbekend werkwoord krijgt een fout als antwoord, en het systeem leeft door"
    raise Complaint("een fout als antwoord op een onbekend werkwoord", "een result", advice)


def reset(p: Patient) -> str:
    """It starts clean."""
    p.outside_step, p.berichten = [], 0
    p.begin(samples.toewijzing(p.role, p.domein))
    _expect_silence(p, "begin bij reset met een lege uitbak: wat eerder klaarstond, vervalt.")
    return "begint schoon, met één toewijzing"


def clock(p: Patient) -> str:
    """Days go by, and nothing is sent that nobody asked for."""
    for _ in range(SILENT_DAYS):
        p.next_day()
        _expect_silence(p, "verstuur alleen wat volgt uit een opdracht, een binnengekomen bericht of de kalender.")
    return f"{SILENT_DAYS} dagen vooruit, en niets verstuurd waar niet om is gevraagd"


def _expect_silence(p: Patient, advice: str) -> None:
    collected = p.collect()
    what = [bericht["code"] for bericht in collected["messages"]] + ["een kennisgeving"] * len(collected["notices"])
    if what:
        raise Complaint("niets bij collect", ", ".join(what[:5]), advice)


def retour(p: Patient) -> str:
    """A message gets an answer of the right kind, that repeats what it answers."""
    heen = samples.heenbericht(p.role, p.domein, p.now)
    what = f"{heen.kind} in release {heen.release}"
    query = {"code": heen.kind, "release": str(heen.release), "xml": build(heen).decode()}
    if not p.party.query("deliver", query)["accepted"]:
        raise Complaint(
            f"een geldige {what} aangenomen", "accepted: false", "neem elk leesbaar bericht voor deze rol aan."
        )
    kind = samples.RETOUR[p.role]
    found = _find(p, kind)
    _check_retour(found, heen)
    return f"een geldige {what} krijgt een {kind}, die de identificatie herhaalt"


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
    if not p.who["capabilities"].get("notices"):
        return None
    p.begin(samples.toewijzing(p.role, p.domein))
    p.instruction("informeer", samples.notice(p.domein, NoticeCode.MIGRATIEPLAN))
    to = samples.AANBIEDER if p.role == "gemeente" else GEMEENTE
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
    p.party.query("stop", {})
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
    ("beoordeel", assess),
    ("plan", plan),
    ("kennisgeving", notice),
    ("moment", moment),
)
CLOSING: tuple[tuple[str, Check], ...] = (("stop", stop),)
ESSENTIAL = frozenset({hello, offer, reset})
"""Without these the rest of its group cannot be asked."""
