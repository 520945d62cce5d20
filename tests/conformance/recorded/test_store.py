"""Looking something up among recorded messages costs no more when there are more of them."""

import pytest

from migratietoets.conformance.recorded.recording import Recording
from migratietoets.conformance.recorded.store import Store
from tests.helpers.recorded import many_lives, write


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
