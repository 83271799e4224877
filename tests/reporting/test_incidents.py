"""Incidental reports: one per case, drawn from it without a name, sent, received, sent again (III.C.2.5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from families.models import ProblemType
from fcu_project.workflow import TransitionRefused
from reporting.actions import incident as actions
from reporting.incidental import incidents
from reporting.incidental.incident_words import Masking, age_group, whom
from reporting.models import IncidentReport, IncidentVersion
from reporting.models.report import FrozenRow
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.referrals import fill_case as cases
from tests.reporting import fill_incident as make
from tests.reporting import make as reports


@pytest.mark.clause("REP-03")
def test_one_per_case_with_words_drawn_from_it_and_nobody_named(people, regions):
    family, by = families.paired(people).plasma.family, people.secretary
    case = cases.opened(by, family=family, story="Anak Ibu Sumiyati tidak sekolah. SUMIYATI hp 0812-3456-7890.")
    cases.stepped(case, by, text="Menemui sumiyati di rumah.", taking_part=cases.bodies(regions.village))
    cases.closed(case, by)
    report = make.draft(by, case)
    words = report.words
    assert report.number == f"LI-{regions.village.code}-{TODAY.year}-1"
    assert "sumiyati" not in str(words).lower() and "7890" not in str(words)
    assert words["chronology"].startswith("Anak Ibu S. tidak sekolah. S. hp (nomor tidak ditulis).")
    assert "kunjungan: Menemui S. di rumah." in words["actions"]
    assert "Lembaga 1 (1 langkah)" in words["parties"] and "Lembaga 2" in words["parties"]
    assert words["result"].endswith(". Sudah diterima.") and words["follow_up"] == "Dipantau."
    assert words["masked"]["initials"] == "S." and words["masked"]["sex"] == "female"
    with pytest.raises(TransitionRefused, match=report.number):
        actions.open_incident(report.case, by=by, on=TODAY)
    assert make.draft(by).number.endswith("-2")


@pytest.mark.parametrize("words", ["Marlina sakit.", "MARLINA sakit.", "ibu marlina sakit", "Ditulis oleh Marlina"])
@pytest.mark.clause("REP-03")
def test_no_name_of_the_people_of_the_case_is_kept(words, people):
    report = make.draft(people.secretary)
    with pytest.raises(ValidationError, match="tidak boleh ditulis"):
        make.written(report, people.secretary, result=words)
    assert "Marlina" not in str(make.fresh(report).words)


@pytest.mark.parametrize("number", ["9701014303840001", "9701 0143 0384 0001", "081234567890", "0812-3456-7890",
                                    "+62 812 3456 7890", "0370-6123456"])  # fmt: skip
@pytest.mark.clause("REP-03")
def test_no_number_is_kept(number, people):
    report = make.draft(people.secretary)
    with pytest.raises(ValidationError, match="Jangan menulis NIK"):
        make.written(report, people.secretary, actions=f"Hubungi {number} ya.")


def test_days_sums_and_names_of_bodies_may_stand(people, regions):
    by = people.secretary
    report = make.draft(by, make.case(by, client="Lembaga Rini"))
    told = "12-03-2026, 1 dari Rp1.500.000 diterima lewat Lembaga 1; telepon darurat 112."
    assert make.written(report, by, result=told).words["result"] == told
    masking = Masking(report.case)
    assert masking.names("Rini, lembaga rini, dan Lembaga 1") == ["Rini", "lembaga rini"]
    assert masking.with_initials("Menemui Rini. Lalu RINI.") == "Menemui R. Lalu R."


def test_a_name_recorded_later_stops_the_sending(people, regions):
    family, by = families.paired(people).plasma.family, people.secretary
    report = make.written(make.draft(by, make.case(by, family=family, client="", client_sex="")), by,
                          chronology="Anak bernama Jumadi tidak sekolah.")  # fmt: skip
    family.head_name = "Jumadi"
    family.save()
    with pytest.raises(TransitionRefused, match="Jumadi"):
        make.step(report, "send", by)


@pytest.mark.clause("REP-03")
def test_it_is_sent_whole_and_frozen(people):
    by = people.secretary
    report = make.written(make.draft(by), by, follow_up="  ")
    with pytest.raises(TransitionRefused, match="Tindak lanjut"):
        make.step(report, "send", by)
    report = make.written(report, by, follow_up="Dipantau.", masked={"initials": ""})
    with pytest.raises(TransitionRefused, match="inisial"):
        make.step(report, "send", by)
    report = make.step(make.written(report, by, masked={"initials": "M."}), "send", by)
    version = report.latest_version()
    assert (version.number, version.words["follow_up"], version.sent_by_words) == (1, "Dipantau.", by.signature)
    with pytest.raises(FrozenRow):
        version.save()
    with pytest.raises(TransitionRefused, match="tidak bisa diubah"):
        make.written(report, by, follow_up="Lain.")


@pytest.mark.clause("REP-03")
def test_the_dinas_receives_or_gives_back_and_never_what_it_sent_itself(people, regions):
    report = make.sent(people.secretary)
    moved = AssignmentFactory(role="regency_cases", region=regions.regency, person=people.secretary.person)
    elsewhere = AssignmentFactory(role="regency_cases", region=regions.city)
    for by in (moved, elsewhere, people.secretary, people.village_head, people.tksk, people.lk3):
        with pytest.raises(PermissionDenied):
            make.step(report, "receive", by)
    with pytest.raises(TransitionRefused, match="alasannya"):
        make.step(report, "return", people.regency_cases)
    report = make.step(report, "return", people.regency_reports, note="Kapan mulainya?")
    assert incidents.last_note(report)["note"] == "Kapan mulainya?" and report.is_open
    with pytest.raises(TransitionRefused, match="Belum ada yang diubah"):
        make.step(report, "send", people.secretary)
    report = make.written(report, people.secretary, chronology="Sejak 1 Juli tidak menerima.")
    report = make.step(make.step(report, "send", people.secretary), "receive", people.regency_cases)
    assert (report.stage, report.received_on, report.returned_on) == ("received", TODAY, None)
    assert [row.number for row in report.versions.all()] == [2, 1]
    changed = dict(incidents.difference(*(row.words for row in report.versions.all())))
    assert ("+", "Sejak 1 Juli tidak menerima.") in changed["Kronologi"] and set(changed) == {"Kronologi"}


@pytest.mark.clause("REP-03")
def test_what_was_done_since_is_told_and_sent_as_a_new_version(people):
    by = people.secretary
    report = make.received(people)
    assert incidents.steps_since(report) == 0
    cases.actions.reopen_case(make.fresh(report).case, by=by, on=TODAY, reason="Bantuan tidak turun lagi.")
    cases.stepped(report.case, by, on=TODAY, text="Menemui dinas.")
    assert incidents.steps_since(report) == 2
    with pytest.raises(TransitionRefused, match="alasan"):
        make.step(report, "complete", by)
    with pytest.raises(TransitionRefused, match="Marlina"):
        make.step(report, "complete", by, note="Marlina tidak menerima lagi.")
    report = make.step(report, "complete", by, note="Kasus dibuka kembali.")
    assert incidents.mark_of(report)[1] == "Sedang dilengkapi" and report.received_on == TODAY
    report = make.step(make.written(report, by, result="Belum turun lagi."), "send", by)
    assert (report.latest_version().number, report.received_on, incidents.steps_since(report)) == (2, None, 0)
    assert report.versions.get(number=1).words["result"] != "Belum turun lagi."


def test_where_the_dinas_has_no_account_the_village_records_the_receipt(people):
    by, report = people.secretary, make.sent(people.secretary)
    with pytest.raises(PermissionDenied):
        actions.hand_over(make.fresh(report), number="460/12", by=by, on=TODAY)
    make.without_readers(by.region)
    for number, on in (("460/12", TODAY - timedelta(days=1)), (" ", TODAY)):
        with pytest.raises((TransitionRefused, ValidationError)):
            actions.hand_over(make.fresh(report), number=number, by=by, on=on)
    with pytest.raises(TransitionRefused, match="nomor tanda terima"):
        make.step(report, "hand-over", by)
    report = actions.hand_over(make.fresh(report), number="460/12", by=by, on=TODAY)
    assert (report.stage, report.paper_number) == ("received", "460/12")
    assert incidents.mark_of(report)[1] == "Diserahkan di atas kertas" and "di atas kertas" in report.received_by_words


def test_only_the_office_that_handles_the_case_writes_and_never_on_a_secret_kind(people, regions):
    case = make.case(people.secretary)
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    for by in (other, people.tksk, people.lk3, people.village_head, people.treasurer):
        with pytest.raises(PermissionDenied):
            actions.open_incident(case, by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.open_incident(make.case(people.tksk), by=people.secretary, on=TODAY)
    hidden = ProblemType.objects.filter(is_sensitive=False).first()
    case.problem = hidden
    case.save()
    report = make.draft(people.secretary, case)
    hidden.is_sensitive = True
    hidden.save()
    with pytest.raises(TransitionRefused, match="rahasia"):
        make.step(report, "send", people.secretary)
    again = make.case(people.secretary)
    assert list(incidents.lacking(regions.village)) == [again]
    again.problem = hidden
    again.save()
    assert not incidents.lacking(regions.village)
    with pytest.raises(TransitionRefused, match="rahasia"):
        actions.open_incident(again, by=people.secretary, on=TODAY)


@pytest.mark.clause("REP-03")
def test_the_quarterly_report_tells_how_many_and_their_numbers_only(people):
    by = people.secretary
    report, day = make.draft(by), reports.day(reports.QUARTER, 5)
    IncidentReport.objects.filter(pk=report.pk).update(happened_on=day)
    report = make.step(report, "send", by, on=day)
    quarterly = reports.sent(by)
    told = quarterly.latest_version().content
    assert told["incidents"] == {"numbers": [report.number], "again": []}
    assert report.words["chronology"] not in str(told)
    make.sent(by)  # today's: of another quarter
    assert quarterly.latest_version().content["incidents"]["numbers"] == [report.number]


def test_ages_and_how_somebody_is_told_of():
    found = [age_group(age) for age in (0, 4, 5, 11, 12, 17, 18, 59, 60, 101, None)]
    assert found == ["balita", "balita", "anak", "anak", "remaja", "remaja", "dewasa", "dewasa", "lansia", "lansia", ""]
    assert whom({"initials": "S. A.", "sex": "female", "age_group": "dewasa"}) == "S. A. (perempuan, dewasa)"
    assert whom({}) == ""


def test_a_version_is_of_one_report_and_number(people):
    report = make.sent(people.secretary)
    assert IncidentVersion.objects.visible_to(people.regency_cases).get().report == report
    assert not IncidentReport.objects.visible_to(people.tksk).filter(stage="draft").exists()
