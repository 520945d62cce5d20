import pytest

from migratietoets.conformance.adapters.discovery import check_name, load, one_system, over_http
from migratietoets.conformance.adapters.http.address import Address, read_address
from migratietoets.istandaard.model import InputError


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("http://localhost:8080/pad", Address(secure=False, host="localhost", port=8080, path="/pad")),
        ("https://toets.nl", Address(secure=True, host="toets.nl", port=443, path="/")),
        ("http://toets.nl", Address(secure=False, host="toets.nl", port=80, path="/")),
        ("HTTP://Toets.NL/A", Address(secure=False, host="toets.nl", port=80, path="/A")),
        ("http:http://localhost:8080/", Address(secure=False, host="localhost", port=8080, path="/")),
        ("http:https://toets.nl:8443/x", Address(secure=True, host="toets.nl", port=8443, path="/x")),
        ("http:localhost:8080/x", Address(secure=False, host="localhost", port=8080, path="/x")),
        ("https:toets.nl/x", Address(secure=True, host="toets.nl", port=443, path="/x")),
        ("http:/toets.nl/x", Address(secure=False, host="toets.nl", port=80, path="/x")),
        ("http://[::1]:8080/", Address(secure=False, host="::1", port=8080, path="/")),
    ],
)
def test_an_address_is_read_as_people_type_it(name, found):
    assert read_address(name) == found
    assert over_http(name)
    check_name(name)


SECRET = "geheim-van-een-ander"  # noqa: S105  # nobody's


@pytest.mark.parametrize(
    "name",
    [
        "http:",
        "http://",
        "https:///pad",
        "http://toets.nl:0/",
        "http://toets.nl:99999/",
        "http://toets.nl:abc/",
        "http://[::1/",
        f"http://jan:{SECRET}@toets.nl/",
        f"http://{SECRET}@toets.nl/",
        f"http://toets.nl/?sleutel={SECRET}",
        f"http://toets.nl/#{SECRET}",
        "http://toets.nl/a b",
        "http://toets.nl/a\nb",
        "http://toets.nl/\x00",
        "http://zoë.nl/",
    ],
)
def test_what_is_no_address_or_holds_a_secret_is_refused_and_not_repeated(name):
    with pytest.raises(InputError, match="Adapter http: verwacht") as error:
        load(name)
    assert SECRET not in str(error.value)


def test_a_slip_in_the_scheme_is_understood_and_tells_no_password():
    with pytest.raises(InputError, match="Bedoelde u http") as error:
        load(f"htpp://jan:{SECRET}@toets.nl/")
    assert SECRET not in str(error.value)


def test_one_system_under_two_spellings_is_one_system():
    assert one_system("http://localhost:80/", "http:LOCALHOST")
    assert not one_system("http://localhost:80/", "http://localhost:81/")
    assert not one_system("cli:x", "cli:x")
