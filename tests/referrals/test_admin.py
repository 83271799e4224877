"""The referrals in the admin: same reach, same gates; nothing there that was told of a family."""

import pytest
from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.admin import site
from referrals.models import AnswerLink, Level, Service
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory
from tests.filling import typed_date
from tests.referrals import make


def listing(model):
    return reverse(f"admin:referrals_{model}_changelist")


def change(row):
    return reverse(f"admin:referrals_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("role", ["secretary", "tksk", "lk3"])
def test_lists_and_pages_name_no_family(role, people, sign_in):
    row = make.served(people, level=Level.REGENCY)
    reply = row.replies.get()
    client = sign_in(getattr(people, role))
    for path in (listing("referral"), listing("referralreply"), listing("service"), change(row), change(reply)):
        response = client.get(path)
        html = response.content.decode()
        assert response.status_code == 200, path
        assert "Sumiyati" not in html and "Cair, mulai berjualan" not in html, path
    assert AuditEvent.objects.filter(verb="admin:view-referral", object_uid=row.uid, role=role).exists()


def test_lk3_finds_no_draft_and_another_village_nothing(people, regions, sign_in):
    row = make.draft(people, level=Level.REGENCY)
    for by in (people.lk3, AssignmentFactory(role="secretary", region=regions.sibling)):
        assert sign_in(by).get(change(row)).status_code == 302  # not there: back to the list
    assert sign_in(people.village_operator).get(listing("referral")).status_code == 403


def test_steps_of_an_answer_have_no_button(people, sign_in):
    row = make.sent(people)
    html = sign_in(people.secretary).get(change(row)).content.decode()
    assert "Tarik kembali" in html
    assert "Catat diterima lembaga" not in html and "Catat ditolak lembaga" not in html


def test_a_service_is_kept_by_the_same_action(people, regions, sign_in):
    body = InstitutionFactory(region=regions.village)
    client = sign_in(people.secretary)
    data = {
        "institution": body.pk, "name": "Pelatihan menjahit", "sector": "economy", "problems": [make.problem().pk],
        "conditions": "", "hours": "", "cost": "Gratis", "checked_on": typed_date(TODAY),
    }  # fmt: skip
    assert client.post(reverse("admin:referrals_service_add"), data).status_code == 302
    row = Service.objects.get()
    assert (row.region, list(row.problems.all())) == (regions.village, [make.problem()])
    assert AuditEvent.objects.filter(verb="service:add", object_uid=row.uid).exists()
    above = make.service(regions.regency)
    assert "_save" not in client.get(change(above)).content.decode()


def test_links_are_not_in_the_admin():
    assert not site.is_registered(AnswerLink)
