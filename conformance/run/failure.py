"""A failure of the kit itself: what to say of it, once in full, and what to report."""

import traceback
from importlib.metadata import version

from migratietoets.conformance.verdict.fault import cause


class KitFailure(Exception):  # noqa: N818  # the kit failed, and that is what it is called
    """The kit failed on a campaign; the text is the whole story the first time, and one line after that."""


def told(campaign: str, error: BaseException) -> str:
    """What happened, where, and what to do about it; without paths of this machine."""
    return (
        f"De kit zelf liep vast in campagne {campaign}: {cause(error)}. Over uw systeem zegt dit niets; wat verder is "
        "gevonden, blijft staan. Meld dit aan de makers van migratietoets, met deze tekst, het logboek (log.jsonl) en "
        f"de opdracht die u gaf (kit {version('migratietoets')})."
    )


def in_full(campaign: str, error: BaseException) -> str:
    """The same with the traceback, for the one time that it is shown."""
    return f"Kitfout: {told(campaign, error)}\n\n{''.join(traceback.format_exception(error))}"


def again(campaign: str) -> str:
    """What the other tests of the campaign say."""
    return f"Kitfout: de kit liep vast in campagne {campaign}; zie de eerste melding daarover."
