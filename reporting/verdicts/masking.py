"""How the file for researchers is made anonymous: no name, no code, no small number that points at somebody."""

import hashlib
import hmac

from django.conf import settings

from families.small_numbers import FEW, SMALL, is_small

LARGER, HIDDEN = f"≥{SMALL}", "disembunyikan"
ELSEWHERE = "lainnya"
LEAST_SITES = 3  # of a province that is named


def number_of(code):
    """The number by which a site is called in every export of this installation. It tells neither code nor order."""
    digest = hmac.digest(settings.INDEX_KEY.encode(), f"research site\0{code}".encode(), hashlib.sha256)
    return f"L{int.from_bytes(digest[:7]) % 10**12:012d}"


def small(value):
    """A number of something sensitive."""
    return FEW if is_small(value) else value


def split(women, men):
    """Women and men: where one is small it is not shown, nor the other from which it could be worked out."""
    if not is_small(women) and not is_small(men):
        return women, men
    return tuple(FEW if value < SMALL else LARGER for value in (women, men))
