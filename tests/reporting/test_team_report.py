"""The PSKS team's own report on a quarter, and how it goes and comes back with the FCU's (II.G.4, II.F.8.1)."""

from datetime import timedelta

import pytest

from fcu_project import pdf, registry, workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import PsksTeam, RegionSetting
from reporting.above.office_kinds import ALONE, INSIDE, PSKS_SETTING, TABLE, Chapter, Kind
from reporting.documents.report import TEMPLATE, report_facts
from reporting.models import OfficeReport, Report, Section
from reporting.periods import quarter_of
from reporting.quarterly import team_report
from reporting.quarterly.content import content_of
from tests import factories
from tests.factories import TODAY
from tests.reporting import make, team

STAGE = OfficeReport.Stage


def fresh(part):
    return OfficeReport.objects.get(pk=part.pk)


def reasoned(report, by):
    """Ready to be sent without its team's part, with the reason."""
    make.reasoned(report, by)
    workflow.give_reason(report, workflow.find_gate(Report, "team_part"), "Ketua tim sakit.", by=by)
    return report


# --- which quarters -------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-16")
def test_a_team_owes_each_quarter_after_its_forming_until_it_ended(people):
    """At least quarterly to the kabupaten: nothing for the quarter of its forming, the one in which it ended still."""
    row = team.formed(people)
    first = quarter_of(make.DECREED_ON).next
    assert team_report.first_due(row) == first == make.QUARTER
    assert team_report.owed_quarters(row, first.end) == []  # its last day has not passed
    assert team_report.owed_quarters(row, first.next.next.start) == [first, first.next]
    row.ended_on = first.next.start
    assert team_report.owed_quarters(row, first.next.next.next.start) == [first, first.next]
    row.ended_on = first.end
    assert team_report.owed_quarters(row, first.next.next.next.start) == [first]
    kind = TABLE[Kind.TEAM]
    assert kind.period(first.year, first.number) == first and kind.receivers == (("regency", "regency_reports"),)


@pytest.mark.clause("REP-16")
def test_its_chapters_are_those_of_the_fcu(people):
    """As REP-05 and REP-06: activities, results, obstacles with solutions, finance, next plan; all must be finished."""
    assert [chapter.value for chapter in TABLE[Kind.TEAM].chapters] == [
        "activities", "results", "obstacles", "finance", "next_plan",
    ]  # fmt: skip
    team.formed(people)
    report = make.draft(people.secretary)
    assert team_report.part_problem(team_report.standing_of(report), TODAY).endswith("belum dimulai.")
    part = team.part(people, done=[chapter for chapter in TABLE[Kind.TEAM].chapters if chapter != Chapter.OBSTACLES])
    assert team_report.standing_of(report).left == ["Kendala dan solusi belum diisi"]
    OfficeReport.objects.filter(pk=part.pk).update(no_obstacles=True)
    assert team_report.standing_of(report).left == ["Kendala dan solusi belum ditandai selesai"]
    OfficeReport.objects.filter(pk=part.pk).update(done_chapters=[c.value for c in TABLE[Kind.TEAM].chapters])
    assert team_report.standing_of(report).goes_in


# --- the setting ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-16")
def test_whether_it_is_a_part_is_set_by_region_and_holds_below(people, regions):
    team.formed(people)
    team.part(people)
    report = make.draft(people.secretary)
    assert team_report.is_inside(regions.village) and content_of(report)["team"]
    RegionSetting.objects.create(region=regions.regency, key=PSKS_SETTING, value=ALONE)
    assert not team_report.is_inside(regions.village)
    assert content_of(report)["team"] == {} and not team_report.belongs_inside(report)
    RegionSetting.objects.create(region=regions.subdistrict, key=PSKS_SETTING, value=INSIDE)
    assert team_report.is_inside(regions.village) and not team_report.is_inside(regions.elsewhere)
    RegionSetting.objects.create(region=regions.village, key=PSKS_SETTING, value="entah")
    assert team_report.is_inside(regions.village)  # what nobody can read means the usual one


def test_alone_it_neither_blocks_nor_goes_with_the_fcu(people, regions):
    RegionSetting.objects.create(region=regions.regency, key=PSKS_SETTING, value=ALONE)
    team.formed(people)
    part = team.part(people)
    report = make.sent(people.secretary)
    assert report.stage == "sent" and report.latest_version().content["team"] == {}
    assert fresh(part).stage == STAGE.DRAFT and team_report.why_not_alone(part) == ""


def test_a_village_without_a_team_is_not_asked(people):
    report = make.sent(people.secretary)
    assert report.stage == "sent" and report.latest_version().content["team"] == {}


def test_a_team_formed_in_the_quarter_is_not_asked_yet(people):
    team.formed(people, on=make.QUARTER.start)
    assert make.sent(people.secretary).stage == "sent"


# --- with the FCU's report ------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-16")
def test_an_unfinished_part_holds_the_report_up_unless_a_reason_is_written(people):
    team.formed(people)
    part = team.part(people, done=[Chapter.ACTIVITIES])
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    with pytest.raises(TransitionRefused, match="Bagian tim PSKS belum selesai: hasil yang dicapai belum diisi"):
        make.step(report, "send", people.secretary)
    reasoned(report, people.secretary)
    report = make.step(report, "send", people.secretary)
    told = report.latest_version().content
    assert told["team"] == {} and told["reasons"]["team_part"] == "Ketua tim sakit."
    assert "Ketua tim sakit." in pdf.compose(TEMPLATE, report_facts(report, report.latest_version()))
    assert fresh(part).stage == STAGE.DRAFT
    assert team_report.why_not_alone(part) == ""  # it went without, so that the team may send its own


@pytest.mark.clause("REP-16")
def test_a_finished_part_goes_with_the_report_and_comes_back_with_it(people):
    """Joined when the FCU's report is sent; given back when that is given back or opened again; joined anew."""
    team.formed(people)
    part = team.part(people)
    assert "menjadi bagian laporan FCU" in team_report.why_not_alone(part)
    report = make.sent(people.secretary)
    part = fresh(part)
    assert (part.stage, part.sent_on, part.receipt_number) == (STAGE.JOINED, TODAY, f"{report.receipt_number}-TIM")
    assert OfficeReport.objects.visible_to(people.regency_reports).get() == part
    told = report.latest_version().content["team"]
    assert [row["heading"] for row in told["chapters"]] == [chapter.label for chapter in TABLE[Kind.TEAM].chapters]
    assert told["obstacles"][0]["solution"] == "Kunjungan digilir."
    assert team_report.frozen_of(part) == told

    make.review(report, people.regency_reports, mend=(Section.RESULTS,))
    make.step(report, "return", people.regency_reports)
    part = fresh(part)
    assert (part.stage, part.returned_by_words) == (STAGE.RETURNED, people.regency_reports.signature)
    OfficeReport.objects.filter(pk=part.pk).update(results_text="Dua belas lansia dikunjungi.")
    assert report.latest_version().content["team"] == told  # what was sent does not change
    make.actions.save_section(make.fresh(report), "results", text="Ditambah.", done=True, by=people.secretary, on=TODAY)
    report = make.step(report, "send", people.secretary)
    assert fresh(part).stage == STAGE.JOINED and fresh(part).receipt_number == f"{report.receipt_number}-TIM"
    assert "Dua belas lansia" in str(report.latest_version().content["team"])

    make.review(report, people.regency_reports)
    make.step(report, "accept", people.regency_reports)
    assert fresh(part).stage == STAGE.JOINED
    make.step(report, "reopen", people.regency_reports, note="Angka keliru.")
    assert (fresh(part).stage, fresh(part).return_note) == (STAGE.RETURNED, "Angka keliru.")


def test_its_stage_moves_by_no_button_of_its_own(people):
    """Nobody joins or takes out a part by itself: neither before the FCU's report is sent nor after."""
    team.formed(people)
    part = team.part(people)
    everybody = (people.secretary, people.coordinator, people.psks_team, people.village_operator,
                 people.regency_reports, people.tksk)  # fmt: skip
    names = {"join", "join-again", "unjoin"}
    for by in everybody:
        assert not names & {button.name for button in workflow.available(part, by, TODAY)}, by.role
    make.sent(people.secretary)
    for by in everybody:
        assert not names & {button.name for button in workflow.available(fresh(part), by, TODAY)}, by.role


def test_a_reason_for_going_without_holds_for_one_sending(people):
    team.formed(people)
    report = make.step(reasoned(make.filled(people.secretary), people.secretary), "send", people.secretary)
    make.review(report, people.regency_reports, mend=(Section.RESULTS,))
    report = make.step(report, "return", people.regency_reports)
    make.actions.save_section(make.fresh(report), "results", text="Ditambah.", done=True, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused, match="Bagian tim PSKS"):
        make.step(report, "send", people.secretary)


# --- what is read ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-16")
def test_the_paper_prints_it_as_a_report_of_its_own_after_the_annexes(people):
    team.formed(people)
    team.part(people)
    report = make.sent(people.secretary)
    paper = pdf.compose(TEMPLATE, report_facts(report, report.latest_version()))
    assert paper.index("LAMPIRAN 2") < paper.index("LAPORAN TIM PSKS")
    for words in ("A. KEGIATAN", "B. HASIL YANG DICAPAI", "C. KENDALA DAN SOLUSI", "D. KEUANGAN", team.WORDS,
                  "Anggota sibuk panen.", "Kunjungan digilir.", "Anggota tim dan tugasnya"):  # fmt: skip
        assert words in paper, words


def panel(name, client, report, by):
    request = client.get("/").wsgi_request
    request.assignment = by
    return "".join(registry.panels_for(name, request, report))


def test_the_page_of_the_report_tells_how_far_the_part_is(people, sign_in):
    row = team.formed(people)
    report, client = make.draft(people.secretary), sign_in(people.secretary)
    shown = panel("report", client, report, people.secretary)
    assert "Belum dimulai" in shown and "Yang menulis: tim PSKS" in shown
    part = team.part(people, done=[Chapter.ACTIVITIES])
    assert "hasil yang dicapai belum diisi" in panel("report", client, report, people.secretary)
    part.delete()
    team.part(people)
    assert team.WORDS in panel("report", client, report, people.secretary)
    make.sent(people.secretary)
    PsksTeam.objects.filter(pk=row.pk).update(stage="ended", ended_on=TODAY)
    review = panel("report-review", sign_in(people.regency_reports), make.fresh(report), people.regency_reports)
    assert team.WORDS in review
    stranger = factories.AssignmentFactory(role="regency_reports", region=report.region.ancestor("province"))
    stranger.region = people.secretary.region.__class__.objects.get(code="9771")
    assert "tim-psks" not in panel("report-review", client, make.fresh(report), stranger)


def test_a_team_that_ended_within_the_quarter_still_has_its_part(people):
    row = team.formed(people)
    PsksTeam.objects.filter(pk=row.pk).update(stage="ended", ended_on=make.QUARTER.start + timedelta(days=5))
    assert team_report.belongs_inside(make.draft(people.secretary))
