"""Whole numbers: only with a reason, only on the answer itself, each look counted; numbers in two villages."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from families.models import NumberClash, NumberReveal
from fcu_project.models import AuditEvent, FormReceipt
from tests.factories import AssignmentFactory
from tests.families import make
from tests.families.fill_family import clash
from tests.form_routes import new_key, picture

REASON = "Mencocokkan kartu keluarga untuk BPJS."


@pytest.fixture
def family(people):
    by, group = people.secretary, make.selection_group(people)
    family = make.candidate(by)
    make.assessed(family, "plasma", by)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    make.identified(family, by)
    return family


@pytest.fixture
def url(family):
    return reverse("families:reveal", args=[family.uid])


@pytest.fixture
def numbers(family):
    return [family.card().number, *(member.nik for member in family.current_members())]


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def test_nothing_is_shown_before_a_reason(url, numbers, secretary):
    html = secretary.get(url).content.decode()
    assert not any(number in html for number in numbers)
    for reason in ("", "BPJS"):
        response = secretary.post(url, {"reason": reason})
        assert response.status_code == 422
        assert not any(number in response.content.decode() for number in numbers)
    assert not NumberReveal.objects.exists()


def test_the_numbers_stand_on_the_answer_and_nowhere_else(url, family, numbers, people, secretary):
    response = secretary.post(url, {"reason": REASON})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    assert all(number in html for number in numbers)
    assert not any(number in html.split("</title>")[0] for number in numbers)
    event, row = AuditEvent.objects.get(verb="family:reveal"), NumberReveal.objects.get()
    assert (event.object_uid, event.actor, event.fields) == (family.uid, people.secretary.actor_uid, ["nik", "number"])
    assert (row.reason, row.family, row.recorded_by) == (REASON, family, people.secretary.signature)
    kept = [str(event.__dict__), str(row.__dict__), *(str(session.get_decoded()) for session in Session.objects.all())]
    assert not any(number in text for text in kept for number in numbers)
    assert not FormReceipt.objects.filter(route="families:reveal").exists()
    after = secretary.get(family.get_absolute_url()).content.decode()
    assert not any(number in after for number in numbers)


def test_each_look_counts_and_thirty_an_hour_are_enough(url, numbers, people, secretary):
    for _ in range(30):
        assert secretary.post(url, {"reason": REASON}).status_code == 200
    response = secretary.post(url, {"reason": REASON})
    assert response.status_code == 429
    html = response.content.decode()
    assert "Sudah 30 kali membuka nomor dalam satu jam." in html and REASON in html
    assert not any(number in html for number in numbers)
    assert NumberReveal.objects.count() == 30
    assert AuditEvent.objects.filter(verb="family:reveal", result="limit").count() == 1


@pytest.mark.parametrize("role", ["treasurer", "village_head", "tksk", "working_group", "village_operator", "pioneer"])
def test_other_roles_see_no_whole_number(role, url, numbers, people, sign_in):
    client = sign_in(getattr(people, role))
    for response in (client.get(url), client.post(url, {"reason": REASON})):
        assert response.status_code == 403
        assert not any(number in response.content.decode() for number in numbers)
    assert not NumberReveal.objects.exists()


def test_another_village_finds_nothing(url, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert client.get(url).status_code == client.post(url, {"reason": REASON}).status_code == 404
    assert not NumberReveal.objects.exists()


# --- a number in two villages ---------------------------------------------------------------------------------------
NIK = "5208014503840001"
LIST = "/keluarga/nik-ganda/"


def test_the_dinas_sees_villages_and_list_numbers_but_no_name_and_no_whole_number(people, regions, sign_in):
    clash(regions)
    html = sign_in(people.regency_cases).get(LIST).content.decode()
    assert "Desa Sidomekar" in html and "Desa Sukamaju" in html and "No. 7" in html
    assert f"5208{'•' * 12}" in html
    assert NIK not in html and "Sumiyati" not in html and "Sumiati" not in html


def test_settled_it_leaves_the_list(people, regions, sign_in):
    row = clash(regions)
    client, url = sign_in(people.regency_cases), reverse("families:clash-settle", args=[row.uid])
    assert NIK not in client.get(url).content.decode()
    data = {"_key": new_key(), "_version": row.version, "settled_on": "01-01-2001", "settled_note": "Pindah domisili."}
    response = client.post(url, data)
    assert response.status_code == 422
    assert "Tanggal selesai tidak boleh mendahului tanggal ditemukan." in response.content.decode()
    data["settled_on"] = people.regency_cases.today.strftime("%d-%m-%Y")
    assert client.post(url, data)["Location"] == LIST
    assert NumberClash.objects.get().settled_note == "Pindah domisili."
    assert "Sidomekar" not in client.get(LIST).content.decode()
    assert "Sidomekar" in client.get(f"{LIST}?selesai=1").content.decode()
    assert AuditEvent.objects.filter(verb="clash:settle", object_uid=row.uid).count() == 1


@pytest.mark.parametrize("role", ["secretary", "village_head", "tksk", "lk3", "regency_reports"])
def test_nobody_else_learns_of_it(role, people, regions, sign_in):
    row = clash(regions)
    client = sign_in(getattr(people, role))
    for url in (LIST, reverse("families:clash-settle", args=[row.uid])):
        assert client.get(url).status_code == 403


def test_a_clash_of_two_kabupaten_is_the_provinces(people, regions, sign_in):
    """Of one kabupaten it sees nothing, of two what neither of them may see of the other."""
    row = clash(regions)
    client = sign_in(people.province)
    assert "Sidomekar" not in client.get(LIST).content.decode()
    assert client.get(reverse("families:clash-settle", args=[row.uid])).status_code == 404
    row.region = regions.province
    row.save()
    assert "Sidomekar" in client.get(LIST).content.decode()
    assert client.get(reverse("families:clash-settle", args=[row.uid])).status_code == 200
    assert "Sidomekar" not in sign_in(people.regency_cases).get(LIST).content.decode()


def test_neither_village_reads_of_the_other(people, regions, sign_in):
    row = clash(regions)
    for place, other in ((regions.village, "Sukamaju"), (regions.sibling, "Sidomekar")):
        client = sign_in(AssignmentFactory(role="secretary", region=place))
        family = row.first.family if place == regions.village else row.second.family
        for url in ("/", "/keluarga/", family.get_absolute_url()):
            assert other not in client.get(url).content.decode()


def test_another_kabupaten_finds_nothing(people, regions, sign_in):
    row = clash(regions)
    client = sign_in(AssignmentFactory(role="regency_cases", region=regions.city))
    assert "Sidomekar" not in client.get(LIST).content.decode()
    url = reverse("families:clash-settle", args=[row.uid])
    before = picture()
    assert client.get(url).status_code == 404
    assert client.post(url, {"_key": new_key(), "settled_note": "Sudah."}).status_code == 404
    assert picture() == before
