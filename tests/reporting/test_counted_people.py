"""Women and men are told apart wherever people are counted (I.B.12)."""

import re

import pytest
from django.apps import apps
from django.db.models import IntegerField

from institutions.models import Attendance, Membership, OfficerTerm
from reporting.indicators import FIGURES
from reporting.models.figures import CountedColumns
from tests.factories import TODAY, held_meeting
from tests.reporting.make import QUARTER

APPS = ("institutions", "families", "referrals", "reporting")
# Columns that count people, and the two that stand for women and men.
PAIRS = {
    "institutions.Institution": ("members_female", "members_male"), "institutions.Activity": ("women", "men"),
    "families.CoachingAttendance": ("women", "men"), "reporting.QuarterFigures": (),
    "reporting.RegionFigures": (),
    "referrals.ServiceRecord": ("women", "men"), "referrals.CaseStep": ("women", "men"),
}  # fmt: skip
PEOPLE = re.compile(r"\b(orang|peserta|anggota|pengurus|hadir|kehadiran)\b")


def counting_columns():
    """(model, column) of every whole number that, by its name on the screen, counts people."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                counts = isinstance(field, IntegerField) and not field.choices and not field.primary_key
                if counts and PEOPLE.search(str(field.verbose_name)):
                    yield model, field.name


@pytest.mark.clause("VAL-08")
def test_every_column_that_counts_people_is_one_of_two():
    for model, name in counting_columns():
        pair = PAIRS[model._meta.label]
        if issubclass(model, CountedColumns):
            code = name.removesuffix("_women").removesuffix("_men")
            pair = (name,) if FIGURES[code].is_split else ()
        assert name in pair, f"{model._meta.label}.{name}"
    assert {model._meta.label for model, _ in counting_columns()} == set(PAIRS)


@pytest.mark.clause("VAL-08")
def test_every_figure_over_persons_is_split(people):
    """Whatever a figure counts: where its rows are persons it says how many are women and how many men."""
    persons = (Attendance, Membership, OfficerTerm)
    of_persons = [f for f in FIGURES.values() if f.rows(people.secretary.region, QUARTER).model in persons]
    assert {figure.code for figure in of_persons} == {"attendances", "members_end", "officers_end", "members_active"}
    assert all(figure.is_split for figure in of_persons)


@pytest.mark.clause("VAL-08")
def test_who_came_to_a_meeting_is_told_by_sex_for_each_element(people, sign_in):
    meeting = held_meeting("formation", people.village_operator, on=TODAY)
    counts = meeting.present_counts()
    women, men = counts.pop(None)
    assert (women, men) == tuple(map(sum, zip(*counts.values(), strict=True)))
    assert women + men == meeting.present.count()
    page = sign_in(people.village_operator).get(meeting.get_absolute_url()).content.decode()
    assert f"{women + men} hadir (P {women}, L {men})" in page
