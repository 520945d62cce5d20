"""The checks of the doctor: each asks one thing, and says what to do when the answer is not good."""

from collections.abc import Callable
from contextlib import suppress

from conformance.adapters.cli import Programma
from conformance.adapters.jsonrpc import Foutantwoord, OpAfstand
from conformance.dokter import stukken
from conformance.dokter.patient import Klacht, Patient
from conformance.gevallen import GEMEENTE
from istandaard.berichten import Bericht, Berichtfout, bouw, lees, valideer
from istandaard.berichten.kop import kop
from istandaard.berichten.retour import AFGEKEURD, retourcodes

DAGEN_STIL, DAGEN_RETOUR = 3, 5
ONBEKEND = "bestaat_niet"
"""A verb that no system has."""

Controle = Callable[[Patient], str | None]
"""A check: the sentence to show when all is well, None when it does not apply.

Raises:
    Klacht, Adapterfout: something is wrong.
"""


def hello(p: Patient) -> str:
    """It says who it is."""
    p.wie = p.partij.vraag("hello", {})
    return f"dit is {p.wie['name']} {p.wie['version']} van {p.wie['supplier']}"


def aanbod(p: Patient) -> str:
    """It claims something that can be tested."""
    for sleutel, wat in (("roles", "rol"), ("domains", "domein")):
        if not p.wie[sleutel]:
            raise Klacht(f"ten minste één {wat}", "geen", f"noem in hello bij {sleutel} wat het systeem speelt.")
    if "toewijzen" not in p.wie["processes"]:
        raise Klacht(
            "het proces toewijzen", ", ".join(p.wie["processes"]) or "geen", "noem in hello bij processes: toewijzen."
        )
    if p.wie["capabilities"]["clock"] != "virtual":
        raise Klacht(
            "een virtuele klok (virtual)",
            p.wie["capabilities"]["clock"],
            "laat het systeem zijn tijd uit reset en advance halen: de suite speelt zes maanden af.",
        )
    return f"speelt {' en '.join(p.wie['roles'])}, in {' en '.join(p.wie['domains'])}"


def onbekend(p: Patient) -> str | None:
    """A question it does not know gets a polite answer, and it lives on."""
    if not isinstance(p.adapter, OpAfstand):
        return None
    advies = "antwoord op een onbekend werkwoord met error, code -32601, en leef door."
    with suppress(Foutantwoord):
        p.adapter.vraag("instruct", {"command": ONBEKEND, "params": {}})
    try:
        p.adapter.vraag(ONBEKEND, {})
    except Foutantwoord:
        p.partij.vraag("hello", {})
        return "een onbekend werkwoord krijgt een fout als antwoord, en het systeem leeft door"
    raise Klacht("een fout als antwoord op een onbekend werkwoord", "een result", advies)


def reset(p: Patient) -> str:
    """It starts clean."""
    p.buiten_de_stap, p.berichten = [], 0
    p.begin(stukken.toewijzing(p.rol, p.domein))
    _stil(p, "begin bij reset met een lege uitbak: wat eerder klaarstond, vervalt.")
    return "begint schoon, met één toewijzing"


def klok(p: Patient) -> str:
    """Days go by, and nothing is sent that nobody asked for."""
    for _ in range(DAGEN_STIL):
        p.volgende_dag()
        _stil(p, "verstuur alleen wat volgt uit een opdracht, een binnengekomen bericht of de kalender.")
    return f"{DAGEN_STIL} dagen vooruit, en niets verstuurd waar niet om is gevraagd"


def _stil(p: Patient, advies: str) -> None:
    opgehaald = p.haal_op()
    wat = [bericht["code"] for bericht in opgehaald["messages"]] + ["een kennisgeving"] * len(opgehaald["notices"])
    if wat:
        raise Klacht("niets bij collect", ", ".join(wat[:5]), advies)


def retour(p: Patient) -> str:
    """A message gets an answer of the right kind, that repeats what it answers."""
    heen = stukken.heenbericht(p.rol, p.domein, p.nu)
    wat = f"{heen.soort} in release {heen.release}"
    vraag = {"code": heen.soort, "release": str(heen.release), "xml": bouw(heen).decode()}
    if not p.partij.vraag("deliver", vraag)["accepted"]:
        raise Klacht(f"een geldige {wat} aangenomen", "accepted: false", "neem elk leesbaar bericht voor deze rol aan.")
    soort = stukken.RETOUR[p.rol]
    gevonden = _zoek(p, soort)
    _controleer_retour(gevonden, heen)
    return f"een geldige {wat} krijgt een {soort}, die de identificatie herhaalt"


def _zoek(p: Patient, soort: str) -> str:
    gezien: list[str] = []
    for dag in range(DAGEN_RETOUR + 1):
        if dag:
            p.volgende_dag()
        for bericht in p.haal_op()["messages"]:
            if bericht["code"] == soort:
                xml: str = bericht["xml"]
                return xml
            gezien.append(bericht["code"])
    raise Klacht(
        f"een {soort} binnen {DAGEN_RETOUR} dagen",
        ", ".join(gezien[:5]) or "geen bericht",
        "geef het retourbericht mee met collect, op de dag zelf of na een advance.",
    )


def _controleer_retour(xml: str, heen: Bericht) -> None:
    data = xml.encode("utf-8", "surrogatepass")
    advies = "bouw het retourbericht volgens het schema van dezelfde release en herhaal de kop van het heenbericht."
    try:
        bericht = lees(data)
        gevonden, verwacht = kop(bericht), kop(heen)
        codes = retourcodes(bericht)
    except Berichtfout as fout:
        raise Klacht("een leesbaar retourbericht", str(fout), advies) from None
    if (bericht.release, bericht.domein) != (heen.release, heen.domein):
        raise Klacht(f"{heen.domein}, release {heen.release}", f"{bericht.domein}, release {bericht.release}", advies)
    fouten = valideer(data)
    if fouten:
        raise Klacht("een retourbericht volgens het schema", fouten[0].tekst, advies)
    for wat in ("identificatie", "afzender", "ontvanger", "dagtekening"):
        if getattr(gevonden, wat) != getattr(verwacht, wat):
            raise Klacht(f"{wat} {getattr(verwacht, wat)} in de kop", f"{getattr(gevonden, wat)}", advies)
    if AFGEKEURD in codes:
        raise Klacht(
            "een geldig bericht niet afgekeurd", f"retourcode {AFGEKEURD}", "controleer de technische toets op invoer."
        )


def moment(p: Patient) -> str | None:
    """What was sent, was sent in the step in which it was collected."""
    if p.buiten_de_stap:
        raise Klacht(
            "elk verzendmoment tussen de vorige en de huidige advance",
            p.buiten_de_stap[0],
            "vul sent_at met de virtuele tijd uit reset en advance, niet met de klok van de computer.",
        )
    return "elk verzendmoment valt binnen de stap" if p.berichten else None


def beoordeel(p: Patient) -> str | None:
    """What it claims to assess, it assesses."""
    if p.rol != "gemeente" or not p.wie["capabilities"].get("assess"):
        return None
    p.begin(stukken.toewijzing(p.rol, p.domein), stukken.per_vier_weken(p.rol, p.domein))
    genoemd = [str(a.get("id")) for a in p.opdracht("beoordeel", {}).get("assessments", [])]
    if sorted(genoemd) != ["D1", "D2"]:
        raise Klacht(
            "in assessments elke toewijzing van de voorraad één keer: D1, D2",
            ", ".join(genoemd[:5]) or "geen",
            "antwoord op beoordeel met de id's uit stock, of zet assess in hello op false.",
        )
    return "beoordeel noemt elke toewijzing van de voorraad"


def plan(p: Patient) -> str | None:
    """What it claims to plan, it plans."""
    if p.rol != "gemeente" or not p.wie["capabilities"].get("plan"):
        return None
    p.begin(stukken.toewijzing(p.rol, p.domein), stukken.per_vier_weken(p.rol, p.domein))
    if not p.opdracht("plan", {}).get("plan"):
        raise Klacht(
            "in plan ten minste één actie, want D2 moet over",
            "geen",
            "antwoord op plan met de voorgenomen acties, of zet plan in hello op false.",
        )
    return "plan noemt wat er moet gebeuren"


def kennisgeving(p: Patient) -> str | None:
    """What it claims to show outside the messages, it shows."""
    if not p.wie["capabilities"].get("notices"):
        return None
    p.begin(stukken.toewijzing(p.rol, p.domein))
    params = {"aanbieder": stukken.AANBIEDER, "bsn": stukken.client(p.domein).bsn, "onderwerp": "migratie"}
    p.opdracht("informeer", params)
    naar = stukken.AANBIEDER if p.rol == "gemeente" else GEMEENTE
    gevonden = [k["to"] for k in p.haal_op()["notices"]]
    if gevonden != [naar]:
        raise Klacht(
            f"na informeer één kennisgeving aan {naar}",
            ", ".join(gevonden[:5]) or "geen",
            "geef de kennisgeving mee met collect, of zet notices in hello op false.",
        )
    return f"informeer geeft een kennisgeving aan {naar}"


def stop(p: Patient) -> str:
    """It says goodbye and goes."""
    p.partij.vraag("stop", {})
    if isinstance(p.adapter, Programma) and not p.adapter.zelf_gestopt:
        raise Klacht(
            "een programma dat na stop uit zichzelf eindigt",
            "het bleef draaien",
            "beëindig het programma na stop, of als stdin sluit.",
        )
    return "neemt afscheid en eindigt"


ALGEMEEN: tuple[tuple[str, Controle], ...] = (("hello", hello), ("aanbod", aanbod), ("onbekend werkwoord", onbekend))
PER_ROL: tuple[tuple[str, Controle], ...] = (
    ("reset", reset),
    ("klok", klok),
    ("retour", retour),
    ("beoordeel", beoordeel),
    ("plan", plan),
    ("kennisgeving", kennisgeving),
    ("moment", moment),
)
SLOT: tuple[tuple[str, Controle], ...] = (("stop", stop),)
ONMISBAAR = frozenset({hello, aanbod, reset})
"""Without these the rest of its group cannot be asked."""
