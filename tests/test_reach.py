"""How far an assignment sees, against an independent reading of the codes: no tree, no query of ours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.models import Institution, Meeting, Region
from institutions.models.region import ancestor_codes, next_code, within
from institutions.roles import REACH, ROLES
from tests.factories import REGIONS, AssignmentFactory, InstitutionFactory, held_meeting

CODES = [code for code, *_ in REGIONS]
VILLAGES = [code for code in CODES if len(code) == 10]
LEVELS = {"nation": 0, "province": 2, "regency": 4, "subdistrict": 6, "village": 10}


def test_ranges_hold_exactly_the_codes_that_begin_alike(regions):
    for code in CODES:
        found = set(Region.objects.filter(within(code, "code")).values_list("code", flat=True))
        assert found == {other for other in CODES if other.startswith(code)}, code


def test_next_code_and_ancestors():
    assert next_code("3374") == "3375"
    assert next_code("09") == "10"
    assert next_code("3399") == "3400"
    assert ancestor_codes("9701012001") == ["", "97", "9701", "970101", "9701012001"]
    assert ancestor_codes("9701", include_self=False) == ["", "97"]


@pytest.mark.clause("REG-01")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_everyone_sees_the_own_subtree_and_nothing_else(regions, reference, data):
    role = data.draw(st.sampled_from(sorted(ROLES)))
    width = LEVELS[ROLES[role].level]
    home = data.draw(st.sampled_from([code for code in CODES if len(code) == width]))
    places = data.draw(st.lists(st.sampled_from(VILLAGES), min_size=1, max_size=4, unique=True))
    Institution.objects.all().delete()
    for place in places:
        InstitutionFactory(region=regions.by_code[place], name=f"PKK {place}")
    viewer = AssignmentFactory(role=role, region=regions.by_code[home])
    seen = set(Institution.objects.visible_to(viewer).values_list("region__code", flat=True))
    expected = {place for place in places if place[:width] == home}
    assert seen == (expected if REACH.get((role, "institutions.institution"), "rows") == "rows" else set())


def test_nobody_sees_anything_without_an_assignment(regions, reference):
    InstitutionFactory(region=regions.village)
    assert not Institution.objects.visible_to(None).exists()


@pytest.mark.clause("STG-13")
def test_a_meeting_held_above_is_published_down_to_every_village_below(people, regions):
    meeting = held_meeting(
        "socialisation_subdistrict", people.regency_reports, on=people.village_head.valid_from,
        region=regions.subdistrict,
    )  # fmt: skip
    below = AssignmentFactory(role="village_operator", region=regions.sibling)
    outside = AssignmentFactory(role="village_operator", region=regions.elsewhere)
    assert list(Meeting.objects.visible_to(below)) == [meeting]
    assert not Meeting.objects.visible_to(outside).exists()
    assert list(Meeting.objects.visible_to(people.ministry)) == [meeting]
