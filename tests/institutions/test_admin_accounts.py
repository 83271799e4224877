"""Accounts and assignments in the admin: one page says who somebody is and what they work as."""

from datetime import timedelta

from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.models import Person, User
from tests.factories import TODAY, AssignmentFactory, PersonFactory

PEOPLE = "/admin/institutions/person/"


def management(prefix, total, initial=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": initial, f"{prefix}-MIN_NUM_FORMS": 0,
            f"{prefix}-MAX_NUM_FORMS": 1000}  # fmt: skip


def assignment_row(**fields):
    row = {"role": "tksk", "valid_from": "01-02-2026", "valid_until": "", "basis": "800/12/2026", "institution": ""}
    return {f"assignments-0-{name}": value for name, value in {**row, **fields}.items()}


def test_a_person_and_what_they_work_as_are_one_page(people, regions, sign_in):
    client = sign_in(people.administrator)
    person = {"name": "Lalu Wirawan", "title": "", "sex": "male", "position": "TKSK", "phone": ""}
    data = {**person, **management("assignments", 1), **assignment_row(region=regions.subdistrict.pk)}
    response = client.post(f"{PEOPLE}add/", data)
    assert response.status_code == 302, response.context["errors"]
    made = Person.objects.get(search_name="lalu wirawan")
    assert [(a.role, a.region) for a in made.assignments.all()] == [("tksk", regions.subdistrict)]
    assert AuditEvent.objects.filter(verb="assignment:save", object_uid=made.assignments.get().uid).count() == 1
    assert "belum punya akun" in client.get(f"{PEOPLE}?q=lalu wirawan").content.decode()


def test_a_role_at_the_wrong_level_is_refused_and_nobody_is_made(people, regions, sign_in):
    data = {"name": "Lalu Wirawan", "sex": "male", **management("assignments", 1),
            **assignment_row(region=regions.village.pk)}  # fmt: skip
    response = sign_in(people.administrator).post(f"{PEOPLE}add/", data)
    assert "TKSK bertugas di tingkat kecamatan. Pilih wilayahnya." in response.content.decode()
    assert not Person.objects.filter(search_name="lalu wirawan").exists()


def test_the_list_of_accounts_says_what_each_works_as_today(people, regions, sign_in):
    person = PersonFactory(region=regions.subdistrict, name="Lalu Wirawan")
    User.objects.create_user("wirawan", "jalan desa pagi hari", person)
    AssignmentFactory(person=person, role="tksk", region=regions.subdistrict, valid_until=TODAY - timedelta(days=1))
    client = sign_in(people.administrator)
    page = client.get(reverse("admin:institutions_user_changelist")).content.decode()
    assert "belum ada penugasan" in page and "TKSK, Kecamatan Tegalwangi" not in page
    AssignmentFactory(person=person, role="tksk", region=regions.other_subdistrict)
    page = client.get(reverse("admin:institutions_user_changelist")).content.decode()
    assert f"TKSK, {regions.other_subdistrict}" in page


def test_others_see_neither_accounts_nor_assignments_beside_a_name(people, regions, sign_in):
    person = PersonFactory(region=regions.village, name="Lalu Wirawan")
    User.objects.create_user("wirawan", "jalan desa pagi hari", person)
    client = sign_in(people.village_operator)
    assert "wirawan</td>" not in client.get(PEOPLE).content.decode()
    page = client.get(reverse("admin:institutions_person_change", args=[person.pk]))
    assert page.status_code == 200 and "assignments-TOTAL_FORMS" not in page.content.decode()
