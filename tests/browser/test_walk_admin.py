"""The same founding through the admin: rows typed there, stages changed by its buttons, the same gates in the way."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from fcu_project.dates import short_date
from institutions.models import FamilyCareUnit, IssuedDocument, Meeting
from tests.browser.conftest import LAPTOP, account_for
from tests.factories import TODAY, scan

pytestmark = pytest.mark.browser

HELD_ON = TODAY - timedelta(days=30)
DECREED_ON = TODAY - timedelta(days=10)
INAUGURATED_ON = TODAY - timedelta(days=3)
PEOPLE = (
    ("Rahmawati Nurul Hidayah", "female"),
    ("Sekar Ayu Lestari", "female"),
    ("Joko Prasetyo", "male"),
    ("Ahmad Fauzi", "male"),
)


class Admin:
    """The pages of the admin as its user handles them."""

    def __init__(self, window):
        self.window, self.page = window, window.page

    def add(self, plural, **fields):
        """A new row, by the link "Tambah" of its list on the first page, to the point of saving."""
        self.window.open("/admin/")
        row = self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=plural, exact=True))
        self.window.follow("Tambah", within=row)
        self.type(**fields)

    def type(self, **fields):
        for name, value in fields.items():
            box = self.page.locator(f"#id_{name}")
            kind = box.evaluate("e => e.type")
            if kind == "checkbox":
                box.set_checked(value)
            elif kind == "select-one":
                labels = [label.strip() for label in box.locator("option").all_text_contents()]
                box.select_option(label=next(label for label in labels if label.startswith(value)))
            else:
                box.fill(value)

    def save(self, button="Simpan"):
        self.window.press(button)
        assert self.page.locator(".errornote").count() == 0, self.page.locator("#content").inner_text()

    def rows(self, prefix, *rows):
        """Fill the rows of an inline; the script of the admin adds those that are missing."""
        for number, fields in enumerate(rows):
            if not self.page.locator(f"#{prefix}-{number}").count():
                self.page.locator(f"#{prefix}-group .add-row a").click()
            self.type(**{f"{prefix}-{number}-{name}": value for name, value in fields.items()})

    def open_row(self, row):
        self.window.open(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/")

    def go_on(self, row, label, reason="", **fields):
        """Press the button of a change of stage, answer its warnings, confirm."""
        self.open_row(row)
        self.window.follow(label)
        address = self.page.url
        while reason and (unanswered := self.page.get_by_role("link", name="Tulis alasan")).count():
            unanswered.first.click()
            self.page.get_by_label("Alasan").fill(reason)
            self.window.press("Simpan alasan")
            self.window.open(address)
        self.type(**{name: value for name, value in fields.items() if name != "scan"})
        if "scan" in fields:
            self.page.locator("#id_scan").set_input_files(fields["scan"])
        self.window.press(label)
        expect(self.page.locator(".messagelist")).to_contain_text(f"{label}: tercatat.")
        row.refresh_from_db()


@pytest.fixture
def admin(people, window):
    return Admin(window("operator", LAPTOP).sign_in(account_for(people.village_operator, "operator.desa")))


def people_and_bodies(admin):
    for name, sex in PEOPLE:
        admin.add("Orang", name=name, sex="Perempuan" if sex == "female" else "Laki-laki", position="Kader")
        admin.save()
    admin.add(
        "Lembaga", name="Posyandu Melati", element="Posyandu", leader="Tumirah", activities="Timbang balita.",
        identified_on=short_date(HELD_ON),
    )  # fmt: skip
    admin.save()


def meeting_with_rows(admin, kind, held_on, **fields):
    """A meeting with participants and a decision, entered on one page."""
    admin.add(
        "Pertemuan", kind=kind, region="Desa Sidomekar", held_on=short_date(held_on), starts_at="09.00",
        place="Balai Desa", agenda="Pembukaan\nMusyawarah\nPenutup", minutes="Peserta sepakat.", **fields,
    )  # fmt: skip
    admin.rows(
        "attendances",
        {"person": PEOPLE[0][0], "element": "PSKS", "present": True},
        {"person": PEOPLE[1][0], "element": "Pemerintah desa", "present": True},
        {"person": PEOPLE[3][0], "element": "Perorangan", "present": True},
    )
    admin.rows("decisions", {"text": "Membentuk FCU Melati.", "owner": "Kaur Kesra"})
    admin.save()
    return Meeting.objects.latest("id")


def members_and_officers(admin):
    for name, _ in PEOPLE[:3]:
        admin.add(
            "Anggota FCU", unit="FCU Melati", person=name, kind="Perwakilan", institution="Posyandu Melati",
            committed=True, joined_on=short_date(HELD_ON),
        )  # fmt: skip
        admin.save()
    admin.add(
        "Anggota FCU", unit="FCU Melati", person=PEOPLE[3][0], kind="Perorangan", category="Tokoh agama",
        competence="Penyuluh agama", committed=True, joined_on=short_date(HELD_ON),
    )  # fmt: skip
    admin.save()
    for (name, _), post in zip(PEOPLE, ("Koordinator", "Sekretaris", "Bendahara"), strict=False):
        admin.add(
            "Calon pengurus", unit="FCU Melati", meeting="Musyawarah", membership=name, post=post,
            willing=True, able=True, social_spirit=True, non_partisan=True, elected=True,
        )  # fmt: skip
        admin.save()


def test_founding_through_the_admin(admin, tmp_path):
    window, page = admin.window, admin.page
    admin.add("FCU", name="Melati", address="Balai Desa, RT 001/RW 001", seated_in_village=True)
    admin.save()
    unit = FamilyCareUnit.objects.get()
    people_and_bodies(admin)
    meeting = meeting_with_rows(admin, "Musyawarah pembentukan", HELD_ON, method="Musyawarah mufakat")

    admin.open_row(meeting)
    expect(page.locator(".stage")).to_contain_text("Terkunci, menunggu:")
    expect(page.locator(".stage")).to_contain_text("Belum ada yang hadir dari unsur TKSK.")
    admin.go_on(meeting, "Nyatakan terlaksana", reason="Sudah diundang, berhalangan hadir.")
    assert meeting.stage == "held"
    admin.open_row(meeting)
    expect(page.locator("#id_place")).to_have_count(0)  # what was held is read, not changed

    members_and_officers(admin)
    admin.add("Surat", kind="Berita acara", meeting="Musyawarah")
    admin.save()
    record = IssuedDocument.objects.get()
    admin.go_on(record, "Siapkan untuk ditandatangani")
    admin.go_on(record, "Catat nomor dan tanggal (terbit)", number="463/02/BA/2026", dated_on=short_date(HELD_ON))
    admin.go_on(unit, "Nyatakan FCU dibentuk", reason="Belum diadakan tahun ini.")

    admin.add("SK FCU", unit="FCU Melati")
    admin.save()
    admin.type(signer_name="Haji Sumarno")
    admin.save("Simpan dan terus mengedit")
    decree = IssuedDocument.objects.get(kind="decree")
    admin.go_on(decree, "Siapkan untuk ditandatangani")
    paper = tmp_path / "sk.pdf"
    paper.write_bytes(scan().read())
    issue = "Catat nomor dan tanggal (terbit)"
    admin.go_on(decree, issue, number="141/12/KEP/2026", dated_on=short_date(DECREED_ON), scan=paper)
    assert decree.from_paper and decree.signed_scan_id

    inauguration = meeting_with_rows(admin, "Pengukuhan", INAUGURATED_ON)
    admin.go_on(inauguration, "Nyatakan terlaksana")
    unit.refresh_from_db()
    admin.go_on(unit, "Nyatakan FCU dikukuhkan dan aktif")
    assert (unit.stage, unit.formed_on, unit.decreed_on, unit.inaugurated_on) == (
        "active", HELD_ON, DECREED_ON, INAUGURATED_ON
    )  # fmt: skip
    window.open("/jalan/")
    window.sees("FCU sudah aktif.")
