import pytest

from migratietoets.conformance.vocabulary.events import NoticeEvent
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.reports.words.notice import SUBJECTS, say_notice

BASE = {"campaign": "c", "at": "2020-12-14T09:00:00+01:00", "bsn": "999900006"}


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        ({"code": "toewijzing_volgt", "toewijzing": {"toewijzingnummer": "1001"}},
         "de nieuwe toewijzing volgt, toewijzing 1001"),
        ({"code": "toewijzing_volgt", "toewijzing": {"toewijzingnummer": None}, "about": "in\njanuari"},
         "de nieuwe toewijzing volgt, toewijzing zonder nummer: in januari"),
        ({"code": "verzoek_afgewezen", "verzoek": "R1"}, "het verzoek is afgewezen, verzoek R1"),
        ({"code": "migratieplan", "bsn": None}, "het migratieplan, voor alle cliënten"),
        ({"about": "wij bellen nog"}, "zonder code: wij bellen nog"),
        ({"code": "nieuw", "verzoek": "R" * 40}, "zonder code, verzoek RRRRRRRRRRRRRRRRRRR…"),
    ],
)  # fmt: skip
def test_a_notice_is_said_in_plain_words(rest, text):
    assert say_notice(NoticeEvent(**BASE | rest)) == text


def test_every_code_has_its_words():
    assert set(SUBJECTS) == set(NoticeCode)
