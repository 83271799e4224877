"""A written reason for a warning: kept, and the writer is led back to where they wrote it, never elsewhere."""

import pytest

from fcu_project.models import GateReason
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key

REASON = "Sudah diundang, berhalangan hadir."


@pytest.fixture
def warned(people, sign_in):
    """(client, meeting, address of the reason for its missing LK3)."""
    meeting = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    return sign_in(people.village_operator), meeting, f"/alasan/institutions.meeting/{meeting.uid}/present_lk3/"


@pytest.mark.parametrize("asked", ["/jalan/", "/"])
def test_back_to_the_page_on_which_it_was_written(asked, warned):
    client, meeting, url = warned
    response = client.post(url, {"_key": new_key(), "reason": REASON, "next": asked})
    assert (response.status_code, response.url) == (302, asked)
    assert GateReason.objects.get(object_uid=meeting.uid).reason == REASON


@pytest.mark.parametrize("asked", ["https://jahat.id/", "//jahat.id/x", "javascript:alert(1)", "", "/\\jahat.id"])
def test_never_to_another_site(asked, warned):
    client, meeting, url = warned
    response = client.post(url, {"_key": new_key(), "reason": REASON, "next": asked})
    assert (response.status_code, response.url) == (302, meeting.get_absolute_url())


def test_a_reason_too_short_comes_back_and_still_knows_the_way(warned):
    client, meeting, url = warned
    response = client.post(url, {"_key": new_key(), "reason": "x", "next": "/jalan/"})
    html = response.content.decode()
    assert response.status_code == 422 and 'action="?next=%2Fjalan%2F"' in html
    assert not GateReason.objects.exists()
    again = client.post(f"{url}?next=%2Fjalan%2F", {"_key": new_key(), "reason": REASON})
    assert again.url == "/jalan/"


def test_the_admin_has_no_second_way_to_change_a_password(people, sign_in):
    response = sign_in(people.administrator).get("/admin/password_change/")
    assert (response.status_code, response.url) == (302, "/akun/kata-sandi/")
