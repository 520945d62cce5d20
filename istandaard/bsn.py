"""The burgerservicenummer."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def elfproef(bsn: str) -> bool:
    """Tell whether nine digits can be a BSN (CS002)."""
    if len(bsn) != len(_WEIGHTS) or not (bsn.isascii() and bsn.isdigit()):
        return False
    summed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, bsn, strict=True))
    return summed > 0 and summed % 11 == 0
