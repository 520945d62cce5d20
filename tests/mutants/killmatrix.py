"""Play every mutant and write down which rules kill it: conformance/mutanten.yaml. Run by `make docs`."""

import sys
from importlib import import_module
from pathlib import Path

import yaml

from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop

sys.path.insert(0, str(Path(__file__).parents[1]))
MODULES = [
    import_module(f"mutants.{naam}")
    for naam in (
        "gemeente",
        "toekennen",
        "aanbieder",
        "afsluiten",
        "declareren",
        "crediteren",
        "omvang",
        "vot_vow",
    )
]
MUTANTEN = {
    f"{klasse.rol_onder_toets}-{naam}": klasse
    for module in MODULES
    for naam, klasse in vars(module).items()
    if isinstance(klasse, type) and klasse.__module__ == module.__name__ and getattr(klasse, "regel", "")
}
"""Every mutant that breaks one rule, by name."""

DOEL = Path(__file__).parents[2] / "conformance" / "mutanten.yaml"


def vonnissen(klasse, rol, domein):
    """Every verdict event of a whole campaign against one class."""
    keuze = Keuze(adapter=f"python:{klasse.__module__}:{klasse.__name__}", rollen=(rol,), domeinen=(domein,))
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    return list(loop.vonnissen(campagne).values())


def gedood_door(uit):
    """The rules that were broken on the evidence."""
    return sorted({v["rule"] for v in uit if v["verdict"] == "fail"})


def schrijf():
    """Write the kill matrix as data."""
    data = {
        naam: {
            "rule": klasse.regel,
            "role": klasse.rol_onder_toets,
            "title": klasse.__doc__,
            "killed_by": {str(d): gedood_door(vonnissen(klasse, klasse.rol_onder_toets, d)) for d in klasse.domeinen},
        }
        for naam, klasse in MUTANTEN.items()
    }
    kop = "# De killmatrix, gemaakt met `make docs`: per mutant de regel die hij breekt en de regels die dat zien.\n"
    DOEL.write_text(kop + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    schrijf()
