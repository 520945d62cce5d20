"""What an answer of `declare` remarks on, in the words of the contract."""

from migratietoets.istandaard.kalender import DEFAULT_CALENDAR

NO_COVER = "De levering valt buiten de toewijzing en haar opvolger; er is niets te declareren."
AFSPRAAK_WITHOUT_CHOICE = "De afspraak speelt hier geen rol: er is geen keus."
CALENDAR_UNCERTAIN = f"Periode {{period}} volgens kalender {DEFAULT_CALENDAR}; andere lezingen wijken hier af."
"""The readings of the 4-week calendar differ on the day of delivery."""
