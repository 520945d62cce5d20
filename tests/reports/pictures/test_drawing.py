import re

from migratietoets.reports.pictures.drawing import DARK, LIGHT, hatching, loose
from migratietoets.reports.pictures.pictures import pictures
from tests.helpers.conversation import CONVERSATION


def test_a_picture_alone_has_colours_ground_and_no_reference():
    for picture in pictures(CONVERSATION, "x"):
        svg = loose(picture.svg)
        assert "var(" not in svg
        assert LIGHT["paper"] in svg
        assert DARK["paper"] in svg
        assert "prefers-color-scheme: dark" in svg
        assert not re.search(r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", svg)
        assert set(LIGHT) == set(DARK)


def test_hatching_stays_within_its_rectangle():
    d = hatching(10, 20, 30, 12, "x")
    points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", d)]
    assert points
    assert all(10 <= x <= 40 and 20 <= y <= 32 for x, y in points)
