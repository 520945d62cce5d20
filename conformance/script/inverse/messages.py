"""Each kind of message as a case writes it: the inverse of the modules of `script` that make them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from migratietoets.conformance.script.declaraties import CONTENT_CODES
from migratietoets.conformance.script.inverse.names import Inexpressible, Names
from migratietoets.conformance.trace.message import Declaratie, SentMessage
from migratietoets.istandaard.berichten.bedrag import CREDIT, DEBET
from migratietoets.istandaard.berichten.content import descend
from migratietoets.istandaard.berichten.declaratieantwoord import granted, rejected_prestaties
from migratietoets.istandaard.berichten.prestatie import Prestatie
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import Regieproduct
from migratietoets.istandaard.berichten.toewijzing import ToegewezenProduct
from migratietoets.istandaard.berichten.verzoek import aangevraagde_producten, wijzigingsverzoek
from migratietoets.istandaard.codelijsten.codes import EURO
from migratietoets.istandaard.model import Key
from migratietoets.istandaard.schemas.release_facts import RETOUR_OF

Data = dict[str, Any]

SENT_FIRST = "1"
"""StatusAanlevering of what a case says without a status."""
CONTENT = ("volume", "eenheid", "frequentie", "budget")


def iso(day: date | None) -> str | None:
    """A day as a case writes it."""
    return None if day is None else day.isoformat()


def _filled(**values: Any) -> Data:  # noqa: ANN401  # whatever YAML holds
    return {key: value for key, value in values.items() if value is not None}


def _toewijzing(names: Names, sent: SentMessage) -> Data:
    return {"regels": [_toewijzing_line(names, line.key, line.product) for line in sent.lines]}


def _toewijzing_line(names: Names, key: Key, product: ToegewezenProduct) -> Data:
    """A line of a 301: all of a new toewijzing, and of one that is known what changes."""
    old = names.producten.get(names.refs.get(key, ""))
    ref = names.add(key, product, "N")
    if product == old:
        return {"ref": ref}
    referentie = product.referentie_aanbieder
    said = _filled(reden=product.reden_wijziging, referentie=referentie and names.referentie(referentie))
    if old is None:
        whole = {"ref": ref, "nummer": names.number(key.toewijzingnummer), **names.product(key.categorie, key.code)}
        whole |= _filled(**{name: getattr(product, name) for name in CONTENT})
        return whole | {"ingangsdatum": iso(product.ingangsdatum), "einddatum": iso(product.einddatum)} | said
    changed = {name: getattr(product, name) for name in CONTENT if getattr(product, name) != getattr(old, name)}
    return {"ref": ref, **changed, "einddatum": iso(product.einddatum)} | said


def _regie(names: Names, sent: SentMessage) -> Data:
    return {"producten": [_regie_line(names, sent, line) for line in sent.regieproducten]}


def _regie_line(names: Names, sent: SentMessage, line: Regieproduct) -> Data:
    here = (line.categorie, line.code, line.toewijzing_ingangsdatum, sent.bsn)
    found = [
        ref
        for key, ref in names.refs.items()
        if (key.categorie, key.code, key.ingangsdatum, key.bsn) == here
        and line.toewijzingnummer in {None, key.toewijzingnummer}
    ]
    if not found:
        raise Inexpressible(f"een {sent.kind} over een toewijzing die nergens verstrekt is")
    reden = line.reden_beeindiging
    return _filled(
        ref=found[-1],
        zonder_nummer=True if line.toewijzingnummer is None else None,
        status=None if line.status == SENT_FIRST else line.status,
        begindatum=iso(line.begindatum),
        einddatum=iso(line.einddatum),
        reden=None if reden is None else {"wmo": reden, "jw": reden},
    )


def _answered(names: Names, sent: SentMessage) -> int:
    head = sent.header
    found = None if head is None else names.steps.get((head.afzender, head.identificatie, RETOUR_OF[sent.kind]))
    if found is None:
        raise Inexpressible(f"een {sent.kind} op een bericht dat er niet is")
    return found


def _retour(names: Names, sent: SentMessage) -> Data:
    codes = list(dict.fromkeys(sent.retourcodes))
    return {"op_stap": _answered(names, sent)} | ({} if codes == ["0200"] else _filled(retourcodes=codes or None))


def _declaratie(names: Names, sent: SentMessage) -> Data:
    claimed = sent.declaratie
    if claimed is None:
        raise Inexpressible("een onleesbare declaratie")
    head = claimed.header
    lines = [_prestatie(names, line) for line in claimed.prestaties]
    total = sum(line.bedrag * (-1 if line.debet_credit == CREDIT else 1) for line in claimed.prestaties)
    return _filled(
        vorm=head.kind if sent.kind == "303" and head.kind != "D" else None,
        periode={"begin": iso(head.begindatum), "eind": iso(head.einddatum)},
        declaratienummer=names.referentie(f"declaratie {head.number}"),
        prestaties=lines,
        totaal=None if head.totaalbedrag == total else head.totaalbedrag,
    )


def _prestatie(names: Names, line: Prestatie) -> Data:
    previous = line.previous_referentienummer
    names.prestaties[line.referentienummer] = line
    if previous is not None and previous in names.prestaties:
        return _credit(names, line, names.prestaties[previous])
    if previous is not None:
        raise Inexpressible("een credit op een prestatie die er niet is")
    ref = names.by_number(line.toewijzingnummer, line.bsn)
    toewijzing = names.producten[ref]
    worth = line.volume * (1 if line.eenheid == EURO else line.tarief or 0)
    other_product = (line.categorie, line.code) != (toewijzing.categorie, toewijzing.code)
    return _filled(
        referentie=names.referentie(line.referentienummer),
        ref=ref,
        product=names.product_name(line.categorie, line.code) if other_product and line.categorie else None,
        begindatum=iso(line.begindatum),
        einddatum=iso(line.einddatum),
        volume=line.volume,
        eenheid=None if line.eenheid == toewijzing.eenheid else line.eenheid,
        tarief=line.tarief,
        bedrag=None if line.bedrag == worth else line.bedrag,
        dc=None if line.debet_credit == DEBET else line.debet_credit,
    )


def _credit(names: Names, line: Prestatie, debit: Prestatie) -> Data:
    said: Data = {"referentie": names.referentie(line.referentienummer)}
    said["vorige"] = names.referentie(debit.referentienummer)
    for name in ("begindatum", "einddatum"):
        if getattr(line, name) != getattr(debit, name):
            said[name] = iso(getattr(line, name))
    said |= {
        n: getattr(line, n) for n in ("volume", "eenheid", "tarief", "bedrag") if getattr(line, n) != getattr(debit, n)
    }
    return said if line.debet_credit == CREDIT else said | {"dc": line.debet_credit}


def _declaratie_answer(names: Names, sent: SentMessage) -> Data:
    answer = sent.declaratieantwoord
    if answer is None:
        raise Inexpressible(f"een onleesbare {sent.kind}")
    step = _answered(names, sent)
    claim = names.claims[step]
    out: Data = {"op_stap": step}
    if answer.refused:
        codes = list(answer.refused)
        out |= {"bericht_afgekeurd": True} | ({} if codes == [REJECTED] else {"retourcodes": codes})
        return out | _otherwise(names, sent, claim, 0)
    codes = list(dict.fromkeys(code for per_line in answer.codes.values() for code in per_line))
    renamed = _renamed(sent, claim)
    claimed = {line.referentienummer: line for line in claim.prestaties}
    rejected = {renamed.get(number, number): cents for number, cents in answer.rejected.items()}
    partly = {names.referentie(number): abs(cents) for number, cents in rejected.items() if cents}
    rest = claim.header.totaalbedrag - sum(claimed[number].saldo - cents for number, cents in rejected.items())
    return (
        out
        | _filled(
            afgekeurd=[names.referentie(number) for number in rejected] or None,
            deels=partly or None,
            retourcodes=None if not codes or tuple(codes) == CONTENT_CODES else codes,
            hernoemd={names.referentie(old): names.referentie(new) for new, old in renamed.items()} or None,
        )
        | _otherwise(names, sent, claim, rest)
    )


def _renamed(sent: SentMessage, claim: Declaratie) -> dict[str, str]:
    """The numbers in an answer that the claim does not have -> those of the prestaties they stand for."""
    answered = {one.prestatie.referentienummer: one.prestatie for one in rejected_prestaties(_bericht(sent))}
    left = {line.referentienummer: line for line in claim.prestaties if line.referentienummer not in answered}
    out = {}
    known = {line.referentienummer for line in claim.prestaties}
    for number in (one for one in answered if one not in known):
        same = (n for n, line in left.items() if replace(answered[number], referentienummer=n) == line)
        old = next(same, None)
        if old is None:
            raise Inexpressible(f"een {sent.kind} over een prestatie die er niet is")
        del left[old]
        out[number] = old
    return out


def _otherwise(names: Names, sent: SentMessage, claim: Declaratie, rest: int) -> Data:
    """The total and the number in an answer, where they are not what follows from the claim."""
    total = granted(_bericht(sent))
    number = descend(_bericht(sent).content, "DeclaratieAntwoord").get("DeclaratieNummer", claim.header.number)
    return _filled(
        totaal=None if total == rest else total,
        declaratienummer=None if number == claim.header.number else names.referentie(number),
    )


def _toewijzing_verzoek(names: Names, sent: SentMessage) -> Data:
    return {
        "aanvragen": [
            {"referentie": names.referentie(line.referentie_aanbieder), **names.product(line.categorie, line.code)}
            | _filled(volume=line.volume, eenheid=line.eenheid, frequentie=line.frequentie)
            | {"ingangsdatum": iso(line.ingangsdatum), "einddatum": iso(line.einddatum)}
            for line in aangevraagde_producten(_bericht(sent))
        ]
    }


def _wijziging_verzoek(names: Names, sent: SentMessage) -> Data:
    asked = wijzigingsverzoek(_bericht(sent))
    to_change = [
        {"ref": names.by_number(line.toewijzingnummer, sent.bsn), "ingangsdatum": iso(line.wanted_ingangsdatum)}
        | _filled(einddatum=iso(line.einddatum), **{name: getattr(line, name) for name in CONTENT})
        for line in asked.to_change
    ]
    unchanged = [names.by_number(line.toewijzingnummer, sent.bsn) for line in asked.unchanged]
    new = [
        names.product(line.categorie, line.code)
        | _filled(**{name: getattr(line, name) for name in CONTENT})
        | {"ingangsdatum": iso(line.wanted_ingangsdatum), "einddatum": iso(line.einddatum)}
        for line in asked.nieuw
    ]
    lines = _filled(te_wijzigen=to_change or None, ongewijzigd=unchanged or None, nieuw=new or None)
    return {"wijziging": {"referentie": names.referentie(asked.referentie_aanbieder)} | lines}


def _verzoek_answer(names: Names, sent: SentMessage) -> Data:
    answer = sent.verzoekantwoord
    if answer is None:
        raise Inexpressible("een onleesbare 319")
    return _filled(
        verzoek=names.referentie(answer.referentie_aanbieder),
        verzoekantwoord=answer.answer,
        reden=answer.reden_afwijzing,
    )


def _bericht(sent: SentMessage) -> Any:  # noqa: ANN401  # None was seen before
    return sent.bericht


WRITERS: Mapping[str, Callable[[Names, SentMessage], Data]] = {
    "301": _toewijzing,
    "303": _declaratie,
    "304": _declaratie_answer,
    "305": _regie,
    "307": _regie,
    "315": _toewijzing_verzoek,
    "317": _wijziging_verzoek,
    "319": _verzoek_answer,
    "323": _declaratie,
    "325": _declaratie_answer,
    **dict.fromkeys(("302", "306", "308", "316", "318", "320"), _retour),
}
"""Every message that a case can hold -> how it is written."""


def message(names: Names, sent: SentMessage, step: int) -> Data:
    """A message as step number `step` of a case says it.

    Raises:
        Inexpressible: no case can say it.
    """
    if sent.bericht is None or sent.header is None:
        raise Inexpressible(f"een {sent.kind} die niet te lezen is")
    content = WRITERS[sent.kind](names, sent)
    head = sent.header
    again: Data = {}
    if sent.kind not in RETOUR_OF:
        first = names.steps.setdefault((head.afzender, head.identificatie, sent.kind), step)
        again = {} if first == step or sent.declaratie is not None else {"identificatie_van": first}
        if sent.declaratie is not None:
            names.claims[step] = sent.declaratie
    broken = {} if sent.breaks is None else {"breekt": _filled(regel=sent.breaks, producten=_from_1(sent))}
    about = {} if "op_stap" in content else names.who(sent.bsn or _first_client(sent), head.aanbieder)
    return {"van": sent.sender, "soort": sent.kind, "release": str(sent.release), **about, **again, **broken, **content}


def _from_1(sent: SentMessage) -> list[int] | None:
    return [place + 1 for place in sent.broken_products] or None


def _first_client(sent: SentMessage) -> str | None:
    return sent.declaratie.prestaties[0].bsn if sent.declaratie and sent.declaratie.prestaties else None
