"""Hostile systems, each a class as any adapter is; with the standard library alone, so that they start quickly."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

from tests.hostile.attack import Catalogue

SYSTEMS = Catalogue()
RAISED = "gaf een fout|antwoordt met fout"
ENDED = "eindigde met exitcode 0"
TOO_LATE = r"binnen 1 s; gevonden: niets"
TOO_LONG = "een regel van hoogstens"
TOO_MUCH = "komma's en haken; gevonden: meer"
NOT_LOADED = "kan niet worden geladen: SystemExit"


class Gewoon:
    """A system that does nothing wrong, and nothing at all."""

    def hello(self, params):
        return {
            "name": "Vijand",
            "version": "1",
            "supplier": "X",
            "protocol": "1.1",
            "roles": ["gemeente"],
            "domains": ["wmo"],
            "processes": ["toewijzen"],
            "capabilities": {"clock": "virtual"},
        }

    def reset(self, params):
        if "VIJAND_TELT" in os.environ:
            with open(os.environ["VIJAND_TELT"], "a") as file:  # noqa: PTH123  # quick to start
                file.write("x")
        return {}

    def advance(self, params):
        self.now = params["to"]
        return {}

    def deliver(self, params):
        return {"accepted": True}

    def instruct(self, params):
        return {}

    def collect(self, params):
        return {"messages": [], "notices": []}

    def stop(self, params):
        return {}


# ---- that stop, or stop the kit


def __getattr__(name):
    if name == "StoptBijHetLaden":
        sys.exit(0)
    raise AttributeError(name)


@SYSTEMS.add(NOT_LOADED, cli=ENDED)
class StoptInDeConstructor(Gewoon):
    """sys.exit(0) in de constructor."""

    def __init__(self):
        sys.exit(0)


@SYSTEMS.add(f"{RAISED}.*SystemExit", cli=ENDED)
class StoptInHello(Gewoon):
    """sys.exit(0) in hello."""

    def hello(self, params):
        sys.exit(0)


@SYSTEMS.add(f"{RAISED}.*SystemExit", cli=ENDED)
class StoptHalverwege(Gewoon):
    """sys.exit(0) op elke opdracht."""

    def instruct(self, params):
        sys.exit(0)


@SYSTEMS.add(ENDED)
class VerdwijntHalverwege(Gewoon):
    """os._exit(0) na een maand."""

    def advance(self, params):
        if params["to"] > "2020-10":
            os._exit(0)
        return {}


@SYSTEMS.add(f"{RAISED}.*KeyboardInterrupt", cli="eindigde met exitcode|SIGINT")
class DoetCtrlC(Gewoon):
    """KeyboardInterrupt uit een werkwoord."""

    def advance(self, params):
        raise KeyboardInterrupt


@SYSTEMS.add(f"{RAISED}.*GeneratorExit", cli="eindigde met exitcode 1")
class DoetGeneratorExit(Gewoon):
    """GeneratorExit uit een werkwoord."""

    def collect(self, params):
        raise GeneratorExit


@SYSTEMS.add("SIGKILL")
class DoodtZichzelf(Gewoon):
    """SIGKILL aan zichzelf."""

    def reset(self, params):
        os.kill(os.getpid(), signal.SIGKILL)


@SYSTEMS.add(TOO_LATE, seconds=5)
class DoodtZijnOuder(Gewoon):
    """SIGKILL aan het proces dat het startte, en hangt dan."""

    def reset(self, params):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)


# ---- that stay


@SYSTEMS.add(TOO_LATE)
class HangtBijHetLaden(Gewoon):
    """Een constructor zonder einde."""

    def __init__(self):
        time.sleep(60)


@SYSTEMS.add(TOO_LATE, seconds=5)
class HangtEnLuistertNiet(Gewoon):
    """Een werkwoord zonder einde, doof voor SIGTERM."""

    def advance(self, params):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            with contextlib.suppress(BaseException):
                time.sleep(60)


@SYSTEMS.add(TOO_LATE, seconds=5)
class LaatKinderenAchter(Gewoon):
    """Een kind, een doof kleinkind in een eigen sessie, en een werkwoord zonder einde."""

    def advance(self, params):
        script = "sleep 60 & trap '' TERM; setsid sleep 60 & setsid setsid sleep 60 & wait"
        subprocess.Popen(["/bin/sh", "-c", script])
        time.sleep(60)


@SYSTEMS.add(seconds=5)
class StaptNietOp(Gewoon):
    """Blijft na stop draaien, met een draad die niet eindigt."""

    def stop(self, params):
        threading.Thread(target=time.sleep, args=(60,)).start()
        return {}


@SYSTEMS.add(cli="Verwacht: .*het antwoord op vraag|JSON-object")
class Vorkt(Gewoon):
    """Vorkt in elk werkwoord, en laat elke vork terugkeren."""

    def advance(self, params):
        os.fork()
        return {}


# ---- that touch what is not theirs


@SYSTEMS.add(cli="een JSON-object; gevonden: “hallo”")
class Praat(Gewoon):
    """Schrijft op standaarduitvoer, ook ruw, en vervangt sys.stdout."""

    def advance(self, params):
        print("hallo", flush=True)  # noqa: T201  # the point
        os.write(1, b"ruw\n")
        sys.stdout = None
        return {}


@SYSTEMS.add(cli=f"{TOO_LATE}|{ENDED}")
class LeestMee(Gewoon):
    """Leest de standaardinvoer leeg."""

    def reset(self, params):
        sys.stdin.read()
        return {}


@SYSTEMS.add()
class LeegtWatHetKrijgt(Gewoon):
    """Maakt de voorraad leeg en vervangt wat het in handen krijgt."""

    def reset(self, params):
        params["stock"].clear()
        params["clients"].clear()
        params["role"] = "aanbieder"
        return params


@SYSTEMS.add("eindigde met exitcode 1|sloot zijn invoer|antwoordt met fout", seconds=5)
class SluitAlles(Gewoon):
    """Sluit elke file die openstaat, die van het gesprek inbegrepen."""

    def reset(self, params):
        os.closerange(0, 256)
        return {}


@SYSTEMS.add()
class VultStderr(Gewoon):
    """Twintig MB op stderr."""

    def reset(self, params):
        for _ in range(200):
            os.write(2, b"x" * 100_000)
        return {}


@SYSTEMS.add(RAISED, cli="eindigde met exitcode 1")
class ZegtSteedsIetsAnders(Gewoon):
    """Elke keer een andere fout, van een MB."""

    count = 0

    def advance(self, params):
        self.count += 1
        raise ValueError(f"{self.count} " * 500_000)


# ---- that say too much


@SYSTEMS.add(TOO_LONG, seconds=6)
class LegeLijsten(Gewoon):
    """Een antwoord van 60 MB uit lege lijsten."""

    def advance(self, params):
        return {"x": [[]] * 20_000_000}


@SYSTEMS.add(TOO_MUCH)
class LegeLijstenBijCollect(Gewoon):
    """Tien miljoen lege lijsten bij collect."""

    def collect(self, params):
        return {"messages": [[]] * 10_000_000, "notices": []}


@SYSTEMS.add("gaf te veel berichten", megabytes=150)
class NetTeVeelNiet(Gewoon):
    """Zoveel lege lijsten bij collect als nog gelezen worden."""

    def collect(self, params):
        return {"messages": [[]] * 490_000, "notices": []}


@SYSTEMS.add("assessments/0: verwacht een object", megabytes=50)
class LegeOordelen(Gewoon):
    """Zoveel lege lijsten bij een opdracht als nog gelezen worden."""

    def instruct(self, params):
        return {"assessments": [[]] * 99_000}


@SYSTEMS.add("roles", seconds=3)
class DuizendRollen(Gewoon):
    """Zoveel verschillende rollen als in hello passen."""

    def hello(self, params):
        return super().hello(params) | {"roles": [{f"{i}": i} for i in range(400)]}


@SYSTEMS.add("RecursionError|te veel lagen", cli="eindigde met exitcode 1")
class DiepeLijsten(Gewoon):
    """Honderdduizend lijsten in elkaar."""

    def collect(self, params):
        out = []
        for _ in range(100_000):
            out = [out]
        return {"messages": out, "notices": []}


@SYSTEMS.add("hoogstens 32 lagen")
class TeDiepeLijsten(Gewoon):
    """Vijfhonderd lijsten in elkaar."""

    def collect(self, params):
        out = []
        for _ in range(500):
            out = [out]
        return {"messages": out, "notices": []}


@SYSTEMS.add(TOO_LONG, seconds=5, megabytes=150)
class GroteTekst(Gewoon):
    """Een tekst van 200 MB."""

    def collect(self, params):
        return {"messages": [], "notices": [], "x": "x" * 200_000_000}


@SYSTEMS.add("hoogstens 256 MB in een heel gesprek", seconds=15, megabytes=400)
class GroteBerichten(Gewoon):
    """Een bericht van 24 MB bij elke collect."""

    xml = "<x>" + "é" * 12_000_000 + "</x>"

    def collect(self, params):
        message = {"code": "301", "release": "2.4", "sent_at": self.now, "xml": self.xml}
        return {"messages": [message], "notices": []}


@SYSTEMS.add("int|ValueError|een JSON-object", cli="eindigde met exitcode 1")
class GroteGetallen(Gewoon):
    """Een getal van tien miljoen cijfers."""

    def advance(self, params):
        return {"x": 1 << 33_000_000}


@SYSTEMS.add("ValueError: Out of range float", cli="een JSON-object")
class Oneindig(Gewoon):
    """Oneindig en NaN."""

    def advance(self, params):
        return {"x": [float("inf"), float("nan")]}


@SYSTEMS.add("gaf te veel kennisgevingen", megabytes=50)
class StroomVanKennisgevingen(Gewoon):
    """Honderdduizend kennisgevingen bij een collect."""

    def collect(self, params):
        return {"messages": [], "notices": [notice(self.now)] * 100_000}


@SYSTEMS.add("gaf te veel kennisgevingen", seconds=15, megabytes=100)
class DruppelsVanKennisgevingen(Gewoon):
    """Duizend kennisgevingen bij elke collect, elk anders."""

    count = 0

    def collect(self, params):
        self.count += 1000
        return {"messages": [], "notices": [notice(self.now, f"{self.count + i}") for i in range(1000)]}


@SYSTEMS.add("gaf te veel berichten", seconds=15, megabytes=150)
class DruppelsVanBerichten(Gewoon):
    """Duizend berichten die er geen zijn bij elke collect, elk anders."""

    count = 0

    def collect(self, params):
        self.count += 1000
        return {"messages": [message(self.now, f"<x>{self.count + i}</x>") for i in range(1000)], "notices": []}


def notice(now, about=""):
    return {"to": "99990001", "bsn": None, "code": "anders", "about": about, "sent_at": now}


def message(now, xml):
    return {"code": "301", "release": "2.4", "sent_at": now, "xml": xml}


# ---- where no class can go, a name


@SYSTEMS.add(NOT_LOADED, cli=ENDED)
def StoptBijHetLaden():  # noqa: N802
    """sys.exit(0) bij het importeren."""


del StoptBijHetLaden
