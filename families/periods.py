"""The months a pioneer reports on: how many one report covers, where such a span begins and ends (MEN-03).

The guide says "berkala" without an interval: it is the setting "progress_months" of the region, one month by default.
"""

from datetime import date, timedelta

from fcu_project import dates

SPANS = (1, 2, 3, 4, 6, 12)  # months that divide a year, so that every year begins a new span
MONTHS_BACK = 12  # of spans offered for typing and for looking back
YEARS = range(2000, 2101)  # that an address may name


def months_of(region):
    """How many months one report covers here; one where the setting is none of the spans."""
    text = str(region.setting("progress_months", "1"))
    return int(text) if text in map(str, SPANS) else 1


def span_of(day, months):
    """The first day of the span of `months` in which `day` lies."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def after(first, months):
    """The first day of the next span."""
    passed = first.month - 1 + months
    return date(first.year + passed // 12, passed % 12 + 1, 1)


def before(first, months):
    """The first day of the span before."""
    return span_of(first - timedelta(days=1), months)


def last_day(first, months):
    return after(first, months) - timedelta(days=1)


def words(first, months):
    """How a span is called: "Oktober 2026", "Oktober–Desember 2026"."""
    if months == 1:
        return dates.month_and_year(first)
    return f"{dates.MONTHS[first.month - 1]}–{dates.month_and_year(last_day(first, months))}"


def code(first):
    """A span in an address: 2026-10."""
    return f"{first:%Y-%m}"


def read(text, months):
    """The span that "2026-10" lies in, or None for what is no month."""
    year, _, month = text.partition("-")
    if not (text.isascii() and year.isdigit() and month.isdigit() and len(year) == 4 and len(month) == 2):
        return None
    if int(year) not in YEARS or not 1 <= int(month) <= 12:
        return None
    return span_of(date(int(year), int(month), 1), months)


def finished(today, months):
    """The latest span that is over: its reports are due from the first day after it."""
    return before(span_of(today, months), months)


def offered(today, months, count=MONTHS_BACK):
    """Spans to choose from, the present one first."""
    found = [span_of(today, months)]
    while len(found) < count:
        found.append(before(found[-1], months))
    return found
