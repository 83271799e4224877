"""A family of five from paper, at 360 px and by the keyboard alone: its line on the list, then its form (7.23)."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from families.models import Family
from tests.browser.conftest import account_for
from tests.browser.test_pages import axe
from tests.factories import TODAY
from tests.families import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECORDED = TODAY - timedelta(days=25)
CARD = "9701012003150007"
# In the order of the columns: name, born, L/P, religion, education, occupation, marital, relation.
FIVE = (
    ("Sumiyati", date(1984, 3, 12), "P", "1", "4", "20", "2", "1"),
    ("Suharto Wijaya", date(1982, 5, 7), "L", "1", "3", "9", "2", "2"),
    ("Dimas Aditya", date(2009, 8, 17), "L", "1", "4", "3", "1", "4"),
    ("Rina Lestari", date(2013, 1, 30), "P", "1", "2", "3", "1", "4"),
    ("Wagiyem", date(1958, 11, 2), "P", "1", "1", "2", "4", "7"),
)


class Hands:
    """Two hands on a keyboard, and how many keys they pressed. Nothing else touches the page."""

    def __init__(self, window):
        self.window, self.page, self.keys = window, window.page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def enter(self, *texts):
        """Each text into the field where the cursor is, and on to the next; "" leaves what stands there."""
        for text in texts:
            self.page.keyboard.type(text)
            self.keys += len(text)
            self.press("Enter")

    def leads_on(self, *keys):
        with self.page.expect_navigation():
            self.press(*keys)

    def at(self, name):
        expect(self.page.locator(f'main [name="{name}"]:focus')).to_have_count(1)

    def looks_right(self, name):
        """Nothing sticks out of a narrow phone, axe finds nothing."""
        self.window.picture(f"kertas-{name}")
        assert self.window.overflow(320) == []
        assert self.window.overflow(360) == []
        assert axe.run(self.page).response["violations"] == []


def member(number, born=None):
    """One line of part C as it stands on paper; the last Enter goes to the next line."""
    name, day, sex, *codes = FIVE[number - 1]
    nik = make.nik(day, "female" if sex == "P" else "male", region="970101", serial=number)
    return (
        "" if number == 1 else name, nik, sex, "Banyuraga", born or day.strftime("%d%m%Y"), *codes, "", "", "Wiryo",
        "Ngatinem", "7", "2",
    )  # fmt: skip


def test_a_family_of_five_by_the_keyboard_alone(people, window):
    group = make.selection_group(people)
    hands = Hands(window("pokja").sign_in(account_for(people.working_group, "pokja")))
    lines_of_the_list(hands)
    family = Family.objects.get(head_name="Sumiyati")
    make.assessed(family, "plasma", people.secretary)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    hands = Hands(window("secretary").sign_in(account_for(people.secretary, "secretary")))
    form_of_the_family(hands, family)
    rows = family.current_members()
    assert [(row.name, row.birth_date, row.sex[0]) for row in rows] == [
        (name, day, "f" if sex == "P" else "m") for name, day, sex, *_ in FIVE
    ]
    for row, (_, _, _, *codes) in zip(rows, FIVE, strict=True):
        told = (row.religion, row.education, row.occupation, row.marital, row.relation)
        assert [str(item.code) for item in told] == codes
        assert (row.nationality.code, row.disability.code, row.insurance.code, row.mother_name) == (1, 7, 2, "Ngatinem")
    assert (family.card().number, family.head().name) == (CARD, "Sumiyati")
    round_by_numbers(hands, family)


def lines_of_the_list(hands):
    """Two lines of the list; the second needs fewer keys, since dusun, date, RT and RW stay."""
    hands.window.open("/keluarga/dari-kertas/")
    hands.at("hamlet")
    hands.enter("Krajan", RECORDED.strftime("%d%m%Y"), "", "Sumiyati", "p", "3/2", "2", "20", "2, 3")
    hands.at("potential")
    expect(hands.page.locator("#id_problems_dipahami")).to_have_text("Pendapatan tidak tetap, Terjerat utang")
    expect(hands.page.locator("#id_place_dipahami")).to_have_text("RT 003, RW 002")
    hands.looks_right("daftar")
    hands.page.keyboard.type("Menjahit")
    hands.leads_on("Enter")
    first, hands.keys = hands.keys + len("Menjahit"), 0
    hands.window.sees("1 keluarga dicatat hari ini (semua cara), terakhir: Ibu Sumiyati (RT 003)")
    hands.at("head_name")
    hands.enter("Sumiyat", "p", "", "x", "20", "2, 3")  # a slip, and a name like the first
    hands.page.keyboard.type("Menjahit")
    hands.leads_on("Enter")
    hands.looks_right("daftar-salah")
    hands.press("Tab", "Enter")
    hands.at("socio_economic")
    hands.press("Control+a")
    hands.enter("2")
    hands.at("checked")
    hands.press("Space", "Enter")
    hands.leads_on("Enter")
    hands.keys = 0
    hands.enter("Sumarsih", "p", "", "2", "20", "2, 3")
    hands.page.keyboard.type("Menjahit")
    hands.leads_on("Enter")
    again = hands.keys + len("Menjahit")
    assert again < first
    assert Family.objects.filter(rt="003", rw="002", hamlet="Krajan", problems__name="Terjerat utang").count() == 3


def form_of_the_family(hands, family):
    """Address, card and five lines; a year of two digits is asked about and mended without leaving the keyboard."""
    hands.window.open(f"/keluarga/{family.uid}/anggota/dari-kertas/")
    hands.at("address")
    hands.enter("Gang Melati 4", "", "", "", "081234567890", "", CARD)
    hands.at("1-name")
    for number in range(1, 6):
        hands.enter(*member(number, "17/8/09" if number == 3 else None))
    hands.at("6-name")
    hands.looks_right("formulir")
    hands.press("Enter")
    expect(hands.page.get_by_role("button", name="Simpan semua")).to_be_focused()
    hands.leads_on("Enter")
    hands.window.sees("Baris 3, Dimas Aditya: Tahun 09 bisa 1909 atau 2009. Tulis empat angka tahunnya.")
    hands.looks_right("formulir-salah")
    hands.press("Tab", "Enter")
    hands.at("3-birth_date")
    hands.press("Control+a")
    hands.enter("17082009")
    expect(hands.page.get_by_role("button", name="Simpan semua")).to_be_focused()
    hands.leads_on("Enter")
    expect(hands.page.get_by_text("Identitas dan 5 anggota tersimpan.")).to_be_visible()
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Anggota keluarga")


def round_by_numbers(hands, family):
    """The twelve questions by their numbers, Enter going on; what is not applicable asks why."""
    hands.window.open(f"/keluarga/{family.uid}/penilaian/plasma/")
    hands.page.locator("main form input[type=radio]").first.focus()
    hands.press("1", "Enter")
    for answer in "12232122212":
        hands.press(answer, "Enter")
    hands.looks_right("penilaian")
    assert hands.keys
    values = hands.page.eval_on_selector_all("main form input:checked", "all => all.map(e => e.value)")
    assert len(values) == 12 and values[:4] == ["marriage-1", "yes", "no", "no"]
