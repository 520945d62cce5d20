"""A party in the chain: an adapter whose every answer is checked before it is believed."""

from collections.abc import Callable, Mapping
from typing import Any

from conformance.protocol import Adapter, Adapterfout, Waarde, controleer_antwoord, controleer_vraag
from conformance.vormfout import veilig


class Partij:
    """Wraps an adapter. Whatever it does wrong becomes an Adapterfout with a clear text."""

    def __init__(self, naam: str, adapter: Adapter) -> None:
        self.naam = naam
        self._adapter = adapter

    def vraag(self, werkwoord: str, params: Waarde) -> Waarde:
        """Call a verb and check the answer.

        Raises:
            Adapterfout: the system raised or answered outside the protocol.
        """
        controleer_vraag(werkwoord, params)
        opdracht = params["command"] if werkwoord == "instruct" else None
        try:
            antwoord: Any = getattr(self._adapter, werkwoord)(params)
        except Adapterfout:
            raise
        except Exception as fout:
            naam = f"{werkwoord} ({opdracht})" if opdracht else werkwoord
            raise Adapterfout(
                f"De adapter {self.naam} gaf een fout op {naam}: {type(fout).__name__}: {veilig(str(fout))[:300]}. "
                "Verwacht: een antwoord; zoek de oorzaak in het systeem of zijn adapter."
            ) from fout
        return controleer_antwoord(werkwoord, antwoord, opdracht)

    def probeer(self, werkwoord: str, params: Waarde, klacht: Callable[[str], None]) -> Waarde:
        """Call a verb; what goes wrong is told to `klacht` and answered with nothing."""
        try:
            return self.vraag(werkwoord, params)
        except Adapterfout as fout:
            klacht(str(fout))
            return {}

    def vraag_stil(self, werkwoord: str, params: Waarde) -> None:
        """Call a verb whose failure no longer matters."""
        self.probeer(werkwoord, params, lambda _: None)


PROCES = {"vot-vow": "vot_vow", "declareren": "declareren", "afsluiten-zorg": "afsluiten"}
"""Chapter -> the process that a system claims in hello; every other chapter is toewijzen, which no system lacks."""
TOEWIJZEN = "toewijzen"


def speelt(wie: Mapping[str, Any], rol: str, domein: str, hoofdstuk: str = "") -> bool:
    """Whether a system claims this role and domain, and the process that a chapter belongs to."""
    processen = {TOEWIJZEN, PROCES.get(hoofdstuk, TOEWIJZEN)}
    return rol in wie["roles"] and domein in wie["domains"] and processen <= {*wie["processes"]}
