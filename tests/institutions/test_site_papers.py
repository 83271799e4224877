"""The papers of a proposal, read back as printed: blank before a step is done, filled in after it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project.dates import MONTHS, number_in_words, short_date
from fcu_project.models import AuditEvent
from institutions.documents.site import SITE_PAPERS, _who, statement_facts
from institutions.models import RegionSetting
from tests.filling import LAST_WEEK
from tests.institutions.fill_sites import draft, step, walk
from tests.letters import in_order, page_texts, paper_of, text_of

pytestmark = pytest.mark.one_database
mark = pytest.mark
DAY = timedelta(days=1)


def printed(client, site, name, **query):
    response = client.get(reverse("institutions:site-paper", args=[site.uid, name]), query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), name
    assert len(response.content) < 150_000
    return response.content


@pytest.fixture
def operator(people, sign_in):
    return sign_in(people.village_operator)


@mark.clause("REG-17")
def test_the_control_sheet_has_boxes_for_the_pen_and_then_what_each_paper_says(people, operator):
    site = draft(people.village_operator)
    blank = printed(operator, site, "kendali", kertas="A4")
    assert paper_of(blank) == (297, 210) and len(page_texts(blank)) == 1
    assert in_order(text_of(blank), "1 Pernyataan kebenaran data", "Kepala Desa Sidomekar", "3 Persetujuan camat",
                    "Kembali", "Ditolak", "9 Kesimpulan uji coba", "Kementerian Sosial")  # fmt: skip
    walk(site, people.village_operator, "endorse")
    text = text_of(printed(operator, site, "kendali"))
    assert in_order(text, "Surat pengantar Kepala Desa", "Sutrisno, pejabat", short_date(LAST_WEEK), "400/submit/2026",
                    "Diajukan", "Sesuai.", people.village_operator.person.name, "4 Verifikasi")  # fmt: skip
    assert AuditEvent.objects.filter(verb="print:Lembar kendali usulan").count() == 2


@mark.clause("REG-17")
def test_what_was_sent_back_or_refused_stands_on_the_control_sheet(people, operator):
    site, by = draft(people.village_operator), people.village_operator
    walk(site, by, "submit", on=LAST_WEEK - DAY)
    step(site, "return", by, note="Lengkapi daftar calon.")
    text = text_of(printed(operator, site, "kendali"))
    assert in_order(text, "Riwayat sebelum dikembalikan", "400/state/2026", "Pengembalian", "Lengkapi daftar calon.")
    walk(site, by, "submit")
    step(site, "refuse", by, note="Camat memilih desa lain.", party="Lalu Mastur, Camat Tegalwangi")
    text = text_of(printed(operator, site, "kendali"))
    assert in_order(text, "3 Persetujuan camat", "Lalu Mastur", "Ditolak", "Camat memilih desa lain.", "4 Verifikasi")
    sheet = text_of(printed(operator, site, "camat"))
    assert in_order(sheet, "MENGETAHUI DAN MENYETUJUI", "X TIDAK MENYETUJUI", "Camat memilih desa lain.",
                    "LALU MASTUR")  # fmt: skip
    page = operator.get(site.get_absolute_url()).content.decode()
    assert "kertas/camat.pdf" in page and "kertas/verifikasi.pdf" not in page
    early = operator.get(reverse("institutions:site-paper", args=[site.uid, "verifikasi"]))
    assert early.status_code == 409 and "sudah berakhir" in early.content.decode()


@mark.clause("REG-02")
def test_the_proposal_is_one_page_behind_the_letter_of_the_kabupaten(people, operator):
    site = draft(people.village_operator)
    walk(site, people.village_operator, "recommend")
    assert in_order(text_of(printed(operator, site, "usulan")), "Lampiran surat usulan", "Nomor : ....")
    step(site, "propose", people.village_operator, party="Hasan Basri, Kepala Dinas Sosial")
    content = printed(operator, site, "usulan", kertas="A4")
    assert len(page_texts(content)) == 1
    assert in_order(text_of(content), "DINAS SOSIAL", "400/propose/2026", "Desa Sidomekar", "Kecamatan Tegalwangi",
                    "Tidak ada lokasi lain", "24 (dua puluh empat) keluarga", "Lembaga sosialnya aktif.",
                    "400/submit/2026", "400/recommend/2026", "Daftar calon keluarga", "Kepala Dinas Sosial",
                    "HASAN BASRI")  # fmt: skip


@mark.clause("REG-05")
def test_the_head_named_as_the_place_names_it_states_that_the_data_are_right(people, regions, operator):
    RegionSetting.objects.create(region=regions.village, key="village_head_title", value="Wali Nagari")
    site = draft(people.village_operator)
    blank = text_of(printed(operator, site, "pernyataan"))
    assert in_order(blank, "SURAT PERNYATAAN", people.village_head.person.name.upper(), "Wali Nagari Sidomekar",
                    "24 (dua puluh empat) keluarga calon penerima", "Sidomekar, ....")  # fmt: skip
    step(site, "state", people.village_operator, party="H. Sumarno, S.Sos., Wali Nagari Sidomekar")
    filled = text_of(printed(operator, site, "pernyataan"))
    assert in_order(filled, "H. SUMARNO, S.Sos.", "Catatan: Sesuai.", "Wali Nagari Sidomekar, H. SUMARNO, S.Sos.",
                    "Dicatat dari kertas nomor 400/state/2026")  # fmt: skip
    assert statement_facts(site, "F4")["signature"]["name"] == "H. SUMARNO, S.Sos."


@mark.clause("REG-04")
def test_the_camat_agrees_or_not_on_a_sheet_of_the_kecamatan(people, operator):
    site = draft(people.village_operator)
    walk(site, people.village_operator, "submit")
    blank = text_of(printed(operator, site, "camat"))
    assert "X " not in blank.partition("MENGETAHUI")[2]
    assert in_order(blank, "KECAMATAN TEGALWANGI", "400/submit/2026", "MENYETUJUI", "TIDAK MENYETUJUI", "Catatan ....")
    step(site, "endorse", people.village_operator, party="Lalu Mastur, Camat Tegalwangi")
    filled = text_of(printed(operator, site, "camat"))
    assert in_order(filled, "X MENGETAHUI DAN MENYETUJUI", "Sesuai.", "Tegalwangi,", "LALU MASTUR")


@mark.clause("REG-03")
def test_both_verifiers_sign_one_record_with_the_day_in_words(people, operator):
    site, by = draft(people.village_operator), people.village_operator
    walk(site, by, "propose", on=LAST_WEEK - DAY)
    half = text_of(printed(operator, site, "verifikasi"))
    assert in_order(half, "Pada hari ini, ....", "400/endorse/2026", "ya tidak", "Terverifikasi", "memenuhi")
    step(site, "verify", by, party="Made Sudana, S.H., Petugas", note="Lokasi layak.")
    content = printed(operator, site, "verifikasi", kertas="A4")
    assert len(page_texts(content)) == 1
    month = MONTHS[LAST_WEEK.month - 1]
    assert in_order(text_of(content), "BERITA ACARA", f"tanggal {number_in_words(LAST_WEEK.day)} bulan {month}",
                    number_in_words(LAST_WEEK.year), "Kabupaten Sukaraya", "Sesuai.", "Provinsi Nusa Rimba",
                    "Lokasi layak.", "Petugas Dinas Sosial Kabupaten Sukaraya", "SUTRISNO",
                    "Petugas Dinas Sosial Provinsi", "MADE SUDANA, S.H.")  # fmt: skip


@mark.clause("REG-16")
def test_the_conclusion_is_printed_once_the_place_is_chosen(people, operator):
    site, by = draft(people.village_operator), people.village_operator
    closed = operator.get(reverse("institutions:site-paper", args=[site.uid, "kesimpulan"]))
    assert closed.status_code == 409
    walk(site, by, "choose")
    blank = text_of(printed(operator, site, "kesimpulan"))
    assert in_order(blank, "400/choose/2026", "Efektif", "Ya Sebagian Tidak", "Kesimpulan ....")
    step(site, "conclude", by, note="Model dapat disebarluaskan.")
    filled = text_of(printed(operator, site, "kesimpulan"))
    assert in_order(filled, "Efektif", "X Ya", "Efisien", "X Sebagian", "Fisibel", "X Ya",
                    "Model dapat disebarluaskan.")  # fmt: skip


def test_every_paper_prints_at_every_point_of_the_road(people, operator):
    """From a bare proposal to the end; a paper that does not exist is not found."""
    site = draft(people.village_operator, reason="Alasan.", documents="")
    for name in ("state", "submit", "endorse", "check", "recommend", "propose", "verify", "choose", "conclude"):
        step(site, name, people.village_operator)
        page = operator.get(site.get_absolute_url()).content.decode()
        for slug in SITE_PAPERS:
            if f"kertas/{slug}.pdf" in page:
                printed(operator, site, slug)
    assert all(f"kertas/{slug}.pdf" in page for slug in SITE_PAPERS)
    assert operator.get(f"{site.get_absolute_url()}kertas/lain.pdf").status_code == 404


@mark.parametrize("party, who", [
    ("Lalu Mastur Hidayat, Camat Gangga", ("Lalu Mastur Hidayat", "Camat Gangga")),
    ("Drs. H. Sumarno, S.Sos., M.Si., Kepala Bidang, Dinas Sosial",
     ("Drs. H. Sumarno, S.Sos., M.Si.", "Kepala Bidang, Dinas Sosial")),
    ("Direktur Pemberdayaan Sosial, Kementerian Sosial", ("", "Direktur Pemberdayaan Sosial, Kementerian Sosial")),
    ("Kepala Desa", ("", "Kepala Desa")), ("Sutrisno", ("Sutrisno", "")),
])  # fmt: skip
def test_name_and_office_of_a_party_are_told_apart(party, who):
    assert _who(party) == who
