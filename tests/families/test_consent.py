"""Willing or not: both spouses or one with a reason, the data-use answer apart, a refusal kept, a paper served."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Consent
from families.workflow.participation import READY_TO_DESIGNATE
from fcu_project.models import AuditEvent
from tests import factories
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_member import ANSWER, chosen, with_husband
from tests.filling import new_key, picture, typed_date
from tests.form_pages import form_with

mark = pytest.mark


@pytest.fixture
def family(people):
    return with_husband(people)[0]


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def url(family):
    return reverse("families:consent", args=[family.uid])


def answer(client, family, **changes):
    data = {name: value for name, value in {**ANSWER, **changes}.items() if value is not None}
    return client.post(url(family), {"_key": new_key(), **data})


def ready(family):
    way = family.participation()
    return [gate.check(way, TODAY) for gate in READY_TO_DESIGNATE if gate.name in ("agreed", "data_use")]


@mark.clause("FAM-08")
def test_both_answers_are_kept_with_who_signed_when_and_before_whom(secretary, family, people):
    """III.B.5.2(4): the role that is asked, signatures of head and spouse, data use apart, date, interviewer, scan."""
    page = secretary.get(url(family)).content.decode()
    assert "Diminta menjadi keluarga dampingan (plasma)" in page and "boleh mundur kapan saja" in page
    group = people.secretary.region.units.get().working_groups.get()
    witness, interviewer = group.members.first().membership.person, people.coordinator.person
    response = answer(secretary, family, witness=witness.pk, interviewer=interviewer.pk, scan=factories.scan())
    assert response.status_code == 302
    taking_part = Consent.objects.get(purpose="taking_part")
    data_use = Consent.objects.get(purpose="data_use")
    assert family.participation().stage == "willing"
    for row in (taking_part, data_use):
        assert row.given and row.head_signed and row.spouse_signed and row.thumbprint
        assert (row.witness, row.interviewer, row.answered_on) == (witness, interviewer, TODAY - timedelta(days=7))
    assert "Sekretaris FCU" in taking_part.recorded_by
    assert ready(family) == ["", ""]
    listed = secretary.get(url(family)).content.decode()
    assert "kepala keluarga dan suami/istri, cap jempol" in listed and "Buka pindaian" in listed


@mark.clause("FAM-08")
def test_without_signed_consent_there_is_no_designation(secretary, family):
    assert ready(family) == ["Pernyataan kesediaan belum dicatat.", "Persetujuan pemakaian data belum dicatat."]
    unsigned = answer(secretary, family, head_signed=None, spouse_signed=None)
    assert unsigned.status_code == 422 and "head_signed" in unsigned.context["form"].errors
    assert answer(secretary, family, data_use=None).status_code == 302
    assert ready(family) == ["", "Keluarga tidak menyetujui pemakaian datanya."]


@mark.clause("FAM-08")
def test_a_refusal_is_kept_and_ends_the_way(secretary, family):
    response = answer(secretary, family, willing="no", head_signed=None, spouse_signed=None, note="Sibuk panen.")
    assert response.status_code == 302
    row = Consent.objects.get(purpose="taking_part")
    assert (row.given, row.note) == (False, "Sibuk panen.")
    assert not Consent.objects.get(purpose="data_use").given
    way = family.participation()
    assert (way.stage, way.ended_on) == ("unwilling", TODAY - timedelta(days=7))
    page = secretary.get(url(family)).content.decode()
    assert "Tidak bersedia" in page and "tidak ditanyakan lagi" in page
    before = picture()
    assert answer(secretary, family).status_code == 409
    assert picture() == before


def test_who_changes_their_mind_before_designation_withdraws(secretary, family):
    answer(secretary, family)
    answer(secretary, family, willing="no", answered_on=typed_date(TODAY))
    assert family.participation().stage == "withdrawn"
    assert [row.given for row in Consent.objects.filter(purpose="taking_part").order_by("id")] == [True, False]


def test_a_pioneer_is_told_the_eight_duties(people, secretary):
    family = chosen(people, role="pioneer")
    html = secretary.get(url(family)).content.decode()
    assert "Diminta menjadi keluarga pionir" in html
    assert html.count("<li>", html.index("Jelaskan dahulu"), html.index("boleh menolak")) == 8
    assert "Anggota belum lengkap" in html


@mark.clause("VAL-03")
@mark.parametrize("reason", ["no_spouse", "away", "divorced", "died", "unsafe"])
@mark.parametrize("signer", ["head_signed", "spouse_signed"])
def test_one_signs_with_a_reason(reason, signer, secretary, family):
    other = {"head_signed": "spouse_signed", "spouse_signed": "head_signed"}[signer]
    missing = answer(secretary, family, **{other: None})
    assert missing.status_code == 422 and "missing_reason" in missing.context["form"].errors
    assert answer(secretary, family, **{other: None}, missing_reason=reason).status_code == 302
    row = Consent.objects.get(purpose="taking_part")
    assert (getattr(row, signer), getattr(row, other), row.missing_reason) == (True, False, reason)


def test_a_reason_beside_two_signatures_is_dropped(secretary, family):
    answer(secretary, family, missing_reason="away")
    assert Consent.objects.get(purpose="taking_part").missing_reason == ""


@mark.parametrize(("signer", "closed"), [("head_signed", "spouse_signed"), ("spouse_signed", "head_signed")])
def test_after_unsafe_the_other_signature_is_never_asked_again(signer, closed, secretary, family):
    answer(secretary, family, **{closed: None}, missing_reason="unsafe")
    page = secretary.get(url(family))
    assert form_with(page, "_key").get(closed) is None
    assert f'name="{closed}"' not in page.content.decode()
    assert "Tidak aman</" not in page.content.decode().split("Jawaban yang tercatat")[1]
    answer(secretary, family, **{signer: "on", closed: "on"}, answered_on=typed_date(TODAY))  # a form from before
    row = Consent.objects.filter(purpose="taking_part").latest("id")
    assert (getattr(row, closed), row.missing_reason) == (False, "unsafe")


def test_a_person_alone_is_not_asked_for_a_spouse(people, secretary):
    family = chosen(people)
    make.member(family, people.secretary, "Sumiyati")
    assert form_with(secretary.get(url(family)), "_key").get("missing_reason") == "no_spouse"


def test_a_yes_waits_for_the_members_a_no_does_not(people, secretary):
    family = chosen(people)
    before = picture()
    refused = answer(secretary, family)
    assert refused.status_code == 409 and picture() == before
    assert "Anggota keluarga belum diisi." in refused.content.decode()
    assert answer(secretary, family, willing="no").status_code == 302


@mark.parametrize(("changes", "field"), [
    ({"answered_on": typed_date(TODAY - timedelta(days=16))}, "answered_on"),
    ({"answered_on": typed_date(TODAY + timedelta(days=1))}, "answered_on"),
    ({"willing": "mungkin"}, "willing"), ({"missing_reason": "malas"}, "missing_reason"),
    ({"witness": "99999999"}, "witness"), ({"interviewer": "x"}, "interviewer"), ({"note": "a" * 501}, "note"),
])  # fmt: skip
def test_wrong_answers_are_refused_beside_their_field(changes, field, secretary, family):
    before = picture()
    response = answer(secretary, family, **changes)
    assert response.status_code == 422 and picture() == before
    assert field in response.context["form"].errors


def test_only_secretary_and_coordinator_record_answers(family, people, sign_in, regions):
    for role, assignment in vars(people).items():
        status = 200 if role in ("secretary", "coordinator") else 403
        assert sign_in(assignment).get(url(family)).status_code == status, role
    stranger = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert (stranger.get(url(family)).status_code, answer(stranger, family).status_code) == (404, 404)


def test_the_scan_is_served_to_who_may_see_it_and_traced(secretary, family, people, sign_in, regions):
    answer(secretary, family, scan=factories.scan())
    row = Consent.objects.get(purpose="taking_part")
    scan = reverse("families:consent-scan", args=[family.uid, row.uid])
    response = secretary.get(scan)
    assert response.status_code == 200 and b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(verb="consent:scan-read", object_uid=row.uid).count() == 1
    for role, status in (("village_head", 200), ("tksk", 200), ("working_group", 403), ("lk3", 403), ("province", 403)):
        assert sign_in(getattr(people, role)).get(scan).status_code == status, role
    assert sign_in(AssignmentFactory(role="secretary", region=regions.sibling)).get(scan).status_code == 404
    plain = reverse("families:consent-scan", args=[family.uid, family.uid])
    assert secretary.get(plain).status_code == 404


def test_an_answer_without_a_scan_has_none_to_serve(secretary, family):
    answer(secretary, family)
    row = Consent.objects.get(purpose="taking_part")
    assert secretary.get(reverse("families:consent-scan", args=[family.uid, row.uid])).status_code == 404
