"""Hostile messages: what each is, and what is said of it."""

from migratietoets.istandaard.berichten import build
from tests.helpers.sample_messages import toewijzing
from tests.hostile.attack import Attack, Catalogue

FILES = Catalogue()
"""Each makes a file."""
DOCTYPE = "zonder DOCTYPE; gevonden een DOCTYPE"


def _file(name: str, what: str, does, says: str, seconds: float = 1, megabytes: int = 20) -> None:
    FILES[name] = Attack(name, what, does, {"xml": says}, seconds, megabytes)


def _laughs() -> bytes:
    layers = [b'<!ENTITY a0 "haha">', *(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))]
    return b"<!DOCTYPE x [" + b"".join(layers) + b"]><x>&a11;</x>"


def _with(old: bytes, new: bytes) -> bytes:
    data = build(toewijzing())
    assert old in data
    return data.replace(old, new, 1)


_file("MiljardKeerLachen", "Entiteiten die elkaar vertienvoudigen", _laughs, DOCTYPE)
_file(
    "Kwadraat",
    "Eén entiteit van een MB, duizend keer gebruikt",
    lambda: b"<!DOCTYPE x [<!ENTITY a '" + b"x" * 1_000_000 + b"'>]><x>" + b"&a;" * 1000 + b"</x>",
    DOCTYPE,
)
_file(
    "LeestEenFile",
    "Een externe entiteit die een file leest",
    lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
    DOCTYPE,
)
_file(
    "BeltNaarBuiten",
    "Een DOCTYPE van een server",
    lambda: b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><x/>',
    DOCTYPE,
)
_file("TeGroot", "Dertig MB", lambda: build(toewijzing()) + b" " * 30_000_000, "ten hoogste 25 MB", megabytes=100)
_file(
    "TeVeelElementen",
    "Zes miljoen elementen",
    lambda: b"<a>" + b"<b/>" * 6_000_000 + b"</a>",
    "ten hoogste 400000 elementen",
    megabytes=80,
)
_file("TeDiep", "Vijfduizend elementen in elkaar", lambda: b"<a>" * 5000 + b"</a>" * 5000, "te diep genest")
_file(
    "LangeTekst", "Een tekst van 11 MB", lambda: b"<a>" + b"x" * 11_000_000 + b"</a>", "tekst is te lang", megabytes=60
)
_file("LangeNaam", "Een naam van een MB", lambda: b"<" + b"x" * 1_000_000 + b"/>", "Verwacht")
_file(
    "VeelAttributen",
    "Honderdduizend attributen",
    lambda: b"<a " + b" ".join(b'a%d="1"' % i for i in range(100_000)) + b"/>",
    "Verwacht",
    megabytes=60,
)
_file(
    "VeelNaamruimten",
    "Tienduizend naamruimten",
    lambda: b"<a " + b" ".join(b'xmlns:a%d="u%d"' % (i, i) for i in range(10_000)) + b"/>",
    "Verwacht",
)
_file(
    "LangeWaarde",
    "Een straatnaam van 5 MB",
    lambda: _with(b"Kerkstraat", b"x" * 5_000_000),
    "Straatnaam",
    seconds=3,
    megabytes=300,
)
_file("Afgekapt", "Een half bericht", lambda: build(toewijzing())[:400], "houdt op voordat|afgekapt")
_file("Nullen", "Een MB aan nullen", lambda: b"\0" * 1_000_000, "UTF-16")
