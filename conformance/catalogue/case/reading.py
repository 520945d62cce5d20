"""From the YAML of a case, which fits cases/case.schema.json, to its types."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from migratietoets.conformance.catalogue.calendar import END, moment
from migratietoets.conformance.catalogue.case import instructions, messages
from migratietoets.conformance.catalogue.case.case import Case, Change, Expectation, Kind, Notice, Step
from migratietoets.conformance.catalogue.case.content import CaseContent, Given, GivenToewijzing, Replacement
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.conformance.vocabulary.occasions import Occasion
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.xml.file_form import Deviation
from migratietoets.istandaard.releases import Domein, Release

Data = Mapping[str, Any]
Reader = Callable[[Any], object]
T = TypeVar("T")

ATTRIBUTES = {
    "aan": "to",
    "aanleiding": "occasion",
    "aanvragen": "requests",
    "afgekeurd": "rejected",
    "antwoord": "answer",
    "bericht_afgekeurd": "refused",
    "besluit": "decision",
    "besluiten": "decisions",
    "breekt": "fault",
    "dagen": "days",
    "dc": "debet_credit",
    "deels": "partly",
    "eind": "end",
    "geleverd": "delivered",
    "gewenst": "wanted",
    "nieuw": "new",
    "nummer": "number",
    "onderwerp": "subject",
    "ongewijzigd": "unchanged",
    "op_stap": "answers",
    "opdracht": "command",
    "over": "code",
    "periode": "period",
    "periode_2020": "period_2020",
    "hernoemd": "renamed",
    "identificatie_van": "identified_as",
    "regels": "lines",
    "soort": "kind",
    "tekst": "about",
    "te_wijzigen": "to_change",
    "tot_en_met": "until",
    "totaal": "total",
    "van": "sender",
    "vanaf": "successor_from",
    "verzoekantwoord": "answer",
    "vorige": "previous",
    "vorm": "form",
    "wijziging": "change",
    "wijziging_2020": "change_2020",
    "zoals_gevraagd": "as_asked",
    "zonder_nummer": "without_number",
}
"""Key -> attribute, where they differ."""


def _plain(value: Any) -> object:  # noqa: ANN401  # whatever YAML holds
    return tuple(value) if isinstance(value, list) else value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _fault(data: Data) -> messages.Fault:
    return messages.Fault(rule=data["regel"], producten=tuple(data.get("producten", ())))


READERS: dict[str, Reader] = {
    "aanleiding": Occasion,
    "begin": _day,
    "begindatum": _day,
    "breekt": _fault,
    "eind": _day,
    "einddatum": _day,
    "ingangsdatum": _day,
    "onderwerp": NoticeCode,
    "over": lambda code: None if code is None else NoticeCode(code),
    "release": Release,
    "tot_en_met": _day,
    "vanaf": _day,
}
"""Key -> how its value is read, where that is the same in every place."""


def _maker(kind: Callable[..., T], **readers: Reader) -> Callable[[Data], T]:
    """What makes this kind of object from its YAML; `readers` by key."""
    known = readers | READERS

    def make(data: Data) -> T:
        return kind(**{ATTRIBUTES.get(key, key): known.get(key, _plain)(data[key]) for key in data})

    return make


def _each(make: Callable[[Any], T]) -> Callable[[list[Any]], tuple[T, ...]]:
    return lambda items: tuple(map(make, items))


_content = _maker(CaseContent)
_replacement = _maker(Replacement)
_toewijzing = _maker(GivenToewijzing, nieuw=lambda data: None if data is None else _replacement(data))
_notice = _maker(Notice)
_change = _maker(Change)
_debit, _credit = _maker(messages.Debit), _maker(messages.Credit)


def _prestatie(data: Data) -> messages.Debit | messages.Credit:
    return _debit(data) if "ref" in data else _credit(data)


_retour = _maker(messages.RetourMessage)
_regie = _maker(messages.RegieMessage, producten=_each(_maker(messages.RegieLine)))
_declaratie = _maker(messages.DeclaratieMessage, periode=_maker(messages.Period), prestaties=_each(_prestatie))
_declaratie_answer = _maker(messages.DeclaratieAnswer)
_requested_change = _maker(
    messages.RequestedChange, te_wijzigen=_each(_maker(messages.ToewijzingChange)), nieuw=_each(_content)
)

MESSAGES: dict[str, Callable[[Data], messages.Message]] = {
    "301": _maker(messages.ToewijzingMessage, regels=_each(_maker(messages.ToewijzingLine))),
    "302": _retour,
    "303": _declaratie,
    "304": _declaratie_answer,
    "305": _regie,
    "306": _retour,
    "307": _regie,
    "308": _retour,
    "315": _maker(messages.ToewijzingVerzoek, aanvragen=_each(_maker(messages.RequestedProduct))),
    "316": _retour,
    "317": _maker(messages.WijzigingVerzoek, wijziging=_requested_change),
    "318": _retour,
    "319": _maker(messages.VerzoekAnswer),
    "320": _retour,
    "323": _declaratie,
    "325": _declaratie_answer,
}
"""Every message a case can hold -> how it is read."""


def _assessed(data: str | Data) -> str | instructions.Assessed:
    if isinstance(data, str):
        return data
    return instructions.Assessed(ref=data["ref"], says={key: data[key] for key in data if key != "ref"})


_ask = _maker(instructions.Ask, antwoord=_each(_assessed))
_about_toewijzing = _maker(instructions.AboutToewijzing)

_withdrawal = _maker(instructions.Withdraw)

OCCASIONS = {
    "01": Occasion.ANNULEREN,
    "02": Occasion.OVERLIJDEN,
    "03": Occasion.MIGRATIE,
    "04": Occasion.HERBEOORDELING,
    "05": Occasion.HERBEOORDELING,
    "06": Occasion.CLIENT,
    "07": Occasion.CLIENT,
    "08": Occasion.HERBEOORDELING,
    "09": Occasion.CLIENT,
    "10": Occasion.MIGRATIE,
    "11": Occasion.MIGRATIE,
    "12": Occasion.AANBIEDER,
}
"""RedenWijziging -> the occasion it speaks of, for a case that says the code (before protocol 1.1)."""


def _withdraw(data: Data) -> instructions.Withdraw:
    if "reden" not in data:
        return _withdrawal(data)
    occasion = OCCASIONS[next(iter(data["reden"].values()))]
    return _withdrawal({"aanleiding": occasion, **{key: data[key] for key in data if key != "reden"}})


INSTRUCTIONS: dict[str, Callable[[Data], instructions.Instruction]] = {
    "beoordeel": _ask,
    "plan": _ask,
    "migreer": _maker(instructions.Migrate),
    "ken_toe": _maker(instructions.Grant, gewenst=_content),
    "trek_in": _withdraw,
    "wijzig_einddatum": _about_toewijzing,
    "informeer": _maker(instructions.Inform),
    "start_zorg": _about_toewijzing,
    "stop_zorg": _about_toewijzing,
    "registreer_levering": _maker(instructions.RegisterDelivery),
    "declareer": _maker(instructions.Claim),
    "crediteer": _maker(instructions.TakeBack),
    "beoordeel_declaratie": _maker(instructions.JudgeDeclaratie),
    "vraag_toewijzing_aan": _maker(instructions.RequestToewijzing, producten=_each(_content)),
    "vraag_wijziging_aan": _maker(instructions.RequestChange, gewenst=_content),
    "beantwoord_verzoek": _maker(
        instructions.AnswerVerzoek, wijziging_2020=_maker(instructions.WantedChange, gewenst=_content)
    ),
}
"""Every command a case can give -> how its instruction is read."""


def read_step(data: Data) -> Step:
    """One step as its file says it."""
    at = moment(data["op"])
    if "bericht" in data:
        return Step(at, MESSAGES[data["bericht"]["soort"]](data["bericht"]))
    if "kennisgeving" in data:
        return Step(at, _notice(data["kennisgeving"]))
    return Step(at, INSTRUCTIONS[data["opdracht"]]({key: value for key, value in data.items() if key != "op"}))


def _verdicts(data: Mapping[str, str]) -> dict[str, Verdict]:
    return {rule: Verdict(word) for rule, word in data.items()}


def read_case(number: int, data: Data) -> Case:
    """A case as its file says it; a metamorphic one still without what it takes from its basis."""
    return Case(
        number=number,
        id=data["id"],
        title=data["titel"],
        kind=Kind(data["soort"]),
        source=data["bron"],
        roles=tuple(data.get("rollen", ())),
        domeinen=tuple(map(Domein, data.get("domeinen", ()))),
        given=Given(tuple(map(_toewijzing, data.get("gegeven", {}).get("toewijzingen", ())))),
        steps=tuple(map(read_step, data.get("verloop", ()))),
        expectation=Expectation(rules=data.get("regels", {}), verdicts=_verdicts(data.get("verwacht", {}))),
        base=data.get("basis"),
        change=_change(data["verandering"]) if "verandering" in data else None,
        until=date.fromisoformat(data["tot"]) if "tot" in data else END,
        capabilities=data.get("capaciteiten", {}),
        process=data.get("hoofdstuk"),
        products=data.get("products", {}),
        strip=tuple(data.get("strip", ())),
        files={kind: tuple(map(Deviation, words)) for kind, words in data.get("bestanden", {}).items()},
        damaged=tuple(data.get("beschadigd", ())),
    )
