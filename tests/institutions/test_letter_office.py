"""The letter office: letters in own words, who signs, what number, what came in, guests, and one file for a meeting."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import strangers, workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.actions import incoming as incoming_actions
from institutions.actions import letter as actions
from institutions.actions import officer as officer_actions
from institutions.books import expected_number
from institutions.documents import facts_of, may_read
from institutions.models import IncomingLetter, IssuedDocument, LetterClass, NumberPattern
from institutions.rendering import check_url, render_document
from tests import factories as make
from tests.factories import TODAY
from tests.families import short
from tests.filling import new_key
from tests.institutions.fill_letters import WORDS, guest, incoming, letter
from tests.letters import in_order, reader, text_of

pytestmark = pytest.mark.django_db


def issued(document, by, number=""):
    workflow.perform(document, "prepare", by=by, on=TODAY)
    return document_actions.issue_document(document, number=number, dated_on=TODAY, by=by)


# --- own words ------------------------------------------------------------------------------------------------------
def test_a_secretary_writes_a_letter_and_prints_it(people, sign_in):
    client = sign_in(people.secretary)
    page = client.get(reverse("institutions:letter-kinds")).content.decode()
    assert "Surat biasa" in page and "Surat rekomendasi" not in page  # a recommendation is the Dinas' own
    answer = client.post(reverse("institutions:letter-create", args=["letter"]), {**WORDS, "_key": new_key()})
    document = IssuedDocument.objects.get()
    assert answer.url == document.get_absolute_url()
    text = text_of(render_document(document))
    assert "Permohonan ruang rapat" in text and "Kepala SD Negeri 1" in text and "DRAF" in text


@pytest.mark.parametrize(("kind", "role", "status"), [
    ("recommendation", "regency_reports", 200), ("recommendation", "secretary", 403), ("recognition", "secretary", 403),
    ("recognition", "village_operator", 200), ("nothing", "secretary", 404), ("decree", "village_operator", 404),
])  # fmt: skip
def test_each_office_writes_its_own_kinds(kind, role, status, people, sign_in):
    assert sign_in(getattr(people, role)).get(f"/surat/tulis/{kind}/").status_code == status


def test_a_letter_without_words_or_addressee_is_not_put_up_for_signing(people):
    for missing in ({"opening": ""}, {"addressee": ""}):
        document = letter(people.secretary, **missing)
        with pytest.raises(TransitionRefused):
            workflow.perform(document, "prepare", by=people.secretary, on=TODAY)


def test_a_cover_letter_lists_what_is_sent_and_comes_back_signed(people):
    rows = [{"what": "Proposal usulan", "amount": "2 berkas", "note": "asli"}]
    text = text_of(render_document(letter(people.village_operator, kind="cover", rows=rows)))
    assert "Jenis yang dikirim" in text and "Proposal usulan" in text and "Tanda terima" in text


def test_an_acting_officer_gets_a_letter_of_assignment(people, regions, sign_in):
    """MEM-16: the term, its holder and its limit stand in the starter."""
    unit = make.decreed_unit(people.village_operator)
    term = unit.current_officers(TODAY)[0]
    address = reverse("institutions:letter-create", args=["assignment"]) + f"?jabatan={term.uid}"
    page = sign_in(people.secretary).get(address).content.decode()
    assert term.membership.person.name in page and "sampai SK pengurus yang baru" in page


def test_a_draft_and_a_confidential_letter_stay_in_the_office(people, sign_in):
    document = letter(people.secretary)
    assert may_read(document, people.secretary) and not may_read(document, people.tksk)
    assert sign_in(people.tksk).get(reverse("institutions:document-pdf", args=[document.uid])).status_code == 403
    issued(document, people.secretary)
    assert may_read(document, people.tksk)
    secret = letter(people.secretary, nature="confidential")
    issued(secret, people.secretary)
    assert not may_read(secret, people.tksk)


def test_government_and_fcu_do_not_change_each_others_letters(people):
    of_fcu, of_village = letter(people.secretary), letter(people.village_operator)
    assert (of_fcu.book, of_village.book) == ("fcu", "office")
    for document, other in ((of_fcu, people.village_operator), (of_village, people.secretary)):
        with pytest.raises(PermissionDenied):
            actions.save_letter(document.text, subject="Lain", by=other, on=TODAY)
        with pytest.raises(PermissionDenied):
            workflow.perform(document, "prepare", by=other, on=TODAY)


def test_words_of_a_letter_put_up_for_signing_are_closed(people, sign_in):
    document = letter(people.secretary)
    workflow.perform(document, "prepare", by=people.secretary, on=TODAY)
    answer = sign_in(people.secretary).get(reverse("institutions:letter-update", args=[document.uid]))
    assert answer.status_code == 409 and "Kembalikan ke draf" in answer.content.decode()


# --- who signs ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("way", "lines"), [
    ("", ["Sekretaris Desa"]),
    ("an", ["a.n. {head}", "Sekretaris Desa"]),
    ("ub", ["a.n. {head}", "Sekretaris Desa", "u.b.", "Kepala Seksi Pelayanan"]),
])  # fmt: skip
def test_a_letter_is_signed_in_the_name_of_the_head(way, lines, people):
    document = letter(people.village_operator)
    document.signs_for, document.signer_name = way, "Dewi Lestari, S.Sos."
    document.signs_through = "Sekretaris Desa" if way == "ub" else ""
    document.signer_title = "Kepala Seksi Pelayanan" if way == "ub" else "Sekretaris Desa"
    block = facts_of(document)["signature"]
    head = f"{document.region.head_title} {document.region.name}"
    assert block["capacity"] == [line.format(head=head) for line in lines]
    assert block["name"] == "DEWI LESTARI, S.Sos."


def test_an_invitation_is_signed_in_the_name_of_the_head(people):
    meeting = make.held_meeting("coordination_village", people.village_operator, on=TODAY, hold=False)
    document = document_actions.open_letter(meeting, "invitation", by=people.village_operator, on=TODAY)
    document.signs_for, document.signer_title = "an", "Sekretaris Desa"
    assert facts_of(document)["signature"]["capacity"][-1] == "Sekretaris Desa"


def test_nobody_signs_a_decree_for_the_head(people, regions, sign_in):
    unit = make.formed_unit(people.village_operator)
    decree = document_actions.open_decree(unit, by=people.village_operator, on=TODAY)
    address = reverse("institutions:document-signer", args=[decree.document.uid])
    assert sign_in(people.village_operator).get(address).status_code == 404


# --- numbers --------------------------------------------------------------------------------------------------------
def test_an_fcu_takes_the_next_number_by_its_pattern(people):
    first = issued(letter(people.secretary), people.secretary)
    roman = first.number.split("/")[3]
    assert first.number == f"001/SRT/FCU/{roman}/{TODAY.year}"
    actions.save_pattern(
        NumberPattern(region=people.secretary.region, pattern="{kode}.{nomor}/{lembaga}/{tahun}", body="FCU-MLT",
                      digits=2, one_series=True),
        by=people.secretary, on=TODAY,
    )  # fmt: skip
    second = letter(people.secretary)
    second.classification = LetterClass.objects.get(code="465")
    second.save()
    assert expected_number(second, TODAY) == f"465.02/FCU-MLT/{TODAY.year}"  # after the first, not from the beginning
    assert issued(second, people.secretary).number == f"465.02/FCU-MLT/{TODAY.year}"


def test_a_number_typed_by_hand_is_passed_over(people):
    first = letter(people.secretary)
    wanted = expected_number(first, TODAY)
    issued(first, people.secretary, number=wanted)
    second = issued(letter(people.secretary), people.secretary)
    assert second.number.startswith("002/")
    with pytest.raises(TransitionRefused):
        issued(letter(people.secretary), people.secretary, number=wanted)


def test_a_government_office_types_its_number(people):
    with pytest.raises(TransitionRefused):
        issued(letter(people.village_operator), people.village_operator)


@pytest.mark.parametrize("pattern", ["{nomor}/{desa}", "tanpa nomor", "{nomor", "{0}{nomor}", "{nomor.real}"])
def test_a_pattern_that_cannot_count_is_refused(pattern, people):
    with pytest.raises(ValidationError):
        NumberPattern(region=people.secretary.region, pattern=pattern).full_clean()


# --- approval -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-07")
def test_the_coordinator_approves_before_it_is_signed(people):
    document = letter(people.secretary)
    workflow.perform(document, "prepare", by=people.secretary, on=TODAY)
    with pytest.raises(PermissionDenied):
        workflow.perform(document, "approve", by=people.secretary, on=TODAY)
    workflow.perform(document, "approve", by=people.coordinator, on=TODAY)
    document.refresh_from_db()
    assert document.stage == "ready" and document.approved_by == people.coordinator.signature
    workflow.perform(document, "revise", by=people.secretary, on=TODAY)
    document.refresh_from_db()
    assert document.approved_on is None  # what was approved is not what will be signed


def test_a_letter_signed_on_paper_says_whose_approval_it_carries(people):
    document = issued(letter(people.secretary), people.secretary)
    document.refresh_from_db()
    assert "menurut surat bertanda tangan" in document.approved_by and document.approved_on == TODAY


# --- what came in ---------------------------------------------------------------------------------------------------
def test_agenda_numbers_count_up_within_book_and_year(people):
    numbers = [incoming(people.secretary).agenda_number for _ in range(2)]
    assert numbers == [1, 2]
    assert incoming(people.village_operator).agenda_number == 1
    row = incoming(people.secretary, received_on=TODAY.replace(year=TODAY.year - 1))
    assert (row.agenda_number, row.year) == (1, TODAY.year - 1)


def test_the_post_of_the_fcu_is_not_read_by_government_or_by_offices_above(people, sign_in):
    row = incoming(people.secretary)
    for role in ("village_operator", "tksk", "regency_reports", "province"):
        assert sign_in(getattr(people, role)).get(row.get_absolute_url()).status_code == 404, role
    assert "Camat Sukamaju" in sign_in(people.coordinator).get(reverse("institutions:incoming-list")).content.decode()


def test_a_struck_entry_keeps_its_number_and_is_closed(people, sign_in):
    row = incoming(people.secretary)
    incoming_actions.strike_letter(row, reason="Tercatat dua kali", by=people.secretary, on=TODAY)
    assert "Tercatat dua kali" in sign_in(people.secretary).get(row.get_absolute_url()).content.decode()
    with pytest.raises(TransitionRefused):
        incoming_actions.change_letter(row, by=people.secretary, on=TODAY)
    assert incoming(people.secretary).agenda_number == 2


def test_an_incoming_letter_is_found_and_linked_to_its_answer(people, sign_in):
    row, answer = incoming(people.secretary), letter(people.secretary)
    row.answered_by = answer
    incoming_actions.change_letter(row, by=people.secretary, on=TODAY)
    client = sign_in(people.secretary)
    assert "Menjawab surat masuk" in client.get(answer.get_absolute_url()).content.decode()
    found = client.get(reverse("institutions:incoming-list"), {"cari": "koordinasi"}).content.decode()
    assert row.subject in found
    assert row.subject not in client.get(reverse("institutions:incoming-list"), {"belum": "1"}).content.decode()


def test_a_letter_is_not_received_before_it_was_written(people):
    with pytest.raises(ValidationError):
        IncomingLetter(received_on=TODAY, dated_on=TODAY.replace(year=TODAY.year + 1)).validate_constraints()


def test_guests_are_listed_for_the_officers_only(people, regions, sign_in):
    unit = short.unit(regions.village)
    guest(unit, people.secretary)
    address = reverse("institutions:guest-list", args=[unit.uid])
    assert "Rahmat Hidayat" in sign_in(people.coordinator).get(address).content.decode()
    assert sign_in(people.regency_reports).get(address).status_code == 403


# --- search, bundle, proof ------------------------------------------------------------------------------------------
def test_all_papers_are_searched_at_once(people, sign_in):
    issued(letter(people.secretary, subject="Permohonan kursi lipat"), people.secretary)
    letter(people.secretary, subject="Ucapan terima kasih")
    client, address = sign_in(people.secretary), reverse("institutions:document-list")
    page = client.get(address, {"cari": "kursi"}).content.decode()
    assert "kursi lipat" in page and "Ucapan" not in page
    assert "Ucapan" in client.get(address, {"tahap": "draft"}).content.decode()
    assert "Tidak ada surat yang cocok" in client.get(address, {"cari": "tidak ada"}).content.decode()


def test_the_papers_of_a_meeting_come_in_one_file(people, sign_in):
    by = people.village_operator
    meeting = make.held_meeting("coordination_village", by, on=TODAY, hold=False)
    document_actions.open_letter(meeting, "invitation", by=by, on=TODAY)
    client, address = sign_in(by), reverse("institutions:meeting-bundle", args=[meeting.uid])
    assert f'href="{address}"' in client.get(meeting.get_absolute_url()).content.decode()
    answer = client.get(address)
    in_order(text_of(answer.content), "Undangan", "DAFTAR HADIR", "TATA TERTIB")
    assert reader(answer.content).metadata.title.startswith("Berkas")
    assert "Berkas-rapat_" in answer["Content-Disposition"]


def test_the_proof_names_what_replaced_a_decree_and_nobody(people, client):
    decree = make.decreed_unit(people.village_operator).decree_in_force()
    page = client.get(check_url(decree.document).split("testserver")[-1]).content.decode()
    assert decree.document.number in page and decree.signer_name not in page
    for term in decree.officers():
        assert term.membership.person.name not in page


def test_guessing_proofs_is_slowed_down(client, people):
    answers = [client.get(f"/cek/tebakan-{number}/").status_code for number in range(strangers.MOST_WRONG + 2)]
    assert answers == [404] * strangers.MOST_WRONG + [429] * 2
    document = issued(letter(people.secretary), people.secretary)
    address = re.sub(r"^https?://[^/]+", "", check_url(document))
    assert client.get(address).status_code == 200  # a true code is served all the same


# --- finding a letter, and letters of a matter ------------------------------------------------------------------------
def test_a_search_finds_letters_that_went_out_and_that_came_in(people, sign_in):
    letter(people.secretary, subject="Permohonan tenda")
    incoming(people.secretary, subject="Jawaban soal tenda")
    incoming(people.village_operator, subject="Tenda milik desa")
    page = sign_in(people.secretary).get(reverse("institutions:document-list"), {"cari": "tenda"}).content.decode()
    assert "Permohonan tenda" in page and "Jawaban soal tenda" in page
    assert "Tenda milik desa" not in page  # the government's post is not the FCU's


@pytest.mark.clause("REG-06")
@pytest.mark.parametrize(("role", "kind", "word"), [
    ("village_operator", "cover", "Tulis surat pengantar"),
    ("regency_reports", "recommendation", "Tulis surat rekomendasi"),
])  # fmt: skip
def test_the_page_of_a_proposal_leads_to_its_letters(role, kind, word, people, sign_in):
    from tests.institutions.fill_sites import draft, walk

    site, by = draft(people.village_operator), getattr(people, role)
    client = sign_in(by)
    if role == "regency_reports":
        assert word not in client.get(site.get_absolute_url()).content.decode()  # nothing was checked yet
        walk(site, people.village_operator, "check")
    page = client.get(site.get_absolute_url()).content.decode()
    assert word in page
    url = re.search(rf'href="(/surat/tulis/{kind}/[^"]+)"', page)[1]
    begun = client.get(url).context["form"]
    words = {**{name: begun[name].value() or "" for name in ("subject", "addressee", "addressee_place", "opening")},
             "nature": "ordinary", "_key": new_key()}  # fmt: skip
    assert client.post(url, words).status_code == 302
    document = IssuedDocument.objects.get(kind=kind)
    assert document.text.site == site
    assert document.subject in client.get(site.get_absolute_url()).content.decode()


@pytest.mark.clause("MEM-16")
def test_an_acting_officer_gets_a_surat_tugas_from_the_page_of_officers(people, sign_in):
    from tests.institutions.fill_unit import acting, spare_member, vacate

    unit = make.decreed_unit(people.village_operator)
    vacate(unit, people.secretary, "treasurer")
    term = officer_actions.appoint_acting(
        acting(unit, spare_member(unit), "treasurer"), by=people.secretary, on=TODAY
    )
    client = sign_in(people.coordinator)
    page = client.get(reverse("institutions:officers", args=[unit.uid])).content.decode()
    url = re.search(r'href="(/surat/tulis/assignment/\?jabatan=[^"]+)"', page)[1]
    initial = client.get(url).context["form"].initial
    assert initial["rows"][0]["what"] == term.membership.person.name
    assert initial["rows"][0]["amount"].startswith("Plt.")
