"""The burgerservicenummer: its check, and the numbers that belong to nobody."""

import re
from functools import cache

TEST_RANGE = range(999_900_006, 999_999_991)
"""Numbers that are given to nobody: the test range, which holds 9,091 that pass the elfproef."""

NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
"""What may be a BSN in a text: nine digits, and no more."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_ZEROS = ord("0") * sum(_WEIGHTS)


def elfproef(bsn: str) -> bool:
    """Tell whether nine digits can be a BSN (CS002)."""
    if len(bsn) != len(_WEIGHTS) or not (bsn.isascii() and bsn.isdigit()):
        return False
    a, b, c, d, e, f, g, h, i = bsn.encode()  # written out, since every number in a log is asked
    summed = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - i - _ZEROS
    return summed > 0 and summed % 11 == 0


@cache
def bsns_for_tests() -> tuple[str, ...]:
    """All 9,091 BSNs of the test range in ascending order."""
    numbers = []
    for begin in range(TEST_RANGE[0] // 10, TEST_RANGE[-1] // 10 + 1):
        check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, str(begin), strict=False)) % 11
        if check < 10 and begin * 10 + check in TEST_RANGE:  # noqa: PLR2004  # one digit
            numbers.append(f"{begin}{check}")
    return tuple(numbers)


def masked(text: str) -> str:
    """A text in which the nine digits of what may be somebody's BSN are stars; what belongs to nobody stays.

    For texts about what was found, which a program may show as they are; whatever a command writes goes through the
    gate as well, which knows every spelling.
    """
    return NINE_DIGITS.sub(lambda found: "*" * len(found[0]) if may_be_somebodys(found[0]) else found[0], text)


def may_be_somebodys(number: str) -> bool:
    """Whether nine digits can be the BSN of a person: they pass the elfproef, outside the test range."""
    return elfproef(number) and int(number) not in TEST_RANGE
