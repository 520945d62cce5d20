"""The burgerservicenummer."""

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def elfproef(bsn: str) -> bool:
    """Tell whether nine digits can be a BSN (CS002)."""
    if len(bsn) != len(_GEWICHTEN) or not (bsn.isascii() and bsn.isdigit()):
        return False
    som = sum(gewicht * int(cijfer) for gewicht, cijfer in zip(_GEWICHTEN, bsn, strict=True))
    return som > 0 and som % 11 == 0
