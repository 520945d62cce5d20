"""Een adapter om mee te beginnen: alle antwoorden hebben de goede vorm, maar het systeem doet niets.

Toets hem met: migratietoets run --adapter python:voorbeeld_adapter:Systeem (vanuit deze map).
De klasse draait dan in een eigen proces; met python-inline: in dat van de kit, voor een debugger.
De uitkomst is "niet conform". Vervang methode voor methode het antwoord door een aanroep van uw eigen systeem.
"""  # noqa: INP001  # an example beside the documents, no package

from typing import Any

JsonObject = dict[str, Any]


class Systeem:
    """Eén methode per werkwoord; docs/protocol.md beschrijft wat erin gaat en wat eruit komt."""

    def hello(self, _params: JsonObject) -> JsonObject:
        """Zeg wie u bent en wat u kunt; wat hier niet staat, wordt niet getoetst."""
        return {
            "name": "Voorbeeld",
            "version": "1.0",
            "supplier": "Voorbeeld BV",
            "protocol": "1.1",
            "roles": ["gemeente", "aanbieder"],
            "domains": ["wmo", "jw"],
            "processes": ["toewijzen"],
            "capabilities": {"clock": "virtual", "notices": True, "assess": False, "plan": False},
        }

    def reset(self, _params: JsonObject) -> JsonObject:
        """Begin schoon, met de toewijzingen in stock, op het moment now."""
        return {}

    def advance(self, _params: JsonObject) -> JsonObject:
        """Het is nu moment to: doe alles wat u onderweg vanzelf gedaan zou hebben."""
        return {}

    def deliver(self, _params: JsonObject) -> JsonObject:
        """Er komt een bericht binnen (code, release, xml); het retourbericht gaat mee met collect."""
        return {"accepted": True}

    def instruct(self, _params: JsonObject) -> JsonObject:
        """Een medewerker drukt op een knop: command en params."""
        return {}

    def collect(self, _params: JsonObject) -> JsonObject:
        """Geef wat er sinds de vorige keer is verstuurd: berichten, en kennisgevingen daarbuiten."""
        return {"messages": [], "notices": []}

    def stop(self, _params: JsonObject) -> JsonObject:
        """Tot ziens."""
        return {}
