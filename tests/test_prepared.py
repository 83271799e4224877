"""Queries said once give what their querysets give, on both databases, whatever the values."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from fcu_project.prepared import prepared
from institutions.models import Assignment, Region
from institutions.session import active_assignments
from tests.factories import TODAY, AssignmentFactory

pytestmark = pytest.mark.django_db


def in_places(codes, day):
    rows = Assignment.objects.filter(region__code__in=codes).active_on(day)
    return rows.select_related("region__parent", "person").order_by("-id")


def test_it_gives_the_rows_of_its_queryset_for_lists_of_any_length_and_other_days(regions):
    ask = prepared(in_places)
    for place, days in ((regions.village, 0), (regions.sibling, 400)):
        AssignmentFactory(role="secretary", region=place, valid_from=TODAY - timedelta(days=days))
    codes = [regions.village.code, regions.sibling.code]
    for asked in (codes, codes[:1], [*codes, "99"], ["99"], []):
        for day in (TODAY, TODAY - timedelta(days=200), TODAY - timedelta(days=900)):
            assert ask(asked, day) == list(in_places(asked, day))


def test_rows_come_whole_in_one_query_and_are_read_anew(regions):
    ask, row = prepared(in_places), AssignmentFactory(role="secretary", region=regions.village)
    code = regions.village.code
    ask([code], TODAY)
    row.person.name = "Sumiyati"
    row.person.save()
    with CaptureQueriesContext(connection) as captured:
        [found] = ask([code], TODAY)
        assert (found.person.name, found.region.parent) == ("Sumiyati", row.region.parent)
        assert type(found.valid_from) is date
    assert len(captured) == 1


def test_tuples_and_names_of_values_are_kept(regions):
    words = prepared(lambda code: Region.objects.filter(code=code).values_list("name", "code", named=True))
    [found] = words(regions.village.code)
    assert (found.name, found.code) == (regions.village.name, regions.village.code)


def test_a_value_that_is_changed_on_its_way_into_the_query_is_refused():
    with pytest.raises(ImproperlyConfigured):
        prepared(lambda name: Region.objects.filter(name__contains=name))("a")
    with pytest.raises(ImproperlyConfigured):
        prepared(lambda name, code: Region.objects.filter(Q(name=name)))("a", "33")


def test_an_assignment_that_ended_or_an_account_that_is_shut_bites_at_the_next_request(sign_in, regions):
    row = AssignmentFactory(role="secretary", region=regions.village)
    client = sign_in(row)
    assert client.get("/keluarga/").status_code == 200
    row.valid_until = row.valid_from
    row.save()
    assert active_assignments(row.person, row.valid_from + timedelta(days=1)) == []
    row.valid_until = None
    row.save()
    assert client.get("/keluarga/").status_code == 200
    row.person.user.is_active = False
    row.person.user.save()
    assert client.get("/keluarga/").status_code == 302
