"""The simulated chain: a clock, two parties, a post office that records everything it carries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from conformance.gevallen import EIGEN_AANBIEDER, GEMEENTE, SEED, Geval, Invulling, aanbieders, agb
from conformance.gevallen import gevallen as catalogus
from conformance.logboek import Event, Logboek
from conformance.partij import Partij, speelt
from conformance.post import Postkantoor
from conformance.protocol import Adapterfout
from conformance.script import AMSTERDAM, BEGIN, EINDE, Berichtenmaker, moment, parameters
from istandaard.berichten import bouw
from istandaard.releases import Domein

SLUITINGSTIJD = time(17)
"""The chain advances both parties at least once a day, to this hour."""


@dataclass(frozen=True)
class Campagne:
    """All cases of one role and domain on one calendar; isolated: one case alone.

    A metamorphic case needs the case it is derived from on the same calendar, judged or not.
    """

    rol: str
    domein: Domein
    gevallen: tuple[Geval, ...]
    alleen: Geval | None = None

    @property
    def te_spelen(self) -> tuple[Geval, ...]:
        """The cases to judge, and those they are compared with."""
        alle = {g.id: g for g in self.gevallen}
        alle |= {g.basis: catalogus()[g.basis] for g in self.gevallen if g.basis is not None}
        return tuple(sorted(alle.values(), key=lambda g: g.nummer))

    @property
    def id(self) -> str:
        """For example gemeente-wmo; isolated with the number of the case."""
        return f"{self.rol}-{self.domein}" + (f"-{self.alleen.nummer}" if self.alleen else "")


@dataclass(frozen=True)
class Stap:
    """One step of one case at its moment."""

    op: datetime
    geval: Geval
    nummer: int
    data: Mapping[str, Any]


def campagnes(
    gevallen: Iterable[Geval], rollen: Iterable[str], domeinen: Iterable[Domein], *, geisoleerd: bool = False
) -> list[Campagne]:
    """The campaigns that play the positive cases, in a fixed order."""
    lijst = sorted((g for g in gevallen if g.positief), key=lambda g: g.nummer)
    uit = []
    for rol in rollen:
        for domein in domeinen:
            eigen = tuple(g for g in lijst if rol in g.rollen and domein in g.domeinen)
            if geisoleerd:
                uit += [Campagne(rol, domein, (g,), g) for g in eigen]
            elif eigen:
                uit.append(Campagne(rol, domein, eigen))
    return uit


class Keten:
    """One campaign in progress. `speel` plays it from 01-09-2020 to 28-02-2021 and logs what happened."""

    def __init__(
        self, campagne: Campagne, partijen: Mapping[str, Partij], logboek: Logboek, xsd: Path | None = None
    ) -> None:
        self.campagne = campagne
        self.partijen = partijen
        self.logboek = logboek
        self.gevallen: tuple[Geval, ...] = ()
        """The cases whose process the system under test claims."""
        self.makers: dict[str, Berichtenmaker] = {}
        self.geval_van: dict[str, str] = {}
        self.post = Postkantoor(campagne, partijen, logboek, self.geval_van, xsd)
        self.nu = datetime.combine(BEGIN, time(0), tzinfo=AMSTERDAM)

    def _log(self, soort: str, **velden: object) -> Event:
        return self.logboek.schrijf(soort, campaign=self.campagne.id, **velden)

    def speel(self, voortgang: Callable[[date], None] = lambda _: None) -> None:
        """Play the calendar; what a system does wrong is logged, and only a failed start stops the campaign."""
        c = self.campagne
        self._log("campaign", role=c.rol, domain=str(c.domein), begin=str(BEGIN), end=str(EINDE))
        try:
            if self._begin():
                self._loop_kalender(voortgang)
        except Adapterfout as fout:
            self.post.fout(c.rol, "reset", str(fout), self.nu, None)
        finally:
            for partij in self.partijen.values():
                partij.vraag_stil("stop", {})
        self._log("end", at=self.nu.isoformat())

    def _begin(self) -> bool:
        """Greet both parties and give them their stock; False when the system plays none of the cases."""
        c = self.campagne
        for rol, partij in self.partijen.items():
            wie = partij.vraag("hello", {})
            self._log("hello", role=rol, under_test=rol == c.rol, party=wie)
            if rol == c.rol:
                self._deel_in([g for g in c.te_spelen if speelt(wie, c.rol, c.domein, g.hoofdstuk)])
                if not self.gevallen:
                    return False
        clienten, stock = self._log_begin()
        for rol, partij in self.partijen.items():
            partij.vraag(
                "reset",
                {
                    "role": rol,
                    "domain": str(c.domein),
                    "now": self.nu.isoformat(),
                    "seed": SEED,
                    "case": c.id,
                    "gemeente": GEMEENTE,
                    "aanbieders": aanbieders(self.gevallen),
                    "stock": stock,
                    "clients": clienten,
                },
            )
        return True

    def _deel_in(self, gevallen: Sequence[Geval]) -> None:
        """Give every case that is played its values, and know what is whose."""
        self.gevallen = tuple(gevallen)
        self.makers = {g.id: Berichtenmaker(Invulling(g, self.campagne.domein)) for g in gevallen}
        self.geval_van |= {c.bsn: g for g, m in self.makers.items() for c in m.clienten.values()}
        self.geval_van |= {agb(g, 1): g.id for g in gevallen if g.hoofdstuk in EIGEN_AANBIEDER}

    def _log_begin(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Log the clients and the stock, and give them."""
        clienten, stock = [], []
        for geval, maker in self.makers.items():
            for client in maker.clienten.values():
                self._log("client", case=geval, bsn=client.bsn)
                clienten.append(client.to_json())
            for record in maker.invulling.toewijzingen().values():
                stock.append(record.to_json())
                self._log("stock", case=geval, toewijzing=stock[-1])
        return clienten, stock

    def _agenda(self) -> dict[date, dict[datetime, list[Stap]]]:
        agenda: dict[date, dict[datetime, list[Stap]]] = defaultdict(lambda: defaultdict(list))
        for geval in self.gevallen:
            for nummer, data in enumerate(geval.verloop, start=1):
                op = moment(data["op"])
                agenda[op.date()][op].append(Stap(op, geval, nummer, data))
        return agenda

    def _loop_kalender(self, voortgang: Callable[[date], None]) -> None:
        agenda = self._agenda()
        dag = BEGIN
        while dag <= EINDE:
            momenten = sorted({*agenda[dag], datetime.combine(dag, SLUITINGSTIJD, tzinfo=AMSTERDAM)})
            for op in momenten:
                self._ga_naar(op)
                for stap in agenda[dag].get(op, ()):
                    self._doe(stap)
                if agenda[dag].get(op):
                    self.post.bezorg_tot_rust(self.nu)
            voortgang(dag)
            dag += timedelta(days=1)

    def _ga_naar(self, op: datetime) -> None:
        self.post.vorige = self.nu
        self.nu = op
        for rol, partij in self.partijen.items():
            partij.probeer("advance", {"to": op.isoformat()}, self._klacht(rol, "advance", None))
        self.post.bezorg_tot_rust(op)

    def _klacht(self, rol: str, verb: str, geval: str | None) -> Callable[[str], None]:
        return lambda tekst: self.post.fout(rol, verb, tekst, self.nu, geval)

    def _doe(self, stap: Stap) -> None:
        maker = self.makers[stap.geval.id]
        if "bericht" in stap.data:
            bericht = maker.bericht(stap.nummer, stap.op, stap.data["bericht"])
            self.post.namens_kit(stap.data["bericht"]["van"], bericht, bouw(bericht), stap.geval.id, stap.op)
            return
        rol, opdracht = stap.data["aan"], stap.data["opdracht"]
        params = parameters(maker, stap.data)
        antwoord = self.partijen[rol].probeer(
            "instruct", {"command": opdracht, "params": params}, self._klacht(rol, "instruct", stap.geval.id)
        )
        self._log(
            "instruct",
            case=stap.geval.id,
            at=self.nu.isoformat(),
            to=rol,
            command=opdracht,
            params=params,
            result=antwoord,
        )
