"""Hostile systems that stop, stay or touch what is not theirs, each a class as any adapter is.

With the standard library alone, so that they start quickly.
"""

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
GONE = "zonder antwoord verbroken|niemand die de verbinding aanneemt"
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


@SYSTEMS.add(f"{RAISED}.*SystemExit", cli=ENDED, http=GONE)
class StoptInHello(Gewoon):
    """sys.exit(0) in hello."""

    def hello(self, params):
        sys.exit(0)


class LiegtInHello(Gewoon):
    """Geen rollen, en een naam die geen tekst is."""

    def hello(self, params):
        return {"name": 3}


@SYSTEMS.add(f"{RAISED}.*SystemExit", cli=ENDED, http=GONE)
class StoptHalverwege(Gewoon):
    """sys.exit(0) op elke opdracht."""

    def instruct(self, params):
        sys.exit(0)


@SYSTEMS.add(ENDED, http=GONE)
class VerdwijntHalverwege(Gewoon):
    """os._exit(0) na een maand."""

    def advance(self, params):
        if params["to"] > "2020-10":
            os._exit(0)
        return {}


@SYSTEMS.add(f"{RAISED}.*KeyboardInterrupt", cli="eindigde met exitcode|SIGINT", http=GONE)
class DoetCtrlC(Gewoon):
    """KeyboardInterrupt uit een werkwoord."""

    def advance(self, params):
        raise KeyboardInterrupt


@SYSTEMS.add(f"{RAISED}.*GeneratorExit", cli="eindigde met exitcode 1", http=GONE)
class DoetGeneratorExit(Gewoon):
    """GeneratorExit uit een werkwoord."""

    def collect(self, params):
        raise GeneratorExit


@SYSTEMS.add("SIGKILL", http=GONE)
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


@SYSTEMS.add(TOO_LATE, seconds=5, http=TOO_LATE)
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


@SYSTEMS.add(seconds=5, http="")
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


@SYSTEMS.add(http="")
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


@SYSTEMS.add(RAISED, cli="eindigde met exitcode 1", http=GONE)
class ZegtSteedsIetsAnders(Gewoon):
    """Elke keer een andere fout, van een MB."""

    count = 0

    def advance(self, params):
        self.count += 1
        raise ValueError(f"{self.count} " * 500_000)


# ---- where no class can go, a name


@SYSTEMS.add(NOT_LOADED, cli=ENDED)
def StoptBijHetLaden():  # noqa: N802
    """sys.exit(0) bij het importeren."""


del StoptBijHetLaden
