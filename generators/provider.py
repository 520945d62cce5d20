"""A Faker provider of people that cannot exist, for whoever already builds test data with Faker."""

from faker.providers import BaseProvider

from generators.personen import persoon, test_bsns
from istandaard.model import Client


class TestpersonenProvider(BaseProvider):
    """Add with `faker.add_provider(TestpersonenProvider)`; follows the seed of that Faker."""

    __test__ = False  # pytest takes the name for a test

    def test_bsn(self) -> str:
        """A BSN of the test range."""
        return str(self.random_element(test_bsns()))

    def agb_code(self) -> str:
        """An invented AGB code: 9999 and four digits."""
        return f"9999{self.random_int(1, 9999):04d}"

    def client(self) -> Client:
        """A client as the messages need one."""
        return persoon(self.random_int(0, 10**6), self.random_int(0, len(test_bsns()) - 1)).client
