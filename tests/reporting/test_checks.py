"""Inspections of the stimulus: what they must tell, how a finding is settled, who was never inspected (FUN-05)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from reporting.above.tiles_above import checks_note, stimulus_note
from reporting.actions import checks as actions
from reporting.models import StimulusCheck, StimulusGrant
from reporting.money import checks
from reporting.money.stimulus_panels import checks_panel
from reporting.tasks.checks import check_tasks
from tests.factories import TODAY, AssignmentFactory
from tests.filling import new_key, typed_date
from tests.letters import page_texts
from tests.reporting import fill_checks as make
from tests.reporting import stimulus
from tests.test_query_budget import BUDGET, queries

LATE = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def page_of_the_grant(monkeypatch):
    """Where a grant's own page lies is not asked here."""
    monkeypatch.setattr(StimulusGrant, "get_absolute_url", lambda grant: f"/stimulan/{grant.uid}/")


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.clause("FUN-05")
def test_the_dinas_records_an_inspection_with_its_finding_and_settles_it(people, sign_in):
    grant, client = make.paid_grant(people), sign_in(people.regency_funds)
    url = reverse("reporting:stimulus-check-create", args=[grant.uid])
    assert "Rp2.000.000 belum dipertanggungjawabkan" in words(client.get(url))
    response = client.post(url, {**make.CHECK, "_key": new_key()})
    row = StimulusCheck.objects.get()
    assert response.url == row.get_absolute_url() and row.is_open and row.recorded_by == people.regency_funds.signature
    page = words(client.get(row.get_absolute_url()))
    assert "Temuan terbuka" in page and "Rak dagangan belum dibeli." in page
    settle = reverse("reporting:stimulus-check-resolve", args=[row.uid])
    answer = {"resolved_on": typed_date(TODAY), "resolution": "Rak sudah dilihat.", "_key": new_key()}
    assert client.post(settle, answer).status_code == 302
    row.refresh_from_db()
    assert row.resolved_on == TODAY and not row.is_open
    verbs = AuditEvent.objects.filter(object_uid=row.uid).values_list("verb", flat=True)
    assert {"check:record", "check:view", "check:resolve"} <= set(verbs)


@pytest.mark.parametrize(("told", "field", "said"), [
    ({"used_rightly": "partly", "finding": ""}, "finding", "Tuliskan temuannya"),
    ({"received_rightly": "no", "used_rightly": "yes", "finding": ""}, "finding", "Tuliskan temuannya"),
    ({"action": ""}, "action", "yang harus dilakukan"),
    ({"due_on": None}, "due_on", "batas waktu"),
    ({"due_on": make.CHECKED_ON - timedelta(days=1)}, "due_on", "mendahului"),
    ({"on": TODAY + timedelta(days=1)}, "on", "setelah hari ini"),
    ({"on": stimulus.PAID_ON - timedelta(days=1)}, "on", "baru dicairkan"),
    ({"used_rightly": "yes", "finding": ""}, "finding", "kosongkan tindak lanjut"),
])  # fmt: skip
def test_what_an_inspection_must_tell(told, field, said, people):
    with pytest.raises(ValidationError) as refused:
        make.check(people, **told)
    assert set(refused.value.message_dict) == {field} and said in str(refused.value)
    assert not StimulusCheck.objects.exists()


def test_the_table_refuses_a_wrong_use_without_finding_too(people):
    row = make.clean(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        StimulusCheck.objects.filter(pk=row.pk).update(used_rightly="no")


def test_no_identity_number_is_written_among_words(people, sign_in):
    url = reverse("reporting:stimulus-check-create", args=[make.paid_grant(people).uid])
    told = {**make.CHECK, "note": "NIK 9701014303840001", "_key": new_key()}
    response = sign_in(people.regency_funds).post(url, told)
    assert response.status_code == 422 and set(response.context["form"].errors) == {"note"}


def test_the_admin_reads_inspections_and_changes_none(people, sign_in):
    row, client = make.check(people), sign_in(people.regency_funds)
    url = reverse("admin:reporting_stimuluscheck_change", args=[row.pk])
    assert "Rak dagangan belum dibeli." in words(client.get(url))
    assert client.post(url, {"finding": ""}).status_code == 403
    assert client.get(reverse("admin:reporting_stimuluscheck_add")).status_code == 403


def test_before_money_was_paid_there_is_nothing_to_inspect(people, sign_in):
    grant = stimulus.grant(people, "Rubinah")
    page = sign_in(people.regency_funds).get(reverse("reporting:stimulus-check-create", args=[grant.uid]))
    assert page.status_code == 409 and "Belum ada uang yang dicairkan" in words(page)


def test_only_the_dinas_of_the_kabupaten_inspects(people, regions):
    grant = make.paid_grant(people)
    elsewhere = AssignmentFactory(role="regency_funds", region=regions.city)
    for by in (people.secretary, people.regency_reports, people.village_head, elsewhere):
        with pytest.raises(PermissionDenied):
            make.check(people, grant, by=by)
    row = make.check(people, grant)
    for act in (actions.resolve, actions.change_check):
        more = {"resolution": "Selesai"} if act is actions.resolve else {}
        with pytest.raises(PermissionDenied):
            act(row, by=people.secretary, on=TODAY, **more)


def test_a_settled_finding_stays_as_it_is(people):
    row = actions.resolve(make.check(people), by=people.regency_funds, on=TODAY, resolution="Rak ada.")
    for act, more in ((actions.resolve, {"resolution": "Lagi"}), (actions.change_check, {})):
        with pytest.raises(TransitionRefused):
            act(StimulusCheck.objects.get(pk=row.pk), by=people.regency_funds, on=TODAY, **more)
    with pytest.raises(TransitionRefused):
        actions.resolve(make.clean(people), by=people.regency_funds, on=TODAY, resolution="Tanpa temuan")


@pytest.mark.parametrize(("on", "said"), [
    (make.CHECKED_ON - timedelta(days=1), "Diperiksa"), (TODAY + timedelta(days=1), "setelah hari ini"),
])  # fmt: skip
def test_a_finding_is_settled_between_its_inspection_and_today(on, said, people):
    with pytest.raises(ValidationError, match=said):
        actions.resolve(make.check(people), by=people.regency_funds, on=on, resolution="Rak ada.")


# --- lists ----------------------------------------------------------------------------------------------------------
def test_the_list_narrows_to_findings_year_village_and_name(people, sign_in):
    one = make.paid_grant(people)
    two = make.paid_grant(people, "Tarsih", "0999999902")
    make.check(people, one, due_on=LATE)
    make.check(people, one, finding="Belum selesai.")
    make.clean(people, two)
    client, url = sign_in(people.regency_funds), reverse("reporting:stimulus-check-list")

    def found(**asked):
        return len(client.get(url, asked).context["rows"])

    assert (found(), found(saring="temuan"), found(saring="terbuka"), found(saring="terlambat")) == (3, 2, 2, 1)
    assert (found(cari="tars"), found(desa=one.region.code), found(desa="9701012002")) == (1, 3, 0)
    assert found(tahun=str(make.CHECKED_ON.year)) == 3 and found(tahun=str(make.CHECKED_ON.year - 1)) == 0
    assert "cari=" not in words(client.get(url, {"cari": "9701014303840001"}))


def test_the_village_reads_its_own_and_no_other(people, regions, sign_in):
    row = make.check(people)
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    assert "Tutup temuan" not in words(sign_in(people.secretary).get(row.get_absolute_url()))
    assert sign_in(other).get(row.get_absolute_url()).status_code == 404
    assert sign_in(other).get(reverse("reporting:stimulus-check-list")).context["rows"] == []


def test_who_was_never_inspected_and_what_share_was(people, sign_in):
    one = make.paid_grant(people)
    make.paid_grant(people, "Tarsih", "0999999902")
    stimulus.grant(people, "Paijem")  # nothing was paid yet
    make.clean(people, one)
    share = checks.share_checked(people.regency_funds)
    assert (share.paid, share.checked, share.left, share.percent) == (2, 1, 1, 50)
    context = sign_in(people.regency_funds).get(reverse("reporting:stimulus-unchecked")).context
    assert [row.family.head_name for row in context["rows"]] == ["Tarsih"]
    assert context["rows"][0].waited == (TODAY - stimulus.PAID_ON).days and not context["rows"][0].is_late
    assert checks.share_checked(people.regency_reports).percent == 50
    assert checks.share_checked(people.regency_funds, TODAY.year - 9).percent is None


@pytest.mark.parametrize("name", ["stimulus-check-list", "stimulus-unchecked"])
def test_a_list_costs_the_same_for_one_row_and_for_many(name, people, sign_in):
    client, url = sign_in(people.regency_funds), reverse(f"reporting:{name}")
    make.check(people)
    make.paid_grant(people, "Tarsih", "0999999902")
    client.get(url)
    few = queries(client, url)
    for place, head in enumerate(("Paijem", "Wagiyem", "Suminah"), 3):
        make.clean(people, make.paid_grant(people))
        make.paid_grant(people, head, f"099999990{place}")
    assert queries(client, url) == few <= BUDGET


def test_the_photo_opens_only_through_its_inspection(people, regions, sign_in):
    row = make.scene(people)["stimulus_check"]
    url = reverse("reporting:stimulus-check-photo", args=[row.uid])
    assert sign_in(people.secretary).get(url)["Content-Type"] == "image/jpeg"
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(other).get(url).status_code == 404
    bare = make.clean(people)
    assert sign_in(people.secretary).get(reverse("reporting:stimulus-check-photo", args=[bare.uid])).status_code == 404


def test_a_grant_shows_its_inspections_and_how_to_add_one(people, rf):
    row, request = make.check(people), rf.get("/")
    create = reverse("reporting:stimulus-check-create", args=[row.grant.uid])
    for by, may in ((people.regency_funds, True), (people.secretary, False)):
        request.assignment = by
        html = checks_panel(request, row.grant)
        assert row.get_absolute_url() in html and (create in html) == may
    request.assignment = people.tksk
    assert checks_panel(request, row.grant) == ""


# --- home -----------------------------------------------------------------------------------------------------------
def test_late_findings_are_a_task_of_the_dinas_and_open_ones_of_the_village(people):
    row = make.check(people)
    assert list(check_tasks(people.regency_funds, TODAY)) == []
    assert [task.due_state for task in check_tasks(people.secretary, TODAY)] == ["soon"]
    after = row.due_on + timedelta(days=1)
    [task] = check_tasks(people.regency_funds, after)
    assert task.url == row.get_absolute_url() and task.due_state == "late" and "Rubinah" not in task.title + task.why
    assert list(check_tasks(people.regency_reports, after)) == []
    actions.resolve(row, by=people.regency_funds, on=TODAY, resolution="Rak ada.")
    assert list(check_tasks(people.regency_funds, after)) == list(check_tasks(people.secretary, TODAY)) == []


def test_families_that_wait_too_long_are_one_task(people):
    make.paid_grant(people)
    day = stimulus.PAID_ON + timedelta(days=checks.limit(people.regency_funds))
    assert list(check_tasks(people.regency_funds, day)) == []
    [task] = check_tasks(people.regency_funds, day + timedelta(days=1))
    assert task.title.startswith("1 penerima") and task.url == reverse("reporting:stimulus-unchecked")


def test_the_tile_tells_what_waits(people):
    assert stimulus_note(people.regency_funds) == "Tidak ada yang menunggu"
    make.check(people)
    assert stimulus_note(people.regency_funds) == "1 belum dipertanggungjawabkan, 1 temuan terbuka"
    assert checks_note(people.secretary) == "1 temuan terbuka"


# --- paper ----------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-05")
def test_the_note_of_an_inspection_is_printed_blank_and_filled(people, sign_in):
    row, client = make.check(people), sign_in(people.regency_funds)
    filled = " ".join(page_texts(client.get(reverse("reporting:stimulus-check-paper", args=[row.uid])).getvalue()))
    assert "Rak dagangan belum dibeli." in filled and "Rp2.000.000" in filled and "RUBINAH" in filled
    blank = page_texts(client.get(reverse("reporting:stimulus-check-blank", args=[row.grant.uid])).getvalue())
    assert len(blank) == 1 and "Rak dagangan" not in blank[0] and "Rp2.000.000" in blank[0]
    assert "0999999901" not in filled + blank[0]


@pytest.mark.parametrize(("asked", "heading", "tells"), [
    ({}, "BUKU PEMERIKSAAN DANA STIMULAN", ["Rubinah", "Tarsih"]),
    ({"saring": "temuan"}, "DAFTAR TEMUAN DANA STIMULAN", ["Rubinah"]),
])  # fmt: skip
def test_the_book_and_the_list_of_findings_are_printed(asked, heading, tells, people, sign_in):
    make.check(people)
    make.clean(people, make.paid_grant(people, "Tarsih", "0999999902"))
    url = reverse("reporting:stimulus-check-list")
    text = " ".join(page_texts(sign_in(people.regency_funds).get(url, {**asked, "cetak": "pdf"}).getvalue()))
    assert heading in text and [name for name in ("Rubinah", "Tarsih") if name in text] == tells


def test_the_lists_go_to_excel_and_paper(people, sign_in):
    make.paid_grant(people, "Tarsih", "0999999902")
    make.check(people)
    client = sign_in(people.regency_funds)
    for name in ("stimulus-check-list", "stimulus-unchecked"):
        url = reverse(f"reporting:{name}")
        assert client.get(url, {"unduh": "xlsx"}).getvalue().startswith(b"PK")
        assert client.get(url, {"cetak": "pdf"}).getvalue().startswith(b"%PDF")
