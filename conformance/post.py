"""The post office: collects, checks, marks what is wrong, records, and delivers all the same."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conformance.logboek import Logboek
from conformance.partij import Partij
from conformance.samenvatting import samenvatting
from istandaard.berichten import Bericht, Berichtfout, lees_gedeeld, valideer
from istandaard.berichten.kop import bsns, identiteit, kop

if TYPE_CHECKING:
    from conformance.keten import Campagne

RONDEN = 10
"""A system that keeps answering on one moment is flooding."""

SOORTEN = {
    "gemeente": {"301", "304", "306", "308", "316", "318", "319", "325"},
    "aanbieder": {"302", "303", "305", "307", "315", "317", "320", "323"},
}
"""What each role may send."""

NAAR = {"gemeente": "aanbieder", "aanbieder": "gemeente"}


class Postkantoor:
    """Carries messages and notices between the two parties of one campaign."""

    def __init__(
        self,
        campagne: "Campagne",
        partijen: Mapping[str, Partij],
        logboek: Logboek,
        geval_van: Mapping[str, str],
        xsd: Path | None = None,
    ) -> None:
        self._xsd = xsd
        self.campagne = campagne
        self.partijen = partijen
        self.logboek = logboek
        self.geval_van = geval_van
        """BSN, or AGB code of an aanbieder that plays in one case only -> case."""
        self.vorige: datetime | None = None
        self._nummer = 0
        self._gevallen: dict[tuple[str, str], str] = {}
        self._geklaagd: set[tuple[str, str, str | None]] = set()

    def bezorg_tot_rust(self, nu: datetime) -> None:
        """Collect from both and deliver to the other, until nobody has anything left to say at this moment."""
        for _ in range(RONDEN):
            opgehaald = [(rol, stuk) for rol in self.partijen for stuk in self._haal_op(rol, nu)]
            if not opgehaald:
                return
            for rol, stuk in opgehaald:
                self._bezorg(rol, stuk, nu)
        self.fout(self.campagne.rol, "collect", f"Na {RONDEN} ronden op één moment komen er nog berichten.", nu, None)

    def namens_kit(self, van: str, bericht: Bericht, xml: bytes, geval: str, op: datetime) -> None:
        """Deliver a message that the kit sends on behalf of the party that is not under test."""
        stuk = {
            "code": bericht.soort,
            "release": str(bericht.release),
            "sent_at": op.isoformat(),
            "xml": xml.decode(),
        }
        self._leg_vast(van, stuk, [], "kit", geval, bericht)
        self._lever_af(van, stuk, geval, op)

    def _haal_op(self, rol: str, nu: datetime) -> list[dict[str, Any]]:
        antwoord = self.partijen[rol].probeer("collect", {}, lambda tekst: self.fout(rol, "collect", tekst, nu, None))
        for kennisgeving in antwoord.get("notices", ()):
            self._nummer += 1
            self.logboek.schrijf(
                "notice",
                campaign=self.campagne.id,
                case=self.geval_van.get(kennisgeving["bsn"]),
                n=self._nummer,
                at=kennisgeving["sent_at"],
                to=kennisgeving["to"],
                bsn=kennisgeving["bsn"],
                about=kennisgeving["about"],
                **{"from": rol},
            )
        return list(antwoord.get("messages", ()))

    def _bezorg(self, rol: str, stuk: dict[str, Any], nu: datetime) -> None:
        bericht, fouten = self._controleer(rol, stuk, nu)
        geval = self._geval(bericht) if bericht is not None else None
        self._leg_vast(rol, stuk, fouten, "party", geval, bericht)
        if geval is None:
            reden = fouten[0] if bericht is None else "de cliënt is aan niemand gegeven"
            self.fout(rol, "collect", f"Een {stuk['code']} hoort bij geen enkel geval: {reden}.", nu, None)
        self._lever_af(rol, stuk, geval, nu)

    def _geval(self, bericht: Bericht) -> str | None:
        """The case of a client in a message; where it names none, of the message it answers, or of its aanbieder."""
        for bsn in bsns(bericht):
            if bsn in self.geval_van:
                return self.geval_van[bsn]
        try:
            hoofd = kop(bericht)
        except Berichtfout:
            return None
        return self._gevallen.get((hoofd.afzender, hoofd.identificatie)) or self.geval_van.get(hoofd.aanbieder)

    def _controleer(self, rol: str, stuk: dict[str, Any], nu: datetime) -> tuple[Bericht | None, list[str]]:
        fouten = []
        op = datetime.fromisoformat(stuk["sent_at"])
        if op > nu or (self.vorige is not None and op < self.vorige):
            fouten.append(f"het verzendmoment {stuk['sent_at']} valt buiten de stap waarin het bericht is opgehaald")
        if stuk["code"] not in SOORTEN[rol]:
            fouten.append(f"een {rol} verzendt geen {stuk['code']}")
        data = stuk["xml"].encode("utf-8", "surrogatepass")
        try:
            bericht = lees_gedeeld(data)
        except Berichtfout as fout:
            return None, [*fouten, str(fout)]
        if (bericht.soort, str(bericht.release)) != (stuk["code"], stuk["release"]):
            fouten.append(f"aangekondigd als {stuk['code']} {stuk['release']}, maar het is een {bericht.naam}")
        return bericht, fouten + [
            f"{f.element} (regel {f.regel}, {f.code}): {f.tekst}" for f in valideer(data, self._xsd)[:5]
        ]

    def _leg_vast(
        self,
        van: str,
        stuk: dict[str, Any],
        fouten: list[str],
        herkomst: str,
        geval: str | None,
        bericht: Bericht | None,
    ) -> None:
        self._nummer += 1
        wie = identiteit(bericht) if bericht is not None else None
        if wie is not None and geval is not None:
            self._gevallen.setdefault(wie, geval)
        self.logboek.schrijf(
            "message",
            campaign=self.campagne.id,
            case=geval,
            n=self._nummer,
            at=stuk["sent_at"],
            **{"from": van},
            to=NAAR[van],
            code=stuk["code"],
            release=stuk["release"],
            origin=herkomst,
            xml=stuk["xml"],
            faults=fouten,
            summary=samenvatting(bericht) if bericht is not None else "onleesbaar bericht",
        )

    def _lever_af(self, van: str, stuk: dict[str, Any], geval: str | None, nu: datetime) -> None:
        naar = NAAR[van]
        params = {veld: stuk[veld] for veld in ("code", "release", "xml")}
        self.partijen[naar].probeer("deliver", params, lambda tekst: self.fout(naar, "deliver", tekst, nu, geval))

    def fout(self, rol: str, verb: str, tekst: str, nu: datetime, geval: str | None) -> None:
        """Log what a party did wrong; the same complaint about the same case is logged once."""
        if (rol, tekst, geval) in self._geklaagd:
            return
        self._geklaagd.add((rol, tekst, geval))
        soort = "adapter" if rol == self.campagne.rol else "kit"
        self.logboek.schrijf(
            "error",
            campaign=self.campagne.id,
            case=geval,
            at=nu.isoformat(),
            party=rol,
            verb=verb,
            kind=soort,
            text=tekst,
        )
