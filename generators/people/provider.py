"""A Faker provider of people that cannot exist, for whoever already builds test data with Faker.

BSNs come from the test range only. AGB codes begin with 9999, which is given to nobody. Street, place and house number
come from a small table (generators.adressen) and belong together; the postcode is always 9999XX. Names are those of
Faker's nl_NL, the tussenvoegsel apart.
"""

from faker.providers import BaseProvider

from migratietoets.generators.people.addresses import Address, address
from migratietoets.generators.people.clients import person
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import Client


class TestPersonsProvider(BaseProvider):
    """Add with `faker.add_provider(TestPersonsProvider)`; follows the seed of that Faker."""

    __test__ = False  # pytest takes the name for a test

    def test_bsn(self) -> str:
        """A BSN of the test range."""
        return str(self.random_element(bsns_for_tests()))

    def agb_code(self) -> str:
        """An invented AGB code: 9999 and four digits."""
        return f"9999{self.random_int(1, 9999):04d}"

    def address(self) -> Address:
        """An address of which street, place and house number belong together, with postcode 9999XX."""
        return address(self.generator.random)

    def client(self) -> Client:
        """A client as the messages need one."""
        return person(self.random_int(0, 10**6), self.random_int(0, len(bsns_for_tests()) - 1)).client
