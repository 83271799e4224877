"""Words of printed letters: dates, numbers in words, and dotted lines where a fact is still missing.

Only letters load this library (as a builtin of the engine in `fcu_project.pdf`). Screens leave a missing value empty;
a letter must never: the paper is finished by pen, so a gap prints as a dotted line (domain rule 4.5).
"""

import datetime

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from fcu_project import dates

register = template.Library()

DOTTED_WIDTH = 20
PICTURE_PREFIXES = ("data:image/png;base64,", "data:image/jpeg;base64,")


class Missing:
    """A fact that is not there: false in a test, empty in a loop, a dotted line on paper."""

    def __init__(self, width=DOTTED_WIDTH):
        self.width = width

    def __str__(self):
        return "." * self.width

    def __bool__(self):
        return False

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __getitem__(self, name):
        return self


class Facts:
    """A read-only view of a letter's facts whose gaps are `Missing`; nested mappings and lists likewise.

    None, blank text and absent names are gaps. False, 0 and an empty list are facts.
    """

    def __init__(self, values):
        self._values = values

    def __getitem__(self, name):
        return _present(self._values.get(name))

    def __bool__(self):
        return any(value not in (None, "", [], {}) for value in self._values.values())


def _present(value):
    if value is None or (isinstance(value, str) and not value.strip()):
        return Missing()
    if isinstance(value, dict):
        return Facts(value)
    if isinstance(value, (list, tuple)):
        return [_present(item) for item in value]
    return value


def _date(value):
    """The date meant by an ISO text (a date or a moment) or date object; None when it is neither."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _dated(value, wording):
    """`wording` of the date in `value`; a gap stays a gap and unreadable text prints as it was typed."""
    if not value:
        return Missing()
    day = _date(value)
    return value if day is None else wording(day)


@register.filter
def dots(value, width):
    """The value, or a dotted line of `width` dots."""
    return value if value or value == 0 else Missing(int(width))


@register.filter
def long_date(value):
    """2025-08-14 → 14 Agustus 2025."""
    return _dated(value, dates.long_date)


@register.filter
def long_date_with_day(value):
    """2025-08-14 → Kamis, 14 Agustus 2025."""
    return _dated(value, dates.long_date_with_day)


@register.filter
def day_name(value):
    """2025-08-14 → Kamis."""
    return _dated(value, lambda day: dates.DAYS[day.weekday()])


@register.filter
def month_name(value):
    """2025-08-14 → Agustus."""
    return _dated(value, lambda day: dates.MONTHS[day.month - 1])


@register.filter
def day_in_words(value):
    """2025-08-14 → empat belas."""
    return _dated(value, lambda day: dates.number_in_words(day.day))


@register.filter
def year_in_words(value):
    """2025-08-14 → dua ribu dua puluh lima."""
    return _dated(value, lambda day: dates.number_in_words(day.year))


@register.filter
def with_year(number, dated_on):
    """A decree's number with its year: "11" → "11 TAHUN 2025"; one that ends in the year already stands as it is."""
    on = year(dated_on)
    if number and on and str(number).rstrip().endswith(str(on)):
        return number
    return f"{dots(number, 24)} TAHUN {dots(on, 8)}"


@register.filter
def year(value):
    """2025-08-14 → 2025."""
    return _dated(value, lambda day: str(day.year))


@register.filter
def short_date(value):
    """2025-08-14 → 14-08-2025, the form used in tables."""
    return _dated(value, dates.short_date)


@register.filter
def clock(value):
    """A time ("09:00") or an ISO moment → 09.00, with the dot of Indonesian usage."""
    if not value:
        return Missing(8)
    text = str(value)
    if "T" in text:
        text = text.partition("T")[2]
    return text[:5].replace(":", ".")


@register.filter
def in_words(value):
    """12 → dua belas."""
    if not isinstance(value, int):
        return Missing()
    return dates.number_in_words(value)


@register.filter
def counted(value):
    """12 → 12 (dua belas); a gap gives two dotted lines."""
    if not isinstance(value, int):
        return f"{Missing(6)} ({Missing()})"
    return f"{value} ({dates.number_in_words(value)})"


@register.filter
def letter_of(position):
    """1 → a, 26 → z, 27 → aa: the marks of a list of considerations."""
    marks = ""
    while position > 0:
        position, rest = divmod(position - 1, 26)
        marks = chr(ord("a") + rest) + marks
    return marks


@register.filter
def capitals(value):
    """Text in capitals; a gap stays a dotted line."""
    return str(value).upper() if value else value


@register.filter
def balanced(value, width):
    """A line longer than `width` letters as two or more of nearly the same length, so that no word stands alone."""
    if not isinstance(value, str) or len(value) <= int(width):
        return value
    words, parts = value.split(), -(-len(value) // int(width))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in _evenly(words, min(parts, len(words)))))


def _evenly(words, parts):
    """The words in `parts` lines whose longest is as short as can be."""
    if parts <= 1:
        return [" ".join(words)]
    ways = (
        [" ".join(words[:cut]), *_evenly(words[cut:], parts - 1)] for cut in range(1, len(words) - parts + 2)
    )  # fmt: skip
    return min(ways, key=lambda lines: max(map(len, lines)))


@register.filter
def crest(value):
    """An embedded PNG or JPEG picture as it is; anything else is no picture."""
    return value if isinstance(value, str) and value.startswith(PICTURE_PREFIXES) else ""


@register.filter
def lines(value):
    """The non-empty lines of a longer text."""
    if not value:
        return []
    return [line.strip() for line in str(value).splitlines() if line.strip()]


@register.filter
def blank_lines(rows, least):
    """Numbers of the empty lines that bring a list up to `least` lines; none when it is long enough."""
    return range(len(rows) + 1, int(least or 0) + 1)
