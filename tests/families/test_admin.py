"""The families in the admin: the same actions, reach and masks as on the pages."""

import pytest
from django.urls import reverse

from families.models import Family, Pairing, Participation
from fcu_project.models import AuditEvent
from tests import factories
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_pairing import problem, ready_to_pair
from tests.filling import typed_date

MODELS = (
    "family", "familymember", "participation", "assessment", "selectiondecision", "designation", "consent", "briefing",
    "pairing", "mentoringnote", "need",
)  # fmt: skip


def listing(model):
    return reverse(f"admin:families_{model}_changelist")


def change(row):
    return reverse(f"admin:families_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_read_within_the_own_village(model, people, sign_in, regions):
    make.scene(people, make.selection_group(people))
    own = sign_in(people.secretary).get(listing(model))
    assert own.status_code == 200
    numbers = {row.nik for row in make.FamilyMember.objects.all()}
    assert "" not in numbers and not [number for number in numbers if number in own.content.decode()]
    outsider = sign_in(factories.AssignmentFactory(role="secretary", region=regions.elsewhere))
    assert "Sumiyati" not in outsider.get(listing(model)).content.decode()


@pytest.mark.parametrize("role", ["lk3", "regency_reports", "province", "ministry", "administrator"])
def test_other_offices_find_no_family(role, people, sign_in):
    pairing = make.paired(people)
    client = sign_in(getattr(people, role))
    assert client.get(listing("family")).status_code == 403
    assert client.get(change(pairing.plasma.family)).status_code == 403


def test_a_candidate_typed_in_the_admin_is_one_of_the_list(people, sign_in):
    client = sign_in(people.secretary)
    url = reverse("admin:families_family_add")
    body = {
        "head_name": "Maimunah", "head_sex": "female", "rt": "004", "rw": "001", "hamlet": "Krajan",
        "recorded_on": typed_date(TODAY), "socio_economic": make.code("socio_economic", 2).pk,
        "occupation": make.code("occupation", 9).pk, "problems": [problem().pk],
    }  # fmt: skip
    refused = client.post(url, body, follow=True)
    assert "Belum ada pokja" in refused.content.decode() and not Family.objects.exists()
    make.selection_group(people)
    client.post(url, body)
    family = Family.objects.get()
    assert (family.number, family.participation().stage) == (1, "candidate")


def test_stages_move_by_the_same_gates(people, sign_in):
    """The button is there, closed with its reason; a meeting decides, not a click."""
    group = make.selection_group(people)
    family = make.candidate(people.secretary)
    assert group
    life = family.participation()
    client = sign_in(people.secretary)
    page = client.get(change(life)).content.decode()
    assert "Belum diputuskan dalam FGD" in page
    client.post(f"{change(life).removesuffix('change/')}tahap/propose/", {"on": typed_date(TODAY), "note": ""})
    assert Participation.objects.get().stage == "candidate"


def test_pairing_in_the_admin(people, sign_in):
    pioneer, plasma = ready_to_pair(people)
    client = sign_in(people.secretary)
    body = {"pioneer": pioneer.pk, "plasma": plasma.pk, "paired_from": typed_date(TODAY), "reason": ""}
    assert client.post(reverse("admin:families_pairing_add"), body).status_code == 302
    assert Pairing.objects.get().plasma == plasma
    assert Participation.objects.get(pk=pioneer.pk).stage == "on_duty"


def test_reference_lists_are_the_administrators(people, sign_in):
    client = sign_in(people.administrator)
    for model in ("codeitem", "problemtype", "indicator", "briefingtopic"):
        assert client.get(listing(model)).status_code == 200
        assert sign_in(people.secretary).get(listing(model)).status_code == 403
    export = client.post(reverse("admin:families_indicator_export"), {"format": "0", "resource": "0",
        **{f"indicatorresource_{name}": "on" for name in ("set", "version", "code", "question")}})  # fmt: skip
    assert export.status_code == 200


def test_opening_a_row_leaves_a_trace(people, sign_in):
    pairing = make.paired(people)
    family = pairing.plasma.family
    for row in (family, family.head(), pairing):
        assert sign_in(people.secretary).get(change(row)).status_code == 200
    seen = AuditEvent.objects.filter(verb__startswith="admin:view-").order_by("id")
    assert [row.object_uid for row in seen] == [family.uid] * 3


def test_a_clash_is_read_in_the_admin_too(people, sign_in):
    clash = make.scene(people, make.selection_group(people))["clash"]
    page = sign_in(people.regency_cases).get(change(clash))
    assert page.status_code == 200 and "Sumiyati" not in page.content.decode()
