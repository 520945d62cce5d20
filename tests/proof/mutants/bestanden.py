"""Parties that go wrong in the file they send, or send it about nobody."""

from migratietoets.conformance.reference.outbox import Outbox
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class BareLineEnds(Outbox):
    """Writes files as a Unix program does by itself."""

    def empty(self):
        out = super().empty()
        for bericht in out["messages"]:
            bericht["xml"] = bericht["xml"].replace("\r\n", "\n")
        return out


class WithBom(Outbox):
    """Writes files as a Windows program does by itself."""

    def empty(self):
        out = super().empty()
        for bericht in out["messages"]:
            bericht["xml"] = f"\ufeff{bericht['xml']}"
        return out


class SchrijftKaleRegeleinden(GemeenteMutant):
    """Schrijft bestanden met regeleinden LF."""

    rule = "OP192"
    desks = (BareLineEnds,)


class SchrijftMetBom(AanbiederMutant):
    """Zet een BOM voor elk bestand."""

    rule = "OP192"
    desks = (WithBom,)


class AboutNobody(Outbox):
    """Sends the first 301 again, about a client that nobody was given."""

    done = False

    def empty(self):
        out = super().empty()
        first = next((one for one in out["messages"] if one["code"] == self.kind), None)
        if first is not None and not self.done:
            self.done = True
            out["messages"].append(first | {"xml": _of_another(first["xml"])})
        return out

    kind = "301"


def _of_another(xml):
    before, begin, rest = xml.partition("Bsn>")
    return f"{before}{begin}{STRANGER}{rest[len(STRANGER) :]}"


STRANGER = "999999990"
"""The last BSN of the test range; no case has it."""


class SchrijftOverEenVreemde(GemeenteMutant):
    """Stuurt één 301 nog eens, over een cliënt die aan niemand gegeven is."""

    rule = "AC-13"
    desks = (AboutNobody,)


class MeldtOverEenVreemde(AanbiederMutant):
    """Meldt één start nog eens, van een cliënt die aan niemand gegeven is."""

    rule = "AC-13"

    class StartOfNobody(AboutNobody):
        kind = "305"

    desks = (StartOfNobody,)
