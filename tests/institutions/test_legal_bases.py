"""The list of laws a decree may cite (I.B.1-17 and what replaced them)."""

import datetime
import json

import pytest
from django.conf import settings

ROWS = json.loads((settings.BASE_DIR / "institutions" / "data" / "legal_bases.json").read_text())["legal_bases"]
BY_CODE = {row["code"]: row for row in ROWS}
TODAY = datetime.date(2026, 1, 1)


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def in_force(row, on):
    start, end = day(row["valid_from"]), day(row["valid_until"])
    return (start is None or start <= on) and (end is None or on <= end)


@pytest.mark.clause("FCU-08")
def test_all_seventeen_of_the_guide_are_there_once():
    references = [row["guide_ref"] for row in ROWS if row["guide_ref"]]
    assert sorted(references, key=lambda ref: int(ref.split(".")[2])) == [f"I.B.{number}" for number in range(1, 18)]


@pytest.mark.clause("FCU-08")
@pytest.mark.parametrize("code", ["uu-32-2004", "pp-72-2005", "pp-73-2005", "pp-21-1994", "pp-7-2008"])
def test_old_laws_have_ended_and_name_their_successor(code):
    assert not in_force(BY_CODE[code], TODAY)
    assert (
        in_force(BY_CODE[BY_CODE[code]["replaced_by"]], TODAY) or BY_CODE[BY_CODE[code]["replaced_by"]]["replaced_by"]
    )
    assert not BY_CODE[code]["suggested"]


def test_codes_are_single_and_successors_exist():
    assert len(BY_CODE) == len(ROWS)
    assert all(row["replaced_by"] in BY_CODE for row in ROWS if row["replaced_by"])
    assert all(len(row["title"]) <= 400 and str(row["year"]) in row["title"] for row in ROWS)
    assert all(
        day(row["valid_from"]) <= day(row["valid_until"]) for row in ROWS if row["valid_from"] and row["valid_until"]
    )


def test_only_certain_laws_are_suggested_and_each_once_on_any_day():
    """A decree of 2014, 2023 or today is offered one wording of each law."""
    assert all(row["certain"] for row in ROWS if row["suggested"])
    for on in (datetime.date(2014, 11, 1), datetime.date(2023, 6, 1), datetime.date(2024, 4, 25), TODAY):
        offered = [row for row in ROWS if row["suggested"] and in_force(row, on)]
        names = [(row["kind"], row["number"], row["year"]) for row in offered]
        assert len(names) == len(set(names))
        assert ("UU", "6", 2014) in names
        assert ("UU", "23", 2014) in names


def test_amended_wording_begins_with_the_amendment():
    assert "Nomor 3 Tahun 2024" in BY_CODE["uu-6-2014-perubahan-2024"]["title"]
    assert not in_force(BY_CODE["uu-6-2014"], datetime.date(2024, 4, 25))
    assert in_force(BY_CODE["uu-6-2014-perubahan-2024"], datetime.date(2024, 4, 25))
