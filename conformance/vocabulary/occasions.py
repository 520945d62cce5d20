"""Why a toewijzing is withdrawn, as a person at the desk knows it: the code is for the system to choose."""

from enum import StrEnum


class Occasion(StrEnum):
    """What gives occasion to withdraw a toewijzing."""

    CLIENT = "client"
    OVERLIJDEN = "overlijden"
    AANBIEDER = "aanbieder"
    WIJZIGINGSVERZOEK = "wijzigingsverzoek"
    HERBEOORDELING = "herbeoordeling"
    MIGRATIE = "migratie"
    ANNULEREN = "annuleren"
