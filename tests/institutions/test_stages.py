"""The eight stages of the trial: begun and closed on evidence, the board of a village and of a territory."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import RegionSetting, SocialPreparation, StageRecord
from institutions.stages import board_of, unfinished_before
from institutions.tasks.stage import rhythm_tasks
from institutions.trial_stages import STAGES, TrialStage
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_stages import started

mark = pytest.mark


def close(record, by, **more):
    return workflow.perform(record, "close", by=by, on=TODAY, note="", **more)


@mark.clause("STG-01")
def test_the_eight_stages_in_the_order_of_the_guide(reference):
    assert [rule.clause for rule in STAGES.values()] == [f"II.F.{number}" for number in range(1, 9)]
    assert list(STAGES) == list(TrialStage)


def test_a_meeting_of_the_trial_leads_on_to_the_board(people, regions, sign_in):
    """Where its stage runs or is to begin; not once it is closed, nor from what is held without any trial."""
    by, board = people.village_operator, reverse("institutions:stages-village", args=[regions.village.code])

    def leads_on(meeting, by=by):
        page = sign_in(by).get(meeting.get_absolute_url()).content.decode()
        return f'href="{board}">Lanjut di papan tahapan' in page

    founding = make.held_meeting("coordination_village", by, on=LAST_WEEK)
    assert not leads_on(founding)
    team = make.held_meeting("team_formation", by, on=LAST_WEEK)
    assert leads_on(team)
    record = started(regions.village, "organising", by)
    assert leads_on(team) and leads_on(founding)
    StageRecord.objects.filter(pk=record.pk).update(stage="closed", ended_on=TODAY)
    assert not leads_on(team) and leads_on(founding)
    planned = make.held_meeting("psks_routine", by, on=TODAY, hold=False)
    routine = make.held_meeting("routine", people.secretary, on=LAST_WEEK)
    assert not leads_on(planned) and not leads_on(routine, people.secretary)
    above = make.held_meeting("briefing_region", people.province, on=LAST_WEEK)
    html = sign_in(people.province).get(above.get_absolute_url()).content.decode()
    assert f'href="{reverse("institutions:stages")}">Lanjut di papan tahapan' in html


@mark.clause("STG-01")
def test_a_stage_is_begun_and_closed_with_its_dates_and_evidence_in_any_order(people, regions, sign_in):
    """The order is advised: what comes before is named, nothing is refused."""
    by, village = people.village_operator, regions.village
    client = sign_in(by)
    url = reverse("institutions:stage-start", args=[village.code, "socialisation"])
    page = client.get(url).content.decode()
    assert "Tahapan sebelumnya belum selesai" in page and "Persiapan sosial, Pembekalan" in page
    data = {"started_on": typed_date(LAST_WEEK), "note": "", "_key": new_key()}
    assert client.post(url, data).status_code == 302
    record = StageRecord.objects.get()
    with pytest.raises(TransitionRefused):
        close(record, by)
    held = make.held_meeting("socialisation_psks", by, on=TODAY)
    record.refresh_from_db()
    close(record, by)
    assert (record.stage, record.started_on, record.ended_on) == ("closed", LAST_WEEK, TODAY)
    line = board_of(village, by, TODAY)[2]
    assert line.state == "done" and held.get_absolute_url() in [item["url"] for item in line.evidence]
    board = client.get(reverse("institutions:stages")).content.decode()
    assert "Sosialisasi dan koordinasi" in board and "Selesai" in board


@mark.clause("PSK-03", "STG-01")
def test_preparation_stays_open_until_its_five_parts_are_complete(people, regions):
    by, village = people.village_operator, regions.village
    record = started(village, "preparation", by)
    with pytest.raises(TransitionRefused, match="belum dimulai"):
        close(record, by)
    serves = {"serves_families": True, "serves_women": True, "serves_youth": True}
    make.InstitutionFactory(region=village, duties="Menimbang balita.", **serves)
    village.human_resources.create(person=by.person, skill="Pendampingan", noted_on=LAST_WEEK)
    SocialPreparation.objects.create(region=village, started_on=LAST_WEEK, problems="Sendiri-sendiri.")
    record.refresh_from_db()
    with pytest.raises(TransitionRefused, match="bagian [25]"):
        close(record, by)
    SocialPreparation.objects.update(synergy="Kunjungan bersama.")
    record.refresh_from_db()
    assert close(record, by).stage == "closed"


def test_a_stage_is_not_closed_before_it_began_nor_begun_twice(people, regions, sign_in):
    by = people.village_operator
    record = started(regions.village, "planning", by, on=TODAY)
    with pytest.raises(TransitionRefused, match="baru dimulai"):
        workflow.perform(record, "close", by=by, on=TODAY - timedelta(days=1))
    url = reverse("institutions:stage-start", args=[regions.village.code, "planning"])
    again = sign_in(by).post(url, {"started_on": typed_date(TODAY), "_key": new_key()})
    assert "sudah dimulai" in again.content.decode() and StageRecord.objects.count() == 1


def test_what_comes_before_is_named_until_it_is_closed(people, regions):
    assert unfinished_before(regions.village, TrialStage.BRIEFING) == ["Persiapan sosial"]
    record = started(regions.village, "preparation", people.village_operator)
    StageRecord.objects.filter(pk=record.pk).update(stage="closed", ended_on=TODAY)
    assert unfinished_before(regions.village, TrialStage.BRIEFING) == []


@mark.clause("STG-01")
@mark.parametrize("role", ["tksk", "regency_reports", "province", "ministry"])
def test_offices_above_see_where_each_village_stands_since_when_and_what_it_lacks(role, people, regions, sign_in):
    started(regions.village, "mapping", people.village_operator, on=TODAY - timedelta(days=70))
    short.unit(regions.sibling)
    page = sign_in(getattr(people, role)).get(reverse("institutions:stages")).content.decode()
    for words in (str(regions.village), "Pemetaan sosial", "70 hari", "Macet", str(regions.sibling)):
        assert words in page
    assert "Belum ada lembaga di daftar" in page  # what the mapping lacks


def test_the_board_costs_the_same_for_one_village_and_for_four(people, regions, sign_in):
    by = people.regency_reports
    client, url = sign_in(by), reverse("institutions:stages")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    started(regions.village, "mapping", by)
    short.unit(regions.village)
    queries()
    few = queries()
    for place in (regions.sibling, regions.kelurahan, regions.elsewhere):
        started(place, "mapping", by)
        short.unit(place)
        make.InstitutionFactory(region=place)
    assert queries() == few


def test_a_stalled_stage_is_a_task_after_the_days_set_for_the_place(people, regions):
    by = people.village_operator
    started(regions.village, "awareness", by, on=TODAY - timedelta(days=40))
    assert not [task for task in rhythm_tasks(by, TODAY) if "macet" in task.title]
    RegionSetting.objects.create(region=regions.regency, key="stage_stall_days", value="30")
    assert [task.title for task in rhythm_tasks(by, TODAY) if "macet" in task.title] == ["Tahapan macet: Penyadaran"]
