"""Dates, times, amounts and numerals as Indonesian letters and screens write them.

One table of month and day names serves every page, letter and export. The names stand here rather than in
Django's locale files, so that a frozen letter never changes when a library's translation does.
"""

import calendar
import datetime
import re
from zoneinfo import ZoneInfo

from django.utils import timezone

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# The three time zones of Indonesia (Keputusan Presiden 41/1987) and the tz database's name for each.
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

# re.ASCII: Python's \d also takes Arabic-Indic and other digits, which no register of ours prints.
_DAY_FIRST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH_NAMED = re.compile(r"(\d{1,2}) +([A-Za-z]{3,9})\.? +(\d{4})", re.ASCII)
_DIGITS_ALONE = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)

_SMALL = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
LARGEST_NUMBER_IN_WORDS = 10**15

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def long_date(day):
    """Return a date as a letter prints it: "14 Agustus 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_and_year(day):
    """Return the month of a date: "Agustus 2025"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_date_with_day(day):
    """Return a date with its weekday, as invitations print it: "Kamis, 14 Agustus 2025"."""
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def short_date(day):
    """Return a date as tables and date fields show it: "14-08-2025"; `parse_date` reads it back."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def parse_date(text):
    """Read a typed date: dd-mm-yyyy, dd/mm/yyyy, ddmmyyyy, yyyy-mm-dd, or with the month's name ("14 Agustus 2025",
    "14 Agu 2025"), in ASCII digits; day and month may lack the zero where something parts them.

    The day always comes before the month, as in every Indonesian form. Raises ValueError with a message that can
    be shown to the person as it stands; ranges ("not after today") are the caller's business.
    """
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif (match := _MONTH_NAMED.fullmatch(text)) and (month := _month_called(match[2])):
        day, year = int(match[1]), int(match[3])
    elif match := _DIGITS_ALONE.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        raise ValueError("Tulis tanggal sebagai tanggal-bulan-tahun, contoh 14-08-2025.")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"Tanggal {text} tidak ada di kalender. Periksa lagi tanggal dan bulannya.") from None


def _month_called(name):
    """The number of a month by its name or the beginning of it, as the three letters of a stamp; 0 for no month."""
    found = [number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())]
    return found[0] if len(found) == 1 else 0


def clock(time):
    """Return a time of day (or a datetime's) with a dot, as Indonesian writes it: "09.00". The zone is not added."""
    return f"{time.hour:02d}.{time.minute:02d}"


def quarter_of(day):
    """Return the calendar quarter (triwulan) a date falls in, as (year, 1 to 4)."""
    return day.year, (day.month - 1) // 3 + 1


def months_before(day, months):
    """The same day `months` earlier; the last of the month where that month is shorter."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = divmod(whole, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def today():
    """Return today's date in the active time zone (that of the request, else of the installation)."""
    return timezone.localdate()


def today_in(zone):
    """Return today's date in "WIB", "WITA" or "WIT": around midnight the village decides, not the server.

    Raises ValueError for any other zone.
    """
    return datetime.datetime.now(zone_of(zone)).date()


def midnight_in(zone, day):
    """The moment at which `day` begins in "WIB", "WITA" or "WIT". Raises ValueError for any other zone."""
    return datetime.datetime.combine(day, datetime.time(), zone_of(zone))


def zone_of(zone):
    """The time zone called "WIB", "WITA" or "WIT". Raises ValueError for any other."""
    try:
        return ZoneInfo(ZONES[zone])
    except KeyError:
        raise ValueError(f"Zona waktu {zone!r} tidak dikenal. Pilih WIB, WITA, atau WIT.") from None


def rupiah(amount):
    """Return whole rupiah as money is written: "Rp1.500.000", below zero "-Rp1.500.000". TypeError otherwise."""
    _require_integer(amount)
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def number_in_words(number):
    """Return a whole number in words (terbilang), exact from 0 to 10^15: 1_001_000 is "satu juta seribu".

    Raises TypeError for anything but an int, ValueError outside the range.
    """
    _require_integer(number)
    if not 0 <= number <= LARGEST_NUMBER_IN_WORDS:
        raise ValueError("Angka di luar jangkauan terbilang (0 sampai 1.000.000.000.000.000).")
    if number == 0:
        return _SMALL[0]
    words = []
    for power in range(len(_SCALES) - 1, -1, -1):
        group = number // 1000**power % 1000
        if group == 0:
            continue
        # Only the thousand contracts: seribu, but satu juta, satu miliar.
        if power == 1 and group == 1:
            words.append("seribu")
        else:
            words.append(_below_thousand(group))
            if power:
                words.append(_SCALES[power])
    return " ".join(words)


def roman(number):
    """Return 1 to 3999 in Roman numerals, as letter numbers print the month (8: "VIII"). Raises ValueError outside."""
    _require_integer(number)
    if not 1 <= number <= 3999:
        raise ValueError("Angka Romawi hanya untuk 1 sampai 3999.")
    letters = []
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)


def _below_thousand(number):
    """Return 1 to 999 in words."""
    if number < 12:
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return _join(f"{_SMALL[tens]} puluh", rest)
    hundreds, rest = divmod(number, 100)
    return _join("seratus" if hundreds == 1 else f"{_SMALL[hundreds]} ratus", rest)


def _join(words, rest):
    return f"{words} {_below_thousand(rest)}" if rest else words


def _require_integer(number):
    # A bool is an int in Python, and a float would print digits that were never there.
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"whole number expected, got {type(number).__name__}")
