"""Looking something up among recorded messages costs no more when there are more of them."""

import re
from dataclasses import replace
from itertools import islice

import pytest

from migratietoets.conformance.recorded.recording import Recording
from migratietoets.conformance.recorded.store import Store
from migratietoets.conformance.vocabulary.events import MessageEvent
from migratietoets.istandaard.bsn import bsns_for_tests
from tests.helpers.recorded import ENDED, NEW, a_301, a_302, events_of, write


def many_lives(count):
    """The migration of so many clients, each with numbers of its own."""
    steps = a_301("2020-12-15", ENDED, NEW, release="2.4"), a_302("2020-12-15", release="2.4")
    life = [one for one in events_of(*steps) if isinstance(one, MessageEvent)]
    for number, bsn in enumerate(islice(bsns_for_tests(), count), start=1):
        for event in life:
            text = re.sub(r"(:Bsn>)\d+", rf"\g<1>{bsn}", event.xml)
            text = re.sub(r"(:(?:ToewijzingNummer|Identificatie|IdentificatieRetour)>)(\w+)", rf"\g<1>{number}\2", text)
            yield replace(event, xml=text)


def steps_taken(asked, folder):
    """How many steps the database takes to find something about one client."""
    taken = []
    with Store() as store:
        Recording(store).read([str(folder)])
        client = next(store.clients())[0]
        asked(store, client)
        store._db.set_progress_handler(lambda: taken.append(1), 1)
        asked(store, client)
    return len(taken)


@pytest.mark.parametrize(
    "asked",
    [
        lambda store, client: store.of_client(client),
        lambda store, client: store.akin(client, 40),
        lambda store, client: store.is_mixed_up(client),
        lambda store, client: [store.answered(one) for one in store.of_client(client)],
    ],
    ids=["of_client", "akin", "is_mixed_up", "answered"],
)
def test_what_is_asked_about_one_client_costs_the_same_among_more_messages(tmp_path, asked):
    few, many = (write(tmp_path / f"{count}", many_lives(count)) for count in (5, 50))
    assert 0 < steps_taken(asked, many) < 1.5 * steps_taken(asked, few)
