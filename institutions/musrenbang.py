"""When proposals for the Musrenbang of the kecamatan are gathered, and for which year (III.B.6.6(4))."""

from datetime import date

from institutions.models.region import DEFAULTS

MONTHS = "musrenbang_months"  # the setting: "11-1" for November to January


def months_before(region):
    """(first, last) month of gathering; a setting that is no pair of months counts as not set."""
    return _months(region.setting(MONTHS)) or _months(DEFAULTS[MONTHS])


def _months(text):
    parts = [part.strip() for part in text.split("-")]
    if len(parts) == 2 and all(part.isascii() and part.isdigit() and 1 <= int(part) <= 12 for part in parts):
        return int(parts[0]), int(parts[1])
    return None


def coming_musrenbang(region, today):
    """The first day of the month of the next Musrenbang: the one after the months of gathering."""
    month = months_before(region)[1] % 12 + 1
    return date(today.year + (month <= today.month), month, 1)


def is_gathering(region, today):
    first, last = months_before(region)
    return first <= today.month <= last if first <= last else today.month >= first or today.month <= last
