"""The run as a picture: messages per week, with the days on which everything turns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from istandaard.releases import EERSTE_DAG_30, LAATSTE_DAG_24, UITERLIJK_30, UITERLIJK_NUMMER, Release
from reports.logboek import Log
from reports.woorden import aantal, moment

RELEASES = (str(Release.R24), str(Release.R30))
OVERIG = "overig"
SLEUTELDAGEN: tuple[tuple[date, str, str], ...] = (
    (UITERLIJK_NUMMER, "uiterste dag voor toewijzingen zonder uniek nummer", "end"),
    (LAATSTE_DAG_24, "laatste dag van release 2.4", "end"),
    (EERSTE_DAG_30, "eerste dag van release 3.0", "start"),
    (UITERLIJK_30, "uiterste dag voor opvolgers die alleen in 3.0 kunnen", "start"),
)
"""Day, what it is, and on which side of its line the label stands."""

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_GRENZEN = (date(2020, 1, 1), date(2021, 12, 31))
_WEEK = timedelta(days=7)
_ONDER, _BOVEN, _LINKS, _RECHTS = 22.0, 30.0, 34.0, 4.0


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its monday and the number of messages per release."""

    maandag: date
    aantallen: tuple[tuple[str, int], ...]

    @property
    def totaal(self) -> int:
        """All messages of the week."""
        return sum(getal for _, getal in self.aantallen)

    @property
    def naam(self) -> str:
        """The ISO week and its monday."""
        return f"week {self.maandag.isocalendar().week}, vanaf {self.maandag:%d-%m-%Y}"


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """The weeks of a run; `buiten` counts the messages before or after them."""

    weken: tuple[Week, ...]
    releases: tuple[str, ...]
    buiten: int


@dataclass(frozen=True, slots=True)
class Staaf:
    """A bar in the picture."""

    x: float
    y: float
    breedte: float
    hoogte: float
    klasse: str
    titel: str


@dataclass(frozen=True, slots=True)
class Streep:
    """A line in the picture with its label."""

    plaats: float
    tekst: str
    anker: str = "start"


@dataclass(frozen=True, slots=True)
class Tekening:
    """The picture of a Tijdlijn at one size, in units of the view box."""

    breedte: float
    hoogte: float
    links: float
    rechts: float
    boven: float
    onder: float
    staven: tuple[Staaf, ...]
    sleuteldagen: tuple[Streep, ...]
    maanden: tuple[Streep, ...]
    schaal: tuple[Streep, ...]


def tijdlijn(log: Log) -> Tijdlijn:
    """Count the messages of a run per week and release, over the days of its campaigns."""
    dagen = [(moment(event["at"]).date(), _release(event["release"])) for event in log.messages]
    eerste, laatste = _bereik(log, [dag for dag, _ in dagen])
    per_week: Counter[tuple[date, str]] = Counter()
    buiten = 0
    for dag, release in dagen:
        if eerste <= dag <= laatste:
            per_week[_maandag(dag), release] += 1
        else:
            buiten += 1
    soorten = tuple(soort for soort in (*RELEASES, OVERIG) if any(release == soort for _, release in per_week))
    weken = tuple(
        Week(maandag, tuple((soort, per_week[maandag, soort]) for soort in soorten))
        for maandag in _maandagen(eerste, laatste)
    )
    return Tijdlijn(weken if per_week else (), soorten, buiten)


def teken(lijn: Tijdlijn, breedte: float, hoogte: float) -> Tekening:
    """Place bars, lines and labels; the timeline must have weeks."""
    begin = lijn.weken[0].maandag
    dagen = len(lijn.weken) * 7
    per_dag = (breedte - _LINKS - _RECHTS) / dagen
    top = max(week.totaal for week in lijn.weken)
    per_bericht = (hoogte - _ONDER - _BOVEN) / top
    voet = hoogte - _ONDER

    def x(dag: date) -> float:
        return round(_LINKS + (dag - begin).days * per_dag, 1)

    staven = []
    for week in lijn.weken:
        y = voet
        for soort, getal in week.aantallen:
            y -= getal * per_bericht
            titel = f"{week.naam}: {aantal(getal, 'bericht', 'berichten')} in {_noem(soort)}"
            staaf = Staaf(
                round(x(week.maandag) + per_dag * 0.7, 1),
                round(y, 1),
                round(per_dag * 5.6, 1),
                round(getal * per_bericht, 1),
                f"release-{soort.replace('.', '')}",
                titel,
            )
            if getal:
                staven.append(staaf)
    einde = begin + timedelta(days=dagen)
    return Tekening(
        breedte=breedte,
        hoogte=hoogte,
        links=_LINKS,
        rechts=breedte - _RECHTS,
        boven=_BOVEN,
        onder=voet,
        staven=tuple(staven),
        sleuteldagen=tuple(
            # a deadline ends with its day, a first day begins with it
            Streep(x(dag + timedelta(days=dag != EERSTE_DAG_30)), f"{dag:%d-%m}", anker)
            for dag, _, anker in SLEUTELDAGEN
            if begin <= dag < einde
        ),
        maanden=tuple(
            Streep(x(dag), MAANDEN[dag.month - 1])
            for dag in (begin + timedelta(days=n) for n in range(dagen))
            if dag.day == 1 and (einde - dag).days * per_dag > 22  # noqa: PLR2004  # the width of a label
        ),
        schaal=tuple(
            Streep(round(voet - getal * per_bericht, 1), f"{getal}", "end")
            for getal in sorted({0, (top + 1) // 2, top})
        ),
    )


def _noem(soort: str) -> str:
    return "een andere release" if soort == OVERIG else f"release {soort}"


def _release(release: str) -> str:
    return release if release in RELEASES else OVERIG


def _maandag(dag: date) -> date:
    return dag - timedelta(days=dag.weekday())


def _maandagen(eerste: date, laatste: date) -> Iterable[date]:
    dag = _maandag(eerste)
    while dag <= laatste:
        yield dag
        dag += _WEEK


def _bereik(log: Log, dagen: list[date]) -> tuple[date, date]:
    """The first and last day to show: those of the campaigns, else of the messages, within the two years around."""
    grenzen = [
        date.fromisoformat(campagne[kant]) for campagne in log.campaigns.values() for kant in ("begin", "end")
    ] or dagen
    if not grenzen:
        return _GRENZEN
    return max(min(grenzen), _GRENZEN[0]), min(max(grenzen), _GRENZEN[1])
