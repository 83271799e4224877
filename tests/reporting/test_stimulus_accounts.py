"""The family's account: one adult member of this family, a number of its own that nobody reads but with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from families.models import NumberReveal
from fcu_project.models import AuditEvent, FormReceipt
from fcu_project.workflow import TransitionRefused
from reporting.actions import stimulus as actions
from reporting.models import FamilyAccount
from tests.factories import TODAY, scan
from tests.filling import LAST_WEEK, new_key
from tests.reporting import fill_stimulus as fill
from tests.reporting import stimulus as rows

NUMBER = "012345678901"
FACTS = ("bank", "number", "holder", "opened_on")


def opened(people, grant, by=None, **more):
    facts = {"bank": "BRI", "number": NUMBER, "holder": grant.family.members.first(), "opened_on": LAST_WEEK, **more}
    row = FamilyAccount(family=grant.family, **{name: facts[name] for name in FACTS})
    others = {name: more[name] for name in ("scan", "instead_of", "replaced_because") if name in more}
    return actions.open_account(row, by=by or people.regency_funds, on=TODAY, **others)


def refusal(*args, **more):
    with pytest.raises(ValidationError) as refused:
        opened(*args, **more)
    return refused.value.message_dict


@pytest.mark.clause("FUN-03")
def test_an_account_of_an_adult_member_is_kept_masked(people, sign_in):
    grant = rows.grant(people)
    client = sign_in(people.regency_funds)
    body = {**fill.account_data(grant), "_key": new_key()}
    page = client.post(reverse("reporting:account-create", args=[grant.uid]), body, follow=True)
    row = FamilyAccount.objects.get()
    assert (row.number, row.bank, row.holder, row.opened_on) == (
        "012345678901", "BRI Unit Tanjung", grant.family.members.first(), LAST_WEEK)  # fmt: skip
    html = page.content.decode()
    assert "••••••8901" in html and NUMBER not in html and "0123 4567 8901" not in html
    book = client.get(reverse("reporting:account-paper"))
    assert book["Content-Type"] == "application/pdf"


@pytest.mark.clause("FUN-03")
@pytest.mark.parametrize("days, ok", [(0, True), (1, False)])
def test_the_holder_is_eighteen_on_that_day(people, days, ok):
    grant = rows.grant(people)
    holder = grant.family.members.first()
    holder.birth_date = date(LAST_WEEK.year - 18, LAST_WEEK.month, LAST_WEEK.day) + timedelta(days=days)
    holder.save()
    if ok:
        assert opened(people, grant, holder=holder).pk
    else:
        assert "berumur 17 tahun" in refusal(people, grant, holder=holder)["holder"][0]


@pytest.mark.clause("FUN-03")
def test_nobody_of_another_family_and_nobody_who_left_holds_it(people, sign_in):
    grant, other = rows.grant(people), rows.family(people, "Ruminah")
    assert "anggota keluarga ini" in refusal(people, grant, holder=other.members.first())["holder"][0]
    body = {**fill.account_data(grant, holder=other.members.first().pk), "_key": new_key()}
    response = sign_in(people.regency_funds).post(reverse("reporting:account-create", args=[grant.uid]), body)
    assert response.status_code == 422 and "anggota keluarga ini" in response.context["form"].errors["holder"][0]
    gone = grant.family.members.last()
    gone.left_on, gone.left_reason = TODAY, "moved"
    gone.save()
    assert "sudah keluar" in refusal(people, grant, holder=gone)["holder"][0]


def test_two_families_never_use_one_number(people):
    opened(people, rows.grant(people))
    told = refusal(people, rows.grant(people, "Ruminah"))["number"][0]
    assert "sudah dipakai keluarga lain" in told and "Sumiyati" not in told


@pytest.mark.parametrize("typed, told", [
    ("123456789", "10 sampai 16 angka. Terisi 9"), ("1" * 17, "Terisi 17"), ("12345abcde1", "hanya berisi angka"),
    ("", "belum diisi"),
])  # fmt: skip
def test_a_number_has_ten_to_sixteen_digits(people, sign_in, typed, told):
    grant = rows.grant(people)
    body = {**fill.account_data(grant, number=typed), "_key": new_key()}
    response = sign_in(people.regency_funds).post(reverse("reporting:account-create", args=[grant.uid]), body)
    assert response.status_code == 422 and told in response.context["form"].errors["number"][0]


def test_another_account_takes_its_place_and_the_old_one_stays_with_its_reason(people):
    grant = rows.grant(people)
    old = opened(people, grant)
    with pytest.raises(ValidationError):
        opened(people, grant, number="9" * 12, instead_of=old)
    old.refresh_from_db()
    new = opened(people, grant, number="9" * 12, instead_of=old, replaced_because="Buku hilang", opened_on=TODAY)
    old.refresh_from_db()
    assert (old.closed_on, old.closed_reason, new.in_use) == (TODAY, "Buku hilang", True)


def test_two_accounts_are_never_in_use(people):
    grant = rows.grant(people)
    opened(people, grant)
    with pytest.raises(ValidationError) as refused:
        opened(people, grant, number="9" * 12)
    assert "sudah punya rekening" in refused.value.messages[0]


def test_the_whole_number_is_shown_once_with_a_reason_to_the_dinas_alone(people, sign_in):
    row = rows.account(people, rows.grant(people).family, number=NUMBER)
    url = fill.to("account-reveal", row)
    client = sign_in(people.regency_funds)
    assert NUMBER not in client.get(url).content.decode()
    assert client.post(url, {"reason": "pendek"}).status_code == 422
    shown = client.post(url, {"reason": "Mencocokkan dengan buku tabungan."})
    assert NUMBER in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert NumberReveal.objects.get().reason == "Mencocokkan dengan buku tabungan."
    for role in ("secretary", "village_head", "province", "ministry"):
        assert sign_in(getattr(people, role)).post(url, {"reason": "Ingin tahu saja ya."}).status_code == 403


def test_thirty_looks_in_an_hour(people):
    row = rows.account(people, rows.grant(people).family)
    for _ in range(30):
        actions.reveal(row, by=people.regency_funds, on=TODAY, reason="Pencairan massal")
    with pytest.raises(TransitionRefused):
        actions.reveal(row, by=people.regency_funds, on=TODAY, reason="Pencairan massal")
    with pytest.raises(PermissionDenied):
        actions.reveal(row, by=people.secretary, on=TODAY, reason="Ingin tahu saja")


def test_the_number_stands_in_no_trail_and_no_receipt(people, sign_in):
    grant = rows.grant(people)
    body = {**fill.account_data(grant), "_key": new_key()}
    sign_in(people.regency_funds).post(reverse("reporting:account-create", args=[grant.uid]), body)
    told = [*AuditEvent.objects.values_list("verb", "fields", "model"), *FormReceipt.objects.values_list("result_url")]
    assert told and "8901" not in str([row for row in told if "transition" not in str(row)]).replace(str(grant.uid), "")
    stored = FamilyAccount.objects.extra(select={"raw": "reporting_familyaccount.number"}).values_list("raw", flat=True)
    assert "012345678901" not in stored[0]


def test_the_savings_book_is_for_whoever_may_see_the_number(people, sign_in):
    row = opened(people, rows.grant(people), scan=scan())
    url = fill.to("account-scan", row)
    assert sign_in(people.regency_funds).get(url).status_code == 200
    for role in ("secretary", "village_head"):
        assert sign_in(getattr(people, role)).get(url).status_code == 403


def test_the_village_keeps_it_from_the_savings_book_only_without_a_dinas_here(people):
    grant = rows.grant(people)
    with pytest.raises(TransitionRefused):
        opened(people, grant, by=people.secretary, scan=scan())
    fill.without_office(people)
    assert "scan" in refusal(people, grant, by=people.secretary)
    row = opened(people, grant, by=people.secretary, scan=scan())
    assert row.recorded_by == f"{people.secretary.signature}, dari buku tabungan"


def test_a_closed_account_waits_for_another(people):
    row = opened(people, rows.grant(people))
    with pytest.raises(ValidationError):
        actions.close_account(row, by=people.regency_funds, on=LAST_WEEK - timedelta(days=1), reason="Buku hilang")
    row.refresh_from_db()
    actions.close_account(row, by=people.regency_funds, on=TODAY, reason="Buku hilang")
    assert FamilyAccount.objects.get().closed_on == TODAY
