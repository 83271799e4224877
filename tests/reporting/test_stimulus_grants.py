"""Who is entitled to how much: recipients of verified packets only, once a year and source, by the Dinas (FUN-04)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from families.models import Family, Recipient
from fcu_project.workflow import TransitionRefused
from institutions.models import PilotSite
from reporting.actions import stimulus as actions
from reporting.models import StimulusGrant
from tests.factories import TODAY, AssignmentFactory, scan
from tests.filling import LAST_WEEK, new_key
from tests.reporting import fill_stimulus as fill
from tests.reporting import stimulus as rows


def unsaved(recipient, **more):
    facts = {
        "year": TODAY.year, "source": "nation", "entitlement": 3_000_000, "purpose": "Modal warung",
        "decision_number": "460/12/2026", "decided_on": LAST_WEEK, **more,
    }  # fmt: skip
    return StimulusGrant(recipient=recipient, **facts)


def grant(people, recipient, by=None, scan=None, **more):
    return actions.grant([unsaved(recipient, **more)], by=by or people.regency_funds, on=TODAY, scan=scan)[0]


def refusal(people, recipient, **more):
    with pytest.raises(ValidationError) as refused:
        grant(people, recipient, **more)
    return " ".join(refused.value.messages)


def test_several_families_are_granted_by_one_decision(people, sign_in):
    first, second = rows.recipient(people), rows.recipient(people, "Ruminah")
    body = {**fill.GRANTS, "ticked": [first.pk, second.pk], f"amount-{second.pk}": "2.500.000", "_key": new_key()}
    response = sign_in(people.regency_funds).post(reverse("reporting:grant-create"), body)
    assert response.status_code == 302
    told = dict(StimulusGrant.objects.values_list("family__head_name", "entitlement"))
    assert told == {"Sumiyati": 3_000_000, "Ruminah": 2_500_000}
    assert set(StimulusGrant.objects.values_list("decided_by", flat=True)) == {people.regency_funds.signature}


def test_only_recipients_of_a_verified_packet(people):
    row = rows.recipient(people)
    PilotSite.objects.update(stage="submitted")
    row = Recipient.objects.get(pk=row.pk)
    assert "belum terverifikasi (sekarang: Diajukan dengan surat pengantar)" in refusal(people, row)


@pytest.mark.parametrize("change, told", [
    ({"state": "dropped", "settled_reason": "Pindah."}, "tidak dilanjutkan sebagai penerima: Pindah."),
    ({"state": "collected"}, "belum disiapkan"),
])  # fmt: skip
def test_whoever_was_dropped_or_not_prepared_gets_none(people, change, told):
    row = rows.recipient(people)
    Recipient.objects.filter(pk=row.pk).update(**change)
    assert told in refusal(people, Recipient.objects.get(pk=row.pk))


def test_an_archived_family_gets_none(people):
    row = rows.recipient(people)
    Family.objects.update(archived_on=TODAY, archived_reason="Pindah")
    assert "diarsipkan" in refusal(people, Recipient.objects.get(pk=row.pk))


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_is_no_entitlement(people, amount):
    assert refusal(people, rows.recipient(people), entitlement=amount)
    assert not StimulusGrant.objects.exists()


def test_once_for_a_year_and_source(people, sign_in):
    row = rows.recipient(people)
    grant(people, row)
    row.refresh_from_db()
    assert "sudah punya dana stimulan" in refusal(people, row)
    body = {**fill.GRANTS, "ticked": row.pk, "_key": new_key()}
    response = sign_in(people.regency_funds).post(reverse("reporting:grant-create"), body)
    assert response.status_code == 422
    assert "Ibu Sumiyati sudah punya dana stimulan" in response.context["form"].errors[f"amount-{row.pk}"][0]
    row.refresh_from_db()
    assert grant(people, row, source="regency").source == "regency"


def test_not_before_the_family_was_prepared(people):
    told = refusal(people, rows.recipient(people), decided_on=rows.GRANTED_ON - timedelta(days=1))
    assert "baru disiapkan sebagai penerima" in told


def test_a_budget_that_is_passed_is_told_with_the_number(people, sign_in):
    first, second = rows.recipient(people), rows.recipient(people, "Ruminah")
    body = {**fill.GRANTS, "ticked": [first.pk, second.pk], "budget_line": fill.line(people).pk, "_key": new_key()}
    response = sign_in(people.regency_funds).post(reverse("reporting:grant-create"), body, follow=True)
    told = "Rp6.000.000, melebihi anggarannya Rp5.000.000 sebesar Rp1.000.000"
    assert told in response.content.decode()


def test_a_budget_of_another_year_or_source_does_not_fit(people):
    line = fill.line(people)
    assert "Anggaran ini untuk" in refusal(people, rows.recipient(people), source="regency", budget_line=line)


@pytest.mark.clause("FUN-04")
def test_the_village_grants_nothing_where_the_dinas_works_here(people, sign_in):
    row = rows.recipient(people)
    with pytest.raises(TransitionRefused) as refused:
        grant(people, row, by=people.secretary, scan=scan())
    assert "memakai aplikasi ini" in str(refused.value)
    page = sign_in(people.secretary).get(reverse("reporting:grant-create"))
    assert page.status_code == 200 and "memakai aplikasi ini" in page.content.decode()
    response = sign_in(people.secretary).post(reverse("reporting:grant-create"), {**fill.GRANTS, "_key": new_key()})
    assert response.status_code in (409, 422) and not StimulusGrant.objects.exists()


def test_where_the_dinas_has_no_account_the_village_records_its_paper(people):
    fill.without_office(people)
    row = rows.recipient(people)
    with pytest.raises(ValidationError) as refused:
        grant(people, row, by=people.secretary)
    assert "pindaian" in refused.value.message_dict["scan"][0]
    row.refresh_from_db()
    made = grant(people, row, by=people.secretary, scan=scan())
    assert made.from_paper and made.paper_number == "460/12/2026" and made.paper_date == LAST_WEEK
    assert made.recorded_by == people.secretary.signature and made.decided_by.startswith("Dinas Sosial Kabupaten")


def test_a_locked_account_of_the_dinas_is_none(people, sign_in):
    sign_in(people.regency_funds)
    person = people.regency_funds.person
    person.refresh_from_db()
    person.user.is_active = False
    person.user.save()
    assert grant(people, rows.recipient(people), by=people.treasurer, scan=scan()).from_paper


@pytest.mark.parametrize("role", ["coordinator", "village_head", "regency_reports", "province"])
def test_nobody_else_grants(people, role):
    fill.without_office(people)
    with pytest.raises(PermissionDenied):
        grant(people, rows.recipient(people), by=getattr(people, role))


def test_another_kabupaten_grants_nothing_here(people, regions):
    other = AssignmentFactory(role="regency_funds", region=regions.city)
    with pytest.raises(PermissionDenied):
        grant(people, rows.recipient(people), by=other)


def test_an_entitlement_never_falls_below_what_was_asked(people):
    row = fill.asked(people).grant
    row.entitlement = 1_999_999
    with pytest.raises(ValidationError) as refused:
        actions.change_grant(row, by=people.regency_funds, on=TODAY)
    assert "Rp2.000.000" in refused.value.message_dict["entitlement"][0]


def test_a_grant_is_closed_with_its_reason_once_nothing_runs(people):
    request = fill.asked(people)
    row = StimulusGrant.objects.get()
    with pytest.raises(TransitionRefused):
        actions.close_grant(row, by=people.regency_funds, on=TODAY, reason="Pindah")
    actions.refuse(request, by=people.regency_funds, on=TODAY, reason="Belum lengkap")
    row = StimulusGrant.objects.get()
    actions.close_grant(row, by=people.regency_funds, on=TODAY, reason="Pindah")
    with pytest.raises(TransitionRefused) as refused:
        again = type(request)(grant=row, requested_on=TODAY, requested_by=request.requested_by, amount=1, purpose="x")
        actions.ask(again, by=people.secretary, on=TODAY)
    assert "Pindah" in str(refused.value)
