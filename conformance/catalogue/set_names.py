"""The names of the sets of cases; without imports, so that --help stays quick."""

SHORT, NORMAL, EVERYTHING = "kort", "normaal", "volledig"
SETS = {
    SHORT: "de helft van de regels, in zo min mogelijk stappen met de hand",
    NORMAL: "elke regel minstens één keer, in zo min mogelijk stappen",
    EVERYTHING: "elk geval",
}
"""The name of each set -> what it shows."""
