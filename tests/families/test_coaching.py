"""Coaching of pioneers, and of plasma families by pioneers; and who follows it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from families import counts
from families.models import Coaching, Participation
from families.recap import followed
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY
from tests.families import make, mentoring
from tests.families.fill_mentoring import session_of
from tests.filling import new_key, typed_date
from tests.letters import in_order, text_of

mark = pytest.mark


@mark.clause("MEN-07")
def test_a_pioneer_coaches_plasma_families_and_who_came_is_kept(people, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.secretary)
    url = reverse("families:coaching-create", args=["plasma"])
    response = client.post(url, {**session_of(pairing), "_key": new_key()})
    row = Coaching.objects.get()
    assert response["Location"] == reverse("families:coaching", args=[row.uid])
    assert (row.group, row.coach, row.topic, row.method, row.place) == (
        "plasma", pairing.pioneer, "Mengatur uang belanja", "Praktik", "Rumah Ibu Sumiyati")  # fmt: skip
    (there,) = row.attendances.all()
    assert (there.participation, there.present, there.women, there.men) == (pairing.plasma, True, 2, 1)
    page = client.get(response["Location"]).content.decode()
    assert "Ibu Sumiyati" in page and "1 dari 1 hadir, 2 perempuan, 1 laki-laki" in page
    sheet = text_of(client.get(response["Location"] + "?cetak=pdf").content)
    assert in_order(sheet, "DAFTAR HADIR PEMBINAAN KELUARGA", "Mengatur uang belanja", "Praktik", "Bapak Hadi Suwito",
                    "Ibu Sumiyati", "1 keluarga diundang, 1 keluarga hadir (perempuan 2, laki-laki 1)")  # fmt: skip
    book = text_of(client.get("/pembinaan/?cetak=pdf").content)
    assert in_order(book, "REKAP PEMBINAAN KELUARGA", "Mengatur uang belanja", "Bapak Hadi Suwito")


@mark.clause("MEN-07")
def test_pioneers_are_coached_by_a_provider_who_is_named(people, sign_in):
    pairing = make.paired(people)
    client, key = sign_in(people.secretary), pairing.pioneer.pk
    url = reverse("families:coaching-create", args=["pioneers"])
    body = {"held_on": typed_date(TODAY), "topic": "Mendengarkan", "way": "guidance", f"came-{key}": "present"}
    refused = client.post(url, {**body, "_key": new_key()})
    assert refused.status_code == 422 and "Pembina atau narasumber belum diisi" in refused.content.decode()
    assert client.post(url, {**body, "provider": "LK3", "_key": new_key()}).status_code == 302
    row = Coaching.objects.get()
    assert (row.group, row.provider, row.attendances.get().participation) == ("pioneers", "LK3", pairing.pioneer)
    told = counts.mentoring(row.region, TODAY, TODAY)
    assert (told["pioneer_coachings"], told["plasma_coachings"], told["families_coached"]) == (1, 0, 1)


@mark.clause("FAM-15")
def test_no_coaching_before_the_coach_was_briefed_nor_of_a_family_not_yet_designated(people):
    pairing = make.paired(people)
    asked = {pairing.plasma: (True, 1, 0)}
    early = make.BRIEFED_ON - timedelta(days=1)
    with pytest.raises(ValidationError, match="belum selesai dibekali"):
        mentoring.session(people.secretary, asked, coach=pairing.pioneer, held_on=early)
    with pytest.raises(TransitionRefused, match="belum ditetapkan"):
        mentoring.session(people.secretary, {pairing.pioneer: (True, 1, 0)}, group="pioneers", provider="LK3",
                          held_on=make.DESIGNATED_ON - timedelta(days=1))  # fmt: skip
    with pytest.raises(TransitionRefused, match="tidak termasuk sasaran"):
        mentoring.session(people.secretary, {pairing.pioneer: (True, 1, 0)}, coach=pairing.pioneer)
    assert not Coaching.objects.exists()


def test_somebody_must_have_been_asked(people, sign_in):
    pairing = make.paired(people)
    body = {**session_of(pairing), f"came-{pairing.plasma.pk}": "", "_key": new_key()}
    response = sign_in(people.secretary).post(reverse("families:coaching-create", args=["plasma"]), body)
    assert response.status_code == 422 and "sedikitnya satu keluarga" in response.content.decode()


@mark.clause("MEN-07")
def test_a_session_is_planned_and_counts_once_its_day_has_come_and_who_came_is_known(people, sign_in):
    pairing = make.paired(people)
    client, key, region = sign_in(people.secretary), pairing.plasma.pk, people.secretary.region
    url, day = reverse("families:coaching-create", args=["plasma"]), TODAY + timedelta(days=3)
    body = {**session_of(pairing), "held_on": typed_date(day)}
    early = client.post(url, {**body, "_key": new_key()})
    assert early.status_code == 422 and "Ibu Sumiyati: Isi kehadiran setelah" in early.content.decode()
    assert "Isi hasil setelah hari pembinaan" in early.content.decode()
    plan = {**body, "result": "", f"came-{key}": "absent", f"women-{key}": ""}
    made = client.post(url, {**plan, "_key": new_key()})
    row = Coaching.objects.get()
    assert made["Location"] == reverse("families:coaching", args=[row.uid])
    page = client.get(made["Location"]).content.decode()
    assert "Rencana" in page and "1 keluarga diundang" in page and "Tidak hadir" not in page
    assert "Rencana" in client.get("/pembinaan/").content.decode()
    sheet = text_of(client.get(made["Location"] + "?cetak=pdf").content)
    assert in_order(sheet, "DAFTAR HADIR PEMBINAAN", "Ibu Sumiyati", "1 keluarga diundang, hadir ....")
    change = reverse("families:coaching-update", args=[row.uid])
    form = client.get(change).context["form"]
    assert "result" not in form.fields and f"women-{key}" not in form.fields
    assert client.post(change, {**plan, "_key": new_key(), "_version": row.version}).status_code == 302

    def figures():
        followed_by = followed(Participation.objects.all(), "plasma", make.DESIGNATED_ON, day).get()
        return counts.mentoring(region, make.DESIGNATED_ON, day)["plasma_coachings"], followed_by.asked

    assert figures() == (0, 0)
    Coaching.objects.update(held_on=TODAY)
    assert figures() == (0, 0)  # nobody has written down who came
    assert "Belum dicatat" in client.get("/pembinaan/").content.decode()
    assert "Mengatur uang belanja" not in text_of(client.get("/pembinaan/?cetak=pdf").content)
    row.refresh_from_db()
    came = {**session_of(pairing), "_key": new_key(), "_version": row.version}
    assert client.post(change, came).status_code == 302
    assert figures() == (1, 1)


def test_a_wrong_number_is_said_by_its_family(people, sign_in):
    pairing = make.paired(people)
    row = mentoring.session(people.secretary, {pairing.plasma: (False, 0, 0)}, coach=pairing.pioneer)
    body = {**session_of(pairing), f"women-{pairing.plasma.pk}": "dua", "_version": row.version, "_key": new_key()}
    response = sign_in(people.secretary).post(reverse("families:coaching-update", args=[row.uid]), body)
    assert response.status_code == 422 and "Ibu Sumiyati: Isi jumlah orang dengan angka" in response.content.decode()


def test_a_session_is_mended_with_its_families(people, sign_in):
    pairing = make.paired(people)
    row = mentoring.session(people.secretary, {pairing.plasma: (False, 0, 0)}, coach=pairing.pioneer)
    url = reverse("families:coaching-update", args=[row.uid])
    body = {**session_of(pairing), "topic": "Merawat balita", "_key": new_key(), "_version": row.version}
    assert sign_in(people.secretary).post(url, body).status_code == 302
    row.refresh_from_db()
    assert (row.topic, row.attendances.get().present) == ("Merawat balita", True)
    assert sign_in(people.tksk).get(url).status_code == 403
    assert sign_in(people.tksk).get(reverse("families:coaching", args=[row.uid])).status_code == 200
