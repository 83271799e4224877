"""Every aspect of the work has its records or its writer's word before a report is sent (III.C.2, REP-01)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import Activity, Duty, Meeting
from reporting.above.office_kinds import TABLE, Kind
from reporting.actions import annex
from reporting.models import OfficeReport, Report
from reporting.quarterly import aspects
from reporting.quarterly.aspects import FCU, OF_KIND, checklist, lacking
from reporting.tasks.report import report_tasks
from tests.factories import TODAY, held_meeting
from tests.filling import new_key
from tests.reporting import helped, make
from tests.reporting.fill_annex import WORD, team_report
from tests.reporting.make import QUARTER, day

KIND_ROLE = {
    Kind.TEAM: "psks_team", Kind.SUBDISTRICT: "tksk", Kind.LK3: "lk3", Kind.REGENCY: "regency_reports",
    Kind.PROVINCE: "province", Kind.NATION: "ministry", Kind.SEMESTER: "regency_funds", Kind.YEAR: "regency_funds",
}  # fmt: skip


def office_report(people, kind):
    by = getattr(people, KIND_ROLE[kind])
    part = {"quarter": QUARTER.number, "half": 1, "year": 0}[TABLE[kind].span]
    return OfficeReport.objects.create(kind=kind, region=by.region, year=QUARTER.year, part=part)


def codes(lines):
    return [aspect.code for aspect in lines]


def number(report, code):
    return next(line.number for line in checklist(report) if line.aspect.code == code)


# --- the table --------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-01")
def test_each_level_has_aspects_each_with_an_owner_and_a_page_to_record_it(people):
    """FCU, kabupaten, province and ministry, and those between: none is without; every page exists and is readable."""
    assert set(OF_KIND) == set(Kind)
    for table in (FCU, *OF_KIND.values()):
        assert len({aspect.code for aspect in table}) == len(table) > 5
        assert all(aspect.owner and aspect.counts for aspect in table)
    named = {code for table in (FCU, *OF_KIND.values()) for a in table for code in _duties(a)}
    assert named and named <= set(Duty.objects.values_list("code", flat=True))
    report = make.draft(people.secretary)
    assert all(line.url for line in checklist(report, people.secretary))
    for kind, role in KIND_ROLE.items():
        lines = checklist(office_report(people, kind), getattr(people, role))
        assert sum(bool(line.url) for line in lines) >= len(lines) / 2, kind


def _duties(aspect):
    cells = [cell.cell_contents for count in aspect.counts for cell in count.__closure__ or ()]
    return [code for cell in cells for code in cell if isinstance(code, str) and "-ii" in code]


# --- records --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-01")
def test_a_record_counts_by_its_day_and_its_place(people, regions):
    report, village = make.draft(people.secretary), people.secretary.region
    assert number(report, "services") == 0
    helped.record(village, day(QUARTER, 5))
    helped.record(village, QUARTER.end + timedelta(days=1))
    helped.record(village, QUARTER.start - timedelta(days=1))
    helped.record(regions.sibling, day(QUARTER, 5))
    helped.record(village, day(QUARTER, 5), withdrawn_on=TODAY, withdrawn_reason="Salah ketik.")
    assert number(report, "services") == 1
    assert "services" not in codes(lacking(report))


def test_a_meeting_that_was_only_planned_is_no_record(people):
    report = make.draft(people.secretary)
    held_meeting("routine", people.secretary, on=day(QUARTER, 9), hold=False)
    assert number(report, "meetings") == 0
    Meeting.objects.all().delete()
    held_meeting("routine", people.secretary, on=day(QUARTER, 9))
    assert number(report, "meetings") == 1


def test_what_lasts_counts_where_it_stood_at_the_end(people):
    """A member who left during the quarter is none any more, whatever today's list says."""
    from institutions.models import Membership
    from tests.factories import InstitutionFactory, PersonFactory

    report, village = make.draft(people.secretary), people.secretary.region
    row = Membership.objects.create(
        unit=report.unit, institution=InstitutionFactory(region=village),
        person=PersonFactory(region=village), joined_on=QUARTER.start,
    )  # fmt: skip
    assert number(report, "members") == 1
    Membership.objects.filter(pk=row.pk).update(left_on=day(QUARTER, 20))
    assert number(report, "members") == 0


def test_a_confidential_consultation_and_an_emergency_count_by_the_clock_of_the_village(people):
    report, village = make.draft(people.secretary), people.secretary.region
    helped.consultation(village, day(QUARTER, 3), confidential=True)
    helped.emergency(village, QUARTER.end)
    helped.emergency(village, QUARTER.end + timedelta(days=1))
    assert (number(report, "counselling"), number(report, "cases")) == (1, 1)


@pytest.mark.clause("REP-01")
@pytest.mark.parametrize("kind", [Kind.REGENCY, Kind.PROVINCE, Kind.NATION])
def test_the_offices_above_are_asked_for_their_own_tasks(kind, people):
    """What one recorded under a task of the guide is a record of that aspect, for that office alone."""
    report = office_report(people, kind)
    assert "monitoring" in codes(lacking(report))
    code = {"regency": "regency-fcu-iiib63-5", "province": "province-fcu-iiib62-5", "nation": "ministry-fcu-iiib61-7"}
    own = Activity.objects.create(
        duty=Duty.objects.get(code=code[kind]), region=report.region, keeper=report.region, title="Supervisi",
        done_on=day(QUARTER, 12), result="Kendala dibahas.",
    )  # fmt: skip
    assert number(report, "monitoring") == 1 and "monitoring" not in codes(lacking(report))
    Activity.objects.filter(pk=own.pk).update(done_on=QUARTER.end + timedelta(days=1))
    assert number(report, "monitoring") == 0


# --- the writer's word ------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-01")
def test_a_report_is_not_sent_before_every_aspect_is_told(people):
    by = people.secretary
    report = make.reasoned(make.filled(by), by)
    annex.save_words(report, {"mapping": ""}, by=by, on=TODAY)
    with pytest.raises(TransitionRefused, match="Pendataan dan pemetaan sumber pelayanan"):
        make.step(report, "send", by)
    assert Report.objects.get().stage == "draft"
    annex.save_words(make.fresh(report), {"mapping": WORD}, by=by, on=TODAY)
    sent = make.step(report, "send", by)
    told = {line["code"]: line for line in sent.latest_version().content["aspects"]}
    assert set(told) == {aspect.code for aspect in FCU}
    assert told["mapping"] == {
        "code": "mapping", "label": "Pendataan dan pemetaan sumber pelayanan", "owner": "Sekretaris", "number": 0,
        "word": WORD,
    }  # fmt: skip


def test_the_closed_button_leads_to_the_checklist(people, sign_in):
    report = make.draft(people.secretary)
    page = sign_in(people.secretary).get(report.get_absolute_url())
    gate = next(gate for gate in page.context["send_gates"] if gate.name == "aspects")
    assert (gate.state, gate.fix_url) == ("shut", reverse("reporting:report-aspects", args=[report.uid]))
    assert not gate.allows_reason  # a word on each aspect, not one on all


@pytest.mark.clause("REP-01")
def test_what_was_frozen_stays_when_a_record_comes_late(people):
    report = make.sent(people.secretary)
    helped.record(people.secretary.region, day(QUARTER, 5))
    told = {line["code"]: line for line in make.fresh(report).latest_version().content["aspects"]}
    assert told["services"]["number"] == 0 and told["services"]["word"]
    now = next(line for line in checklist(make.fresh(report)) if line.aspect.code == "services")
    assert (now.number, now.word) == (1, "")  # a word counts only while there is no record


def test_the_coordinator_approves_the_words_too(people):
    by = people.secretary
    report = make.approved(make.filled(by))
    assert report.approved_on
    annex.save_words(report, {"plan": "Rencana kerja masih dibahas."}, by=by, on=TODAY)
    assert make.fresh(report).approved_on is None
    annex.save_words(make.fresh(report), {"plan": ""}, by=by, on=TODAY)
    with pytest.raises(TransitionRefused, match="Rencana kerja tahunan"):
        workflow.perform(make.fresh(report), "approve", by=people.coordinator, on=TODAY)


def test_the_home_task_says_that_aspects_are_missing(people):
    by = people.secretary
    report = make.filled(by)
    annex.save_words(report, {"plan": "", "letters": ""}, by=by, on=TODAY)
    task = next(task for task in report_tasks(by, TODAY) if task.title == f"Kirim laporan {QUARTER.words}")
    assert task.why == "2 aspek belum ada catatannya."


def test_whose_word_it_is(people):
    report, team = make.draft(people.secretary), team_report(people.psks_team)
    for by, row in (
        (people.treasurer, report), (people.village_head, report), (people.regency_reports, report),
        (people.secretary, team), (people.tksk, team),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            annex.save_words(row, {"plan": WORD}, by=by, on=TODAY)
    with pytest.raises(ValidationError):
        annex.save_words(report, {"cuaca": WORD}, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused):
        annex.save_words(make.sent(people.secretary), {"plan": WORD}, by=people.secretary, on=TODAY)


# --- the screen -----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-01")
def test_the_screen_shows_each_aspect_and_keeps_a_word(people, sign_in):
    report, client = make.draft(people.secretary), sign_in(people.secretary)
    helped.record(people.secretary.region, day(QUARTER, 5))
    url = reverse("reporting:report-aspects", args=[report.uid])
    page = client.get(url)
    html = page.content.decode()
    assert all(aspect.label in html and aspect.owner in html for aspect in FCU)
    assert "word_services" not in page.context["form"].fields  # it has a record
    body = {"_key": new_key(), "_version": make.fresh(report).version, "word_plan": WORD}
    assert client.post(url, body).status_code == 302
    assert make.fresh(report).aspects == {"plan": WORD}


def test_an_office_has_the_same_screen(people, sign_in):
    team = team_report(people.psks_team)
    url = reverse("reporting:office-aspects", args=[team.uid])
    page = sign_in(people.psks_team).get(url)
    assert [line.aspect for line in page.context["form"].lines] == list(aspects.OF_KIND[Kind.TEAM])
    assert sign_in(people.secretary).get(url).status_code == 403
