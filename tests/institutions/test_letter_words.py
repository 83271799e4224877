"""How the words of a letter are set, and with which words each kind begins."""

import pytest
from django.urls import reverse

from fcu_project import workflow
from institutions.actions import document as document_actions
from institutions.documents.letter import addressees, blocks
from institutions.documents.letter_kinds import LETTER_KINDS, placed
from institutions.duties import TELLS
from institutions.evidence import duty_lines
from institutions.models import FamilyCareUnit, IssuedDocument, PsksTeam
from institutions.rendering import render_document
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK
from tests.institutions.fill_letters import letter
from tests.institutions.fill_sites import draft, walk
from tests.letters import DOTS, in_order, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def begun(kind, by, matter=None):
    return LETTER_KINDS[kind].starter(by.region, matter)


def written(by, kind, matter=None, **tie):
    """A draft with the words that are offered."""
    return letter(by, kind=kind, matter=tie, **{"opening": "", **begun(kind, by, matter)})


# --- how words are set ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "set_as"), [
    ("Satu.\n\nDua.", ["Satu.", "Dua."]),
    ("Hari, tanggal: Kamis\nPukul: 09.00 WIB", [{"pairs": [["Hari, tanggal", "Kamis"], ["Pukul", "09.00 WIB"]]}]),
    ("Dasar:\nWaktu:\nTempat:", [{"pairs": [["Dasar", ""], ["Waktu", ""], ["Tempat", ""]]}]),
    ("Catatan: bawa KTP", ["Catatan: bawa KTP"]),
    ("Yang perlu dibawa:\nMeja dan kursi.", ["Yang perlu dibawa:", "Meja dan kursi."]),
    ("Rapat pukul 09:00 di balai.\nSelesai.", ["Rapat pukul 09:00 di balai.", "Selesai."]),
])  # fmt: skip
def test_lines_with_a_label_stand_in_pairs(text, set_as):
    assert blocks(text) == set_as


def test_an_empty_opening_prints_nothing_where_something_is_written(people):
    by = people.secretary
    for words in ({"body": "Rapat ditunda."}, {"rows": [{"what": "Daftar", "amount": "1 berkas", "note": ""}]}):
        text = text_of(render_document(letter(by, kind="cover", **{"opening": "", "closing": "", **words})))
        body = text.split("Tempat", 1)[1].split("FCU", 1)[0]
        assert DOTS not in body
    assert DOTS in text_of(render_document(letter(by, opening=""))).split("Tempat", 1)[1].split("Halaman")[0]


@pytest.mark.parametrize(("amounts", "printed"), [
    (("1 berkas", "2 berkas"), "Lampiran : 3 (tiga) berkas"), (("1 berkas", "1 lembar"), "Lampiran : ...."),
    ((), "Lampiran : –"),
])  # fmt: skip
def test_a_cover_letter_counts_what_it_brings_only_if_all_are_files(amounts, printed, people):
    rows = [{"what": "Proposal", "amount": amount, "note": ""} for amount in amounts]
    text = text_of(render_document(letter(people.village_operator, kind="cover", rows=rows)))
    assert in_order(text, printed, "SURAT PENGANTAR", "Bersama ini")


def test_several_addressees_are_numbered(people):
    document = letter(people.secretary, addressee="1. Camat Tegalwangi\n2) Kepala Desa Sidomekar")
    assert addressees(document.text) == ["Camat Tegalwangi", "Kepala Desa Sidomekar"]
    assert in_order(text_of(render_document(document)), "Yth. 1. Camat Tegalwangi", "2. Kepala Desa Sidomekar")


# --- a notice of a meeting --------------------------------------------------------------------------------------------
@pytest.mark.clause("FCU-14")
def test_a_notice_that_is_out_tells_of_the_meeting_once_and_for_all(people, sign_in):
    tksk, client = people.tksk, sign_in(people.tksk)
    meeting = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    task, page = "Beritahukan rencana: Musyawarah pembentukan FCU", meeting.get_absolute_url()
    home = client.get("/").content.decode()
    assert task in home and f"/surat/tulis/notice/?pertemuan={meeting.uid}" in home
    document = written(tksk, "notice", meeting)
    document.meeting = meeting
    document.save()
    text = text_of(render_document(document))
    assert in_order(text, "Yth. 1. Camat", "2. Kepala Desa", "Hari, tanggal :", "Waktu : pukul 09.00 W", "Tempat :")
    assert "Belum ada pemberitahuan" in client.get(page).content.decode()
    workflow.perform(document, "prepare", by=tksk, on=TODAY)
    document = document_actions.issue_document(document, number="", dated_on=TODAY, by=tksk)
    for by in (tksk, people.village_operator):
        told = sign_in(by).get(page).content.decode()
        assert "Belum ada pemberitahuan" not in told and document.number in told and "Camat" in told
    assert document.get_absolute_url() in client.get(page).content.decode()
    assert task not in client.get("/").content.decode()
    line = next(row for row in duty_lines("tksk", tksk.region, TODAY.year, tksk) if row.duty.code == TELLS)
    assert line.done and line.letters == [document]
    assert document.number in client.get(reverse("institutions:duty-list")).content.decode()
    assert document.number in text_of(client.get(reverse("institutions:duty-list"), {"cetak": "pdf"}).content)


# --- proposals, teams, tasks ------------------------------------------------------------------------------------------
@pytest.mark.clause("REG-06")
def test_a_recommendation_cites_the_letter_of_the_village(people):
    site = draft(people.village_operator)
    assert "Nomor" not in begun("recommendation", people.regency_reports, site)["opening"]
    walk(site, people.village_operator, "check")
    words = begun("recommendation", people.regency_reports, site)
    assert "Nomor 400/submit/2026 tanggal" in words["opening"]
    assert words["opening"].count("Kecamatan") == 1 and words["opening"].endswith("tahun 2026.")


def test_a_cover_letter_is_offered_until_the_proposal_was_sent_on(people, sign_in):
    site, client = draft(people.village_operator), sign_in(people.village_operator)
    assert "Tulis surat pengantar" in client.get(site.get_absolute_url()).content.decode()
    walk(site, people.village_operator, "submit")
    assert "Tulis surat pengantar" not in client.get(site.get_absolute_url()).content.decode()


def test_place_names_are_not_doubled(regions):
    assert placed("Dinas Sosial", regions.regency) == f"Dinas Sosial {regions.regency}"
    assert placed(f"Dinas Sosial {regions.regency}", regions.regency) == f"Dinas Sosial {regions.regency}"


@pytest.mark.parametrize("name", ["Tim Sejahtera", "Sejahtera"])
def test_a_team_is_recognised_as_a_team(name, people):
    team = PsksTeam(name=name, region=people.village_operator.region, formed_on=LAST_WEEK)
    team.save()
    opening = begun("recognition", people.village_operator, team)["opening"]
    assert f"mengakui Tim Sejahtera {team.region}, yang" in opening


def test_a_letter_of_assignment_asks_for_ground_time_and_place(people):
    text = text_of(render_document(written(people.secretary, "assignment")))
    assert in_order(text, f"Dasar : {DOTS}", f"Waktu : {DOTS}", f"Tempat : {DOTS}")


# --- the page ---------------------------------------------------------------------------------------------------------
def test_the_page_names_who_signs_and_sets_paragraphs_apart(people, sign_in):
    client, document = sign_in(people.village_operator), letter(people.village_operator, body="Satu.\nDua.")
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Ditandatangani oleh" in page and f"({document.region.head_title} {document.region.name})" in page
    assert '<p class="mb-3">Satu.</p>' in page and f"<h1>{document.subject}</h1>" in page
    document.signs_for, document.signer_title, document.signer_name = "an", "Sekretaris Desa", "Dewi Lestari"
    document.save()
    page = client.get(document.get_absolute_url()).content.decode()
    assert "a.n. (atas nama)" not in page and "DEWI LESTARI (a.n. Kepala Desa" in page
    head = sign_in(people.village_head).get(document.get_absolute_url()).content.decode()
    assert "Isi surat" in head and "Ubah isi" not in head


def test_the_page_of_an_issued_decree_shows_whom_it_named(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    decree = FamilyCareUnit.objects.get(pk=unit.pk).decree_in_force()
    person = decree.officers()[0].membership.person
    before = person.name
    person.name = "Nama Baru Sekali"
    person.save()
    page = sign_in(people.village_operator).get(decree.get_absolute_url()).content.decode()
    assert before in page and "Nama Baru Sekali" not in page.split("Lampiran")[1]


def test_a_step_that_ends_says_so_in_plain_words(people, sign_in):
    by = people.secretary
    page = sign_in(by).get(f"/tahap/institutions.issueddocument/{letter(by).uid}/cancel/").content.decode()
    assert "Langkah ini tidak bisa diurungkan." in page and "Tidak bisa dibatalkan" not in page
    assert "Syarat langkah ini" not in page and ">Kembali</a>" in page and ">Batal</a>" not in page


def test_forms_of_letters_have_no_choice_without_words(people, sign_in):
    by, client = people.village_operator, sign_in(people.village_operator)
    document = letter(by, kind="cover")
    for address in ("/surat/tulis/cover/", reverse("institutions:document-signer", args=[document.uid]),
                    reverse("institutions:incoming-create")):  # fmt: skip
        assert "------" not in client.get(address).content.decode()
    assert 'name="rows-4-what"' in client.get("/surat/tulis/cover/").content.decode()


def test_the_proof_says_what_the_fingerprint_is_for(people, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = letter(people.secretary)
        workflow.perform(document, "prepare", by=people.secretary, on=TODAY)
        document_actions.issue_document(document, number="", dated_on=TODAY, by=people.secretary)
    document = IssuedDocument.objects.get(pk=document.pk)
    page = client.get(reverse("document-check", args=[document.token])).content.decode()
    assert "Cocokkan dengan sidik berkas PDF yang dikirim kantor penerbit." in page
