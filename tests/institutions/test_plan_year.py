"""A plan through its year: revisions with what stood before, realisation by dates, the agenda, planning together."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from fcu_project import dates
from fcu_project.workflow import TransitionRefused
from institutions.actions import activity as activities
from institutions.actions import plan as actions
from institutions.documents import plan as papers
from institutions.models import Activity, AnnualPlan, Duty, PlanChange, PlanItem, PlanRevision, PraSheet
from institutions.realisation import lines_of, totals_of
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions import fill_plan as fill
from tests.institutions.fill_plan import ITEM, PRA, YEAR, item, plan_of, url
from tests.letters import in_order, paper_of, text_of
from tests.test_query_budget import BUDGET, queries

mark = pytest.mark


@pytest.fixture
def unit(regions, people):
    return short.unit(regions.village)


def sent(client, address, **data):
    return client.post(address, {"_key": new_key(), **data})


# --- revisions ----------------------------------------------------------------------------------------------------
@mark.clause("PLN-05")
def test_an_agreed_plan_changes_by_a_revision_that_keeps_what_stood_before(people, unit, sign_in):
    plan = fill.agreed_plan(unit, people)
    row, client = plan.items.get(), sign_in(people.secretary)
    page = url("plan-item-update", plan.uid, row.uid)
    assert client.get(page).status_code == 403, "agreed is agreed"
    with pytest.raises(TransitionRefused):
        actions.save_item(row, by=people.secretary, on=TODAY)
    refused = sent(client, url("plan-revise", plan.uid), on=typed_date(TODAY))
    assert refused.status_code == 422 and "Alasan revisi belum diisi" in refused.content.decode()
    assert sent(client, url("plan-revise", plan.uid), on=typed_date(TODAY), reason="APBDes naik.").status_code == 302
    assert client.get(url("plan-revise", plan.uid)).status_code == 403, "one at a time"
    row.refresh_from_db()
    changed = {**ITEM, "amount": "2.000.000", "owner": "Bu Rina", "_version": row.version}
    assert sent(client, page, **changed).status_code == 302
    assert sent(client, url("plan-item-create", plan.uid), **{**ITEM, "what": "Kunjungan lansia"}).status_code == 302
    revision = PlanRevision.objects.get()
    kept = list(PlanChange.objects.order_by("id"))
    assert (kept[0].before["amount"], kept[0].after["amount"], kept[0].owner_changed) == (1_500_000, 2_000_000, True)
    assert kept[1].before == {} and kept[1].after["what"] == "Kunjungan lansia"
    assert "Rina" not in json.dumps([[row.before, row.after] for row in kept]), "nobody's name is kept"
    shown = client.get(revision.get_absolute_url()).content.decode()
    for words in ("Rp1.500.000", "Rp2.000.000", "APBDes naik.", "Kegiatan baru", "Diganti"):
        assert words in shown, words
    draft = text_of(client.get(f"{revision.get_absolute_url()}?cetak=pdf").content)
    assert in_order(draft, "RENCANA REVISI KE-1", "APBDes naik.", "Semula", "Menjadi", "Rp1.500.000", "Rp2.000.000")
    assert "DRAF" in draft and "Rina" not in draft


@mark.clause("PLN-05")
def test_who_opened_a_revision_does_not_approve_it(people, unit, sign_in):
    plan = fill.agreed_plan(unit, people)
    revision = fill.revision(plan, people.secretary)
    page = url("plan-revision-approve", plan.uid, revision.uid)
    empty = sent(sign_in(people.coordinator), page, on=typed_date(TODAY))
    assert empty.status_code == 409 and "Belum ada kegiatan yang diubah" in empty.content.decode()
    row = plan.items.get()
    row.target = "10 ibu"
    actions.save_item(row, by=people.secretary, on=TODAY)
    alone = sent(sign_in(people.secretary), page, on=typed_date(TODAY))
    assert alone.status_code == 422 and "scan" in alone.context["form"].errors
    assert sent(sign_in(people.coordinator), page, on=typed_date(TODAY)).status_code == 302
    revision.refresh_from_db()
    assert revision.approved_by == people.coordinator.signature and not revision.from_paper
    plan.refresh_from_db()
    second = fill.revision(plan, people.coordinator)
    assert second.number == 2 and not actions.approves_revision(second, people.coordinator)
    row.refresh_from_db()
    row.plan.refresh_from_db()
    row.target = "12 ibu"
    actions.save_item(row, by=people.secretary, on=TODAY)
    second = PlanRevision.objects.get(pk=second.pk)
    done = actions.approve_revision(second, on=TODAY, scan=make.scan(), by=people.coordinator)
    assert done.from_paper and done.paper_scan_id
    matrix = text_of(sign_in(people.tksk).get(f"{plan.get_absolute_url()}?cetak=pdf").content)
    assert "12 ibu" in matrix
    told = f"dibuka {dates.long_date(done.on)}, disetujui {dates.long_date(TODAY)}"
    assert f"Revisi ke-2: {told}" in " ".join(matrix.split())
    page = sign_in(people.tksk).get(plan.get_absolute_url()).content.decode()
    assert f"Dibuka {dates.long_date(done.on)}" in page and f"disetujui {dates.long_date(TODAY)}" in page


def test_a_revised_plan_is_dated_for_signature_on_the_day_of_its_approval(people, unit):
    plan = fill.agreed_plan(unit, people)
    revision = fill.revision(plan, people.secretary)
    agreed = papers.matrix_facts(plan, [], [revision], "F4")
    assert agreed["signed_on"] == plan.agreed_on.isoformat() and not agreed["revised"]
    revision.closed_on = TODAY
    assert papers.matrix_facts(plan, [], [revision], "F4")["signed_on"] == TODAY.isoformat()


def test_a_revised_row_still_has_its_six_things(people, unit):
    plan = fill.agreed_plan(unit, people)
    revision = fill.revision(plan, people.secretary)
    row = plan.items.get()
    row.facilities = ""
    actions.save_item(row, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused, match="Belum lengkap enam hal"):
        actions.approve_revision(revision, on=TODAY, by=people.coordinator)


# --- plan and realisation -----------------------------------------------------------------------------------------
OLD = 2024  # a year that is over whatever day it is


@pytest.fixture
def year_past(people, unit):
    """The plan of a past year: a course planned for the first and third quarter, a visit for the fourth."""
    plan = plan_of(unit, people.secretary, OLD)
    course = item(plan, people.secretary, months=[2, 3, 8])
    visit = item(plan, people.secretary, what="Kunjungan lansia", months=[12])
    meeting = fill.deliberation(people.secretary, record=False)
    AnnualPlan.objects.filter(pk=plan.pk).update(stage="running", agreed_in=meeting, agreed_on=date(OLD, 1, 1))
    return AnnualPlan.objects.get(pk=plan.pk), course, visit


def did(row, day, by, **more):
    duty = Duty.objects.filter(actor="coordinator", is_joint=False).first()
    facts = {"done_on": day, "title": "Dilaksanakan", "region": by.region, "plan_item": row, **more}
    return activities.save_activity(Activity(duty=duty, **facts), [], by=by, on=TODAY)


def cells(plan, today):
    return {line.item.what: [(c.planned, c.done, c.state) for c in line.cells] for line in lines_of(plan, today)}


@mark.clause("PLN-06")
def test_plan_and_realisation_are_told_by_quarter_from_dates_alone(people, year_past):
    plan, course, visit = year_past
    by = people.coordinator
    did(course, date(OLD, 3, 31), by)
    fill.done(course, people.secretary, on=date(OLD, 9, 30), note="Semua lulus")
    fill.done(visit, people.secretary, on=date(OLD, 12, 31), state="done")
    year_end = cells(plan, date(OLD + 1, 1, 1))
    assert year_end["Kursus menjahit"] == [
        (True, True, "ongoing"), (False, False, "ongoing"), (True, True, "done"), (False, True, "done"),
    ]  # fmt: skip
    assert year_end["Kunjungan lansia"][3] == (True, True, "done")
    assert [(t["done"], t["planned"]) for t in totals_of(lines_of(plan, date(OLD, 12, 31)))] == [
        (1, 1), (0, 0), (1, 1), (1, 1),
    ]  # fmt: skip
    # The same quarters as they stood on earlier days: nothing dated later counts, whatever is true today.
    before = cells(plan, date(OLD, 9, 29))
    assert before["Kursus menjahit"][2] == (True, False, "ongoing")
    assert before["Kunjungan lansia"][3] == (True, False, "")
    assert cells(plan, date(OLD, 3, 30))["Kursus menjahit"][0] == (True, False, "")
    assert [(t["done"], t["planned"]) for t in totals_of(lines_of(plan, date(OLD, 12, 30)))][3] == (0, 1)


def test_a_cancelled_row_is_no_longer_planned_after_that_day(people, year_past):
    plan, course, _ = year_past
    with pytest.raises(ValidationError, match="alasan"):
        fill.done(course, people.secretary, on=date(OLD, 7, 1), state="cancelled")
    fill.done(course, people.secretary, on=date(OLD, 6, 30), state="cancelled", note="Pelatih pindah.")
    assert [planned for planned, _, _ in cells(plan, TODAY)["Kursus menjahit"]] == [True, False, False, False]


def test_a_withdrawn_note_counts_in_no_quarter(people, year_past):
    plan, course, _ = year_past
    row = did(course, date(OLD, 2, 1), people.coordinator)
    assert cells(plan, TODAY)["Kursus menjahit"][0][1]
    activities.withdraw_activity(row, by=people.coordinator, on=TODAY, reason="Salah catat")
    assert not cells(plan, TODAY)["Kursus menjahit"][0][1]


@mark.clause("PLN-06")
def test_the_matrix_of_realisation_on_screen_paper_and_in_excel(people, year_past, sign_in):
    plan, course, visit = year_past
    did(course, date(OLD, 2, 14), people.coordinator)
    client, page = sign_in(people.tksk), url("plan-realisation", plan.uid)
    shown = client.get(page).content.decode()
    assert "Triwulan IV" in shown and "14-02-2024" in shown and "Tidak terlaksana" in shown
    paper = client.get(f"{page}?cetak=pdf&kertas=A4").content
    wide, tall = paper_of(paper)
    assert wide > tall
    assert in_order(text_of(paper), "MATRIKS RENCANA DAN REALISASI", "Triwulan I", "Kursus menjahit", "14-02-2024",
                    "1 dari 1", "0 dari 0", "0 dari 1", "0 dari 1")  # fmt: skip
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{page}?unduh=xlsx")))).active
    assert [cell.value or "" for cell in sheet[2]][:4] == [course.what, "X", "14-02-2024", ""]


@mark.clause("PLN-06")
def test_a_note_on_a_duty_carries_out_a_row_of_the_plan(people, unit, sign_in):
    plan = fill.agreed_plan(unit, people)
    row = plan.items.get()
    other = plan_of(unit, people.secretary, YEAR + 1)
    draft = item(other, people.secretary)
    duty = Duty.objects.filter(actor="coordinator", is_joint=False).first()
    client = sign_in(people.coordinator)
    choice = client.get(f"{url('duty-choice')}?rencana={row.uid}").content.decode()
    assert f"?rencana={row.uid}" in choice
    page = url("activity-create", duty.code)
    form = client.get(f"{page}?rencana={row.uid}").context["form"]
    assert list(form.fields["plan_item"].queryset) == [row] and form.initial["plan_item"] == row.pk
    note = {"done_on": typed_date(TODAY), "title": "Kursus hari pertama", "alone": "on"}
    assert sent(client, page, **note, plan_item=draft.pk).status_code == 422
    wrong = sent(client, page, **{**note, "done_on": f"31-12-{YEAR - 1}"}, plan_item=row.pk)
    assert wrong.status_code == 422 and "bukan tahun" in wrong.content.decode()
    assert sent(client, page, **note, plan_item=row.pk).status_code == 302
    assert row.activities.get().title == "Kursus hari pertama"
    assert "Kursus hari pertama" in client.get(row.get_absolute_url()).content.decode()
    assert lines_of(plan, TODAY)[0].state == "ongoing"


# --- agenda and planning together ---------------------------------------------------------------------------------
@mark.clause("PLN-08")
def test_the_agenda_names_what_is_to_be_done_month_by_month(people, unit, sign_in):
    plan = fill.agreed_plan(unit, people)
    client, page = sign_in(people.village_head), url("plan-agenda", plan.uid)
    shown = client.get(page).content.decode()
    assert shown.index("Februari") < shown.index("Kursus menjahit") < shown.index("Maret")
    assert in_order(text_of(client.get(f"{page}?cetak=pdf").content), "AGENDA KEGIATAN TAHUN", str(YEAR), "Januari",
                    "Februari", "Kursus menjahit", "8 ibu", "Ketua PKBM", "Maret", "Kursus menjahit", "Agustus",
                    "Kursus menjahit", "Desember", "Koordinator")  # fmt: skip
    fill.done(plan.items.get(), people.secretary, state="cancelled", note="Tidak jadi.")
    assert "Kursus menjahit" not in client.get(page).content.decode()


@mark.clause("PLN-04")
def test_planning_together_names_problem_choice_tools_and_a_fit_facilitator(people, unit, sign_in):
    plan = plan_of(unit, people.secretary)
    client, page = sign_in(people.secretary), url("pra-create", plan.uid)
    form = client.get(page).context["form"]
    offered = set(form.fields["facilitator"].queryset)
    assert {people.tksk.person, people.regency_reports.person} <= offered
    assert not {people.village_head.person, people.secretary.person, people.lk3.person} & offered
    wrong = sent(client, page, **PRA, facilitator=people.regency_reports.person.pk)
    assert wrong.status_code == 422 and "tercatat bukan sebagai TKSK" in wrong.content.decode()
    assert sent(client, page, **PRA, facilitator=people.tksk.person.pk).status_code == 302
    sheet = PraSheet.objects.get()
    assert (sheet.tools, sheet.trained) == (["tree", "map"], True)
    text = text_of(sign_in(people.member).get(f"{sheet.get_absolute_url()}?cetak=pdf").content)
    assert in_order(text, "LEMBAR PERENCANAAN PARTISIPATIF", people.tksk.person.name, "Masalah",
                    "Ibu tidak berpenghasilan", "Penyebab", "Pilihan jalan keluar", "Kursus menjahit",
                    "Yang dipilih bersama", "Kursus, karena mesin ada", "Alat", "Bermain peran")  # fmt: skip
    second = sent(sign_in(people.tksk), page, **{**PRA, "problem": "Lansia sendiri"}, facilitator=people.tksk.person.pk)
    assert second.status_code == 302 and plan.pra_sheets.count() == 2, "the TKSK who guides writes too"
    assert sign_in(people.village_head).get(page).status_code == 403
    blank = text_of(client.get(url("pra-blank", plan.uid)).content)
    assert "Pohon masalah" in blank and "Ibu tidak" not in blank and "....." in blank


# --- lists --------------------------------------------------------------------------------------------------------
def test_the_list_and_the_plan_cost_the_same_for_one_row_and_for_twenty(people, unit, sign_in):
    plan = plan_of(unit, people.secretary)
    item(plan, people.secretary)
    client = sign_in(people.treasurer)
    pages = (url("plan-list"), plan.get_absolute_url(), url("plan-realisation", plan.uid), url("plan-agenda", plan.uid))
    for page in pages:
        client.get(page)
    few = [queries(client, page) for page in pages]
    for number in range(20):
        item(plan, people.secretary, what=f"Kegiatan {number}", person=make.PersonFactory(region=unit.region))
        AnnualPlan.objects.create(region=unit.region, unit=unit, year=2030 + number)
    assert [queries(client, page) for page in pages] == few
    assert few[0] <= BUDGET


def test_progress_is_dated_after_the_agreement_and_by_who_writes_the_plan(people, unit):
    plan = fill.agreed_plan(unit, people)
    row = plan.items.get()
    with pytest.raises(ValidationError):
        fill.done(row, people.secretary, on=LAST_WEEK - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        fill.done(row, people.treasurer)
    draft = plan_of(unit, people.secretary, YEAR + 1)
    with pytest.raises(TransitionRefused):
        fill.done(item(draft, people.secretary), people.secretary)


def test_a_row_leaves_a_draft_only(people, unit, sign_in):
    plan = plan_of(unit, people.secretary)
    row = item(plan, people.secretary)
    client = sign_in(people.secretary)
    assert sent(client, url("plan-item-remove", plan.uid, row.uid)).status_code == 302
    assert not PlanItem.objects.exists()
    agreed = fill.agreed_plan(unit, people, YEAR - 1).items.get()
    agreed.plan.refresh_from_db()
    assert client.get(url("plan-item-remove", agreed.plan.uid, agreed.uid)).status_code == 403
    with pytest.raises(TransitionRefused):
        actions.remove_item(agreed, by=people.secretary, on=TODAY)
