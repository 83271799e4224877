"""Dates, amounts and numerals as letters print them."""

import datetime
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fcu_project import dates


def test_dates_read_as_on_paper():
    day = date(2025, 8, 4)
    assert dates.long_date(day) == "4 Agustus 2025"
    assert dates.long_date_with_day(day) == "Senin, 4 Agustus 2025"
    assert dates.short_date(day) == "04-08-2025"


def test_every_month_and_day_has_its_indonesian_name():
    assert [dates.long_date(date(2025, m, 1)).split()[1] for m in range(1, 13)] == [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ]  # fmt: skip
    monday = date(2025, 8, 4)
    assert [dates.long_date_with_day(monday + datetime.timedelta(n)).split(",")[0] for n in range(7)] == [
        "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "14-08-2025", "14/08/2025", "2025-08-14", " 14-8-2025 ", "14/8/2025", "14 Agustus 2025", "14 agu. 2025",
        "14082025",
    ],  # fmt: skip
    ids=lambda text: text.strip(),
)
def test_a_typed_date_is_read(text):
    assert dates.parse_date(text) == date(2025, 8, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 August 2025",
        "14 Agustusan 2025",
        "14-08/2025",
        "14-08-25",
        "2025/08/14",
        "2025-8-14",
        "14081825",
        "1\u0664-08-2025",
        "\uff114-08-2025",
        "14-08-2025x",
    ],
)
def test_another_shape_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="contoh 14-08-2025"):
        dates.parse_date(text)


@pytest.mark.parametrize("text", ["31-02-2025", "29-02-2023", "00-01-2025", "08-14-2025", "2025-13-01", "01-01-0000"])
def test_a_day_that_no_calendar_has_is_refused_by_name(text):
    with pytest.raises(ValueError, match=f"Tanggal {text} tidak ada di kalender"):
        dates.parse_date(text)


@given(st.dates())
def test_a_shown_date_is_read_back(day):
    assert dates.parse_date(dates.short_date(day)) == day


def test_the_clock_has_a_dot():
    assert dates.clock(datetime.time(9, 0)) == "09.00"
    assert dates.clock(datetime.datetime(2025, 8, 14, 23, 5)) == "23.05"


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 1, 1), (2025, 1)), (date(2025, 3, 31), (2025, 1)), (date(2025, 4, 1), (2025, 2)),
        (date(2025, 9, 30), (2025, 3)), (date(2025, 10, 1), (2025, 4)), (date(2025, 12, 31), (2025, 4)),
    ],
)  # fmt: skip
def test_the_quarter_of_a_day(day, quarter):
    assert dates.quarter_of(day) == quarter


def test_the_day_turns_in_the_villages_own_zone(monkeypatch):
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime(2025, 9, 30, 15, 30, tzinfo=datetime.UTC).astimezone(tz)

    monkeypatch.setattr(dates.datetime, "datetime", Clock)
    assert dates.today_in("WIB") == date(2025, 9, 30)
    assert dates.today_in("WITA") == date(2025, 9, 30)
    assert dates.today_in("WIT") == date(2025, 10, 1)
    with pytest.raises(ValueError, match="WIB, WITA, atau WIT"):
        dates.today_in("UTC")


def test_rupiah():
    assert dates.rupiah(1_500_000) == "Rp1.500.000"
    assert dates.rupiah(0) == "Rp0"
    assert dates.rupiah(-2_500) == "-Rp2.500"
    with pytest.raises(TypeError):
        dates.rupiah(2_500.0)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"),
        (20, "dua puluh"), (21, "dua puluh satu"), (100, "seratus"), (101, "seratus satu"), (111, "seratus sebelas"),
        (200, "dua ratus"), (999, "sembilan ratus sembilan puluh sembilan"), (1_000, "seribu"), (1_001, "seribu satu"),
        (1_100, "seribu seratus"), (2_000, "dua ribu"), (11_000, "sebelas ribu"), (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"), (1_000_000, "satu juta"), (1_001_000, "satu juta seribu"),
        (1_500_000, "satu juta lima ratus ribu"), (1_000_000_000, "satu miliar"),
        (1_000_001_000, "satu miliar seribu"), (10**12, "satu triliun"), (10**15, "satu kuadriliun"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert dates.number_in_words(number) == words


def read_words(words):
    """Reckon a number back from its words, independently of how they were made."""
    small = {word: n for n, word in enumerate("nol satu dua tiga empat lima enam tujuh delapan sembilan".split())}
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}
    total = group = last = 0
    for contracted in ("sepuluh", "sebelas", "seratus", "seribu"):
        words = re.sub(rf"\b{contracted}\b", f"satu {contracted[2:]}", words)
    for word in words.split():
        if word in small:
            last = small[word]
            group += last
        elif word == "belas":
            group += 10
        elif word in ("puluh", "ratus"):
            group += last * (9 if word == "puluh" else 99)
        else:
            total, group = total + group * scales[word], 0
    return total + group


@settings(max_examples=300)
@given(st.integers(0, 10**15))
def test_words_say_exactly_the_number(number):
    words = dates.number_in_words(number)
    assert read_words(words) == number
    assert "  " not in words and words == words.strip()


@pytest.mark.parametrize("number", [-1, 10**15 + 1])
def test_words_end_at_a_thousand_trillion(number):
    with pytest.raises(ValueError, match="jangkauan"):
        dates.number_in_words(number)


@pytest.mark.parametrize("number", [True, 1.0, "1", None])
def test_words_are_for_whole_numbers(number):
    with pytest.raises(TypeError):
        dates.number_in_words(number)


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (12, "XII"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman_numerals(number, numeral):
    assert dates.roman(number) == numeral


@pytest.mark.parametrize("number", [0, 4000, -3])
def test_roman_numerals_have_limits(number):
    with pytest.raises(ValueError, match="Romawi"):
        dates.roman(number)
