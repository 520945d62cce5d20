"""Uw systeem, als adapter: het beantwoordt elk bericht dat binnenkomt met zijn retourbericht, en doet verder nog niets.

Vervang methode voor methode de inhoud door een aanroep van uw eigen systeem.
"""

import re

RETOUR_OF = {"301": "302", "305": "306", "307": "308", "315": "316", "317": "318", "319": "320"}
"""Het bericht dat binnenkomt -> het retourbericht. Een 303 en een 323 krijgen een eigen antwoord: 304 en 325."""


class Systeem:
    """Eén methode per werkwoord; elke krijgt een dict en geeft een dict terug."""

    def hello(self, params: dict) -> dict:
        """Wie bent u, en wat kunt u? Noem alleen wat er is: daarop wordt getoetst."""
        return {
            "name": "Mijn systeem",
            "version": "0.1",
            "supplier": "Mijn bedrijf",
            "protocol": "1.2",
            "roles": ["gemeente", "aanbieder"],
            "domains": ["wmo", "jw"],
            "processes": ["toewijzen"],
            "capabilities": {"clock": "virtual", "notices": False, "assess": False, "plan": False},
        }

    def reset(self, params: dict) -> dict:
        """Begin schoon: het is nu params["now"], en u hebt de toewijzingen van params["stock"]."""
        self.now, self.outbox, self.count = params["now"], [], 0
        return {}

    def advance(self, params: dict) -> dict:
        """Het is nu params["to"]: doe wat uw systeem onderweg uit zichzelf gedaan zou hebben."""
        self.now = params["to"]
        return {}

    def deliver(self, params: dict) -> dict:
        """Er komt een bericht binnen. Lees het, verwerk het, en zet het antwoord klaar."""
        if answer := RETOUR_OF.get(params["code"]):
            self.count += 1
            xml = retour(params["xml"], params["code"], answer, f"R{self.count}", self.now[:10])
            self.send(answer, params["release"], xml)
        return {"accepted": True}

    def instruct(self, params: dict) -> dict:
        """Een medewerker drukt op de knop params["command"]. Wat u niet kent, beantwoordt u met {}."""
        return {}

    def collect(self, params: dict) -> dict:
        """Geef wat er sinds de vorige keer is verstuurd."""
        messages, self.outbox = self.outbox, []
        return {"messages": messages, "notices": []}

    def stop(self, params: dict) -> dict:
        """Tot ziens."""
        return {}

    def send(self, code: str, release: str, xml: str) -> None:
        """Zet een bericht klaar, verstuurd op de tijd van de kit: er is geen andere klok."""
        self.outbox.append({"code": code, "release": release, "sent_at": self.now, "xml": xml})


def retour(xml: str, code: str, answer: str, number: str, day: str) -> str:
    """Het retourbericht met 0200 (in orde): de kop van wat u ontving, met uw eigen gegevens erachter."""
    head, prefix = re.match(r"(.*?)</([^<>]*:|)Header\s*>", xml, re.DOTALL).groups()
    head = re.sub(r"<[^>]*>", lambda tag: tag[0].replace(code, answer), head)
    head = re.sub(r"(BerichtCode>)(\d+)", lambda found: found[1] + str(int(found[2]) + 1), head)
    prefix = prefix.replace(code, answer)
    version = re.search(rf"<{prefix}XsdVersie>(.*?)</{prefix}XsdVersie>", head, re.DOTALL)[1]
    codes = f"<{prefix}RetourCode>0200</{prefix}RetourCode>"
    own = {"IdentificatieRetour": number, "DagtekeningRetour": day, "XsdVersieRetour": version, "RetourCodes": codes}
    tail = "".join(f"<{prefix}{name}>{value}</{prefix}{name}>\r\n" for name, value in own.items())
    return f"{head}{tail}</{prefix}Header>\r\n</{prefix}Bericht>\r\n"
