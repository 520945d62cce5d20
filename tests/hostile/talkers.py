"""Hostile systems that say too much."""

from functools import reduce

from tests.hostile.systems import GONE, SYSTEMS, Gewoon

TOO_LONG = "een (regel|antwoord) van hoogstens"
TOO_MUCH = "komma's en haken; gevonden: meer"


@SYSTEMS.add(TOO_LONG, seconds=6, http=TOO_LONG)
class LegeLijsten(Gewoon):
    """Een antwoord van 60 MB uit lege lijsten."""

    def advance(self, params):
        return {"x": [[]] * 20_000_000}


@SYSTEMS.add(f"{TOO_MUCH}|{TOO_LONG}", megabytes=100, http=f"{TOO_MUCH}|{TOO_LONG}")
class LegeLijstenBijCollect(Gewoon):
    """Tien miljoen lege lijsten bij collect."""

    def collect(self, params):
        return {"messages": [[]] * 10_000_000, "notices": []}


@SYSTEMS.add("gaf te veel berichten", megabytes=150, http="gaf te veel berichten")
class NetTeVeelNiet(Gewoon):
    """Zoveel lege lijsten bij collect als nog gelezen worden."""

    def collect(self, params):
        return {"messages": [[]] * 240_000, "notices": []}


@SYSTEMS.add(TOO_MUCH, http=TOO_MUCH)
class LegeOordelen(Gewoon):
    """Vijftigduizend lege lijsten bij een opdracht."""

    def instruct(self, params):
        return {"assessments": [[]] * 49_000}


@SYSTEMS.add("roles", seconds=3, http="roles")
class DuizendRollen(Gewoon):
    """Zoveel verschillende rollen als in hello passen."""

    def hello(self, params):
        return super().hello(params) | {"roles": [{f"{i}": i} for i in range(400)]}


@SYSTEMS.add("RecursionError|te veel lagen", cli="eindigde met exitcode 1", http=GONE)
class DiepeLijsten(Gewoon):
    """Honderdduizend lijsten in elkaar."""

    deep = reduce(lambda inner, _: [inner], range(100_000), [])

    def collect(self, params):
        return {"messages": self.deep, "notices": []}


@SYSTEMS.add("hoogstens 32 lagen", outcome="niet conform", http="hoogstens 32 lagen")
class TeDiepeLijsten(Gewoon):
    """Vijfhonderd lijsten in elkaar."""

    def collect(self, params):
        out = []
        for _ in range(500):
            out = [out]
        return {"messages": out, "notices": []}


@SYSTEMS.add(TOO_LONG, seconds=5, megabytes=150, http=TOO_LONG)
class GroteTekst(Gewoon):
    """Een tekst van 200 MB."""

    def collect(self, params):
        return {"messages": [], "notices": [], "x": "x" * 200_000_000}


@SYSTEMS.add(
    "hoogstens 64 MB in een heel gesprek", seconds=15, megabytes=400, http="hoogstens 64 MB in een heel gesprek"
)
class GroteBerichten(Gewoon):
    """Een bericht van 24 MB bij elke collect."""

    xml = "<x>" + "x" * 24_000_000 + "</x>"

    def collect(self, params):
        message = {"code": "301", "release": "2.4", "sent_at": self.now, "xml": self.xml}
        return {"messages": [message], "notices": []}


@SYSTEMS.add("int|ValueError|een JSON-object", cli="eindigde met exitcode 1", http=GONE)
class GroteGetallen(Gewoon):
    """Een getal van tien miljoen cijfers."""

    def advance(self, params):
        return {"x": 1 << 33_000_000}


@SYSTEMS.add("ValueError: Out of range float", cli="een JSON-object", http="een JSON-object")
class Oneindig(Gewoon):
    """Oneindig en NaN."""

    def advance(self, params):
        return {"x": [float("inf"), float("nan")]}


@SYSTEMS.add(TOO_MUCH, cli=f"{TOO_MUCH}|{TOO_LONG}", http=f"{TOO_MUCH}|{TOO_LONG}")
class StroomVanKennisgevingen(Gewoon):
    """Honderdduizend kennisgevingen bij een collect."""

    def collect(self, params):
        return {"messages": [], "notices": [notice(self.now)] * 100_000}


@SYSTEMS.add("gaf te veel kennisgevingen", seconds=15, megabytes=100, http="gaf te veel kennisgevingen")
class DruppelsVanKennisgevingen(Gewoon):
    """Vijfhonderd kennisgevingen bij elke collect, elk anders."""

    count = 0

    def collect(self, params):
        self.count += 500
        return {"messages": [], "notices": [notice(self.now, f"{self.count + i}") for i in range(500)]}


@SYSTEMS.add("gaf te veel berichten", seconds=15, megabytes=150, http="gaf te veel berichten")
class DruppelsVanBerichten(Gewoon):
    """Vijfhonderd berichten die er geen zijn bij elke collect, elk anders."""

    count = 0

    def collect(self, params):
        self.count += 500
        return {"messages": [message(self.now, f"<x>{self.count + i}</x>") for i in range(500)], "notices": []}


def notice(now, about=""):
    return {"to": "99990001", "bsn": None, "code": "anders", "about": about, "sent_at": now}


def message(now, xml):
    return {"code": "301", "release": "2.4", "sent_at": now, "xml": xml}
