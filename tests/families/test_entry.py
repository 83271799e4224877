"""Typing from paper: codes by number, dates by digits, a family form on one page, doubles asked about (domain 6.3)."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from families.doubles import doubles_of
from families.forms import typed
from families.likeness import probable_twins
from families.models import Family, FamilyMember, ProblemType
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_entry import LINE, member_line, sheet
from tests.families.fill_member import chosen
from tests.filling import new_key, picture
from tests.form_pages import form_with
from tests.letters import text_of

mark = pytest.mark
URL = "/keluarga/dari-kertas/"


@pytest.fixture
def group(people):
    return make.selection_group(people)


@pytest.fixture
def pokja(people, sign_in):
    return sign_in(people.working_group)


def send(client, url=URL, **data):
    return client.post(url, {"_key": new_key(), **data})


# --- what is understood -------------------------------------------------------------------------------------------
@mark.parametrize(("text", "day"), [
    ("02031980", date(1980, 3, 2)), ("02-03-1980", date(1980, 3, 2)), ("2/3/80", date(1980, 3, 2)),
    ("020380", date(1980, 3, 2)), ("2.3.2019", date(2019, 3, 2)), ("2 3 1980", date(1980, 3, 2)),
    ("020305", date(2005, 3, 2)),  # 1905 would be 121 years ago
    ("2 Maret 1980", None), ("1980", None),
])  # fmt: skip
def test_a_day_is_read_by_its_digits(text, day):
    assert typed.read_day(text, date(2026, 6, 1)) == day


@mark.parametrize(("text", "words"), [
    ("17/8/09", "Tahun 09 bisa 1909 atau 2009. Tulis empat angka tahunnya."),
    ("31022009", "Tanggal 31022009 tidak ada di kalender. Periksa lagi."),
])  # fmt: skip
def test_a_day_that_could_be_two_is_asked(text, words):
    with pytest.raises(ValueError, match=words):
        typed.read_day(text, date(2026, 6, 1))


@mark.parametrize(("text", "code"), [
    ("9", 9), ("09", 9), ("Petani/pekebun", 9), ("petani", 9), ("BURUH HARIAN", 19), ("", None)])  # fmt: skip
def test_a_code_is_its_number_or_its_words(text, code, reference):
    field = typed.TypedChoice(label="5. Pekerjaan", options=typed.code_options()["occupation"], required=False)
    found = field.clean(text)
    assert (found.code if found else None) == code
    assert field.understood(text) == (found.label if found else "")


@mark.parametrize(("text", "words"), [
    ("91", "Pekerjaan: kode “91” tidak ada."), ("buruh", "19 Buruh harian lepas"), ("9999999", "tidak ada"),
])  # fmt: skip
def test_a_code_that_is_none_is_said(text, words, reference):
    field = typed.TypedChoice(label="5. Pekerjaan", options=typed.code_options()["occupation"])
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    assert words in refused.value.messages[0]
    assert field.understood(text) == ""


def test_a_word_within_an_answer_is_no_choice_but_names_it(reference):
    field = typed.TypedChoice(label="7. Pendidikan", options=typed.code_options()["education"])
    with pytest.raises(ValidationError) as refused:
        field.clean("sd")
    told = refused.value.messages[0]
    named = [f"{code} {label}" for code, label, _ in field.options if "SD" in label.split("/")[0].split()]
    assert len(named) == 2 and all(words in told for words in named)


def test_several_problems_and_a_place_in_one_go(reference):
    field = typed.TypedProblems()
    field.offer_current()
    numbers = dict(ProblemType.numbered())
    words = f"{numbers[3].name}, {numbers[7].name}", f"{numbers[3].name} dan {numbers[7].name}"
    for text in ("3, 7", "3 7", "7;3;3", "3 dan 7", "3,7", "3 & 7", *words):
        assert set(field.clean(text)) == {numbers[3], numbers[7]}
    assert not any(row.is_sensitive for row in numbers.values())
    place = typed.TypedPlace()
    for text in ("3/2", "003/002", "RT 3 RW 2", "rt.003/rw.002", "RT3RW2"):
        assert place.clean(text) == ("003", "002")
    assert [place.clean(text) for text in ("3", "-", "-/2", "")] == [
        ("003", "-"), ("-", "-"), ("-", "002"), ("-", "-"),
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        place.clean("1234/1")


def test_why_there_is_no_nik_is_a_number_too():
    field = typed.TypedNumber()
    assert field.clean("3") == "newborn"
    assert field.understood("3") == "Belum ada: Bayi, akta belum jadi"
    assert field.clean("5208 0112 0384 0001") == "5208011203840001"
    assert field.prepare_value("5208011203840001") == "5208 0112 0384 0001"
    with pytest.raises(ValidationError):
        field.clean("5")


# --- candidates ---------------------------------------------------------------------------------------------------
@mark.clause("FAM-19")
def test_a_line_of_the_list_is_typed_by_number(group, pokja):
    """One short record, in the order of the list; what the sheet has in common is there for the next."""
    answer = send(pokja, **LINE)
    family = Family.objects.get()
    assert (family.called, family.rt, family.rw, family.hamlet) == ("Ibu Kartini Rahayu", "003", "002", "Krajan Wetan")
    assert (family.socio_economic.code, family.occupation.code, family.problems.count()) == (2, 20, 2)
    assert (family.group, family.participation().stage) == (group, "candidate")
    page = pokja.get(answer["Location"])
    html = page.content.decode()
    form = form_with(page, "head_name")
    assert (form.get("head_name"), form.get("place"), form.get("hamlet")) == ("", "003/002", "Krajan Wetan")
    assert "<b>1 keluarga</b> dicatat hari ini (semua cara), terakhir: Ibu Kartini Rahayu (RT 003)" in html
    assert reverse("families:family-update", args=[family.uid]) in html
    assert "Tersimpan: Ibu Kartini Rahayu (no. 1)." in html  # beside the first field, where the page opens
    assert "buruh tani/perkebunan" in html  # what the numbers meant


def test_without_a_script_the_server_says_what_it_understood(group, pokja):
    html = unescape(send(pokja, **{**LINE, "occupation": "999", "recorded_on": "12032025"}).content.decode())
    for words in ("Perempuan", "RT 003, RW 002", "Kurang: kebutuhan pokok", "Pendapatan tidak tetap, Terjerat utang",
                  "12 Maret 2025", "Pekerjaan: kode “999” tidak ada."):  # fmt: skip
        assert words in html
    assert not Family.objects.exists()


@mark.parametrize(("name", "place", "asked"), [
    ("Kartini Rahayu", "3/2", True), ("KARTINI  RAHAYU", "3", True), ("Kartini Rahaju", "3/2", True),
    ("Kartini", "3/2", True), ("Kartini Rahayu", "4/2", False), ("Kartini Rahaju", "4/2", False),
    ("Siti Maemunah", "3/2", False), ("Kartini Rahayu", "-", True), ("Kartini Rahaju", "-", False),
])  # fmt: skip
def test_a_probable_double_is_asked_about_first(name, place, asked, group, pokja):
    send(pokja, **LINE)
    line = {**LINE, "head_name": name, "place": place}
    answer = send(pokja, **line)
    assert (answer.status_code == 422) is asked
    if asked:
        html = unescape(answer.content.decode())
        assert "Sudah ada Ibu Kartini Rahayu, RT 003/RW 002, Krajan Wetan (no. 1)." in html
        assert "Ini keluarga lain, simpan" in html
        assert f'href="{Family.objects.get().get_absolute_url()}" target="_blank" rel="noopener"' in html
        tick = answer.context["form"].fields["checked"].widget.attrs["value"]
        assert send(pokja, **line, checked=tick).status_code == 302
        assert doubles_of(group.unit.region) == ([], False)
    assert Family.objects.count() == 2


def test_a_line_that_is_on_file_is_skipped_and_what_stays_is_kept(group, pokja):
    send(pokja, **LINE)
    html = unescape(send(pokja, **LINE).content.decode())
    page = pokja.get(re.search(r'href="([^"#]*)[^"]*">Lewati baris ini', html)[1])
    form = form_with(page, "head_name")
    assert (form.get("head_name"), form.get("place"), form.get("hamlet")) == ("", "003/002", "Krajan Wetan")
    assert Family.objects.count() == 1 and "Tersimpan:" not in page.content.decode()


def test_opened_again_the_same_day_the_page_remembers(group, pokja, people, sign_in):
    send(pokja, **LINE, done="1")
    form = form_with(pokja.get(URL), "head_name")
    assert (form.get("place"), form.get("hamlet"), form.get("recorded_on")) == (
        "003/002", "Krajan Wetan", LINE["recorded_on"])  # fmt: skip
    assert form_with(sign_in(people.secretary).get(URL), "head_name").get("hamlet") == ""


def test_a_double_in_another_village_is_nobody_s_business(group, pokja, regions):
    send(pokja, **LINE)
    assert probable_twins(regions.village, "Kartini Rahayu", "003", "002")
    assert probable_twins(regions.sibling, "Kartini Rahayu", "003", "002") == []


def test_paper_and_screen_have_the_same_columns_and_codes(group, pokja):
    """The list that is printed, the page on which it is typed (domain 6.1)."""
    page = pokja.get(URL)
    labels = [field.label for field in page.context["form"].line()]
    paper = " ".join(text_of(pokja.get(reverse("families:candidate-paper")).content).split())
    for label in labels:
        assert label.replace(".", "", 1) in paper
    for number, row in ProblemType.numbered():
        assert f"{number} {row.name}" in paper


# --- a family form ------------------------------------------------------------------------------------------------
@pytest.fixture
def family(people):
    return chosen(people)


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def save_sheet(client, family, **changes):
    url = reverse("families:member-sheet", args=[family.uid])
    return send(client, url, _version=family.version, **sheet(**changes))


@mark.clause("FAM-01")
def test_a_whole_form_is_saved_at_once(family, secretary):
    page = secretary.get(reverse("families:member-sheet", args=[family.uid]))
    assert form_with(page, "1-name").get("1-name") == "Sumiyati"  # as the short record says
    assert len(page.context["form"].lines) == 10
    answer = save_sheet(secretary, family)
    assert answer.status_code == 302, answer.context["form"].errors
    rows = list(family.current_members())
    assert [(row.position, row.name, row.is_head) for row in rows] == [
        (1, "Sumiyati", True), (2, "Suharto Wijaya", False), (3, "Dimas Aditya", False),
    ]  # fmt: skip
    assert (rows[2].birth_date, rows[2].relation.code) == (date(2009, 8, 17), 4)
    family.refresh_from_db()
    assert (family.address, family.card().number) == ("Gang Melati 4, dekat musala", "9701012003150007")
    html = secretary.get(answer["Location"]).content.decode()
    assert "3 orang, suami istri dan anak" in html


def test_everything_wrong_is_said_at_once_with_line_and_name(family, secretary):
    before = picture()
    answer = save_sheet(
        secretary, family, address="", **member_line(2, sex="P", birth_date="31-02-1982", religion="77"),
        **member_line(3, birth_date="17081970", nik="123"),
    )  # fmt: skip
    assert (answer.status_code, picture()) == (422, before)
    html = unescape(answer.content.decode())
    for words in (
        "Alamat belum diisi.",
        "Baris 2, Suharto Wijaya: Tanggal 31-02-1982 tidak ada di kalender.",
        "Baris 2, Suharto Wijaya: Agama: kode “77” tidak ada.",
        "Baris 2, Suharto Wijaya: Suami adalah laki-laki.",
        "Baris 3, Dimas Aditya: NIK harus 16 angka. Baru terisi 3.",
        "Baris 3, Dimas Aditya: Anak tidak bisa lahir lebih dahulu daripada kepala keluarga (Sumiyati).",
    ):
        assert words in html.replace('<span class="nowrap">31-02-1982</span>', "31-02-1982"), words
    assert form_with(answer, "3-mother_name").get("3-mother_name") == "Ibu Dimas Aditya"


def test_the_same_nik_on_two_lines_and_no_head_are_refused(family, secretary):
    same = member_line(1)["1-nik"]
    html = unescape(save_sheet(secretary, family, **{"2-nik": same}).content.decode())
    assert "Baris 2, Suharto Wijaya: NIK ini sudah diisi untuk Sumiyati di keluarga ini." in html
    html = unescape(save_sheet(secretary, family, **{"1-relation": "9"}).content.decode())
    assert "Belum ada kepala keluarga." in html
    assert not FamilyMember.objects.exists()


def test_what_is_rare_is_asked_once_for_the_whole_sheet(family, secretary):
    rare = {"3-birth_date": "1988", "3-nik": "2", "3-marital": "1"}
    answer = save_sheet(secretary, family, **rare)
    asked = answer.context["form"].errors["checked"]
    assert asked == ["Baris 3, Dimas Aditya: Selisih umur anak dan kepala keluarga kurang dari 12 tahun."]
    tick = answer.context["form"].fields["checked"].widget.attrs["value"]
    assert save_sheet(secretary, family, **rare, checked=tick).status_code == 302
    row = FamilyMember.objects.get(name="Dimas Aditya")
    assert (row.birth_estimated, row.no_nik, row.nik) == (True, "card_lost", "")


def test_another_line_without_a_script_loses_and_judges_nothing(family, secretary):
    answer = save_sheet(secretary, family, **{"2-birth_date": "kapan"}, more="1")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "error-summary" not in html and 'value="kapan"' in html
    assert len(answer.context["form"].lines) == 6
    assert not FamilyMember.objects.exists()
    assert save_sheet(secretary, family, **{f"{number}-name": "" for number in (4, 5, 6)}).status_code == 302


def test_lines_join_those_who_are_there(family, secretary, people):
    make.identified(family, people.secretary)
    family.refresh_from_db()
    url = reverse("families:member-sheet", args=[family.uid])
    page = secretary.get(url)
    assert [line.number for line in page.context["form"].lines][0] == 3
    line = member_line(3, relation="1")
    data = {"address": "Gang Melati", "_version": family.version}
    assert "Kepala keluarga sudah ada: Sumiyati" in send(secretary, url, **data, **line).content.decode()
    assert send(secretary, url, **data, **member_line(3)).status_code == 302
    assert family.current_members().count() == 3


def test_before_the_fgd_the_sheet_is_closed(group, people, secretary):
    row = make.candidate(people.secretary)
    answer = secretary.get(reverse("families:member-sheet", args=[row.uid]))
    assert answer.status_code == 409
    assert "setelah keluarga ini dipilih dalam FGD" in answer.content.decode()


def test_no_number_is_in_the_trail(family, secretary):
    save_sheet(secretary, family)
    number = member_line(1)["1-nik"]
    told = str([row for rows in picture().values() if isinstance(rows, list) for row in rows])
    assert FamilyMember.objects.filter(joined_on=TODAY).count() == 3
    assert number not in told
