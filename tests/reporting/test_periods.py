"""Quarters, their due days, and which of them an FCU owes."""

from datetime import date

import pytest

from institutions.models import Region
from reporting.periods import Quarter, due_days, first_due_quarter, is_owed, owed_quarters, quarter_of
from tests.reporting import make


@pytest.mark.parametrize("number, start, end", [
    (1, date(2024, 1, 1), date(2024, 3, 31)), (2, date(2024, 4, 1), date(2024, 6, 30)),
    (3, date(2024, 7, 1), date(2024, 9, 30)), (4, date(2024, 10, 1), date(2024, 12, 31)),
])  # fmt: skip
def test_days_of_a_quarter(number, start, end):
    quarter = Quarter(2024, number)
    assert (quarter.start, quarter.end) == (start, end)
    assert quarter_of(start) == quarter_of(end) == quarter
    assert quarter.next.previous == quarter == quarter.previous.next


def test_words_and_the_turn_of_the_year():
    assert (Quarter(2025, 3).words, Quarter(2025, 3).short) == ("Triwulan III Tahun 2025", "TW III 2025")
    assert Quarter(2025, 4).next == Quarter(2026, 1)
    assert Quarter(2025, 4) < Quarter(2026, 1)
    with pytest.raises(ValueError):
        Quarter(2025, 5)


def test_due_on_the_tenth_unless_the_region_says_otherwise(regions):
    quarter = Quarter(2025, 4)
    assert quarter.due_on(regions.village) == date(2026, 1, 10)
    regions.regency.settings.create(key="report_due_day", value="5")
    regions.sibling.settings.create(key="report_due_day", value="31")
    assert quarter.due_on(regions.village) == date(2026, 1, 5)
    assert Quarter(2025, 3).due_on(regions.sibling) == date(2025, 10, 31)
    assert Quarter(2025, 1).due_on(regions.sibling) == date(2025, 4, 30)  # April has no 31st
    for reader in (regions.subdistrict, Region.objects.get(code="")):  # the ministry reads the days of every region too
        day_at = due_days(reader)
        assert [int(day_at(place.code)) for place in (regions.village, regions.sibling)] == [5, 31]


def test_over_on_the_day_after_its_last(regions):
    quarter = Quarter(2025, 3)
    assert not quarter.is_over(regions.village, date(2025, 9, 30))
    assert quarter.is_over(regions.village, date(2025, 10, 1))


def test_the_first_duty_is_the_quarter_after_the_decree(regions):
    unit = make.unit(regions.village, decreed_on=date(2025, 2, 3))
    assert first_due_quarter(unit) == Quarter(2025, 2)
    assert owed_quarters(unit, date(2025, 6, 30)) == []
    assert owed_quarters(unit, date(2025, 7, 1)) == [Quarter(2025, 2)]
    assert owed_quarters(unit, date(2026, 1, 1)) == [Quarter(2025, 2), Quarter(2025, 3), Quarter(2025, 4)]
    unit.deactivated_on = date(2025, 8, 1)
    assert owed_quarters(unit, date(2026, 1, 1)) == [Quarter(2025, 2), Quarter(2025, 3)]
    assert not is_owed(unit, Quarter(2025, 1)) and not is_owed(unit, Quarter(2025, 4))
    unit.decreed_on = None
    assert owed_quarters(unit, date(2026, 1, 1)) == []
