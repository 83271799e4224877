"""Papers about families: candidates, the two-page form, the ranking sheet; read back as printed."""

import pytest
from django.urls import reverse

from families import documents
from families.models import Consent, Family, ProblemType
from fcu_project import pdf
from fcu_project.models import AuditEvent
from institutions.models import Meeting
from tests.factories import AssignmentFactory
from tests.families import make
from tests.families.fill_member import chosen, with_husband
from tests.letters import in_order, page_texts, paper_of, text_of, words_on

pytestmark = pytest.mark.one_database
mark = pytest.mark


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def paper(client, name, *args, **query):
    response = client.get(reverse(f"families:{name}", args=args), query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    return response.content


def inside(content, size):
    """Whether every word of every page lies on the paper, above the foot or in it."""
    for page in range(1, len(page_texts(content)) + 1):
        for left, top, right, bottom, word in words_on(content, page):
            assert left > 5 and right < size[0] - 5 and top > 5 and bottom < size[1] - 4, word
    return True


# --- the list of candidates ---------------------------------------------------------------------------------------
def test_the_list_of_candidates_has_room_for_those_still_to_be_visited(people, secretary):
    make.selection_group(people)
    for name in ("Sumiyati", "Hadi Suwito"):
        make.candidate(people.secretary, name)
    Family.objects.filter(head_name="Sumiyati").update(potential="Pandai menjahit. " * 20)
    content = paper(secretary, "candidate-paper")
    text = text_of(content)
    assert in_order(text, "DAFTAR CALON KELUARGA", "Nama kepala keluarga", "L/P", "RT/RW", "Pekerjaan", "Jenis masalah",
                    "Potensi dan keterangan", "Sumiyati", "P", "003/002", "Krajan", "Kurang", "Buruh tani",
                    "Pendapatan tidak tetap", "Pandai menjahit.", "…", "Hadi Suwito",
                    "Pokja identifikasi dan seleksi")  # fmt: skip
    facts = documents.candidate_facts(people.secretary.region, "F4")
    assert facts["lines"] == 17
    Family.objects.filter(head_name="Sumiyati").update(recorded_on="2025-01-03")
    told = documents.candidate_facts(people.secretary.region, "F4")["gathered"]
    assert told == f"3 Januari 2025 sampai {facts['gathered']}" and facts["gathered"] in text
    assert paper_of(content) == (330, 215)
    assert paper_of(paper(secretary, "candidate-paper", kertas="A4")) == (297, 210)
    assert inside(content, (330, 215))


@mark.parametrize("lines", range(13, 19))
def test_the_last_page_of_the_list_has_room_to_write(lines, people):
    """The end of the list stands below five lines at least, never below a single one."""
    make.selection_group(people)
    facts = documents.candidate_facts(people.secretary.region, "F4") | {"lines": lines}
    content = pdf.render("families/documents/candidate_list.html", facts, paper="F4")
    pages = len(page_texts(content))
    assert max(top for _, top, _, _, word in words_on(content, pages) if word == "Status") > 60  # mm: head, five lines


def test_a_secret_problem_stands_on_no_list(people, secretary):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    family.problems.add(ProblemType.objects.get(code="kekerasan"))
    assert "kekerasan" not in text_of(paper(secretary, "candidate-paper")).lower()


# --- the form -------------------------------------------------------------------------------------------------------
HEADINGS = (
    "A. Tempat tinggal", "B. Kepala keluarga", "C. Anggota keluarga", "D. Keadaan sosial ekonomi",
    "E. Masalah dan kebutuhan", "indikator", "G. Pernyataan kesediaan", "H. Petugas",
)  # fmt: skip


@mark.clause("FAM-08")
@mark.parametrize(("role", "count", "words", "last"), [
    ("pioneer", 18, "keluarga pionir", "P5.4"), ("plasma", 12, "keluarga dampingan (plasma)", "L5.3")])  # fmt: skip
@mark.parametrize(("kind", "size"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_the_blank_form_fits_two_pages_and_asks_everything(role, count, words, last, kind, size, people, secretary):
    """5.11, 5.30: identity, indicators, the statement with the duties, data use apart, two signatures, a witness."""
    make.selection_group(people)
    content = paper(secretary, "form-blank", peran=role, kertas=kind)
    pages = page_texts(content)
    assert len(pages) == 2 and paper_of(content) == size and inside(content, size)
    text = " ".join(pages)
    assert in_order(text, "FORMULIR IDENTITAS DAN PERNYATAAN KESEDIAAN", "HURUF KAPITAL", *HEADINGS[:5])
    assert f"F. {count} indikator {words}" in text and last in text
    assert in_order(pages[1], "TIDAK BERSEDIA", words, "mengundurkan diri", "SETUJU", "TIDAK SETUJU",
                    "Kepala keluarga", "Suami/istri", "Saksi (pokja)", "H. Petugas")  # fmt: skip
    for duty in documents.DUTIES[role]:
        assert duty in pages[1]
    assert "cap jempol" in pages[1] and "Meterai" not in text


def test_the_blank_form_has_ten_rows_in_the_order_of_the_card(people, secretary):
    make.selection_group(people)
    first = page_texts(paper(secretary, "form-blank"))[0]
    labels = ("1 Nama lengkap", "2 NIK", "3 L/P", "4 Tempat lahir", "5 Tanggal lahir", "6 Agm", "7 Pdd", "8 Pek",
              "9 Kwn", "10 Hub", "11 WN", "12 Paspor", "13 Nama ayah", "14 Nama ibu", "15 Dis", "16 Jam")  # fmt: skip
    assert in_order(first, *labels)
    assert in_order(first, "No 1 2 3 4 5 6 7 8 9 10", "6 Agama:")
    assert "9 Petani/pekebun" in first.replace("\xa0", " ")


@mark.clause("FAM-08")
@mark.parametrize("kind", ["F4", "A4"])
def test_the_form_of_a_family_is_filled_in_with_its_numbers_masked(kind, people, secretary):
    family, husband = with_husband(people)
    content = paper(secretary, "form-paper", family.uid, kertas=kind)
    pages = page_texts(content)
    assert len(pages) == 2
    assert in_order(pages[0], "Nomor formulir", f"{family.number:03d}", "003", "002", "Krajan", "Sumiyati", "Suharto")
    digits = "".join(pages).replace(" ", "")
    for member in family.current_members():
        assert member.nik not in digits and member.nik[:5] not in digits
    assert family.card().number not in digits
    assert "5208" in digits
    event = AuditEvent.objects.get(verb="family:print")
    assert (event.object_uid, event.role) == (family.uid, "secretary")


@mark.clause("FAM-02", "FAM-03")
@mark.parametrize("role", ["pioneer", "plasma"])
def test_the_data_sheet_has_problems_and_potential(role, people, secretary):
    """Potential of a pioneer family; problems and potential of a plasma family."""
    make.selection_group(people)
    family = make.short.life(people.secretary, "Hadi Suwito", role, "willing", days=make.DAYS)
    Family.objects.update(problem_note="Hasil kebun tidak tentu", potential="Pandai menjahit, rukun dengan tetangga")
    family.problems.set(ProblemType.objects.filter(code__in=["utang", "kekerasan"]))
    for kind in ("F4", "A4"):
        pages = page_texts(paper(secretary, "form-paper", family.uid, kertas=kind))
        assert len(pages) == 2
        assert in_order(pages[1], "E. Masalah dan kebutuhan", "Keterangan: Hasil kebun tidak tentu",
                        "Potensi keluarga", "Pandai menjahit, rukun dengan tetangga", "F. ")  # fmt: skip
    marks = {row["name"]: row["mark"] for row in documents.form_facts(family.region, role, "F4", family)["problems"]}
    assert marks["Terjerat utang"] and "Korban tindak kekerasan" not in marks


def test_answers_that_are_known_are_crossed(people):
    family = chosen(people)
    facts = documents.form_facts(family.region, "plasma", "F4", family)
    marks = [row["marks"] for group in facts["groups"] for row in group["questions"] if row["scored"]]
    assert len(marks) == 11 and all(row == [False, True, False, False] for row in marks)
    blank = documents.form_facts(family.region, "plasma", "F4")
    assert not any(any(row["marks"]) for group in blank["groups"] for row in group["questions"])


def test_who_must_not_be_asked_has_no_line_to_sign_on(people, secretary):
    family, _ = with_husband(people)
    make.answered(family, people.secretary, spouse_signed=False, missing_reason=Consent.Missing.UNSAFE)
    second = page_texts(paper(secretary, "form-paper", family.uid))[1]
    assert "Saya dari keluarga" in second and "Suami/istri" not in second and "tidak aman" not in second


def test_a_large_family_goes_on_over_the_page(people):
    family, _ = with_husband(people)
    facts = documents.form_facts(family.region, "plasma", "F4", family)
    facts["members"] = [{**documents.NOBODY, "name": f"Anggota {number}"} for number in range(1, 15)]
    text = text_of(pdf.render("families/documents/family_form.html", facts))
    assert in_order(text, "Anggota 10", "Anggota 14", "G. Pernyataan kesediaan")


# --- the ranking sheet ----------------------------------------------------------------------------------------------
def test_the_ranking_sheet_before_and_after_the_decision(people, secretary):
    group = make.selection_group(people)
    pioneer = make.candidate(people.secretary, "Hadi Suwito", sex="male")
    plasma = make.candidate(people.secretary, "Sumiyati")
    make.assessed(pioneer, "pioneer", people.secretary, unmet=("P3.5", "P5.3"))
    make.assessed(plasma, "plasma", people.secretary)
    meeting = make.fgd(people, group)
    before = text_of(paper(secretary, "ranking-paper", meeting.uid))
    assert in_order(before, "LEMBAR PERINGKAT", "Keputusan", "Alasan", "Hadi Suwito", "Pionir 16/18", "Sumiyati",
                    "Plasma 11/11", "Pokja identifikasi", "Kepala Desa")  # fmt: skip
    make.rank(meeting, [(pioneer, "pioneer"), (plasma, "plasma")], people.secretary)
    content = paper(secretary, "ranking-paper", meeting.uid, kertas="A4")
    assert in_order(text_of(content), "Hadi Suwito", "Pionir 16/18", "1", "Calon keluarga pionir",
                    "Disepakati bersama.", "Sumiyati", "Keluarga plasma")  # fmt: skip
    assert inside(content, (297, 210))
    whole = {word for *_, word in words_on(content)}
    assert {"Masalah", "Pendapatan", "Indikator", "Keputusan"} <= whole  # no column is squeezed on the shorter paper
    assert AuditEvent.objects.filter(verb="selection:print", object_uid=meeting.uid).count() == 2


def test_long_names_and_reasons_stay_on_the_paper(people, secretary):
    group = make.selection_group(people)
    family = make.candidate(people.secretary, "Raden Ayu Siti Nurhalimah Kusumaningtyas binti Wirahadikusuma")
    make.assessed(family, "plasma", people.secretary)
    meeting = make.fgd(people, group, lines=[(family, "plasma")])
    meeting.selections.update(reason="Alasan yang panjang sekali dan tidak habis-habis. " * 9)
    assert inside(paper(secretary, "ranking-paper", meeting.uid), (330, 215))
    assert inside(paper(secretary, "candidate-paper"), (330, 215))


# --- who may --------------------------------------------------------------------------------------------------------
def test_who_prints(people, sign_in, regions, monkeypatch):
    family, _ = with_husband(people)
    meeting = Meeting.objects.get(kind="focus_group")
    full = {"village_head", "coordinator", "secretary", "treasurer", "tksk"}
    allowed = {
        reverse("families:form-paper", args=[family.uid]): full,
        reverse("families:candidate-paper"): full | {"working_group"},
        reverse("families:form-blank"): full | {"working_group"},
        reverse("families:ranking-paper", args=[meeting.uid]): full,
    }
    with monkeypatch.context() as quick:  # whether, not how it looks
        quick.setattr("fcu_project.pdf.render", lambda *args, **kwargs: b"%PDF-1.7 quick")
        for role, assignment in vars(people).items():
            client = sign_in(assignment)
            for url, roles in allowed.items():
                status = client.get(url).status_code
                assert (status == 200) if role in roles else status == 403, (role, url, status)
    stranger = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    for name, row in (("form-paper", family), ("ranking-paper", meeting)):
        assert stranger.get(reverse(f"families:{name}", args=[row.uid])).status_code == 404
    assert "Sumiyati" not in text_of(stranger.get(reverse("families:candidate-paper")).content)


def test_the_name_of_the_file_names_no_person(people, secretary):
    family, _ = with_husband(people)
    response = secretary.get(reverse("families:form-paper", args=[family.uid]))
    assert response["Content-Disposition"] == f'inline; filename="Formulir-keluarga_Sidomekar_{family.number:03d}.pdf"'
    assert Family.objects.count() == 1
