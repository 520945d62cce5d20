"""`generate`: realistic, labelled test data of release 2.4."""

from pathlib import Path
from typing import Annotated

import typer

from conformance.opdrachten.opties import getal, kies
from conformance.opdrachten.scherm import meld, voortgang


def generate(  # noqa: PLR0913  # a command has this many options
    *,
    uit: Annotated[Path, typer.Option("--out", metavar="MAP", help="Een nieuwe of lege map.")],
    clients: Annotated[
        int, typer.Option("--clients", parser=getal, metavar="N", help="Hoeveel cliënten; hoogstens 9091 per gemeente.")
    ] = 100,
    seed: Annotated[
        int, typer.Option("--seed", parser=getal, metavar="S", help="Dezelfde seed geeft dezelfde bytes.")
    ] = 0,
    gemeenten: Annotated[
        list[str] | None, typer.Option("--gemeentecode", metavar="CODE", help="CBS-code; mag vaker. Zonder: 0344.")
    ] = None,
    domeinen: Annotated[
        list[str] | None,
        typer.Option("--domain", parser=kies("wmo", "jw"), metavar="wmo|jw", help="Mag vaker. Zonder: allebei."),
    ] = None,
    defecten: Annotated[
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
    tijdlijn: Annotated[
        str | None,
        typer.Option(
            "--timeline",
            metavar="NAAM",
            help="Schrijf ook wat de gemeente verstuurt, en wanneer: vroeg, op_tijd, te_laat, halverwege, "
            "andere_route, nieuw_in_november of nieuw_in_december.",
        ),
    ] = None,
    met_credits: Annotated[
        bool,
        typer.Option(
            "--credits", help="Schrijf ook creditketens: een debet, het antwoord en een credit die mag of niet."
        ),
    ] = False,
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
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.keuze import delen
    from generators.dataset import schrijf
    from istandaard.releases import Domein

    with voortgang("Genereren", clients) as stap:
        manifest = schrijf(
            uit,
            clients=clients,
            seed=seed,
            gemeenten=delen(gemeenten or ["0344"]),
            domeinen=tuple(Domein(d) for d in domeinen or ["wmo", "jw"]),
            defecten=delen(defecten or []),
            voortgang=lambda klaar, _: stap(klaar),
            tijdlijn=tijdlijn,
            mix=mix,
            met_credits=met_credits,
        )
    telling = manifest.counts
    meld(
        f"{uit}: {telling['clients']} cliënten, {telling['berichten']} berichten en "
        f"{telling['toewijzingen']} toewijzingen, waarvan er {telling['must_migrate']} over moeten; "
        f"{telling['leveringen']['leveringen']} leveringen."
    )
