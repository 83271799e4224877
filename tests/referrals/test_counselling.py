"""The book of consultations: whoever comes, new or returning, counted by what each family was that day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from families.models import Consultation, Participation
from fcu_project.workflow import TransitionRefused
from referrals.actions import counselling as actions
from referrals.consulted import recap
from referrals.models import Counselling
from tests import letters
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.referrals.fill_counselling import ASKED, counselling
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

NEW = "/konsultasi/tambah/"


def counted(rows):
    """{label: (women, men)} of the lines with somebody in them."""
    told = recap(rows)
    return {line.label: (line.women, line.men) for line in (*told.families, *told.clients) if line.total}


@pytest.mark.clause("SVC-04")
def test_a_family_is_proposed_as_returning_and_its_page_leads_on(people, sign_in):
    family, client = families.paired(people).plasma.family, sign_in(people.secretary)
    ask = f"{NEW}?keluarga={family.uid}"
    assert client.get(ask).context["form"]["seen_before"].value() == "new"
    told = {**ASKED, "client": "", "client_sex": "female", "counsellor": people.coordinator.person.pk}
    assert post(client, ask, told).status_code == 302
    row = Counselling.objects.get()
    assert (row.family, row.is_returning, row.counsellor) == (family, False, people.coordinator.person)
    assert client.get(ask).context["form"]["seen_before"].value() == "again"
    html = page(client, url("counselling", row))
    for words in (ASKED["topic"], ASKED["advice"], ASKED["follow_up"], people.coordinator.person.name):
        assert words in html, words
    assert f"/keluarga/{family.uid}/kebutuhan/tambah/" in html and f"/kasus/tambah/?konsultasi={row.uid}" in html
    book = letters.text_of(client.get("/konsultasi/?cetak=pdf").content)
    for words in ("BUKU KONSULTASI", "Sumiyati", "Baru", ASKED["topic"], "Temui wali kelas"):
        assert words in book, words


@pytest.mark.clause("SVC-14")
@pytest.mark.parametrize("role", ["secretary", "tksk", "lk3"])
def test_anybody_is_advised_without_a_record(role, people, sign_in):
    by = getattr(people, role)
    client = sign_in(by)
    assert post(client, NEW, {**ASKED, "seen_before": ""}).status_code == 422  # of a stranger it is asked
    assert post(client, NEW, {**ASKED, "seen_before": "again"}).status_code == 302
    row = Counselling.objects.get()
    assert (row.family, row.client, row.client_age, row.is_returning) == (None, "Rahmat Hidayat", 41, True)
    assert row.keeper == by.region
    assert [one.client for one in client.get("/konsultasi/?klien=lanjutan&cari=rahmat").context["rows"]] == [row.client]
    assert not client.get("/konsultasi/?klien=baru").context["rows"]
    again = client.get(f"{NEW}?lagi={row.uid}").context["form"]
    assert (again["client"].value(), again["seen_before"].value()) == ("Rahmat Hidayat", "again")


def test_the_book_is_read_at_the_office_that_keeps_it(people, regions, sign_in):
    row = counselling(people.secretary)
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    for by in (people.tksk, people.lk3, other):
        assert sign_in(by).get(url("counselling", row)).status_code == 404, by.role
        with pytest.raises(PermissionDenied):
            actions.withdraw_counselling(row, by=by, on=TODAY, reason="Bukan milik kami")
    assert sign_in(people.village_head).get("/konsultasi/").status_code == 403


@pytest.mark.clause("SVC-09")
def test_counted_by_what_the_family_was_on_that_day(people):
    pairing, by = families.paired(people), people.secretary
    plasma, pioneer = pairing.plasma, pairing.pioneer
    counselling(by, family=plasma.family, client_sex="female")
    counselling(by, family=pioneer.family, is_returning=True)
    before = plasma.designated_on - timedelta(days=1)
    counselling(by, family=plasma.family, client_sex="female", held_on=before)
    counselling(by)
    counselling(by, secret=True, client_sex="female")
    struck = counselling(by)
    actions.withdraw_counselling(struck, by=by, on=TODAY, reason="Tercatat dua kali.")
    expected = {
        "Keluarga pionir": (0, 1), "Keluarga dampingan": (1, 0), "Calon keluarga": (1, 0), "Belum tercatat": (0, 1),
        "Rahasia (tidak dirinci)": (1, 0), "Klien baru": (3, 1), "Klien lanjutan": (0, 1),
    }  # fmt: skip
    assert counted(Counselling.objects.all()) == expected
    Participation.objects.filter(pk=plasma.pk).update(ended_on=TODAY + timedelta(days=1))  # what comes later
    assert counted(Counselling.objects.all()) == expected
    assert counted(Counselling.objects.filter(held_on=before)) == {"Calon keluarga": (1, 0), "Klien baru": (1, 0)}


def test_list_and_recap_of_one_quarter(people, sign_in):
    counselling(people.secretary)
    counselling(people.secretary, held_on=TODAY - timedelta(days=400), client="Wati", client_sex="female")
    client = sign_in(people.secretary)
    quarter = f"{TODAY.year}-{(TODAY.month + 2) // 3}"
    context = client.get(f"/konsultasi/?triwulan={quarter}").context
    assert ([row.client for row in context["rows"]], context["recap"].total.total) == (["Rahmat Hidayat"], 1)
    assert client.get("/konsultasi/").context["recap"].total.total == 2
    assert client.get("/konsultasi/?triwulan=x&tahun=y&klien=z&cari=9701014303840001").status_code == 200


def test_what_can_not_be(people, regions):
    by, gone = people.secretary, families.paired(people).plasma.family
    with pytest.raises(ValidationError, match="Pilih keluarga"):
        counselling(by, client="")
    with pytest.raises(ValidationError, match="setelah hari ini"):
        counselling(by, held_on=TODAY + timedelta(days=1))
    kept = counselling(by, family=gone, held_on=TODAY - timedelta(days=3))
    gone.archived_on, gone.archived_reason = TODAY - timedelta(days=2), "Pindah"
    gone.save()
    with pytest.raises(TransitionRefused, match="diarsipkan"):
        counselling(by, family=gone)
    kept = Counselling.objects.get(pk=kept.pk)
    kept.advice = "Diperbaiki."
    actions.save_counselling(kept, by=by, on=TODAY)  # what was written before may still be mended
    actions.withdraw_counselling(kept, by=by, on=TODAY, reason="Tercatat dua kali.")
    for act in (lambda: actions.withdraw_counselling(kept, by=by, on=TODAY, reason="Lagi ya"),
                lambda: actions.save_counselling(kept, by=by, on=TODAY)):  # fmt: skip
        with pytest.raises(TransitionRefused, match="sudah dibatalkan"):
            act()


def test_the_form_looks_for_families_and_never_for_numbers(people, sign_in):
    family, client = families.paired(people).plasma.family, sign_in(people.secretary)
    assert family in client.get(f"{NEW}?cari=ibu sumi").context["found"]
    context = client.get(f"{NEW}?cari=9701014303840001").context
    assert (context["found"], context["wanted"]) == ([], "")
    assert "Cari nama kepala keluarga" not in page(sign_in(people.lk3), f"{NEW}?cari=sumi&keluarga={family.uid}")
    assert post(client, NEW, {**ASKED, "topic": "NIK 9701014303840001"}).status_code == 422


def test_the_same_consultation_is_asked_back_once(people, sign_in):
    client = sign_in(people.secretary)
    assert post(client, NEW, ASKED).status_code == 302
    again = post(client, NEW, ASKED)
    assert again.status_code == 422 and "sudah tercatat" in again.content.decode()
    assert post(client, NEW, {**ASKED, "topic": "Cara mengurus BPJS."}).status_code == 302
    assert post(client, NEW, {**ASKED, "once_more": "on"}).status_code == 302
    assert Counselling.objects.count() == 3


def test_two_kinds_of_consultation_stand_each_in_its_place(people, sign_in):
    family, client = families.paired(people).plasma.family, sign_in(people.secretary)
    counselling(people.secretary, family=family)
    Consultation.objects.create(family=family, held_on=TODAY, adviser="Ibu Kader", topic="Cara menabung")
    html = page(client, family.get_absolute_url())
    assert "Catat konsultasi dengan FCU" in html and "Catat konsultasi dengan pendamping/PSKS" in html
    assert "Anak sering membolos." in html and "Cara menabung" in html and ">Catat konsultasi</a>" not in html
    assert "1 tercatat" in page(client, "/konsultasi/")
