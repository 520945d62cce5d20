"""What a run is asked to do: which system, roles, domains, cases and rules, and where the results go."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from shlex import quote
from types import MappingProxyType
from typing import Any, TypeVar

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
from migratietoets.conformance.adapters.discovery import NORMAL, check_name, hand_folder, one_system, over_http
from migratietoets.conformance.adapters.timeout import Timeout
from migratietoets.conformance.catalogue.case.case import Case
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.clients import SEED
from migratietoets.conformance.catalogue.set_names import EVERYTHING, SETS
from migratietoets.conformance.catalogue.sets import in_set
from migratietoets.conformance.chain.campaign import Campaign, campaigns
from migratietoets.conformance.protocol.processes import OTHER_ROLE, ROLES
from migratietoets.conformance.run.options import OUT
from migratietoets.conformance.run.own_products import CATALOGUE, OwnProducts, read_products
from migratietoets.conformance.verdict.judge import checkable
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.spelling import meant_pattern, split_commas, unknown
from migratietoets.istandaard.validation.xsd import check_folder

KEPT_OUT = (
    "Niet gespeeld: {} gevallen waarin de kit namens de andere kant iets stuurt of weigert; dat is nu een systeem, "
    "dat daar niets van weet. Speel ze per systeem, met --adapter."
)
"""What is said of the cases that two systems cannot play by themselves."""
Known = TypeVar("Known", bound=str)


@dataclass(frozen=True)
class Selection:
    """The choices of one run; an empty pattern list means everything.

    Attributes:
        adapter: the system in each role, against the reference.
        gemeente: one of two systems that face each other, instead of `adapter`; so is `aanbieder`.
        cases_of: the name of the set of cases that is played.
        timeout: how long a system elsewhere has for one answer.
        ca: a file with the certificates that a system behind https may be known by.
        products: the codes of the system itself, for the products of the cases.
        xsd: a folder with the official schemas, to judge messages by instead of our own.
        resume: go on with the run in `out` that was broken off.
        force: replace the run in `out`, instead of setting it aside.
    """

    adapter: str = DEFAULT_ADAPTER
    gemeente: str = ""
    aanbieder: str = ""
    timeout: Timeout = NORMAL
    ca: Path | None = None
    products: OwnProducts = CATALOGUE
    xsd: Path | None = None
    roles: tuple[str, ...] = ROLES
    domeinen: tuple[Domein, ...] = tuple(Domein)
    rules: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    cases_of: str = EVERYTHING
    isolated: bool = False
    strict: bool = False
    out: Path = Path(OUT)
    resume: bool = False
    force: bool = False

    @property
    def pair(self) -> bool:
        """Whether two systems face each other."""
        return bool(self.gemeente)

    @property
    def systems(self) -> Mapping[str, str]:
        """The adapter in each role that is not played by the kit."""
        by_role = {"gemeente": self.gemeente, "aanbieder": self.aanbieder}
        return by_role if self.pair else dict.fromkeys(self.roles, self.adapter)

    @property
    def by_hand(self) -> tuple[Path, ...]:
        """The folders of the systems that a person plays."""
        folders = map(hand_folder, dict.fromkeys(self.systems.values()))
        return tuple(folder for folder in folders if folder is not None)

    @property
    def asked_systems(self) -> str:
        """The options that name the systems."""
        named = self.systems if self.pair else {"adapter": self.adapter}
        return " ".join(f"--{name} {quote(one)}" for name, one in named.items() if self.pair or one != DEFAULT_ADAPTER)

    @property
    def command(self) -> str:
        """The command that asks the same again; where the results go is left out."""
        options = [
            ("role", () if self.roles == ROLES else self.roles),
            ("domain", () if self.domeinen == tuple(Domein) else self.domeinen),
            ("rules", (",".join(self.rules),) if self.rules else ()),
            ("cases", (",".join(self.cases),) if self.cases else ()),
            ("set", (self.cases_of,) if self.cases_of != EVERYTHING else ()),
            ("ca", (self.ca.name,) if self.ca else ()),
            ("products", (self.products.name,) if self.products.name else ()),
            ("xsd", (self.xsd.name,) if self.xsd else ()),
        ]
        said = [f"--{name} {quote(value)}" for name, values in options for value in values]
        which = [self.asked_systems] if self.asked_systems else []
        return " ".join(
            ["migratietoets run", *which, *said, *["--isolated"] * self.isolated, *["--strict"] * self.strict]
        )

    @property
    def words(self) -> list[str]:
        """What is asked, for whoever waits for the answer."""
        chosen = (self.cases_of,) if self.cases_of != EVERYTHING else ()
        named = (("regels", self.rules), ("gevallen", self.cases), ("verzameling", chosen))
        asked = [f"{what} {', '.join(each)}" for what, each in named if each]
        who = " tegenover ".join(f"{one} ({role})" for role, one in self.systems.items()) if self.pair else self.adapter
        kept_out = len(replace(self, gemeente="").selected_cases()) - len(self.selected_cases())
        return [
            f"migratietoets {version('migratietoets')}, seed {SEED}: {who}",
            f"Gevraagd: {' en '.join(self.roles)}, {' en '.join(self.domeinen)}; {', '.join(asked) or 'alles'}.",
            *([KEPT_OUT.format(kept_out)] if kept_out else ()),
            *([self.products.words] if self.products.name else ()),
            *([check_folder(self.xsd, self.domeinen)] if self.xsd is not None else ()),
        ]

    def wants_rule(self, rule_id: str) -> bool:
        """Whether a rule was asked for."""
        return not self.rules or any(fnmatchcase(rule_id.upper(), pattern.upper()) for pattern in self.rules)

    def selected_cases(self) -> list[Case]:
        """The positive cases that were asked for, and can be played."""
        known = _positive(pair=self.pair)
        own = [case for case in known if any(in_set(self.cases_of, role, case) for role in self.roles)]
        return [
            self.products.used_in(case)
            for case in own
            if not self.cases or any(fnmatchcase(case.id, one) for one in self.cases)
        ]

    def campaigns(self) -> list[Campaign]:
        """The campaigns of this run, in the order in which pytest collects them."""
        known = self.selected_cases()
        return [
            campaign
            for role in sorted(self.roles)
            for campaign in campaigns(
                [case for case in known if in_set(self.cases_of, role, case)],
                [role],
                self.domeinen,
                isolated=self.isolated,
                pair=self.pair,
            )
        ]

    def check_workers(self, workers: int) -> None:
        """See that so many workers can play at once.

        Raises:
            InputError: they would all speak to the one system that runs already, each in a campaign of its own.
        """
        if workers > 1 and any(map(over_http, self.systems.values())):
            raise InputError(
                f"-n {workers}: verwacht hoogstens één werker bij een systeem achter http, dat één campagne tegelijk "
                "speelt; gevonden meer. Laat -n weg."
            )
        if workers > 1 and self.by_hand:
            raise InputError(
                f"-n {workers}: verwacht hoogstens één werker bij een systeem dat iemand met de hand bedient; gevonden "
                "meer. Laat -n weg."
            )


def read_selection(
    options: Mapping[str, Any], prefix: str = "--", origins: Mapping[str, str] = MappingProxyType({})
) -> Selection:
    """The selection behind the options of a run, as a command line gave them.

    Args:
        options: their values by name; several patterns, roles or domains may stand in one text, between commas.
        prefix: what the names begin with on that command line.
        origins: where the others were set, by name, as error texts name it.

    Raises:
        InputError: an option has no usable value, or matches nothing; a schema of --xsd cannot be used.
    """

    def named(option: str) -> str:
        return origins.get(option, f"{prefix}{option}")

    selection = Selection(
        **_systems(options, origins, named),
        timeout=Timeout(options["timeout"], named("timeout")),
        ca=Path(options["ca"]) if options["ca"] else None,
        products=read_products(options["products"]) if options["products"] else CATALOGUE,
        xsd=Path(options["xsd"]) if options["xsd"] else None,
        roles=_known(named("role"), split_commas(options["role"]), ROLES),
        domeinen=_known(named("domain"), split_commas(options["domain"]), tuple(Domein)),
        rules=split_commas(options["rules"]),
        cases=split_commas(options["cases"]),
        cases_of=_known(named("set"), [options["set"]], tuple(SETS))[0],
        isolated=options["isolated"],
        strict=options["strict"],
        out=Path(options["out"]),
        resume=options["resume"],
        force=options["force"],
    )
    if selection.resume and selection.force:
        raise InputError(
            f"{prefix}resume gaat verder met de run die er staat, {prefix}force doet die weg. Kies een van beide."
        )
    for name in selection.systems.values():
        check_name(name, selection.ca)
    if selection.pair and one_system(selection.gemeente, selection.aanbieder):
        raise InputError(
            f"{named('aanbieder')}: verwacht een ander systeem dan {named('gemeente')}; gevonden hetzelfde adres, dat "
            "één rol tegelijk speelt. Start het tweemaal, elk op een eigen poort."
        )
    _check_cases(named("cases"), selection)
    rules = {rule.id.upper() for role in selection.roles for rule in checkable(role)}
    _check(named("rules"), [pattern.upper() for pattern in selection.rules], sorted(rules), "MT-04 of MT-*")
    _check_schemas(selection)
    return selection


def _systems(options: Mapping[str, Any], origins: Mapping[str, str], named: Callable[[str], str]) -> dict[str, str]:
    """The adapter, or the two that face each other; what a command line says goes before what is set elsewhere.

    Raises:
        InputError: both are asked, or one system without another to face it.
    """
    given = {name: options[name] for name in ("adapter", *ROLES) if options[name] not in {"", DEFAULT_ADAPTER}}
    given |= {name: options[name] for name in ROLES if options[name]}
    said = {name: value for name, value in given.items() if name not in origins} or given
    facing = [role for role in ROLES if role in said]
    if "adapter" in said and facing:
        raise InputError(
            f"{named('adapter')} toetst een systeem tegenover de referentie, {named(facing[0])} tegenover een ander "
            "systeem. Kies een van beide."
        )
    if len(facing) == 1:
        (role,) = facing
        raise InputError(
            f"{named(role)}: verwacht ook {named(OTHER_ROLE[role])}, het systeem aan de andere kant; gevonden niets. "
            f"Tegenover de referentie: --adapter {said[role]} --role {role}."
        )
    return said


def _positive(*, pair: bool) -> list[Case]:
    """What can be played; by two systems only the cases in which the kit speaks for neither."""
    return [case for case in cases().values() if case.positive and not (pair and case.spoken_for)]


def _check_cases(option: str, selection: Selection) -> None:
    _check(option, selection.cases, [case.id for case in _positive(pair=False)], "toewijzingen/*")
    asked = f"{option} {', '.join(selection.cases)}"
    if not selection.cases or selection.campaigns():
        return
    if selection.pair and not selection.selected_cases() and replace(selection, gemeente="").selected_cases():
        raise InputError(
            f"{asked}: verwacht een geval dat twee systemen samen kunnen spelen; gevonden alleen gevallen waarin de "
            "kit namens de andere kant iets stuurt. Speel die met --adapter."
        )
    if selection.cases_of != EVERYTHING:
        raise InputError(
            f"{asked}: verwacht een geval voor deze rol en dit domein dat in verzameling {selection.cases_of} zit; "
            "gevonden geen. Laat --set weg, of verruim de keuze."
        )


def _check_schemas(selection: Selection) -> None:
    """See that the schemas in the folder of --xsd can be used."""
    if selection.xsd is not None:
        check_folder(selection.xsd, selection.domeinen)


def _known(option: str, values: Sequence[str], known: tuple[Known, ...]) -> tuple[Known, ...]:
    for value in values:
        if value not in known:
            raise InputError(unknown(f"{option} {value}", value, known, between=" of "))
    return tuple(one for one in known if not values or one in values)


def _check(option: str, patterns: Iterable[str], known: Sequence[str], example: str) -> None:
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            raise InputError(
                f"{option} {pattern}: niets gevonden.{meant_pattern(pattern, known)} Verwacht: een naam of patroon als "
                f"{example}. "
                "Bekijk de mogelijkheden met migratietoets cases of migratietoets rules."
            )
