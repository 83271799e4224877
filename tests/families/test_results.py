"""Minutes, objections, decisions and reasons of the meetings that choose families: for who may see the families."""

import pytest
from django.urls import reverse

from fcu_project import workflow
from institutions.actions import meeting as actions
from institutions.models import Decision, Meeting
from institutions.roles import ROLES
from tests.families import make

TOLD = tuple(f"Rahasia {what} Ibu Sumiyati" for what in ("notulen", "keberatan", "keputusan", "alasan"))
READS = {"village_head", "coordinator", "secretary", "treasurer", "tksk"}
CASES = [
    ("focus_group", "families.view_selectiondecision"),
    ("pioneer_designation", "families.view_designation"),
    ("plasma_designation", "families.view_designation"),
]


def told(kind, people):
    """A meeting of this kind whose every text names the family."""
    by = people.secretary
    meeting = make.planned(kind, by, on=make.FGD_ON)
    meeting.minutes, meeting.objections = TOLD[0], TOLD[1]
    actions.save_minutes(meeting, by=by, on=make.FGD_ON)
    actions.add_decision(Decision(meeting=meeting, text=TOLD[2]), by=by, on=make.FGD_ON)
    gate = next(gate for step in workflow.transitions_of(Meeting) for gate in step.gates if gate.warns)
    workflow.give_reason(meeting, gate, TOLD[3], by=by)
    return meeting


def seen(client, meeting):
    """What of the texts stands on the page and in the admin, and what either answered."""
    pages = [client.get(url) for url in (
        meeting.get_absolute_url(), reverse("admin:institutions_meeting_change", args=[meeting.pk]))]  # fmt: skip
    return [({text for text in TOLD if text in page.content.decode()}, page.status_code) for page in pages]


@pytest.mark.parametrize(("kind", "permission"), CASES)
def test_only_who_may_see_the_families_reads_what_was_said_of_them(kind, permission, people, sign_in):
    meeting = told(kind, people)
    open_to = set()
    for role, assignment in vars(people).items():
        (on_page, _), (in_admin, _) = seen(sign_in(assignment), meeting)
        if assignment.has_perm(permission):
            assert on_page == set(TOLD), role
            assert in_admin >= set(TOLD[:3]) or not ROLES[role].uses_admin, role
            open_to.add(role)
        else:
            assert not on_page and not in_admin, role
    assert open_to == READS


def test_lk3_reads_what_its_consolidation_said(people, sign_in):
    meeting = told("consolidation", people)
    assert seen(sign_in(people.lk3), meeting)[0] == (set(TOLD), 200)


def test_who_may_not_read_the_results_still_sees_the_event(people, sign_in):
    meeting = told("focus_group", people)
    for role in ("subdistrict_operator", "lk3", "regency_reports", "member", "psks_team"):
        page = sign_in(getattr(people, role)).get(meeting.get_absolute_url())
        assert page.status_code == 200 and "Waktu dan acara" in page.content.decode(), role
        assert 'href="#hasil"' not in page.content.decode()
