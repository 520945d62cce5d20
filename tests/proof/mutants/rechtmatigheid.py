"""Gemeenten whose clients may receive something else after the migration, each with one fault of its own."""

from dataclasses import replace
from datetime import timedelta

from migratietoets.conformance.reference.gemeente.routes import Routes
from migratietoets.istandaard.codelijsten.codes import TOTAL
from tests.proof.mutants.mutant import GemeenteMutant


class GeeftEenAnderProduct(GemeenteMutant):
    """Geeft elke specifieke opvolger een ander product van dezelfde categorie."""

    rule = "TW-06"

    class OtherProduct(Routes):
        def new_one(self, old, begin, shape, **options):
            step = super().new_one(old, begin, shape, **options)
            code = step.toewijzing.code
            return step if code is None else replace(step, toewijzing=replace(step.toewijzing, code=f"{code[:-1]}9"))

    desks = (OtherProduct,)


class LuistertNietNaarDeWens(GemeenteMutant):
    """Geeft een eenheid minder dan de gemeente vroeg."""

    rule = "TW-06"

    class LessThanAsked(Routes):
        def new_one(self, old, begin, shape, **options):
            step = super().new_one(old, begin, shape, **options)
            new, asked = step.toewijzing, old.nieuw
            if asked is None:
                return step
            if asked.volume is not None and new.volume is not None:
                new = replace(new, volume=new.volume - 1)
            elif asked.budget is not None and new.budget is not None:
                new = replace(new, budget=new.budget - 1)
            return replace(step, toewijzing=new)

    desks = (LessThanAsked,)


class GeeftHetHeleTotaalOpnieuw(GemeenteMutant):
    """Geeft een opvolger het hele totaal in plaats van het deel dat naar dagen over is."""

    rule = "TW-06"

    class WholeTotal(Routes):
        def new_one(self, old, begin, shape, **options):
            step = super().new_one(old, begin, shape, **options)
            if step.toewijzing.frequentie != TOTAL or old.frequentie != TOTAL:
                return step
            return replace(step, toewijzing=replace(step.toewijzing, volume=old.volume))

    desks = (WholeTotal,)


class HoudtEenDagTeVroegOp(GemeenteMutant):
    """Laat elke opvolger een dag eerder eindigen dan de toewijzing die hij vervangt."""

    rule = "TW-06"

    class EndsEarly(Routes):
        def new_one(self, old, begin, shape, **options):
            step = super().new_one(old, begin, shape, **options)
            end = old.einddatum
            if end is None or end - timedelta(days=1) <= step.toewijzing.ingangsdatum:
                return step
            return replace(step, toewijzing=replace(step.toewijzing, einddatum=end - timedelta(days=1)))

    desks = (EndsEarly,)
