"""What Allure shows of a verdict: labels, parameters, steps, a description, and the files beside the results."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reports.assess import zonder_bsn
from reports.beelden import letters_van
from reports.berichttekst import zeg_bericht
from reports.logboek import Event
from reports.voorraad import Voorraad, vouw
from reports.woorden import DOMEINEN, STERKTES, anker, datum, hoofdstuk, regel, schoon, tijdstip, vlak

ZWAARTE: Mapping[str, str] = {"must": "critical", "should": "normal", "may": "minor", "info": "trivial"}
"""Strength of a rule -> severity in Allure."""

CATEGORIEEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "fail": ("Regel overtreden", ("failed", "broken")),
    "warn": ("Waarschuwing", ("failed", "skipped", "passed")),
    "not_verifiable": ("Niet getoetst", ("failed", "skipped")),
    "not_exercised": ("Niet geraakt", ("failed", "skipped")),
    "adapter_error": ("Adapterfout", ("failed", "broken")),
    "kit_error": ("Kitfout", ("failed", "broken")),
}
"""Verdict -> the name of its category and the test statuses it occurs with; see `melding`."""

PAGINA = "rapport.html"
"""Where the page of a run is, seen from the Allure page."""
_REGELNAAM = "Regel "
_VOLG = """document.addEventListener("click", function (e) {
  var plek = e.target.closest && e.target.closest('[data-testid="test-result-meta-link"]');
  var naam = plek && !plek.querySelector("a") ? plek.textContent.trim() : "";
  if (naam.indexOf(NAAM) === 0) {
    window.open(PAGINA + "#regel-" + naam.slice(NAAM.length).toLowerCase().replace(/[^a-z0-9-]+/g, "-"), "_blank");
  }
});"""

_KORT = 80


def labels(verdict: Event, rule: Event | None, case: Event | None) -> dict[str, str]:
    """Epic (chapter), feature (rule), story (case) and severity of one verdict."""
    tekst = kort(rule["text"]) if rule else ""
    return {
        "epic": hoofdstuk(verdict["chapter"]),
        "feature": f"{regel(verdict['rule'])} {tekst}".strip(),
        "story": regel((case or {}).get("title") or verdict["case"] or "De hele run"),
        "severity": ZWAARTE.get(verdict["strength"], "normal"),
    }


def parameters(verdict: Event, hello: Event | None) -> dict[str, str]:
    """The system under test, its version, its role and its domain; `hello` is the event of the party under test.

    Allure makes the id of a test's history from its name and these values: two vendors, or two versions of one, never
    collapse into one history.
    """
    party = hello["party"] if hello else {}
    domein = regel(verdict.get("domain"))
    return {
        "adapter": regel(party.get("name")) or "onbekend",
        "versie": regel(party.get("version")) or "onbekend",
        "rol": regel(verdict.get("role")),
        "domein": DOMEINEN.get(domein, domein),
    }


def koppelingen(verdicts: Iterable[Event], pagina: str = PAGINA) -> tuple[dict[str, str], ...]:
    """A link per rule to where the page of the run shows it, as arguments of `allure.dynamic.link`.

    The link is relative: the Allure page stands beside the page of the run. Allure 2 follows it; Allure 3 follows
    absolute links only, so there `volg_regels` must help. Who publishes a run can make every link absolute with
    pytest's own option: `--allure-link-pattern=tms:https://host/run/{}`.
    """
    namen = dict.fromkeys(regel(verdict["rule"]) for verdict in verdicts)
    return tuple(
        {"url": f"{pagina}#{anker(naam)}", "link_type": "tms", "name": f"{_REGELNAAM}{naam}"} for naam in namen if naam
    )


def volg_regels(html: str, pagina: str = PAGINA) -> str:
    """A page of Allure 3 in which a click on the link of a rule opens `pagina` at that rule."""
    script = _VOLG.replace("PAGINA", json.dumps(pagina)).replace("NAAM", json.dumps(_REGELNAAM))
    voor, slot, na = html.rpartition("</body>")
    return f"{voor}<script>{script}</script>{slot}{na}"


def stappen(events: Iterable[Event]) -> list[str]:
    """One step per message of a case: "15-10-2020 09:00 gemeente → aanbieder 301 (2.4): …"."""
    eigen = list(events)
    voorraad = vouw(eigen)
    letters = letters_van(eigen, voorraad)
    return [
        f"{tijdstip(event['at'])} {regel(event['from'])} → {regel(event['to'])} "
        f"{regel(event['code'])} ({regel(event['release'])})"
        + (f": {tekst}" if (tekst := "; ".join(_zegt(event, voorraad, letters))) else "")
        for event in eigen
        if event["event"] == "message"
    ]


def _zegt(event: Event, voorraad: Voorraad, letters: Mapping[str, str]) -> tuple[str, ...]:
    """A message in words; what cannot be read as the log tells it."""
    bericht, samenvatting = voorraad.berichten.get(event["n"]), event.get("summary")
    if bericht is None:
        return (zonder_bsn(samenvatting, frozenset(letters)),)
    return zeg_bericht(bericht, voorraad.regels.get(event["n"], ()), samenvatting, letters)


def melding(verdict: Event) -> str:
    """The message of a test that did not simply pass; its first words put it in its category.

    Returns "" for a verdict without category.
    """
    if verdict["verdict"] not in CATEGORIEEN:
        return ""
    kop = f"{CATEGORIEEN[verdict['verdict']][0]}: {regel(verdict['rule'])}"
    return "\n".join((kop, *(_vondst(vondst) for vondst in _vondsten(verdict)), *_opnieuw(verdict)))


def beschrijving(verdict: Event, rule: Event | None, case: Event | None) -> str:
    """The description of a test in Dutch, as Markdown in which no text of a party can become markup."""
    regels = [f"**{vlak(verdict['rule'])}** ({vlak(STERKTES.get(verdict['strength'], verdict['strength']))})"]
    if rule:
        regels.append(vlak(rule["text"]))
        if rule.get("reading"):
            regels.append(f"Zo gelezen: {vlak(rule['reading'])}")
    if case:
        regels.append(f"Casus: {vlak(case['title'])}")
    regels.extend(vlak(_vondst(vondst)) for vondst in _vondsten(verdict))
    if verdict.get("source"):
        regels.append(f"Bron: {vlak(verdict['source'])}")
    regels.extend(vlak(tekst) for tekst in _opnieuw(verdict))
    return "\n\n".join(regels)


def schrijf_omgeving(doel: Path, header: Event) -> None:
    """Write environment.properties, categories.json and executor.json into the folder of the Allure results.

    Only the kit, the seed and the names of the parties are told: no address, no path, no machine.
    """
    doel.mkdir(parents=True, exist_ok=True)
    kit = f"migratietoets {regel(header['kit'])}"
    omgeving = {"Kit": kit, "Zaad": regel(header["seed"])}
    for rol, party in sorted(header["adapters"].items()):
        if isinstance(party, Mapping):
            delen = (regel(party.get(veld)) for veld in ("name", "version", "supplier"))
            omgeving[regel(rol).capitalize()] = _zonder_adres(", ".join(deel for deel in delen if deel))
    tekst = "".join(f"{_eigenschap(naam, sleutel=True)}={_eigenschap(waarde)}\n" for naam, waarde in omgeving.items())
    (doel / "environment.properties").write_text(tekst, encoding="ascii", newline="\n")
    categorieen = [
        {"name": naam, "matchedStatuses": list(standen), "messageRegex": rf"^([\w.]+: )?{naam}: [\s\S]*"}
        for naam, standen in CATEGORIEEN.values()
    ]
    _schrijf_json(doel / "categories.json", categorieen)
    uitvoerder = {"name": "migratietoets", "type": "migratietoets", "buildName": f"{kit}, zaad {regel(header['seed'])}"}
    _schrijf_json(doel / "executor.json", uitvoerder)


def kort(tekst: object) -> str:
    """A text on one line of at most 80 characters, cut between words."""
    heel = regel(tekst)
    if len(heel) <= _KORT:
        return heel
    return f"{heel[: _KORT - 1].rpartition(' ')[0] or heel[: _KORT - 1]}…"


def _vondsten(verdict: Event) -> list[Event]:
    return [vondst for vondst in verdict["findings"] if vondst.get("verdict") != "pass"]


def _vondst(vondst: Event) -> str:
    """A finding in words."""
    delen = [
        schoon(vondst.get("text")),
        *(
            f"{naam}: {waarde}"
            for naam, waarde in (
                ("Over", regel(vondst.get("subject"))),
                ("Verwacht", schoon(vondst.get("expected"))),
                ("Gevonden", schoon(vondst.get("found"))),
                ("Datum", datum(vondst.get("at"))),
            )
            if waarde
        ),
    ]
    return "\n".join(deel for deel in delen if deel)


def _opnieuw(verdict: Event) -> tuple[str, ...]:
    opdracht = schoon(verdict.get("reproduce"))
    return (f"Opnieuw uitvoeren: {opdracht}",) if opdracht else ()


def _zonder_adres(tekst: str) -> str:
    """A name without anything that looks like an address of a site or a place on a disk."""
    return re.sub(r"\S*(?:://|[/\\])\S*", "…", tekst)


def _eigenschap(tekst: str, *, sleutel: bool = False) -> str:
    """Escape for a Java properties file."""
    uit = tekst.replace("\\", "\\\\")
    if sleutel:
        uit = re.sub(r"([ =:#!])", r"\\\1", uit)
    return "".join(teken if teken.isascii() else _codepunt(teken) for teken in uit)


def _codepunt(teken: str) -> str:
    rauw = teken.encode("utf-16-be")
    return "".join(f"\\u{rauw[plek : plek + 2].hex()}" for plek in range(0, len(rauw), 2))


def _schrijf_json(pad: Path, inhoud: Any) -> None:  # noqa: ANN401  # JSON
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
