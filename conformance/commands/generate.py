"""`generate`: realistic, labelled test data of release 2.4, or messages that each break one rule."""

from pathlib import Path
from typing import Annotated

import typer

from migratietoets.conformance.commands.options import integer, one_of
from migratietoets.conformance.commands.screen import progress, tell


def generate(  # noqa: PLR0913  # a command has this many options
    *,
    out: Annotated[Path, typer.Option("--out", metavar="MAP", help="Een nieuwe of lege map.")],
    clients: Annotated[
        int,
        typer.Option("--clients", parser=integer, metavar="N", help="Hoeveel cliënten; hoogstens 9091 per gemeente."),
    ] = 100,
    seed: Annotated[
        int, typer.Option("--seed", parser=integer, metavar="S", help="Dezelfde seed geeft dezelfde bytes.")
    ] = 0,
    gemeenten: Annotated[
        list[str] | None, typer.Option("--gemeentecode", metavar="CODE", help="CBS-code; mag vaker. Zonder: 0344.")
    ] = None,
    domeinen: Annotated[
        list[str] | None,
        typer.Option("--domain", parser=one_of("wmo", "jw"), metavar="wmo|jw", help="Mag vaker. Zonder: allebei."),
    ] = None,
    defects: Annotated[
        list[str] | None,
        typer.Option(
            "--defects",
            metavar="NAAM",
            help="Alleen deze defecten (of schoon), met komma's of vaker. Een + maakt er één toewijzing met meer "
            "defecten van (geen_nummer+per_jaar); een groep staat voor haar leden, ook in een combinatie: "
            "dubbel_nummer, aspecifiek_met_omvang, eenheid_per_dag, einddatum_ontbreekt. Zonder: alle.",
        ),
    ] = None,
    mix: Annotated[
        str,
        typer.Option(
            "--mix",
            metavar="NAAM",
            help="Hoe de portefeuille is samengesteld: gewoon, een_aanbieder, twee_aanbieders, twee_domeinen of "
            "alles_stuk.",
        ),
    ] = "gewoon",
    timeline: Annotated[
        str | None,
        typer.Option(
            "--timeline",
            metavar="NAAM",
            help="Schrijf ook wat de gemeente verstuurt, en wanneer: vroeg, op_tijd, te_laat, halverwege, "
            "andere_route, nieuw_in_november of nieuw_in_december.",
        ),
    ] = None,
    with_credits: Annotated[
        bool,
        typer.Option(
            "--credits", help="Schrijf ook creditketens: een debet, het antwoord en een credit die mag of niet."
        ),
    ] = False,
    broken: Annotated[
        list[str] | None,
        typer.Option(
            "--broken",
            metavar="REGEL",
            help="Schrijf in plaats daarvan berichten die elk precies deze regel breken, met het geldige bericht "
            "ernaast; met komma's of vaker, ook een patroon als TR3*. Alleen samen met --domain en --seed.",
        ),
    ] = None,
) -> None:
    """Genereer een portefeuille toewijzingen in release 2.4, met bij elke toewijzing het juiste antwoord.

    De map krijgt berichten/*.xml (301), toewijzingen.jsonl (wat XML niet kan dragen), labels.jsonl (het antwoord van
    assess) en manifest.json. Wat er rond de jaarwisseling op de toewijzingen geleverd is, staat in leveringen.jsonl,
    met leveringfeiten.jsonl (toewijzing, volume, tarief), leveringlabels.jsonl (het antwoord van declare) en
    declaraties/*.xml (de 303-berichten over 2020). Personen zijn verzonnen; BSN's komen uit de testreeks.

    \b
    Voorbeelden:
      migratietoets generate --clients 100 --seed 7 --out data
      migratietoets generate --clients 20000 --gemeentecode 0344 --gemeentecode 0363 --gemeentecode 0518 --out groot
      migratietoets generate --clients 50 --domain jw --defects per_4_weken,geen_nummer --out klein
      migratietoets generate --clients 50 --defects dubbel_nummer,geen_nummer+per_jaar --mix alles_stuk --out stuk
      migratietoets generate --clients 50 --timeline te_laat --out te-laat
      migratietoets generate --broken CD075,CS002 --domain wmo --out gebroken
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.generators.export.dataset import write
    from migratietoets.istandaard.releases import Domein
    from migratietoets.istandaard.spelling import split_commas

    if broken is not None:
        others = {"--gemeentecode": gemeenten, "--defects": defects, "--timeline": timeline, "--credits": with_credits}
        _broken(out, split_commas(broken), domeinen, seed, [name for name, value in others.items() if value])
        return
    with progress("Genereren", clients) as step:
        manifest = write(
            out,
            clients=clients,
            seed=seed,
            gemeenten=split_commas(gemeenten or ["0344"]),
            domeinen=tuple(Domein(d) for d in domeinen or ["wmo", "jw"]),
            defects=split_commas(defects or []),
            progress=lambda done, _: step(done),
            timeline=timeline,
            mix=mix,
            with_credits=with_credits,
        )
    tally = manifest.counts
    tell(
        f"{out}: {tally['clients']} cliënten, {tally['berichten']} berichten en "
        f"{tally['toewijzingen']} toewijzingen, waarvan er {tally['must_migrate']} over moeten; "
        f"{tally['leveringen']['leveringen']} leveringen."
    )


def _broken(out: Path, rules: tuple[str, ...], domeinen: list[str] | None, seed: int, others: list[str]) -> None:
    """Write messages that break rules.

    Raises:
        InputError: an option that says nothing of these, or a rule nobody knows.
    """
    from migratietoets.generators.export.broken_files import write_broken
    from migratietoets.generators.mutations.broken import choose_rules
    from migratietoets.istandaard.model import InputError
    from migratietoets.istandaard.releases import Domein

    if others:
        raise InputError(f"--broken gaat niet samen met {', '.join(others)}. Laat een van beide weg.")
    with progress("Breken", len(choose_rules(rules))) as step:
        manifest = write_broken(
            out,
            rules,
            domeinen=tuple(Domein(d) for d in domeinen or ["wmo", "jw"]),
            seed=seed,
            progress=lambda done, _: step(done),
        )
    tally = manifest["counts"]
    tell(f"{out}: {tally['breuken']} berichten die {len(tally['regels'])} regels breken, elk naast een geldig bericht.")
