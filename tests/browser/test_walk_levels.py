"""Each level does its part of the founding in a window of its own, from the village up to the ministry."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project.dates import short_date
from institutions.models import HumanResource, LibraryDocument, PilotSite, SocialPreparation, StageRecord
from tests.browser.conftest import LAPTOP, account_for
from tests.factories import TODAY, scan

pytestmark = pytest.mark.browser

NAMES = {
    "village_operator": "Nurhayati Ismail", "village_head": "Sahabudin Rais", "subdistrict_operator": "Lalu Mastur",
    "regency_reports": "Baiq Hidayatun", "province": "Gede Wirasana", "ministry": "Ratih Anggraini",
}  # fmt: skip
# Who takes which step of the proposal, in its order, and the button that leads to it.
ROAD = (
    ("village_head", "state", "Nyatakan data benar"), ("village_head", "submit", "Ajukan dengan surat pengantar"),
    ("subdistrict_operator", "endorse", "Catat persetujuan camat"),
    ("regency_reports", "check", "Catat verifikasi kabupaten"),
    ("regency_reports", "recommend", "Catat rekomendasi"),
    ("regency_reports", "propose", "Catat surat usulan"), ("province", "verify", "Catat verifikasi provinsi"),
    ("ministry", "choose", "Catat penetapan"),
)  # fmt: skip


@pytest.fixture
def windows(window, people):
    """A signed-in window per role; the phone for the village, a laptop for the offices above."""
    opened = {}
    for role, name in NAMES.items():
        by = getattr(people, role)
        by.person.name, by.person.position = name, ""
        by.person.save()
        size = {} if by.level == "village" else {"size": LAPTOP}
        opened[role] = window(role, **size).sign_in(account_for(by, role.replace("_", ".")))
    return opened


def proposal_is_written(operator):
    operator.open("/usulan/")
    operator.follow("Usulkan")
    operator.fill(pilot_year=str(TODAY.year), reason="Lembaga sosial di sini aktif.", candidates="25")
    operator.press("Simpan")
    operator.sees("Berikutnya datanya dinyatakan benar")


def steps_are_taken(windows):
    """Each party finds its step as a task on its home page or on the sheet, and tells the paper of it."""
    for number, (role, name, button) in enumerate(ROAD):
        party, day = windows[role], TODAY - timedelta(days=len(ROAD) - number)
        party.open(PilotSite.objects.get().get_absolute_url())
        party.follow(button)
        told = {"done_on": short_date(day), "party": NAMES[role], "paper_number": f"{number + 1}/2026",
                "paper_date": short_date(day)}  # fmt: skip
        if name == "state":
            told["agreed"] = True
        if name in ("check", "verify"):
            told["note"] = "Data sesuai kenyataan."
        party.fill(**told)
        party.picture(f"usulan-{name}")
        party.press("Simpan langkah")
        assert PilotSite.objects.get().steps.filter(step=name, from_paper=False).exists(), name


def save(party):
    """Send the form of the page, whatever its button is called."""
    with party.page.expect_navigation():
        party.page.locator("main form.panel button[type=submit]").first.click()


def province_prepares(province, village):
    province.open(reverse("institutions:preparation-village", args=[village.code]))
    province.open(reverse("institutions:human-resource-create", args=[village.code]))
    province.fill(name="Baiq Rukmini", sex="female", skill="Pendampingan lansia", noted_on=short_date(TODAY))
    save(province)
    province.open(reverse("institutions:preparation-form", args=[village.code]))
    province.fill(office="Dinas Sosial provinsi", started_on=short_date(TODAY - timedelta(days=3)),
                  problems="Setiap lembaga bekerja sendiri.", synergy="Satu daftar keluarga.")  # fmt: skip
    save(province)
    assert SocialPreparation.objects.get(region=village).synergy == "Satu daftar keluarga."
    assert HumanResource.objects.get(region=village).person.name == "Baiq Rukmini"


def kabupaten_keeps_the_stages(regency, village):
    regency.open(reverse("institutions:stage-start", args=[village.code, "preparation"]))
    regency.fill(started_on=short_date(TODAY - timedelta(days=3)))
    save(regency)
    regency.sees("Berjalan")
    regency.picture("tahapan")
    assert StageRecord.objects.get().region == village


def ministry_publishes(ministry, operator):
    ministry.open(reverse("institutions:library-create"))
    ministry.fill(kind="general_guide", title="Pedoman umum FCU", programme_year=str(TODAY.year),
                  scan={"name": "pedoman.pdf", "mimeType": "application/pdf", "buffer": scan().read()})  # fmt: skip
    save(ministry)
    ministry.sees("Pedoman umum FCU")
    operator.open("/pustaka/")
    operator.sees("Pedoman umum FCU")
    file = reverse("institutions:library-file", args=[LibraryDocument.objects.get().uid])
    assert operator.download(file).startswith(b"%PDF")


def test_every_level_does_its_part(windows, regions):
    operator = windows["village_operator"]
    proposal_is_written(operator)
    steps_are_taken(windows)
    assert PilotSite.objects.get().stage == "chosen"
    operator.open(PilotSite.objects.get().get_absolute_url())
    operator.sees("Lokasi uji coba", "1/2026", "8/2026")
    operator.picture("usulan-lembar")
    province_prepares(windows["province"], regions.village)
    kabupaten_keeps_the_stages(windows["regency_reports"], regions.village)
    ministry_publishes(windows["ministry"], operator)
