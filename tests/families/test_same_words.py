"""The same words everywhere: role and stage on screen, in the book and in Excel; the letters of page and paper."""

import re

import pytest

from families import documents, registers, resources
from families.views.family import LIVES
from fcu_project import pdf
from tests.families import make

pytestmark = pytest.mark.one_database


@pytest.fixture
def secretary(people, sign_in):
    make.selection_group(people)
    return sign_in(people.secretary)


@pytest.mark.parametrize(("stage", "words"), [
    ("candidate", ["Calon", "Menunggu FGD"]), ("proposed", ["Calon dampingan", "Diusulkan (FGD)"]),
    ("willing", ["Calon dampingan", "Bersedia"]), ("mentored", ["Dampingan", "Didampingi"]),
    ("none", ["Belum dicalonkan", ""]),
])  # fmt: skip
def test_screen_book_and_excel_say_the_same_of_a_family(stage, words, people, secretary):
    if stage in ("none", "candidate"):
        family = make.candidate(people.secretary)
    else:
        family = make.short.life(people.secretary, "Sumiyati", "plasma", stage, days=make.DAYS)
    if stage == "none":
        family.participations.all().delete()
    cells = re.search(r"<td>(.*?)</td><td class=.status-cell.>(.*?)</td>", secretary.get("/keluarga/").content.decode())
    on_screen = [re.sub("<.*?>", "", cell).strip() for cell in cells.groups()]
    family.lives = list(LIVES.filter(family=family))
    in_excel = [read(family) for label, read in resources.FAMILIES if label in ("Peran", "Tahap")]
    in_book = next(read(family) for label, read, _ in registers.FAMILIES.columns if label == "Peran dan tahap")
    assert on_screen == in_excel == words
    assert in_book.split("\n") == [word for word in words if word]


@pytest.mark.parametrize("role", ["plasma", "pioneer"])
def test_a_section_has_the_letter_and_the_name_it_has_on_the_paper(role, people, secretary):
    family = make.short.life(people.secretary, "Sumiyati", role, "willing", days=make.DAYS)
    facts = documents.form_facts(family.region, role, "F4", family)
    headings = re.findall(r"<h2>([A-Z])\. (.*?)</h2>", pdf.compose("families/documents/family_form.html", facts))
    assert [letter for letter, _ in headings] == list("ABCDEFGH")
    sections = secretary.get(family.get_absolute_url()).context["sections"]
    for (letter, words), row in zip(headings, sections, strict=False):
        assert row.letter == letter and row.label.lower() in words.lower()
    assert [row.letter for row in sections[8:]] == list("IJK")[: len(sections) - 8]
