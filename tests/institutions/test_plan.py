"""The annual plan of work: one per body and year, six things per row, agreed in a meeting, approved by another."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from fcu_project import workflow
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from institutions import plans
from institutions.actions import plan as actions
from institutions.models import AnnualPlan, MusrenbangProposal, PlanItem
from institutions.tasks.plan import plan_tasks
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.families import short
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions import fill_plan as fill
from tests.institutions import fill_psks as psks
from tests.institutions.fill_plan import ITEM, WHOLE, YEAR, item, plan_of, ready_plan, url
from tests.letters import in_order, paper_of, text_of

mark = pytest.mark


@pytest.fixture
def unit(regions, people):
    return short.unit(regions.village)


@pytest.fixture
def team(people):
    team = psks.team_of(people.village_operator, full=True)
    team.refresh_from_db()
    return team


def sent(client, address, **data):
    return client.post(address, {"_key": new_key(), **data})


def reasons(call):
    with pytest.raises(TransitionRefused) as refused:
        call()
    return " ".join(refused.value.reasons)


# --- one per body and year ----------------------------------------------------------------------------------------
@mark.clause("PLN-01")
def test_each_body_has_one_plan_for_a_year(people, unit, team, sign_in):
    client = sign_in(people.secretary)
    made = sent(client, url("plan-start"), year=str(YEAR))
    plan = AnnualPlan.objects.get()
    assert made["Location"] == plan.get_absolute_url()
    assert (plan.unit, plan.team, plan.year, plan.stage) == (unit, None, YEAR, "draft")
    second = sent(client, url("plan-start"), year=str(YEAR))
    assert second.status_code == 422 and "sudah punya rencana kerja" in second.content.decode()
    assert sent(client, url("plan-start"), year=str(TODAY.year + 2)).status_code == 422
    other = sent(sign_in(people.psks_team), url("plan-start"), year=str(YEAR))  # the other body has its own
    assert other.status_code == 302
    assert AnnualPlan.objects.get(team=team).body == team
    for by in (people.treasurer, people.village_head, people.tksk, people.member):
        assert sign_in(by).get(url("plan-start")).status_code == 403
    listed = sign_in(people.tksk).get(url("plan-list")).content.decode()
    assert f"{unit} {YEAR}" in listed and f"{team} {YEAR}" in listed


@mark.clause("PLN-01")
def test_a_plan_may_begin_as_a_copy_of_last_years_without_what_was_done(people, unit, sign_in):
    old = fill.agreed_plan(unit, people, YEAR - 1)
    row = old.items.get()
    funds = [{"text": "Kain", "volume": 10, "measure": "meter", "price": 50_000}]
    fill.revision(old, people.secretary)
    row.plan.refresh_from_db()
    row.amount = None
    actions.save_funds(row, funds, by=people.treasurer, on=TODAY)
    item(old, people.secretary, what="Yang batal")
    fill.done(row, people.secretary)
    fill.done(PlanItem.objects.get(what="Yang batal"), people.secretary, state="cancelled", note="Tidak jadi.")
    client = sign_in(people.secretary)
    page = client.get(url("plan-start")).content.decode()
    assert f'value="{YEAR}"' in page and "checked" in page
    assert sent(client, url("plan-start"), year=str(YEAR), copy="on").status_code == 302
    new = AnnualPlan.objects.get(year=YEAR)
    copied = new.items.get()
    assert new.copied_from == old
    assert (copied.what, copied.months, copied.amount) == (row.what, row.months, 500_000)
    assert copied.budget.get().text == "Kain"
    assert not copied.progress.exists() and not copied.activities.exists()
    nothing = sent(client, url("plan-start"), year=str(YEAR - 2), copy="on")
    assert nothing.status_code == 422 and "untuk disalin" in nothing.content.decode()


# --- rows ---------------------------------------------------------------------------------------------------------
@mark.clause("PLN-02")
def test_a_row_has_six_things_and_a_draft_may_leave_them_open(people, unit, sign_in):
    plan, client = plan_of(unit, people.secretary), sign_in(people.secretary)
    assert sent(client, url("plan-item-create", plan.uid), kind="other", what="Rapat rutin").status_code == 302
    bare = PlanItem.objects.get()
    assert bare.lacks() == ["tujuan", "sasaran", "waktu", "dana", "sarana/prasarana"]
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Kurang tujuan, sasaran, waktu, dana, sarana/prasarana" in page and "1 belum lengkap" in page
    assert sent(client, url("plan-item-create", plan.uid), **ITEM).status_code == 302
    assert PlanItem.objects.latest("id").lacks() == []
    plan.agreed_in = fill.deliberation(people.secretary)
    plan.refresh_from_db(fields=["version"])
    actions.save_plan(plan, by=people.secretary, on=TODAY)
    told = reasons(lambda: workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY))
    assert "Rapat rutin (kurang tujuan" in told
    page = client.get(plan.get_absolute_url()).content.decode()
    assert url("plan-item-update", plan.uid, bare.uid) in page, "the gate leads to the row that lacks something"
    free = {**ITEM, "what": "Rapat rutin", "kind": "other", "amount": "0", "source": ""}
    body = {**free, "_version": PlanItem.objects.get(pk=bare.pk).version}
    assert sent(client, url("plan-item-update", plan.uid, bare.uid), **body).status_code == 302
    plan.refresh_from_db()
    workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)


def test_each_of_the_six_things_is_asked_for(people, unit):
    plan = plan_of(unit, people.secretary)
    gone = {
        "objective": "", "target": "", "months": [], "amount": None, "source": "", "facilities": "",
    }  # fmt: skip
    names = ["tujuan", "sasaran", "waktu", "dana", "sumber dana", "sarana/prasarana"]
    lacking = [item(plan, people.secretary, **{name: value}).lacks() for name, value in gone.items()]
    assert lacking == [[name] for name in names]
    assert item(plan, people.secretary, amount=0, source="").lacks() == []


def test_the_budget_of_a_row_comes_to_its_amount(people, unit, sign_in):
    plan = plan_of(unit, people.secretary)
    row = item(plan, people.secretary)
    client, page = sign_in(people.treasurer), url("plan-item-funds", plan.uid, row.uid)
    lines = {"lines-0-text": "Kain katun", "lines-0-volume": "12,5", "lines-0-measure": "meter",
             "lines-0-price": "35.000", "lines-1-text": "Honor pelatih", "lines-1-volume": "2",
             "lines-1-measure": "kali", "lines-1-price": "Rp150.000"}  # fmt: skip
    stale = sent(client, page, source="village", **lines, _version=row.version + 5)
    assert stale.status_code == 409
    wrong = sent(client, page, amount="700.000", source="village", **lines, _version=row.version)
    assert wrong.status_code == 422 and "Jumlah RAB Rp737.500 tidak sama" in wrong.content.decode()
    for bad in ({"lines-0-volume": "1.5.0"}, {"lines-0-price": ""}, {"lines-0-price": "35rb"}):
        assert sent(client, page, source="village", **{**lines, **bad}, _version=row.version).status_code == 422
    assert sent(client, page, source="village", **lines, _version=row.version).status_code == 302
    row.refresh_from_db()
    assert row.amount == 737_500 and [line.amount for line in row.budget.all()] == [437_500, 300_000]
    text = text_of(sign_in(people.tksk).get(url("plan-item-budget", plan.uid, row.uid)).content)
    assert in_order(text, "RENCANA ANGGARAN BIAYA", "Kain katun", "12,5", "meter", "35.000", "437.500", "Honor",
                    "737.500", "Tujuh ratus tiga puluh tujuh ribu lima ratus rupiah", "Bendahara")  # fmt: skip
    assert client.get(url("plan-item-update", plan.uid, row.uid)).status_code == 403, "the treasurer: money only"
    row.plan.refresh_from_db()
    row.amount = 1
    with pytest.raises(ValidationError):
        actions.save_item(row, by=people.secretary, on=TODAY)


# --- agreement, gate by gate --------------------------------------------------------------------------------------
@mark.clause("PLN-03")
@mark.clause("VAL-01")
def test_a_plan_is_agreed_only_in_a_held_meeting_with_method_minutes_and_record(people, unit):
    by = people.secretary
    plan = plan_of(unit, by)

    def told():
        return reasons(lambda: workflow.perform(AnnualPlan.objects.get(), "put_forward", by=by, on=TODAY))

    assert "Belum ada kegiatan" in told()
    item(plan, by)
    assert "Musyawarah yang menyepakati belum dipilih" in told()
    planned = make.held_meeting("routine", by, on=LAST_WEEK, elements=("psks",), hold=False)
    plan.agreed_in = planned
    plan.save()
    assert "belum dinyatakan terlaksana" in told() and "Berita acara musyawarah belum terbit" in told()
    make.give_all_reasons(planned, "hold", by)
    workflow.perform(planned, "hold", by=by, on=LAST_WEEK)
    type(planned).objects.update(method="", minutes="  ")
    assert "belum tercatat: cara mengambil keputusan dan notulen" in told()
    type(planned).objects.update(method="consensus", minutes="Disepakati bersama.")
    planned.refresh_from_db()
    make.issued_record(planned, by)
    type(unit).objects.update(address="")
    assert "Alamat sekretariat FCU belum diisi" in told()
    type(unit).objects.update(address="Balai Desa", seated_in_village=False)
    assert "belum dicatat berada di desa" in told()
    type(unit).objects.update(seated_in_village=True)
    workflow.perform(AnnualPlan.objects.get(), "put_forward", by=by, on=TODAY)
    early = AnnualPlan.objects.get()
    day_before = date.fromordinal(LAST_WEEK.toordinal() - 1)
    assert "tidak bisa mendahuluinya" in reasons(
        lambda: workflow.perform(early, "agree", by=people.coordinator, on=day_before)
    )
    workflow.perform(early, "agree", by=people.coordinator, on=LAST_WEEK)
    assert (early.stage, early.agreed_on, early.agreed_in) == ("agreed", LAST_WEEK, planned)


def test_only_meetings_of_the_body_that_decide_are_offered(people, unit, team, sign_in):
    own, other = fill.deliberation(people.secretary, record=False), make.held_meeting(
        "psks_routine", people.psks_team, on=LAST_WEEK, elements=("psks",))  # fmt: skip
    make.held_meeting("technical_guidance", people.secretary, on=LAST_WEEK, elements=("psks",))
    of_unit, of_team = plan_of(unit, people.secretary), plan_of(team, people.psks_team)
    for plan, by, meeting in ((of_unit, people.secretary, own), (of_team, people.psks_team, other)):
        form = sign_in(by).get(url("plan-update", plan.uid)).context["form"]
        assert list(form.fields["agreed_in"].queryset) == [meeting]
    assert sent(sign_in(people.secretary), url("plan-update", of_unit.uid), agreed_in=other.pk,
                _version=of_unit.version).status_code == 422  # fmt: skip
    AnnualPlan.objects.filter(pk=of_unit.pk).update(agreed_in=other)
    of_unit.refresh_from_db()
    assert "bukan musyawarah badan ini" in reasons(
        lambda: workflow.perform(of_unit, "put_forward", by=people.secretary, on=TODAY)
    )


@pytest.mark.clause("MEM-07")
def test_the_coordinator_approves_what_somebody_else_put_forward(people, unit, sign_in):
    """Four eyes: neither the secretary, nor the coordinator who put it forward under another hat, agrees alone."""
    plan = ready_plan(unit, people.secretary)
    page = f"/tahap/institutions.annualplan/{plan.uid}/agree/"
    assert sign_in(people.coordinator).get(page).status_code == 403, "nobody put it forward yet"
    workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)
    for by in (people.secretary, people.village_head, people.village_operator, people.treasurer):
        assert sent(sign_in(by), page, on=typed_date(TODAY)).status_code == 403
    hat = AssignmentFactory(role="coordinator", region=unit.region, person=people.secretary.person)
    assert sent(sign_in(hat), page, on=typed_date(TODAY)).status_code == 403
    done = sent(sign_in(people.coordinator), page, on=typed_date(TODAY))
    assert done.status_code == 302
    plan.refresh_from_db()
    assert plan.stage == "agreed" and plan.approved_by == people.coordinator.signature and not plan.from_paper


def test_a_change_takes_back_what_was_put_forward(people, unit):
    plan = ready_plan(unit, people.secretary)
    workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)
    item(plan, people.secretary, what="Ditambahkan kemudian")
    plan.refresh_from_db()
    assert plan.put_forward_by is None
    with pytest.raises(PermissionDenied):
        workflow.perform(plan, "agree", by=people.coordinator, on=TODAY)


def test_the_signed_paper_is_recorded_with_its_scan(people, unit, team, sign_in):
    plan = ready_plan(unit, people.secretary)
    client, page = sign_in(people.secretary), url("plan-agree", plan.uid)
    without = sent(client, f"/tahap/institutions.annualplan/{plan.uid}/agree_on_paper/", on=typed_date(TODAY))
    assert without.status_code == 409 and "Unggah pindaian" in without.content.decode()
    assert sent(client, page, on=typed_date(TODAY)).status_code == 422
    assert sent(client, page, on=typed_date(TODAY), number="04/RKT", scan=make.scan()).status_code == 302
    plan.refresh_from_db()
    assert (plan.stage, plan.from_paper, plan.recorded_by) == ("agreed", True, people.secretary.signature)
    shown = sign_in(people.village_head).get(plan.get_absolute_url()).content.decode()
    assert "Dari kertas nomor 04/RKT, dicatat oleh" in shown
    assert sign_in(people.tksk).get(url("plan-scan", plan.uid)).status_code == 200
    of_team = plan_of(team, people.psks_team)
    item(of_team, people.psks_team)
    meeting = make.held_meeting("psks_routine", people.village_operator, on=LAST_WEEK, elements=("psks",))
    make.issued_record(meeting, people.village_operator)
    of_team.agreed_in = meeting
    of_team.refresh_from_db(fields=["version"])
    actions.save_plan(of_team, by=people.psks_team, on=TODAY)
    assert [b.name for b in workflow.available(of_team, people.psks_team, TODAY)] == ["agree_on_paper"]
    with pytest.raises(PermissionDenied):
        actions.agree_on_paper(of_team, on=TODAY, scan=make.scan(), by=people.secretary)
    of_team = actions.agree_on_paper(AnnualPlan.objects.get(team=team), on=TODAY, scan=make.scan(), by=people.psks_team)
    leader = next(row.person.name for row in team.current_members() if row.post == "leader")
    assert of_team.stage == "agreed" and f"Ketua tim PSKS {leader}" in of_team.approved_by


def test_a_plan_runs_from_its_first_day_and_closes_at_its_end(people, unit, sign_in):
    by = people.secretary
    plan = fill.agreed_plan(unit, people)
    eve, first = date(YEAR - 1, 12, 31), date(YEAR, 1, 1)
    assert f"Tahun {YEAR} belum mulai" in reasons(lambda: workflow.perform(plan, "start", by=by, on=eve))
    workflow.perform(plan, "start", by=by, on=first)
    assert "akhir tahun" in reasons(lambda: workflow.perform(plan, "close", by=by, on=date(YEAR, 11, 30), note="x"))
    last = date(YEAR, 12, 31)
    assert "Belum selesai dan tidak dibatalkan: Kursus" in reasons(
        lambda: workflow.perform(plan, "close", by=by, on=last, note="Sudah.")
    )
    row = plan.items.get()
    row.progress.create(state="done", on=last)
    fill.revision(plan, by)
    plan.refresh_from_db()
    assert "Revisi ke-1 belum disetujui" in reasons(
        lambda: workflow.perform(plan, "close", by=by, on=last, note="Sudah.")
    )
    plan.revisions.update(closed_on=last)
    workflow.perform(plan, "close", by=by, on=date(YEAR + 1, 1, 2), note="Sembilan kegiatan terlaksana.")
    assert (plan.stage, plan.reached) == ("closed", "Sembilan kegiatan terlaksana.")
    assert sign_in(by).get(url("plan-item-update", plan.uid, row.uid)).status_code == 403


# --- Musrenbang, reach, tasks, lists ------------------------------------------------------------------------------
@mark.clause("PLN-07")
def test_a_row_becomes_a_proposal_to_the_musrenbang_once(people, unit, sign_in):
    draft = plan_of(unit, people.secretary, YEAR + 1)
    early = item(draft, people.secretary)
    assert sign_in(people.secretary).get(url("plan-item-musrenbang", draft.uid, early.uid)).status_code == 403
    plan = fill.agreed_plan(unit, people)
    row = plan.items.get()
    page, client = url("plan-item-musrenbang", plan.uid, row.uid), sign_in(people.village_head)
    assert client.get(page).context["form"].initial == {"year": YEAR + 1, "reason": row.objective}
    assert sent(client, page, year=str(YEAR + 1), reason="Usulan rapat.").status_code == 302
    proposal = MusrenbangProposal.objects.get()
    assert (proposal.plan_item, proposal.item, proposal.estimated_cost) == (row, row.what, row.amount)
    assert client.get(page).status_code == 403
    again = sent(sign_in(people.secretary), page, year=str(YEAR + 2), reason="Lagi.")
    assert again.status_code == 409 and "sudah menjadi usulan" in again.content.decode()
    assert MusrenbangProposal.objects.count() == 1
    assert f"Musrenbang {YEAR + 1}" in client.get(row.get_absolute_url()).content.decode()


def test_another_village_does_not_find_it_and_a_pioneer_may_not_look(people, regions, unit, sign_in):
    plan = ready_plan(unit, people.secretary)
    row = plan.items.get()
    addresses = (plan.get_absolute_url(), row.get_absolute_url(), url("plan-realisation", plan.uid),
                 url("plan-agenda", plan.uid), url("plan-item-budget", plan.uid, row.uid))  # fmt: skip
    other = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    pioneer, above = sign_in(people.pioneer), sign_in(people.regency_funds)
    for address in addresses:
        assert [c.get(address).status_code for c in (other, pioneer, above)] == [404, 403, 200], address
    with pytest.raises(PermissionDenied):
        item(plan, AssignmentFactory(role="secretary", region=regions.sibling))


@mark.parametrize("today", [date(2026, 1, 1), date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31)])
def test_the_home_page_asks_for_the_plan_of_the_year(today, people, unit):
    titles = [task.title for task in plan_tasks(people.secretary, today)]
    wanted = ["Susun rencana kerja 2026"] + (["Susun rencana kerja 2027"] if today.month > 10 else [])
    assert titles == wanted
    assert list(plan_tasks(people.member, today)) == list(plan_tasks(people.coordinator, today)) == []


def test_the_home_page_says_whose_turn_it_is(people, unit):
    plan = ready_plan(unit, people.secretary)
    day = date(YEAR, 6, 1)
    asked = f"Mintakan persetujuan rencana kerja {YEAR}"
    assert [task.title for task in plan_tasks(people.secretary, day)] == [asked]
    assert list(plan_tasks(people.coordinator, day)) == []
    workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)
    assert list(plan_tasks(people.secretary, day)) == []
    assert [task.title for task in plan_tasks(people.coordinator, day)] == [f"Setujui rencana kerja {YEAR}"]
    workflow.perform(plan, "agree", by=people.coordinator, on=TODAY)
    assert list(plan_tasks(people.coordinator, day)) == []


@mark.parametrize("paper", ["F4", "A4"])
def test_the_matrix_reads_as_the_guide_has_it(paper, people, unit, sign_in):
    plan = ready_plan(unit, people.secretary)
    item(plan, people.secretary, what="Rapat rutin", kind="other", amount=0, source="", months=list(range(1, 13)))
    client = sign_in(people.village_head)
    draft = client.get(f"{plan.get_absolute_url()}?cetak=pdf&kertas={paper}").content
    wide, tall = paper_of(draft)
    assert wide > tall
    text = text_of(draft)
    assert in_order(
        text, "RENCANA KERJA TAHUNAN", "No", "Jenis kegiatan", "Tujuan", "Sasaran", "Waktu", "Dana", "Sumber dana",
        "Sarana", "Penanggung", "Kursus menjahit", "1.500.000", "Tanpa biaya", "Jumlah seluruhnya", "1.500.000",
        "Mengetahui", "Kepala Desa Sidomekar", "Koordinator", "Sekretaris",
    )  # fmt: skip
    assert "DRAF" in text and "belum disepakati" in text
    workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)
    workflow.perform(plan, "agree", by=people.coordinator, on=TODAY)
    text = text_of(client.get(f"{plan.get_absolute_url()}?cetak=pdf&kertas={paper}").content)
    assert "DRAF" not in text and "musyawarah mufakat" in text and "Disetujui oleh" in text
    assert AuditEvent.objects.filter(verb="print:Rencana-kerja").count() == 2
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{plan.get_absolute_url()}?unduh=xlsx")))).active
    assert [cell.value for cell in sheet[1]][5:17] == list(plans.SHORT_MONTHS)
    values = [cell.value or "" for cell in sheet[2]]
    assert values[2] == "Kursus menjahit" and values[5:17] == ["", "X", "X", "", "", "", "", "X", "", "", "", ""]
    assert values[17:19] == [1_500_000, "Bantuan pemerintah: APBDes"]


def test_months_are_told_in_few_words():
    told = [plans.months_in_words(months) for months in ([], [5], [1, 2, 3, 7], [2, 4], list(range(1, 13)))]
    assert told == ["", "Mei", "Jan–Mar, Jul", "Feb, Apr", "Sepanjang tahun"]


def test_the_whole_rows_of_a_plan_know_no_missing_word():
    assert PlanItem(**WHOLE).lacks() == []
