"""Instructions and notices as a case writes them: the inverse of `script.instructions`."""

from collections.abc import Callable, Mapping
from typing import Any

from migratietoets.conformance.script.inverse.names import AANBIEDERS, CLIENTS, Names
from migratietoets.conformance.trace.trace import Instruction, Notice

Data = dict[str, Any]

AS_THEY_ARE = frozenset(
    {
        "route", "uitvoering", "onderwerp", "aanleiding", "begindatum", "einddatum", "geleverd", "volume", "eenheid",
        "tarief", "afspraak", "tot_en_met", "bericht_2020", "periode_2020", "besluit", "besluiten",
    }
)  # fmt: skip
"""The params that a case writes as they are; free text is left out."""
ASKING = {"beoordeel": "assessments", "plan": "plan"}
"""The commands that a system answers -> where its answer names the toewijzingen."""
ASSESSED = ("must_migrate", "reasons", "deadline")
"""What is judged of an assessment."""


def _wanted(names: Names, wish: Mapping[str, Any]) -> Data:
    product = names.product(wish["categorie"], wish["code"])
    return product | {key: value for key, value in wish.items() if key not in {"categorie", "code"}}


def _change(names: Names, asked: Mapping[str, Any]) -> Data:
    return {"toewijzing": names.named(asked["toewijzing"]), "gewenst": _wanted(names, asked["gewenst"])}


def instruction(names: Names, given: Instruction, ids: Mapping[str, str | None]) -> Data:
    """An instruction as a case says it, with what the system answered where that is judged.

    Args:
        names: the symbols so far.
        given: the instruction.
        ids: the id of each record of the stock -> its ref; None for those of other cases of the campaign.

    Raises:
        Inexpressible: no case can say it.
    """
    params = given.params
    out: Data = {"aan": given.addressee, "opdracht": given.command, **_who(names, params)}
    out |= {key: value for key, value in params.items() if key in AS_THEY_ARE and value is not None and value != ""}
    out |= {key: write(names, params[key]) for key, write in WRITTEN.items() if params.get(key)}
    if given.command == "registreer_levering":
        out |= _delivery(names, given)
    if given.command in ASKING:
        answers = given.result.get(ASKING[given.command]) or ()
        own = [one for one in answers if ids.get(str(one.get("id")), "") is not None]
        out["antwoord"] = [_answer(one, ids, number) for number, one in enumerate(own, start=1)]
    return out


def _answer(one: Mapping[str, Any], ids: Mapping[str, str | None], number: int) -> str | Data:
    """What the system says of one toewijzing; of one that nobody gave it only that."""
    ref = ids.get(str(one.get("id")))
    if ref is None:
        return f"x{number}"
    says = {key: one[key] for key in ASSESSED if key in one}
    return {"ref": ref, **says} if says else ref


def _who(names: Names, params: Mapping[str, Any]) -> Data:
    """The client and the aanbieder of an instruction, where they are not the first ones; null: all clients."""
    out: Data = {}
    if "bsn" in params:
        client = None if params["bsn"] is None else names.client(params["bsn"])
        out |= {} if client == CLIENTS[0] else {"client": client}
    if params.get("aanbieder") and names.aanbieder(params["aanbieder"]) != AANBIEDERS[0]:
        out["aanbieder"] = names.aanbieder(params["aanbieder"])
    return out


WRITTEN: Mapping[str, Callable[[Names, Any], Any]] = {
    "toewijzing": Names.named,
    "gewenst": _wanted,
    "producten": lambda names, wishes: [_wanted(names, wish) for wish in wishes],
    "wijziging_2020": _change,
    "reden": lambda _, reden: {"wmo": reden, "jw": reden},
}
"""The params that a case writes in symbols -> how."""


def _delivery(names: Names, given: Instruction) -> Data:
    """The product and eenheid of a delivery, where its toewijzing does not say them, and what is said of nothing."""
    params = given.params
    toewijzing = names.producten[names.named(params["toewijzing"])]
    out: Data = {"uitvoering": params.get("uitvoering")}
    if params["code"] != toewijzing.code:
        out["product"] = names.product_name(params["categorie"], params["code"])
    return out | {"eenheid": params["eenheid"]}


def notice(names: Names, said: Notice) -> Data:
    """A notice as a case says it.

    Raises:
        Inexpressible: no case can say it.
    """
    out: Data = {"van": said.sender, "client": None if said.bsn is None else names.client(said.bsn)}
    if said.sender == "gemeente" and names.aanbieder(said.receiver) != AANBIEDERS[0]:
        out["aanbieder"] = names.aanbieder(said.receiver)
    out["over"] = None if said.code is None else str(said.code)
    if said.toewijzing is not None:
        out["toewijzing"] = names.named(said.toewijzing)
    if said.verzoek is not None:
        out["verzoek"] = names.referentie(said.verzoek)
    return out
