"""What a position in the FCU or the village may do: no more than the position asks for."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fcu_project import workflow
from institutions.actions import document as actions
from institutions.models import Assignment, FamilyCareUnit, IssuedDocument, Meeting
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_routes import PLAN, new_key, picture, typed_date

clause = pytest.mark.clause
LAST_WEEK = TODAY - timedelta(days=7)
POSITIONS = ("coordinator", "secretary", "treasurer", "working_group", "member")
LEADERS = {"coordinator", "secretary"}  # they run the FCU's business (III.B.2.3); the others read
# Page → positions that may write there. Before and beside the FCU the village's own office acts, not the officers.
WRITES = {
    "routine meeting": LEADERS, "new member": LEADERS, "new body": LEADERS, "formation meeting": set(),
    "inauguration meeting": set(), "election": set(), "seat": set(), "start": set(), "decree": set(),
    "text of the decree": set(),
}  # fmt: skip
READS = {"road": set(POSITIONS), "unit": set(POSITIONS), "members": set(POSITIONS), "letters": set(POSITIONS),
         "meetings": set(POSITIONS), "people": set(POSITIONS) - {"member"}}  # fmt: skip


@pytest.fixture
def pages(people):
    unit = make.formed_unit(people.village_operator)
    decree = actions.open_decree(unit, by=people.village_operator, on=TODAY)

    def to(name, *args):
        return reverse(f"institutions:{name}", args=args)

    return {
        "routine meeting": to("meeting-create", "routine"), "formation meeting": to("meeting-create", "formation"),
        "inauguration meeting": to("meeting-create", "inauguration"), "new member": to("member-create", unit.uid),
        "new body": to("institution-create"), "election": to("election", unit.uid), "seat": to("unit-update", unit.uid),
        "start": to("unit-create"), "decree": to("decree-create", unit.uid), "people": to("person-list"),
        "text of the decree": to("decree-update", decree.document.uid), "road": to("road"),
        "unit": to("unit-detail", unit.uid), "members": to("member-list", unit.uid), "letters": to("document-list"),
        "meetings": to("meeting-list"),
    }  # fmt: skip


@clause("MEM-15")
@pytest.mark.parametrize("position", POSITIONS)
def test_rights_follow_the_position(position, pages, people, sign_in):
    client = sign_in(getattr(people, position))
    client.get("/akun/")  # the session has begun
    before = picture()
    for page, allowed in {**WRITES, **READS}.items():
        assert client.get(pages[page]).status_code == (200 if position in allowed else 403), page
        if page in WRITES and position not in allowed:
            assert client.post(pages[page], {**PLAN, "_key": new_key(), "name": "Melati"}).status_code == 403, page
    assert picture() == before


@clause("MEM-15")
def test_who_loses_the_position_loses_its_rights_at_once(pages, people, regions, sign_in):
    """The same person, the same session: secretary yesterday, member today."""
    secretary = people.secretary
    client = sign_in(secretary)
    assert client.get(pages["routine meeting"]).status_code == 200
    Assignment.objects.filter(pk=secretary.pk).update(valid_until=TODAY - timedelta(days=1))
    AssignmentFactory(role="member", region=regions.village, person=secretary.person)
    assert client.post(pages["routine meeting"], {**PLAN, "_key": new_key()}).status_code == 403
    assert not Meeting.objects.filter(kind="routine").exists()


# --- who issues the decree ------------------------------------------------------------------------------------------
@pytest.fixture
def ready(people):
    return make.ready_decree(make.formed_unit(people.village_operator), people.village_operator)


def issue_url(document):
    return reverse("institutions:document-issue", args=[document.uid])


def filled_in(**more):
    return {"_key": new_key(), "number": "141/12/KEP/2025", "dated_on": typed_date(LAST_WEEK), **more}


def not_issued(decree):
    document = IssuedDocument.objects.get(pk=decree.document_id)
    unit = FamilyCareUnit.objects.get(pk=decree.unit_id)
    return (document.stage, document.number, unit.stage, unit.decreed_on) == ("ready", "", "formed", None)


@clause("FCU-07")
@clause("MEM-15")
def test_the_village_head_issues_without_a_scan(ready, people, sign_in):
    """The head acts in person: there is no paper of somebody else to show, and nothing is marked as recorded."""
    assert sign_in(people.village_head).post(issue_url(ready.document), filled_in()).status_code == 302
    document = IssuedDocument.objects.get(pk=ready.document_id)
    assert (document.stage, document.signed_scan, document.from_paper, document.recorded_by) == (
        "issued", None, False, "",
    )  # fmt: skip
    assert FamilyCareUnit.objects.get(pk=ready.unit_id).get_stage_display() == "Dikukuhkan"


@clause("FCU-07")
def test_what_the_operator_records_is_marked_with_its_paper(ready, people, sign_in):
    by = people.village_operator
    assert sign_in(by).post(issue_url(ready.document), filled_in()).status_code == 422
    assert not_issued(ready)
    assert sign_in(by).post(issue_url(ready.document), filled_in(scan=make.scan())).status_code == 302
    document = IssuedDocument.objects.get(pk=ready.document_id)
    assert (document.from_paper, document.recorded_by) == (True, by.signature)
    assert (document.paper_number, document.paper_date) == ("141/12/KEP/2025", LAST_WEEK)
    assert document.signed_scan.content_type == "application/pdf"


@clause("MEM-15")
@pytest.mark.parametrize("role", ["psm_facilitator", "coordinator", "secretary", "treasurer", "working_group", "member",
                                  "tksk", "subdistrict_operator", "regency_reports", "ministry"])  # fmt: skip
def test_nobody_else_issues_a_decree(role, ready, people, sign_in):
    other = getattr(people, role)
    response = sign_in(other).post(issue_url(ready.document), filled_in(scan=make.scan()))
    assert response.status_code == 403
    with pytest.raises(PermissionDenied):
        actions.issue_document(ready.document, number="1/KEP", dated_on=LAST_WEEK, scan=make.scan(), by=other)
    assert not_issued(ready)


@clause("REG-01")
@pytest.mark.parametrize("role", ["village_head", "village_operator"])
def test_the_office_of_another_village_does_not_issue_it(role, ready, regions, sign_in):
    other = AssignmentFactory(role=role, region=regions.sibling)
    response = sign_in(other).post(issue_url(ready.document), filled_in(scan=make.scan()))
    assert response.status_code == 404
    with pytest.raises(PermissionDenied):
        actions.issue_document(ready.document, number="1/KEP", dated_on=LAST_WEEK, scan=make.scan(), by=other)
    assert not_issued(ready)


@clause("MEM-15")
def test_the_fcu_numbers_its_own_letters_and_not_those_of_the_village(people, sign_in):
    """The secretary's office is the FCU: its meetings, its letters. The village's record is not hers to number."""
    village = make.held_meeting("coordination_village", people.village_operator, on=LAST_WEEK)
    own = make.held_meeting("routine", people.secretary, on=LAST_WEEK)
    client = sign_in(people.secretary)
    for meeting, by, status in ((village, people.village_operator, 403), (own, people.secretary, 302)):
        letter = actions.open_letter(meeting, "record", by=by, on=TODAY)
        workflow.perform(letter, "prepare", by=by, on=TODAY)
        response = client.post(issue_url(letter), filled_in(number=f"{meeting.pk}/BA"))
        assert response.status_code == status, meeting
        letter.refresh_from_db()
        assert letter.stage == ("issued" if status == 302 else "ready")
