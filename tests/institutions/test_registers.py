"""The books of an office on paper: which rows, in which order, who signs, and where printing ends."""

import logging

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import AuditEvent
from institutions import registers
from institutions.actions import document as document_actions
from institutions.actions import incoming as incoming_actions
from institutions.documents.register import MOST_ROWS, register_facts
from institutions.documents.sheet import shares_of
from institutions.meetings import Kind
from institutions.models import Decision, IncomingLetter, InstitutionType, OfficerTerm, Person, RegionSetting
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK
from tests.institutions import fill_library
from tests.institutions.fill_letters import guest, incoming, letter
from tests.letters import in_order, page_texts, paper_of, reader, text_of, words_on

pytestmark = pytest.mark.django_db
ALL = [name for name, row in vars(registers).items() if isinstance(row, registers.Register)]


def issued(by, **words):
    document = letter(by, **words)
    workflow.perform(document, "prepare", by=by, on=TODAY)
    return document_actions.issue_document(document, number="9/VII" if by.role == "village_operator" else "",
                                           dated_on=TODAY, by=by)  # fmt: skip


def printed(client, url, **asked):
    answer = client.get(url, {"cetak": "pdf", **asked})
    assert answer.status_code == 200, answer.content[:200]
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


@pytest.mark.one_database
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_an_empty_book_fits_the_paper_and_can_be_read_aloud(name, paper, people, regions, caplog):
    """Every heading in its column, nothing over the edge, a title, a language, tags for a screen reader."""
    from fcu_project import pdf
    from institutions.documents.register import REGISTER_TEMPLATE

    register = getattr(registers, name)
    facts = register_facts(register, [], region=regions.village, book="office", paper=paper, day=TODAY)
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        content = pdf.render(REGISTER_TEMPLATE, facts, paper=paper)
    assert not caplog.records
    wide = max(paper_of(content)) if register.lies else min(paper_of(content))
    assert max(right for _, _, right, *_ in words_on(content)) <= wide - 14
    text = text_of(content)
    assert all("".join(heading.split()) in "".join(text.split()) for heading, *_ in register.columns)
    document = reader(content)
    assert document.trailer["/Root"]["/Lang"] == "id"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert register.title in document.metadata.title


@pytest.mark.clause("MEM-08")
def test_the_agenda_of_sent_letters_holds_the_own_office_only(people, sign_in):
    make.decreed_unit(people.village_operator)
    first, second = issued(people.secretary, subject="Permohonan data"), issued(people.secretary, subject="Balasan")
    issued(people.village_operator, subject="Surat pemerintah desa")
    letter(people.secretary, subject="Masih draf")
    content = printed(sign_in(people.secretary), reverse("institutions:document-list"))
    text = text_of(content)
    assert in_order(text, "BUKU AGENDA SURAT KELUAR", "Tujuan", first.number, second.number, "Mengetahui,")
    assert "Kepala SD Negeri 1" in text
    assert "Surat pemerintah desa" not in text and "Masih draf" not in text
    other = text_of(printed(sign_in(people.village_operator), reverse("institutions:document-list")))
    assert "Surat pemerintah desa" in other and "Permohonan data" not in other
    assert AuditEvent.objects.filter(verb="print:Buku agenda surat keluar").count() == 2


def test_decrees_have_a_book_of_their_own(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    issued(people.village_operator)
    text = text_of(
        printed(sign_in(people.village_operator), reverse("institutions:document-list"), jenis="decree", kertas="A4")
    )
    decree = unit.decree_in_force().document
    assert in_order(
        text, "BUKU KEPUTUSAN KEPALA DESA", f"Tahun {decree.dated_on.year}", "Nomor dan tanggal dilaporkan",
        decree.number, "Koordinator:", "Kepala",
    )  # fmt: skip
    assert "Kepala SD" not in text


def test_letters_that_came_in_are_printed_in_the_order_of_their_numbers_and_by_year(people, sign_in):
    by = people.secretary
    make.decreed_unit(people.village_operator)
    last_year = LAST_WEEK.replace(year=LAST_WEEK.year - 1, day=1)
    old = incoming_actions.enter_letter(
        IncomingLetter(received_on=last_year, sender="Camat", subject="Surat tahun lalu"), by=by, on=TODAY
    )
    new = incoming(by, disposition="Koordinator")
    struck = incoming(by, subject="Salah catat")
    incoming_actions.strike_letter(struck, reason="Bukan untuk FCU", by=by, on=TODAY)
    client = sign_in(by)
    url = reverse("institutions:incoming-list")
    text = text_of(printed(client, url))
    assert in_order(text, f"{old.agenda_number}/{old.year}", f"{new.agenda_number}/{new.year}", "Dicoret: Bukan untuk")
    this_year = text_of(printed(client, url, tahun=str(TODAY.year)))
    assert f"Tahun {TODAY.year}" in this_year and "Surat tahun lalu" not in this_year
    page = client.get(url, {"tahun": str(last_year.year)}).content.decode()
    assert "Surat tahun lalu" in page and "Undangan rapat koordinasi" not in page
    assert client.get(url, {"tahun": "٢٠٢٥"}).status_code == 200  # no year at all


def test_the_guest_book_leaves_lines_for_the_pen(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    guest(unit, people.secretary)
    content = printed(sign_in(people.secretary), reverse("institutions:guest-list", args=[unit.uid]))
    text = text_of(content)
    assert in_order(text, "BUKU TAMU", "Kesan dan pesan", "Paraf", "1", "Rahmat Hidayat", "9", "Mengetahui,")


@pytest.mark.clause("MEM-13")
def test_the_book_of_minutes_tells_what_was_said_and_decided_but_nothing_of_families(people, sign_in):
    by = people.secretary
    make.decreed_unit(people.village_operator)
    meeting = make.held_meeting(Kind.ROUTINE, by, on=LAST_WEEK)
    Decision.objects.create(meeting=meeting, number=9, text="Kunjungan tiap Sabtu", owner="Koordinator")
    chosen = make.held_meeting(Kind.ROUTINE, by, on=LAST_WEEK)
    type(chosen).objects.filter(pk=chosen.pk).update(kind=Kind.FOCUS_GROUP, minutes="Keluarga Suwito dibahas panjang")
    text = text_of(printed(sign_in(by), reverse("institutions:meeting-list")))
    women, men = meeting.present_counts()[None]
    assert in_order(text, "BUKU NOTULEN", "Rapat rutin FCU", f"L {men}, P {women}", "9. Kunjungan tiap Sabtu")
    assert "Suwito" not in text and registers.IN_RECORD in text


@pytest.mark.clause("MEM-01")
@pytest.mark.clause("MEM-02")
def test_the_list_of_members_names_element_and_post(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    text = text_of(printed(sign_in(people.village_operator), reverse("institutions:member-list", args=[unit.uid])))
    coordinator = next(term for term in unit.current_officers() if term.post == "coordinator")
    assert in_order(text, "DAFTAR ANGGOTA", coordinator.membership.person.name, "Koordinator")
    for row in unit.current_members():
        assert row.person.name in text and row.origin.split(",")[0] in text
    officers = text_of(printed(sign_in(people.member), reverse("institutions:officers", args=[unit.uid])))
    assert in_order(officers, "SUSUNAN PENGURUS", "Koordinator", "Sekretaris", "Bendahara")


@pytest.mark.parametrize("route", ["facility-list", "musrenbang"])
def test_lists_of_the_unit_print_without_a_row(route, people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    assert "Nihil" in text_of(printed(sign_in(people.secretary), reverse(f"institutions:{route}", args=[unit.uid])))


def test_a_long_list_is_not_printed_at_once(people, regions, sign_in):
    Person.objects.bulk_create(
        Person(name=f"Orang {n}", region=regions.village, search_name=f"orang {n}") for n in range(MOST_ROWS + 1)
    )
    answer = sign_in(people.secretary).get(reverse("institutions:person-list"), {"cetak": "pdf"})
    assert answer.status_code == 409
    assert f"lebih dari {MOST_ROWS} baris" in answer.content.decode()
    assert not AuditEvent.objects.filter(verb__startswith="print:").exists()


@pytest.mark.one_database
def test_many_rows_and_long_words_keep_their_columns(people, regions, sign_in):
    """Forty-five people with names as long as the field allows: every page inside its margins."""
    Person.objects.bulk_create(
        Person(name=f"Raden Mas {'Kusumawardhani' * 4} {n}", position="Ketua " + "pemberdayaan " * 5,
               region=regions.village, search_name=f"raden {n:02d}") for n in range(45)
    )  # fmt: skip
    content = printed(sign_in(people.secretary), reverse("institutions:person-list"), kertas="A4")
    pages = page_texts(content)
    assert len(pages) > 1 and all("Jabatan" in page for page in pages)  # the head of the table on each
    for number in range(1, len(pages) + 1):
        assert max(right for _, _, right, *_ in words_on(content, number)) <= 210 - 19


def test_the_button_says_what_is_printed(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    client = sign_in(people.secretary)
    guests = client.get(reverse("institutions:guest-list", args=[unit.uid])).content.decode()
    assert "Cetak buku tamu" in guests
    assert "Cetak susunan pengurus" in client.get(reverse("institutions:officers", args=[unit.uid])).content.decode()


@pytest.mark.one_database
@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("rows", [0, 3, 9])
def test_the_guest_book_leaves_as_many_lines_as_a_page_holds(rows, paper, people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    for _ in range(rows):
        guest(unit, people.secretary)
    pages = page_texts(printed(sign_in(people.secretary), reverse("institutions:guest-list", args=[unit.uid]),
                               kertas=paper))  # fmt: skip
    assert len(pages) == (1 if rows < 9 else len(pages)) and str(max(9, rows + 2)) in " ".join(pages).split()


def test_lists_of_another_office_are_not_signed(people, regions, sign_in):
    url = reverse("institutions:appointment-list")
    make.AssignmentFactory(role="tksk", region=regions.subdistrict, valid_until=None)
    village, dinas = (text_of(printed(sign_in(by), url)) for by in (people.secretary, people.regency_reports))
    assert "sejak " in village and "Koordinator" not in village and "Mengetahui" not in village
    assert "Kepala Dinas Sosial" in dinas
    pustaka = reverse("institutions:library-list")
    fill_library.published(people.ministry)
    assert "Kepala Desa" not in text_of(printed(sign_in(people.village_operator), pustaka)).split("Judul")[1]


def test_the_ministry_sees_who_is_appointed_anywhere(people, regions, sign_in):
    row = make.AssignmentFactory(role="tksk", region=regions.subdistrict, valid_until=None)
    page = sign_in(people.ministry).get(reverse("institutions:appointment-list"))
    assert row in page.context["rows"]


def test_a_body_is_named_by_its_kind_once_and_unknown_numbers_stay_empty(people, regions):
    read = {heading: read for heading, read, _ in registers.INSTITUTIONS.columns}
    body = make.InstitutionFactory(
        region=regions.village, element=InstitutionType.objects.get(code="karang-taruna"),
        psks_type=InstitutionType.objects.get(code="psks-karang-taruna"), members_male=None, members_female=None,
    )  # fmt: skip
    assert read["Unsur, jenis PSKS"](body) == "Karang Taruna" and read["L/P"](body) == ""
    body.members_female = 4
    assert read["L/P"](body) == "0/4"


def test_the_officers_on_paper_are_those_who_serve(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    term = unit.current_officers()[0]
    gone = OfficerTerm.objects.create(
        unit=unit, membership=term.membership, post="treasurer", elected_on=LAST_WEEK, valid_from=LAST_WEEK,
        valid_until=LAST_WEEK, ended_reason="Pindah ke kota lain", decree=term.decree,
    )  # fmt: skip
    text = text_of(printed(sign_in(people.secretary), reverse("institutions:officers", args=[unit.uid])))
    assert gone.ended_reason not in text and "Alasan" not in text and "sejak " in text
    assert "Pindah ke kota lain" not in text and text.count("Bendahara") == 1


def test_the_minutes_of_others_stand_in_their_own_book(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    meeting = make.held_meeting(Kind.ROUTINE, people.secretary, on=LAST_WEEK)
    leader, writer = (
        make.PersonFactory(region=unit.region, name=name) for name in ("Joko Prasetyo", "Tumirah")
    )
    type(meeting).objects.filter(pk=meeting.pk).update(leader=leader, note_taker=writer)
    url = reverse("institutions:meeting-list")
    fcu, village = (text_of(printed(sign_in(by), url)) for by in (people.secretary, people.village_operator))
    assert in_order(fcu, "Pimpinan: Joko", "Notulis: Tumirah")
    assert "Rapat rutin FCU" in fcu and "Musyawarah pembentukan" not in fcu
    assert "Musyawarah pembentukan" in village and "Rapat rutin FCU" not in village


def test_stages_of_a_territory_and_the_activeness_of_members_are_printed(people, sign_in):
    unit = make.decreed_unit(people.village_operator)
    stages = text_of(printed(sign_in(people.regency_reports), reverse("institutions:stages")))
    assert in_order(stages, "PAPAN TAHAPAN", "Sedang berjalan", str(unit.region), "Kepala Dinas Sosial")
    url = reverse("institutions:activeness", args=[unit.uid])
    active = text_of(printed(sign_in(people.secretary), url, tahun=str(TODAY.year)))
    assert in_order(active, "DAFTAR KEAKTIFAN ANGGOTA", f"1 Januari {TODAY.year} sampai", "Hadir rapat")


@pytest.mark.one_database
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_twenty_lines_of_an_attendance_list_stand_on_one_page(paper, people, sign_in):
    RegionSetting.objects.create(region=people.village_operator.region, key="office_address", value="Jalan Raya 12")
    meeting = make.held_meeting(
        Kind.COORDINATION_VILLAGE, people.village_operator, on=TODAY, elements=(), hold=False
    )
    url = reverse("institutions:attendance-pdf", args=[meeting.uid])
    content = sign_in(people.village_operator).get(url, {"kertas": paper}).content
    assert len(page_texts(content)) == 1 and in_order(text_of(content), "20. ....", "Pimpinan rapat")


@pytest.mark.parametrize("lies", [True, False])
def test_columns_of_a_sheet_hold_their_longest_word(lies):
    headers = ("No KK", "Uraian", "Jumlah")
    rows = [("1", "Pendampingan keluarga dalam kebersihan lingkungan " * 4, "2")] * 3
    shares = [float(share) for share in shares_of(headers, rows, lies)]
    assert abs(sum(shares) - (96.5 if lies else 94)) < 0.1 and shares[1] == max(shares)
    letters = (150 if lies else 92) / 100
    assert all(share * letters >= longest for share, longest in zip(shares, (2, 12, 6), strict=True))
