"""The guidance library and the lessons: who publishes, who reads, who answers, what nobody outside learns."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.workflow import TransitionRefused
from institutions.actions import lesson as lesson_actions
from institutions.actions import library as library_actions
from institutions.models import Lesson, LibraryDocument
from tests import factories as make
from tests.factories import TODAY
from tests.filling import new_key
from tests.institutions.fill_library import GUIDE, NOTED, lesson, published

mark = pytest.mark
READERS = ("village_operator", "village_head", "secretary", "member", "psks_team", "tksk", "subdistrict_operator",
           "lk3", "regency_reports", "province")  # fmt: skip


def text_of(client, name, *args, query=""):
    response = client.get(reverse(f"institutions:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def other_village(regions):
    """A member office of a village in another kabupaten."""
    return make.AssignmentFactory(role="secretary", region=regions.city_village)


@mark.clause("REG-11")
def test_what_the_ministry_publishes_is_read_and_downloaded_by_every_level(people, sign_in):
    """Standards, registration and impact audits among them, with the programme year."""
    for kind in ("standard", "registration", "impact_audit"):
        published(people.ministry, kind=kind, title=f"Dokumen {kind}")
    row = LibraryDocument.objects.get(kind="impact_audit")
    for role in READERS:
        client = sign_in(getattr(people, role))
        page = text_of(client, "library-list")
        assert "Dokumen standard" in page and "Dokumen registration" in page and "2026" in page, role
        assert client.get(reverse("institutions:library-file", args=[row.uid])).status_code == 200, role


def test_the_list_is_narrowed_by_kind_year_and_words_and_goes_to_excel(people, sign_in):
    published(people.province, title="Kebijakan daerah", kind="policy", programme_year=2025, summary="")
    published(people.regency_reports)
    client = sign_in(people.secretary)
    for query, there, gone in (
        ("?jenis=policy", "Kebijakan daerah", GUIDE["title"]), ("?tahun=2026", GUIDE["title"], "Kebijakan daerah"),
        ("?cari=pendampingan", GUIDE["title"], "Kebijakan daerah"),
    ):  # fmt: skip
        page = text_of(client, "library-list", query=query)
        assert there in page and gone not in page, query
    response = client.get(reverse("institutions:library-list") + "?unduh=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    titles = {row[0] for row in sheet.iter_rows(values_only=True)}
    assert {"Kebijakan daerah", GUIDE["title"]} <= titles


def test_a_document_of_another_kabupaten_is_not_there(people, sign_in, other_village):
    row = published(people.regency_reports)
    client = sign_in(other_village)
    assert GUIDE["title"] not in text_of(client, "library-list")
    for name in ("library-document", "library-file"):
        assert client.get(reverse(f"institutions:{name}", args=[row.uid])).status_code == 404


def test_only_its_own_office_changes_or_takes_back(people, sign_in):
    row = published(people.ministry)
    for name in ("library-update", "library-withdraw"):
        url = reverse(f"institutions:{name}", args=[row.uid])
        assert sign_in(people.province).get(url).status_code == 403
        assert sign_in(people.secretary).get(url).status_code == 403
    with pytest.raises(PermissionDenied):
        library_actions.withdraw_document(row, by=people.province, on=TODAY)
    client = sign_in(people.ministry)
    client.post(reverse("institutions:library-withdraw", args=[row.uid]), {"_key": new_key()})
    row.refresh_from_db()
    assert row.withdrawn_on == TODAY
    assert GUIDE["title"] not in text_of(sign_in(people.secretary), "library-list")
    assert "tidak berlaku lagi" in text_of(sign_in(people.secretary), "library-document", row.uid)
    assert "Ditarik" in text_of(client, "library-list")
    with pytest.raises(TransitionRefused):
        library_actions.save_document(row, by=people.ministry, on=TODAY)


def test_a_document_needs_a_file_and_stands_once_a_year(people, sign_in):
    client, url = sign_in(people.ministry), reverse("institutions:library-create")
    assert "Berkas belum diisi" in client.post(url, {**GUIDE, "_key": new_key()}).content.decode()
    published(people.ministry)
    again = client.post(url, {**GUIDE, "scan": make.scan(), "_key": new_key()})
    assert again.status_code == 422 and "sudah ada di pustaka" in again.content.decode()
    assert LibraryDocument.objects.count() == 1


@mark.clause("VAL-10")
def test_a_lesson_is_noted_shared_and_answered_from_above(people, sign_in, other_village):
    """A shortcoming with a suggestion; other FCUs read it without a name; the Dinas sees it wait, and answers."""
    client = sign_in(people.secretary)
    client.post(reverse("institutions:lesson-create"), {**NOTED, "_key": new_key()})
    row = Lesson.objects.get()
    assert row.region == people.secretary.region and row.noted_by == people.secretary.signature

    far = sign_in(other_village)
    assert NOTED["experience"] in text_of(far, "lesson-list")
    page = text_of(far, "lesson", row.uid)
    assert NOTED["suggestion"] in page and str(row.region) in page
    assert row.noted_by not in page

    above = sign_in(people.regency_reports)
    assert NOTED["experience"] in text_of(above, "lesson-list", query="?saring=menunggu")
    answer = {"answer": "Surat edaran kami perbaiki.", "_key": new_key()}
    assert above.post(reverse("institutions:lesson-answer", args=[row.uid]), answer).status_code == 302
    assert NOTED["experience"] not in text_of(above, "lesson-list", query="?saring=menunggu")
    page = text_of(client, "lesson", row.uid)
    assert "Surat edaran kami perbaiki." in page and people.regency_reports.signature in page
    page = text_of(far, "lesson", row.uid)
    assert "Surat edaran kami perbaiki." in page and people.regency_reports.signature not in page


def test_what_is_not_shared_or_was_taken_back_stays_at_home(people, sign_in, other_village):
    hidden, back = lesson(people.secretary, is_shared=False), lesson(people.coordinator, experience="Pernah keliru.")
    lesson_actions.withdraw_lesson(back, by=people.secretary, on=TODAY)
    for row in (hidden, back):
        url = reverse("institutions:lesson", args=[row.uid])
        assert sign_in(other_village).get(url).status_code == 404
        assert sign_in(people.secretary).get(url).status_code == 200
        assert sign_in(people.ministry).get(url).status_code == 200


@mark.parametrize("role", ["secretary", "village_head", "tksk", "lk3"])
def test_who_does_not_stand_above_with_the_right_does_not_answer(role, people):
    row = lesson(people.secretary)
    with pytest.raises(PermissionDenied):
        lesson_actions.answer_lesson(row, "Baik.", by=getattr(people, role), on=TODAY)


def test_another_kabupaten_reads_a_shared_lesson_but_does_not_answer_it(people, regions, sign_in):
    row = lesson(people.secretary)
    dinas = make.AssignmentFactory(role="regency_reports", region=regions.city)
    client = sign_in(dinas)
    assert "Tanggapi" not in text_of(client, "lesson", row.uid)
    assert client.get(reverse("institutions:lesson-answer", args=[row.uid])).status_code == 403


def test_an_answered_lesson_stays_as_it_was(people, sign_in):
    row = lesson(people.secretary)
    lesson_actions.answer_lesson(row, "Sudah kami catat.", by=people.province, on=TODAY)
    client = sign_in(people.secretary)
    assert client.get(reverse("institutions:lesson-update", args=[row.uid])).status_code == 403
    with pytest.raises(TransitionRefused):
        lesson_actions.save_lesson(row, by=people.secretary, on=TODAY)
    with pytest.raises(TransitionRefused):
        lesson_actions.answer_lesson(row, "Sekali lagi.", by=people.ministry, on=TODAY)


def test_a_lesson_has_no_future_day_and_no_number_of_a_person(people, sign_in):
    with pytest.raises(ValidationError):
        lesson(people.secretary, noted_on=TODAY + timedelta(days=1))
    typed = {**NOTED, "experience": "NIK 3373041209850001 salah ketik.", "_key": new_key()}
    response = sign_in(people.secretary).post(reverse("institutions:lesson-create"), typed)
    assert response.status_code == 422 and "Jangan menulis NIK" in response.content.decode()
    assert not Lesson.objects.exists()
