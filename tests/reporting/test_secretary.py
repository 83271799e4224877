"""The secretary's three tasks: letters, records, reports (III.B.2.3(2)); nobody else in the FCU but the coordinator."""

import pytest
from django.urls import reverse

from institutions.models import IssuedDocument
from tests import factories as founding
from tests.factories import TODAY
from tests.filling import new_key
from tests.reporting import make


@pytest.mark.clause("MEM-08")
def test_the_secretary_writes_letters_keeps_records_and_submits_reports(people, sign_in):
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    meeting = founding.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    client = sign_in(people.secretary)
    opened = reverse("institutions:letter-open", args=[meeting.uid, "invitation"])
    assert client.post(opened, {"_key": new_key()}).status_code == 302
    meeting.refresh_from_db()
    letter = IssuedDocument.objects.get(meeting=meeting, kind="invitation")
    assert letter in IssuedDocument.objects.visible_to(people.secretary)
    assert letter.get_absolute_url() in client.get(reverse("institutions:document-list")).content.decode()
    minutes = {"minutes": "Dibahas rencana.", "method": "consensus", "_key": new_key(), "_version": meeting.version}
    assert client.post(reverse("institutions:meeting-minutes", args=[meeting.uid]), minutes).status_code == 302
    make.step(report, "send", people.secretary, on=TODAY)
    assert make.fresh(report).stage == "sent"


@pytest.mark.clause("MEM-08")
@pytest.mark.parametrize("role", ["treasurer", "working_group", "member", "pioneer", "psks_team"])
def test_others_of_the_fcu_do_not(role, people, sign_in):
    by, meeting = getattr(people, role), founding.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    client = sign_in(by)
    for name, args in (("letter-open", [meeting.uid, "invitation"]), ("meeting-minutes", [meeting.uid])):
        assert client.post(reverse(f"institutions:{name}", args=args), {"_key": new_key()}).status_code == 403, name
    assert not by.has_perm("reporting.send_report")
