"""Lists from Excel at the screen: upload, preview, decision, the returned sheet, long lists by the worker."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from families import background
from families.actions import batch as actions
from families.models import Family, FamilyMember, ImportBatch
from fcu_project.dates import long_date
from fcu_project.models import AuditEvent
from fcu_project.sheets import reader
from tests.factories import TODAY, AssignmentFactory
from tests.families import lists, make
from tests.families.fill_batch import waiting
from tests.families.fill_member import chosen
from tests.filling import new_key
from tests.test_query_budget import BUDGET, queries

pytestmark = pytest.mark.django_db
NAMES = [f"Sumi {a}{b}{c}i" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghijklmnopqrstuvwxyz"]


@pytest.fixture
def secretary(people):
    make.selection_group(people)
    return people.secretary


def sent(client, upload, kind="families"):
    return client.post(reverse("families:batch-upload"), {"kind": kind, "workbook": upload, "_key": new_key()})


def decide(client, batch, way="ready", **more):
    return client.post(batch.get_absolute_url(), {"way": way, "_key": new_key(), **more}, follow=True)


@pytest.mark.clause("FAM-04")
@pytest.mark.clause("FAM-03")
def test_upload_preview_decide_result(secretary, sign_in, django_capture_on_commit_callbacks):
    """SES, job, kinds of problems and potential come in from a list, and stand in the files of the families."""
    client = sign_in(secretary)
    rows = {}, {"head_name": "Maimunah", "occupation": "Raja"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client, lists.families(*rows))
    html = client.get(answer["Location"]).content.decode()
    assert "Baris 3, kolom Pekerjaan kepala keluarga:" in html
    assert "Simpan yang siap (1)" in html
    assert not Family.objects.exists()
    html = decide(client, ImportBatch.objects.get()).content.decode()
    assert "1 keluarga tersimpan." in html
    family = Family.objects.get()
    assert (family.socio_economic.code, family.occupation.code, family.potential) == (2, 20, "Bisa menjahit")
    assert family.problems.count() == 2
    assert "Unduh yang perlu diperbaiki" in html


def test_save_all_is_offered_only_when_nothing_is_wrong(secretary, sign_in):
    client = sign_in(secretary)
    good = lists.checked(lists.families({}), secretary)
    assert "Simpan semua (1)" in client.get(good.get_absolute_url()).content.decode()
    bad = lists.checked(lists.families({"head_name": "Maimunah"}, {"head_sex": "x"}), secretary)
    html = client.get(bad.get_absolute_url()).content.decode()
    assert "Simpan yang siap (1)" in html
    assert "Simpan semua" not in html


def test_ticked_lines_alone_are_saved(secretary, sign_in):
    batch = lists.checked(lists.families({}, {"head_name": "Maimunah"}), secretary)
    client = sign_in(secretary)
    assert client.post(batch.get_absolute_url(), {"way": "ticked", "_key": new_key()}).status_code == 422
    decide(client, batch, "ticked", line=["3"])
    assert Family.objects.get().head_name == "Maimunah"


def test_the_returned_sheet_is_read_in_again_once_it_is_mended(secretary, sign_in):
    client = sign_in(secretary)
    batch = lists.checked(lists.families({}, {"head_name": "Maimunah", "head_sex": "x", "rt": "RT 5"}), secretary)
    response = client.get(reverse("families:batch-returned", args=[batch.uid]))
    content = b"".join(response.streaming_content)
    assert AuditEvent.objects.filter(verb="batch:return", object_uid=batch.uid).exists()
    (row,) = reader.read(io.BytesIO(content), lists.COLUMNS["families"], title="Keluarga").rows
    assert (row.cells["head_name"], row.cells["head_sex"], row.cells["rt"]) == ("Maimunah", "x", "RT 5")
    upload = SimpleUploadedFile("perlu-diperbaiki.xlsx", mended(content), content_type=lists.XLSX)
    again = lists.checked(upload, secretary)
    assert (again.ready, again.wrong) == (1, 0), lists.told(again)


def mended(content):
    """The sheet with the sex put right, as somebody would do in Excel."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert [cell.value for cell in sheet[1]][-1] == "Keterangan"
    assert "L/P: " in sheet.cell(2, sheet.max_column).value
    assert book.sheetnames[1:] == ["Kode", "Petunjuk"]  # which the reasons name
    assert any(rule.type == "list" and "C2" in rule.cells for rule in sheet.data_validations.dataValidation)
    sheet.cell(2, 3).value = "P"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["families", "members"])
def test_a_template_reads_back_and_its_examples_are_skipped(kind, secretary, sign_in):
    response = sign_in(secretary).get(reverse("families:batch-template", args=[kind]))
    content = b"".join(response.streaming_content)
    sheet = reader.read(io.BytesIO(content), lists.COLUMNS[kind], title=actions.PARTS[kind].TITLE_OF_SHEET)
    assert set(sheet.headers) == {column.name for column in lists.COLUMNS[kind]}
    assert sheet.rows == []
    assert client_404(sign_in(secretary), "lain") == 404


def client_404(client, kind):
    return client.get(reverse("families:batch-template", args=[kind])).status_code


def test_numbers_of_identity_are_masked_in_the_preview(people, sign_in):
    chosen(people)
    batch = lists.checked(lists.members({}, {"nik": "52080152038400"}), people.secretary, "members")
    client = sign_in(people.secretary)
    for part in ("ready", "wrong"):
        html = client.get(f"{batch.get_absolute_url()}?bagian={part}").content.decode()
        assert "5208•" in html
        assert not re.search(r"520801\d", html)
    assert not AuditEvent.objects.filter(fields__icontains="520801").exists()


def test_a_list_of_another_village_does_not_exist(secretary, regions, sign_in):
    batch = waiting_list(secretary)
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    for route in ("batch", "batch-returned", "batch-discard"):
        assert client.get(reverse(f"families:{route}", args=[batch.uid])).status_code == 404
    assert batch.file_name not in client.get(reverse("families:batch-list")).content.decode()


def waiting_list(by):
    return lists.checked(lists.families({}, {"head_name": "Maimunah", "head_sex": ""}), by)


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(secretary, sign_in):
    page = sent(sign_in(secretary), SimpleUploadedFile("daftar.xlsx", b"<html>masuk dahulu</html>"))
    assert page.status_code == 422
    assert not ImportBatch.objects.exists()
    assert "id_workbook" in page.content.decode()


@pytest.mark.parametrize("part", ["ready", "wrong"])
def test_the_preview_of_a_long_list_stays_small(part, secretary, sign_in):
    bad = {"head_sex": "x", "recorded_on": "31-02-2026", "rt": "tiga", "decile": 99, "phone": "abc"}
    rows = [{"head_name": name, **(bad if part == "wrong" else {})} for name in NAMES]
    batch = lists.checked(lists.families(*rows), secretary)
    assert getattr(batch, part) == len(NAMES)
    client = sign_in(secretary)
    url = f"{batch.get_absolute_url()}?bagian={part}"
    page = client.get(url)
    assert len(page.content) <= 500_000
    assert page.content.decode().count("<tr>") == 51
    assert f"?bagian={part}&amp;setelah=51" in page.content.decode()
    assert "setelah=101" in client.get(f"{url}&setelah=51").content.decode()
    assert queries(client, url) <= BUDGET


def test_lists_cost_the_same_for_one_and_for_twenty(secretary, sign_in):
    client = sign_in(secretary)
    lists.checked(lists.families({}), secretary)
    url = reverse("families:batch-list")
    client.get(url)
    few = queries(client, url)
    row = ImportBatch.objects.get()
    for _ in range(20):
        row.pk, row.uid, row._state.adding = None, new_key(), True
        row.save()
    assert queries(client, url) == few <= BUDGET


def test_a_long_list_is_left_to_the_worker(secretary, sign_in, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    client = sign_in(secretary)
    upload = lists.families(*({"head_name": name, "rt": rt} for rt, name in enumerate(NAMES[:5], 1)))
    sent(client, upload)  # its worker has not come yet
    batch = ImportBatch.objects.get()
    html = client.get(batch.get_absolute_url()).content.decode()
    assert "0 dari 5 baris sudah diperiksa" in html
    assert 'http-equiv="refresh"' in html
    background.check_list.func(str(batch.uid), str(secretary.uid))
    assert decide(client, batch).status_code == 200
    batch.refresh_from_db()
    assert (batch.state, Family.objects.count()) == ("saving", 0)
    for _ in range(2):  # a second run finds nothing to do
        background.save_list.func(str(batch.uid), str(secretary.uid))
        assert Family.objects.count() == 5


def test_a_list_of_the_other_kind_is_called_by_its_name(secretary, sign_in):
    client = sign_in(secretary)
    html = sent(client, lists.members({})).content.decode()
    assert "Ini daftar Anggota keluarga. Pilih “Anggota keluarga”" in html
    assert "Kolom yang wajib" not in html
    assert "Ini daftar Calon keluarga." in sent(client, lists.families({}), "members").content.decode()


def test_a_list_with_nothing_new_is_finished(secretary, sign_in):
    upload = lists.families({})
    actions.save(lists.checked(upload, secretary), by=secretary, on=TODAY)
    upload.seek(0)
    again = lists.checked(upload, secretary)
    client = sign_in(secretary)
    html = client.get(again.get_absolute_url()).content.decode()
    assert "Semua baris sudah ada" in html and "Menunggu keputusan" not in html and "Batalkan" not in html
    assert "Semua baris sudah ada" in client.get(reverse("families:batch-list")).content.decode()


def test_after_saving_it_is_said_what_is_left_and_until_when(secretary, sign_in):
    batch = lists.checked(lists.families({}, {"head_name": "Maimunah", "head_sex": "x"}), secretary)
    html = decide(sign_in(secretary), batch).content.decode()
    until = long_date(TODAY + make.timedelta(days=actions.KEPT_DAYS))
    assert "Masih ada 1 baris perlu diperbaiki" in html and f"disimpan sampai {until}" in html
    assert "Tersimpan sebagian" in html


def test_a_probable_double_is_saved_only_when_it_is_ticked(secretary, sign_in):
    kept = make.candidate(secretary, "Mahnep Hariadi")
    row = {"head_name": "Mahnep Haryadi", "head_sex": "L", "rt": kept.rt, "rw": kept.rw}
    batch = lists.checked(lists.families({"rt": "9"}, row), secretary)
    client = sign_in(secretary)
    html = client.get(batch.get_absolute_url()).content.decode()
    assert "Mungkin sudah tercatat sebagai No. 1 Mahnep Hariadi." in html and "sebagai keluarga lain" in html
    assert "1 baris mungkin ganda" in decide(client, batch).content.decode()
    assert Family.objects.count() == 2
    decide(client, batch, "ticked", line=["3"])
    batch.refresh_from_db()
    assert (Family.objects.count(), batch.state, batch.saved) == (3, "saved", 2)


def test_work_that_was_interrupted_can_be_begun_anew(secretary, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(secretary)
    sent(client, lists.families({}))
    batch = ImportBatch.objects.get()
    assert client.post(batch.get_absolute_url(), {"way": "again", "_key": new_key()}).status_code == 409
    ImportBatch.objects.update(updated_at=timezone.now() - 2 * actions.RESTED)
    assert "Kerjakan lagi" in client.get(batch.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, batch, "again")
    batch.refresh_from_db()
    assert (batch.state, batch.ready) == ("checked", 1)


def test_who_comes_second_with_the_same_list_is_told(secretary, sign_in):
    upload = lists.families({})
    one = lists.checked(upload, secretary)
    upload.seek(0)
    two = lists.checked(upload, secretary)
    actions.save(one, by=secretary, on=TODAY)
    html = decide(sign_in(secretary), two).content.decode()
    assert "Belum ada yang disimpan" in html
    assert "Berkas yang sama sudah disimpan" in html
    assert Family.objects.count() == 1


def test_the_way_in_stands_on_the_list_of_families(people, sign_in):
    url = reverse("families:batch-list")
    assert url in sign_in(people.secretary).get(reverse("families:family-list")).content.decode()
    assert url not in sign_in(people.working_group).get(reverse("families:family-list")).content.decode()


def test_everything_that_is_left_goes_with_the_list(people, sign_in):
    batch = waiting(people)
    client = sign_in(people.secretary)
    client.post(reverse("families:batch-discard", args=[batch.uid]), {"_key": new_key()})
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == ("discarded", {})
    assert client.get(reverse("families:batch-returned", args=[batch.uid])).status_code == 302
    assert not FamilyMember.objects.exists()


def test_a_number_in_the_name_of_a_file_is_not_kept(secretary):
    batch = lists.checked(lists.families({}, name="KK 5208011203150007.xlsx"), secretary)
    assert batch.file_name == "KK ….xlsx"
