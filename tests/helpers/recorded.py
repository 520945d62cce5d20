"""Traffic as somebody recorded it: a script written as files, and what `check` finds in them."""

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from migratietoets.conformance.catalogue.loose import loose_case
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.recorded.recording import Recording, stock_of
from migratietoets.conformance.recorded.store import Store
from migratietoets.conformance.script.script import script
from migratietoets.conformance.vocabulary.events import MessageEvent, StockEvent
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import Domein

OLD = {
    "ref": "T1", "nummer": 1, "product": "begeleiding", "specifiek": True, "volume": 40, "eenheid": "04",
    "frequentie": "3", "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
}  # fmt: skip
NEW = OLD | {"ref": "N1", "nummer": 2, "volume": 10, "frequentie": "2", "ingangsdatum": "2021-01-01"}
ENDED = {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}


def a_301(day, *lines, release="3.0", **rest):
    message = {"van": "gemeente", "soort": "301", "release": release, "regels": list(lines)} | rest
    return {"op": day, "bericht": message}


def a_302(day, to=1, release="3.0", **rest):
    message = {"van": "aanbieder", "soort": "302", "release": release, "op_stap": to} | rest
    return {"op": day, "bericht": message}


def events_of(*steps, role="gemeente", domein="wmo", given=(OLD,), **rest):
    case = loose_case("verkeer", "verkeer", {"gegeven": {"toewijzingen": list(given)}, "verloop": list(steps)} | rest)
    return list(script(case, Domein(domein), role))


def many_lives(count):
    """The migration of so many clients, each with numbers of its own."""
    steps = a_301("2020-12-15", ENDED, NEW, release="2.4"), a_302("2020-12-15", release="2.4")
    life = [one for one in events_of(*steps) if isinstance(one, MessageEvent)]
    for number, bsn in enumerate(islice(bsns_for_tests(), count), start=1):
        for event in life:
            text = re.sub(r"(:Bsn>)\d+", rf"\g<1>{bsn}", event.xml)
            text = re.sub(r"(:(?:ToewijzingNummer|Identificatie|IdentificatieRetour)>)(\w+)", rf"\g<1>{number}\2", text)
            yield replace(event, xml=text)


def write(folder, events, index="", begin=0):
    """Each message in a file of its own; `index` names the columns of index.csv that are filled in."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, event in enumerate((one for one in events if isinstance(one, MessageEvent)), start=begin + 1):
        name = f"{number:03d}.xml"
        (folder / name).write_bytes(event.xml.encode("utf-8", "surrogateescape"))
        rows.append([name, *[event.at for _ in index.split()]])
    if index:
        with (folder / "index.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["bestand", *index.split()], *rows])
    return folder


def stock_in(events):
    return [Toewijzing.from_json(one.toewijzing) for one in events if isinstance(one, StockEvent)]


def write_stock(path, events):
    path.write_text("".join(f"{json.dumps(one.to_json())}\n" for one in stock_in(events)))
    return path


def found_in(folder, *roles, stock=None, until=None, rules=None):
    """(role, rule) -> verdict -> how often, and what could not be used."""
    with Store() as store:
        recording = Recording(store, until=until)
        if stock is not None:
            recording.stock, recording.stock_known = stock_of(stock), True
        recording.read([str(folder)])
        found = {}
        for part in recording.parts(roles or ("gemeente", "aanbieder"), ("wmo", "jw")):
            for one in recording.judge(part, set(rules or register())):
                for rule, findings in one.found.items():
                    found.setdefault((part.role, rule), Counter()).update(str(each.verdict) for each in findings)
        return found, recording.complaints


def broken(found):
    return {rule for (_, rule), counts in found.items() if counts["fail"]}
