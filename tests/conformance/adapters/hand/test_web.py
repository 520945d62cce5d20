"""The page of a person: what it shows, what it takes, and from whom."""

import io
import re
import threading
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
import urllib3
from lxml import html

from migratietoets.conformance.adapters.hand.folder import Folder
from migratietoets.conformance.adapters.hand.tray import Tray
from migratietoets.conformance.adapters.hand.turn import Asks, Task, Turn
from migratietoets.conformance.adapters.hand.web import Web
from migratietoets.istandaard.writing import UnwritableError
from tests.helpers.by_hand import CLIENT, FEW, MESSAGE, NAMED, by_hand, played
from tests.helpers.pages import text

CSV = {"clienten.csv": b"bsn\r\n"}
EVIL = "<script>alert(1)</script>"


class Asked(threading.Thread):
    """The kit, waiting for an answer."""

    def __init__(self, ask):
        super().__init__(daemon=True)
        self._ask, self.answer, self.stopped = ask, None, False
        self.start()

    def run(self):
        try:
            self.answer = self._ask()
        except KeyboardInterrupt:
            self.stopped = True

    def done(self):
        self.join(10)
        assert not self.is_alive()
        return self.answer


class Browser:
    """What a browser does with the page."""

    def __init__(self, web):
        self.web = web

    def ask(self, method="GET", path="", body=None, **headers):
        return urllib3.request(method, self.web.address + path, body=body, headers=headers, retries=3)

    def page(self):
        return html.fromstring(self.ask().data.decode())

    def press(self, action, files=(), headers=(), **fields):
        """Send the form of a button, as the page has it; the page that follows, or the status of what has none."""
        form = self.page().xpath(f'//form[.//button[@value="{action}"]]')
        known = {one.get("name"): one.get("value") for one in form[0].xpath('.//input[@type="hidden"]')} if form else {}
        fields = {**known, **fields, "action": action}
        kind, body = "application/x-www-form-urlencoded", urlencode(fields, doseq=True).encode()
        if files:
            kind, body = multipart(fields, files)
        found = self.ask("POST", body=body, **{"Content-Type": kind, **dict(headers)})
        return html.fromstring(found.data.decode()) if found.data else found.status


def multipart(fields, files):
    out = io.BytesIO()
    for name, value in fields.items():
        out.write(f'--grens\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, data in files:
        head = f'--grens\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        out.write(f"{head}Content-Type: text/xml\r\n\r\n".encode() + data + b"\r\n")
    out.write(b"--grens--\r\n")
    return "multipart/form-data; boundary=grens", out.getvalue()


@pytest.fixture
def web(monkeypatch):
    monkeypatch.setattr("migratietoets.conformance.adapters.hand.web.PATIENCE", 0.5)
    web = Web()
    yield web
    web._visited.clear()
    web.end(["klaar"])


@pytest.fixture
def browser(web):
    return Browser(web)


@pytest.fixture
def tray(tmp_path):
    role, to = "gemeente", ["99990001", "99990002"]
    return Tray(Folder(tmp_path), date(2020, 12, 1), role, to, {"999900079": CLIENT}, [NAMED], shows_notices=True)


def turn(asks):
    tasks = (Task("Doe iets.", ("waarmee: dit",), CSV), Task(EVIL, (EVIL,)))
    return Turn(4, "gemeente in wmo, 1 december 2020", tasks, asks)


def wait_for(browser, words):
    """The page, once it says this."""
    for _ in range(100):
        page = browser.page()
        if words in text(page):
            return page
    raise AssertionError(text(page))


def test_a_step_shows_its_tasks_and_its_files_and_takes_the_answer(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.BUTTON), tray))
    page = wait_for(browser, "Doe iets.")
    assert "1 december 2020" in text(page)
    assert page.xpath('//a[@download="clienten.csv"]')
    assert browser.ask(path="aanleveren/clienten.csv").data == b"bsn\r\n"
    assert browser.ask(path="aanleveren/..%2Fhand.toml").status == 404
    browser.press("done")
    assert asked.done() == {}


def test_what_anybody_wrote_is_shown_and_never_done(web, browser, tray):
    Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Doe iets.")
    tray.folder.add(f"{EVIL[:8]}.xml", b"<script>a</script>")
    page = browser.press("next")
    assert not page.xpath("//script")
    assert EVIL in text(page)


def test_a_button_that_is_not_there_is_said_with_the_reason(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.BUTTON), tray))
    wait_for(browser, "Doe iets.")
    browser.press("cannot", why="geen scherm")
    assert asked.done() == {"cannot": "geen scherm"}


def test_files_are_added_on_the_page_judged_and_taken_away(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Er liggen nog geen berichten.")
    page = browser.press("upload", [("goed.xml", MESSAGE), ("fout.xml", b"<brief/>")])
    assert "✓ goed.xml: WMO301, release 2.4" in text(page)
    assert "✗ fout.xml" in text(page)
    page = browser.press("next")
    assert "Met 1 van de 2 is iets mis." in text(page)
    assert page.xpath('//button[@value="leave"]')
    page = browser.press("remove", name="fout.xml")
    assert "fout.xml" not in text(page)
    browser.press("next")
    assert [one["code"] for one in asked.done()["messages"]] == ["301"]


def test_a_wrong_file_can_be_left_as_it_is(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Er liggen nog geen berichten.")
    browser.press("upload", [("fout.xml", b"<brief/>")])
    browser.press("leave")
    assert asked.done()["messages"] == [{"code": "000", "release": "2.4", "xml": "<brief/>"}]


def test_a_file_that_cannot_be_kept_is_told_on_the_page(web, browser, tray, monkeypatch):
    def full(*_):
        raise UnwritableError("de schijf is vol")

    asked = Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Er liggen nog geen berichten.")
    monkeypatch.setattr(Folder, "add", full)
    assert "de schijf is vol" in text(browser.press("upload", [("goed.xml", MESSAGE)]))
    browser.press("next")
    assert asked.done() == {"messages": [], "notices": []}


def test_a_notice_is_chosen_and_can_be_taken_back(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Kennisgevingen")
    said = {"code": "week_53", "to": "99990001", "bsn": "", "toewijzing": "0", "about": "zo"}
    page = browser.press("notice", **said)
    assert "de afspraak over de declaratie van week 53, aan 99990001" in text(page)
    browser.press("notice", **said | {"code": "anders"})
    assert "Kies bij de kennisgeving waarover zij gaat." in text(browser.press("notice", **said | {"code": "kwaad"}))
    browser.press("drop", which="0")
    browser.press("next")
    (notice,) = asked.done()["notices"]
    assert (notice["code"], notice["bsn"], notice["toewijzing"]) == ("anders", "999900079", NAMED)


def test_the_questions_about_the_system_are_one_form(web, browser):
    asked = Asked(lambda: web.who("Naam ontbreekt."))
    page = wait_for(browser, "Eerst een paar vragen over het systeem")
    assert "Naam ontbreekt." in text(page)
    browser.press("who", name=" Zaak ", version="1", supplier="Lev", roles=["gemeente"], domains=["wmo", "jw"])
    said = asked.done()
    assert (said["name"], said["roles"], said["domains"]) == ("Zaak", ["gemeente"], ["wmo", "jw"])


def test_a_form_of_an_earlier_page_answers_nothing(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.READY), tray))
    wait_for(browser, "Doe iets.")
    number = browser.page().xpath('//input[@name="page"]/@value')[0]
    browser.press("done")
    asked.done()
    again = Asked(lambda: web.ask(turn(Asks.READY), tray))
    wait_for(browser, "Doe iets.")
    browser.press("done", page=number)
    assert again.is_alive()
    browser.press("done")
    again.done()


def test_stop_on_the_page_stops_the_dialogue(web, browser, tray):
    asked = Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Doe iets.")
    threading.Timer(0.5, web.end, [["Uitkomst: afgebroken"]]).start()
    page = browser.press("stop")
    asked.done()
    assert asked.stopped
    assert "Uitkomst: afgebroken" in text(page)


@pytest.mark.parametrize("headers", [{"Host": "kwaad.example"}, {"Origin": "http://kwaad.example"}, {"Origin": "null"}])
def test_another_page_on_this_machine_gets_nothing(web, browser, tray, headers):
    asked = Asked(lambda: web.ask(turn(Asks.READY), tray))
    wait_for(browser, "Doe iets.")
    assert browser.ask(**headers).status == 404
    assert browser.press("done", headers=headers) == 403
    assert asked.is_alive()
    web._answers.put({})


@pytest.mark.parametrize("token", ["", "fout", "é"])
def test_a_form_without_the_token_does_nothing(web, browser, tray, token):
    asked = Asked(lambda: web.ask(turn(Asks.READY), tray))
    wait_for(browser, "Doe iets.")
    assert browser.press("done", token=token) == 403
    assert urllib3.request("GET", web.address.replace(web.token, token or "x")).status == 404
    assert asked.is_alive()
    web._answers.put({})


def test_the_page_asks_nothing_of_any_other_machine(web, browser, tray):
    Asked(lambda: web.ask(turn(Asks.MESSAGES), tray))
    wait_for(browser, "Doe iets.")
    found = browser.ask()
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert not re.findall(rb"https?://", found.data)
    assert web.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("body", [(b"x", "text/plain"), (b"--a", "multipart/form-data"), (b"\xff=\xfe", "")])
def test_a_body_that_is_no_form_is_refused_and_the_page_stays(web, browser, tray, body):
    asked = Asked(lambda: web.ask(turn(Asks.READY), tray))
    wait_for(browser, "Doe iets.")
    data, kind = body
    assert browser.ask("POST", body=data, **{"Content-Type": kind}).status == 403
    wait_for(browser, "Doe iets.")
    assert asked.is_alive()
    web._answers.put({})


def test_a_case_that_is_played_on_the_page_comes_to_the_same_verdicts(web, browser, tmp_path, monkeypatch):
    web.lacks = ()
    asked = replace(FEW, adapter=by_hand(tmp_path / "map", web, monkeypatch), cases=("vot-vow/vot-30-gehonoreerd",))
    kit = Asked(lambda: played(asked)[0])
    turns = 0
    while kit.is_alive() and turns < 100:
        page = browser.page()
        shown = page.xpath("//button/@value")
        if "next" in shown:
            files = [(f"{number}.xml", one["xml"].encode()) for number, one in enumerate(web.taken["messages"])]
            assert not files or "✓" in text(browser.press("upload", files))
        if "next" in shown or "done" in shown:
            turns += 1
            browser.press("next" if "next" in shown else "done")
    assert kit.done() == played(replace(asked, adapter="referentie"))[0]
    assert turns > 5
