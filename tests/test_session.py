"""Signing in and off: idle limits per level, the longest day, roles chosen, passwords that others set."""

import pytest
import time_machine

from institutions.models import User
from tests.factories import AssignmentFactory

MINUTE, HOUR = 60, 3600


def signed_in_after(client, seconds):
    with time_machine.travel(time_machine_start + seconds, tick=False):
        return client.get("/").status_code == 200


time_machine_start = 1_790_000_000


@pytest.mark.parametrize(
    ("role", "seconds", "still_in"),
    [
        ("village_operator", 119 * MINUTE, True),
        ("village_operator", 121 * MINUTE, False),
        ("regency_reports", 29 * MINUTE, True),
        ("regency_reports", 31 * MINUTE, False),
    ],
)
def test_idle_limit_follows_the_level(people, sign_in, role, seconds, still_in):
    with time_machine.travel(time_machine_start, tick=False):
        client = sign_in(getattr(people, role))
        assert client.get("/").status_code == 200
    assert signed_in_after(client, seconds) is still_in


def test_nobody_stays_longer_than_twelve_hours_however_active(people, sign_in):
    with time_machine.travel(time_machine_start, tick=False):
        client = sign_in(people.village_operator)
        client.get("/")
    for hour in range(1, 13):
        assert signed_in_after(client, hour * HOUR - 1), hour
    assert not signed_in_after(client, 12 * HOUR + 1)


def test_login_page_tells_why_one_was_signed_off(people, sign_in):
    with time_machine.travel(time_machine_start, tick=False):
        client = sign_in(people.village_operator)
        client.get("/")
    with time_machine.travel(time_machine_start + 3 * HOUR, tick=False):
        page = client.get("/", follow=True)
        assert "keluar otomatis" in page.content.decode()
        assert page.redirect_chain[0][0] == "/masuk/?next=/"


def test_login_with_password_and_wrong_password(people, client):
    user = User.objects.create_user("kades.sidomekar", "pagi-hari-minum-kopi", people.village_head.person)
    wrong = client.post("/masuk/", {"username": "kades.sidomekar", "password": "salah"})
    assert wrong.status_code == 422
    assert "salah" in wrong.content.decode()
    right = client.post("/masuk/", {"username": " Kades.Sidomekar ", "password": "pagi-hari-minum-kopi"})
    assert right.headers["Location"] == "/"
    user.is_active = False
    user.save()
    assert client.get("/").status_code == 302


def test_unsafe_next_is_not_followed(people, client):
    User.objects.create_user("kades", "pagi-hari-minum-kopi", people.village_head.person)
    response = client.post(
        "/masuk/?next=https://evil.example/", {"username": "kades", "password": "pagi-hari-minum-kopi"}
    )
    assert response.headers["Location"] == "/"


@pytest.mark.clause("REG-01")
def test_a_person_with_two_kecamatan_chooses_one(people, regions, sign_in):
    tksk = people.tksk
    second = AssignmentFactory(role="tksk", region=regions.other_subdistrict, person=tksk.person)
    client = sign_in(tksk)
    page = client.get("/akun/peran/").content.decode()
    assert "Tegalwangi" in page
    assert "Karanganyar" in page
    assert client.post("/akun/peran/", {"assignment": str(second.uid)}).headers["Location"] == "/"
    assert "Karanganyar" in client.get("/").content.decode()


def test_somebody_elses_assignment_is_not_taken(people, sign_in):
    client = sign_in(people.member)
    response = client.post("/akun/peran/", {"assignment": str(people.village_head.uid)}, follow=True)
    assert "tidak berlaku" in response.content.decode()
    assert client.get("/").context["request"].assignment == people.member


def test_a_password_set_by_another_is_changed_first(people, sign_in):
    client = sign_in(people.secretary)
    User.objects.filter(person=people.secretary.person).update(must_change_password=True)
    assert client.get("/lembaga/").headers["Location"] == "/akun/kata-sandi/"
    assert client.get("/akun/kata-sandi/").status_code == 200


def test_short_and_common_passwords_say_why(people, sign_in):
    client = sign_in(people.secretary)
    user = User.objects.get(person=people.secretary.person)
    user.set_password("pagi-hari-minum-kopi")
    user.save()
    client.force_login(user, backend="institutions.session.AssignmentBackend")
    answer = client.post(
        "/akun/kata-sandi/",
        {"old_password": "pagi-hari-minum-kopi", "new_password1": "desa12345", "new_password2": "desa12345"},
    )
    assert answer.status_code == 422
    assert "12" in answer.content.decode()
    answer = client.post(
        "/akun/kata-sandi/",
        {
            "old_password": "pagi-hari-minum-kopi",
            "new_password1": "sawah hijau 🌾 di kaki gunung",
            "new_password2": "sawah hijau 🌾 di kaki gunung",
        },
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("sawah hijau 🌾 di kaki gunung")
