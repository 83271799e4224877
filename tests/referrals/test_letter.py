"""Papers of referrals: what stands on them by scope of consent, who signs, the slip, who may read (III.B.5.7)."""

import pytest
from django.urls import reverse

from fcu_project import pdf
from fcu_project.models import AuditEvent
from institutions.models import Institution, InstitutionType
from institutions.rendering import render_document
from referrals.documents import REFERRAL_LETTER, REPLY_TEMPLATE, letter_facts, reply_facts
from referrals.models import ReferralReply
from tests.families import make as families
from tests.letters import DOTS, in_order, page_texts, paper_of, reader, text_of, words_on
from tests.referrals import make

pytestmark = pytest.mark.one_database

NIK_TAIL = 12  # digits that are never printed


def printed(document, paper="F4"):
    return text_of(render_document(document, paper))


def reply_text(reply, paper="F4"):
    return text_of(pdf.render(REPLY_TEMPLATE, reply_facts(reply, paper), paper=paper))


def register_lk3(region):
    element = InstitutionType.objects.get(code="kantor-lk3")
    return Institution.objects.create(
        region=region, name="LK3 Harapan", element=element, leader="Ni Made Ayu", phone="6281911112222",
        address="Jalan Pemuda 9",
    )  # fmt: skip


# --- by scope of consent --------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-11")
def test_with_the_widest_consent_the_letter_tells_all_that_was_agreed(people):
    sent = make.sent(people, shares_assessment=True)
    text = printed(sent.letter)
    family = sent.snapshot["family"]
    assert in_order(text, "Sumiyati", "Alamat", family["village"], "Persetujuan", "Sumiyati", "nama lengkap")
    assert "alamat dan nomor HP, hasil penilaian" in text
    assert ("Hasil penilaian :" in text) == bool(sent.snapshot["assessment"])


@pytest.mark.clause("REF-11")
def test_without_the_name_only_initials_stand_on_the_letter(people):
    sent = make.sent(people, shares_name=False, shares_contact=False)
    text = printed(sent.letter)
    assert "Nama : S.," in text and "Sumiyati" not in text
    assert "nama sebagai inisial" in text
    assert "Hasil penilaian" not in text and ", HP 08" not in text.partition("Perujuk")[0]


@pytest.mark.clause("REF-11")
def test_address_and_phone_stand_there_only_when_shared(people):
    pairing = families.paired(people)
    family = pairing.plasma.family
    family.address, family.phone = "Gang Melur 7", "6281234567890"
    family.save()
    row = make.need(people, pairing=pairing)
    shared = printed(make.sent(people, row=row).letter)
    assert "Gang Melur 7" in shared and "HP 081234567890" in shared
    other = make.need(people, pairing=pairing, title="Akta kelahiran")
    service = make.service(people.secretary.region, institution="Kantor Urusan Desa")
    kept = printed(make.sent(people, row=other, shares_contact=False, service=service).letter)
    assert "Gang Melur 7" not in kept and "081234567890" not in kept


@pytest.mark.parametrize("scope", [True, False])
def test_no_identity_number_stands_whole_anywhere_in_the_file(people, scope):
    sent = make.sent(people, shares_name=scope, shares_contact=scope, shares_assessment=scope)
    nik = sent.family.head().nik
    for paper in ("F4", "A4"):
        content = render_document(sent.letter, paper)
        text = "".join(text_of(content).split())
        assert nik[:4] in text and nik[-NIK_TAIL:] not in text and nik not in text
        assert nik not in str(reader(content).metadata)


@pytest.mark.clause("REF-11")
def test_a_protection_case_says_that_there_is_no_consent_and_not_why(people):
    sent = make.sent(people, consented_on=None, consented_by="", protection_reason="Anak perlu dilindungi segera.")
    text = printed(sent.letter)
    assert "Tanpa persetujuan, untuk melindungi (alasannya tercatat pada pengirim)" in text
    assert "dilindungi segera" not in text


# --- who writes and signs -------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-02")
def test_letter_of_the_fcu_is_signed_by_its_coordinator_with_the_tksk_beside(people):
    sent = make.sent(people)
    facts = letter_facts(sent.letter)
    assert [block["capacity"][0].split()[0] for block in facts["signatures"]] == ["TKSK", "Koordinator"]
    text = printed(sent.letter)
    assert in_order(
        text, "FAMILY CARE UNIT (FCU)", f"Nomor : {sent.letter.number}", "Hal : Rujukan",
        "Yth. Pimpinan Koperasi Mitra Warga", "Jenis masalah", "Ringkasan : Penghasilan suami", "Sudah dilakukan",
        "Pelayanan diminta : Pinjaman modal usaha kue (Pinjaman usaha mikro)", "Kemendesakan : Biasa", "Persetujuan",
        "Perujuk", people.secretary.person.name, "Mengetahui,", "SURAT BALASAN RUJUKAN",
    )  # fmt: skip


@pytest.mark.clause("REF-02")
def test_letter_of_the_tksk_is_signed_by_the_tksk_alone(people):
    sent = make.sent(people, by=people.tksk)
    facts = letter_facts(sent.letter)
    assert len(facts["signatures"]) == 1
    assert facts["signatures"][0]["name"] == people.tksk.person.name.upper()
    text = printed(sent.letter)
    assert "KECAMATAN" in text and "FAMILY CARE UNIT" not in text and "Mengetahui" not in text


@pytest.mark.clause("REF-03")
def test_a_referral_through_lk3_is_addressed_to_lk3(people, regions):
    register_lk3(regions.regency)
    text = printed(make.at_lk3(people).letter)
    assert f"Yth. Pimpinan LK3 {regions.regency.full_name} Jalan Pemuda 9" in text


@pytest.mark.clause("REF-03")
def test_lk3_forwards_with_a_letter_of_its_own(people, regions):
    register_lk3(regions.regency)
    referral = make.forwarded(people)
    text = printed(referral.forwarding_letter)
    assert in_order(
        text, "LEMBAGA KONSULTASI KESEJAHTERAAN KELUARGA (LK3)", "Jalan Pemuda 9", "Hal : Penerusan rujukan",
        "Yth. Pimpinan Balai Latihan Kerja", "kami teruskan rujukan", referral.letter.number, "Perujuk",
        "SURAT BALASAN RUJUKAN", "Kirim kembali ke:", f"LK3 {regions.regency.full_name}", "081911112222",
    )  # fmt: skip
    assert "FAMILY CARE UNIT (FCU)" not in text and "Mengetahui" not in text


def test_an_lk3_that_is_not_in_the_register_leaves_lines_to_write_on(people):
    facts = letter_facts(make.forwarded(people).forwarding_letter)
    assert facts["return_to"]["address"] == facts["return_to"]["phone"] == ""


def test_what_was_frozen_stays_when_the_family_changes(people):
    sent = make.sent(people)
    before = printed(sent.letter)
    sent.family.head_name = "Nama Baru"
    sent.family.save()
    sent.letter.refresh_from_db()
    assert printed(sent.letter) == before


# --- the slip -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-09")
@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("length", [1, 990])
def test_the_slip_stands_whole_on_the_last_page(people, paper, length):
    words = ("Penghasilan tidak tetap. " * 40)[:length].strip() or "x"
    sent = make.sent(people, summary=words, tried=words)
    content = render_document(sent.letter, paper)
    pages = page_texts(content)
    with_slip = [page for page in pages if "SURAT BALASAN RUJUKAN" in page]
    assert with_slip == [pages[-1]]
    assert in_order(
        pages[-1], "SURAT BALASAN RUJUKAN", sent.letter.number, "Diterima tanggal", "Petugas",
        "Diterima, akan dilayani", "Sudah dilayani", "Tidak bisa melayani", "Dialihkan", "Pelayanan dan tanggal",
        "Hasil", "Alasan, dialihkan ke", "Tindak lanjut", "Kirim kembali ke:", "Tanda tangan dan cap",
    )  # fmt: skip
    width, height = paper_of(content)
    body = [box for box in words_on(content, len(pages)) if box[1] < height - 25]
    assert max(bottom for *_, bottom, _ in body) <= height - 24.5
    assert min(left for left, *_ in body) >= 29.9 and max(box[2] for box in body) <= width - 19.6


def test_a_usual_letter_fits_on_one_sheet(people):
    sent = make.sent(people, attachments="Surat keterangan tidak mampu", shares_assessment=True)
    assert len(page_texts(render_document(sent.letter, "F4"))) == 1


@pytest.mark.parametrize("facts", [{}, {"told": {"client": {}, "family": {}}, "signatures": [], "return_to": {}}])
def test_gaps_print_as_dotted_lines(facts):
    for template in (REFERRAL_LETTER.template, REPLY_TEMPLATE):
        text = text_of(pdf.render(template, facts))
        assert DOTS in text and "None" not in text and "()" not in text


# --- who may read ---------------------------------------------------------------------------------------------------
def letter_url(document):
    return reverse("institutions:document-pdf", args=[document.uid])


@pytest.mark.usefixtures("not_typeset")
def test_lk3_reads_its_letter_while_the_referral_is_under_way(people, sign_in):
    referral = make.forwarded(people)
    url = letter_url(referral.forwarding_letter)
    lk3 = sign_in(people.lk3)
    assert lk3.get(url).status_code == 200
    make.step(referral, "recall", people.secretary, on=make.TODAY, note="Keluarga pindah.")
    assert lk3.get(url).status_code == 403


@pytest.mark.usefixtures("not_typeset")
def test_lk3_keeps_its_own_letter_and_the_answer_to_it_when_all_is_over(people, sign_in):
    referral = make.closed(people, level="regency")
    lk3, url = sign_in(people.lk3), letter_url(referral.forwarding_letter)
    assert lk3.get(url).status_code == 200
    html = lk3.get(referral.get_absolute_url()).content.decode()
    assert url in html and "Isi rujukan" not in html and letter_url(referral.letter) not in html
    assert lk3.get(reverse("referrals:reply-paper", args=[referral.replies.get().uid])).status_code == 200


@pytest.mark.usefixtures("not_typeset")
def test_after_a_refusal_lk3_still_reads_the_letter_that_was_refused(people, sign_in):
    """The place is chosen anew and written to anew; the answer of the first names the letter it answered."""
    first = make.forwarded(people)
    refused = first.forwarding_letter
    referral = make.replied(first, people.lk3, "refused")
    assert make.fresh(referral).forwarding_letter is None
    assert sign_in(people.lk3).get(letter_url(refused)).status_code == 200
    again = make.forward(referral, people.lk3, on=make.ANSWERED_ON, place_name="Rumah Belajar Mandiri")
    assert again.forwarding_letter.number != refused.number
    assert reply_facts(ReferralReply.objects.get(), "F4")["number"] == refused.number


@pytest.mark.usefixtures("not_typeset")
@pytest.mark.parametrize(("role", "status"), [
    ("secretary", 200), ("coordinator", 200), ("tksk", 200), ("lk3", 404), ("pioneer", 404), ("village_operator", 403),
])  # fmt: skip
def test_who_reads_the_answer_on_paper(people, sign_in, role, status):
    make.served(people)
    reply = ReferralReply.objects.get()
    url = reverse("referrals:reply-paper", args=[reply.uid])
    assert sign_in(getattr(people, role)).get(url).status_code == status
    assert AuditEvent.objects.filter(verb="reply:print", object_uid=reply.uid).exists() == (status == 200)


# --- the answer on paper --------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-09")
@pytest.mark.parametrize(("kind", "parts"), [
    ("served", ("Pelayanan : Pinjaman Rp2.000.000", "Hasil : Cair, mulai berjualan.")),
    ("refused", ("Alasan : Kuota tahun ini habis.",)),
    ("redirected", ("Alasan : Bukan bidang kami.", "Dialihkan ke : Dinas Koperasi")),
])  # fmt: skip
def test_the_answer_says_what_the_place_said(people, kind, parts):
    sent = make.sent(people)
    make.replied(sent, people.secretary, kind, way="phone")
    reply = ReferralReply.objects.get()
    text = reply_text(reply)
    assert in_order(
        text, "SURAT BALASAN RUJUKAN", sent.letter.number, "Dari : Koperasi Mitra Warga", "Kepada : FCU",
        f"X {reply.get_kind_display()}", "Petugas : Rina Wati", *parts, "Tindak lanjut",
        f"Dicatat oleh {people.secretary.signature} berdasarkan telepon atau WhatsApp", "RINA WATI",
    )  # fmt: skip
    assert text.count("X ") == 1
