"""Partnerships: in force, run out, renewed, ended; the agreement as a paper (III.A.4.2(5), III.B.5.6(5))."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from fcu_project.workflow import TransitionRefused
from referrals.actions import partnership as actions
from referrals.models import Partnership
from referrals.tasks.referral import referral_tasks
from tests import letters
from tests.factories import TODAY, InstitutionFactory
from tests.filling import typed_date
from tests.referrals.fill_partnership import AGREED, partnership
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post


def names(client, query=""):
    return [row.partner for row in client.get(f"/kemitraan/{query}").context["rows"]]


@pytest.mark.clause("SRC-03")
def test_a_partner_is_written_down_printed_and_told_active_or_over(people, regions, sign_in):
    body = InstitutionFactory(region=regions.subdistrict, name="Puskesmas Mekar")
    client = sign_in(people.secretary)
    assert post(client, "/kemitraan/tambah/", {**AGREED, "institution": body.pk, "partner": ""}).status_code == 302
    row = Partnership.objects.get()
    assert (row.partner, row.region, row.state_on(TODAY)) == ("Puskesmas Mekar", regions.village, "Berlaku")
    partnership(people.secretary, days=-1)
    assert names(client) == ["Puskesmas Mekar"]
    assert names(client, "?keadaan=berakhir") == ["Koperasi Mitra Warga"]
    assert names(client, "?keadaan=semua&cari=koperasi") == ["Koperasi Mitra Warga"]
    text = letters.text_of(client.get(url("partnership-paper", row)).content)
    for words in ("NASKAH KERJA SAMA", AGREED["number"], "Puskesmas Mekar", "dr. Ratna Sari", "Mengantar keluarga"):
        assert words in text, words
    book = letters.text_of(client.get("/kemitraan/?keadaan=semua&cetak=pdf").content)
    assert "DAFTAR MITRA" in book and "Koperasi Mitra Warga" in book
    assert "0812-3456-7890" in page(client, url("partnership", row))


@pytest.mark.parametrize(
    ("day", "state"), [(-101, "Belum berlaku"), (-100, "Berlaku"), (200, "Berlaku"), (201, "Habis masa berlakunya")]
)
def test_in_force_from_its_first_day_to_its_last(day, state, people):
    row = partnership(people.secretary)
    on = TODAY + timedelta(days=day)
    assert row.state_on(on) == state
    assert Partnership.objects.active_on(on).exists() == (state == "Berlaku")
    assert Partnership.objects.over_on(on).exists() == (state == "Habis masa berlakunya")


def test_ended_before_its_time_with_a_reason(people, sign_in):
    row = partnership(people.secretary)
    client = sign_in(people.secretary)
    told = {"ended_on": typed_date(TODAY), "reason": "Program lembaga itu selesai."}
    assert post(client, url("partnership-end", row), told).status_code == 302
    row.refresh_from_db()
    assert row.state_on(TODAY) == "Diakhiri" and row.state_on(TODAY - timedelta(days=1)) == "Berlaku"
    assert not Partnership.objects.active_on(TODAY).exists()
    with pytest.raises(TransitionRefused):
        actions.end_partnership(row, by=people.secretary, on=TODAY, ended_on=TODAY, reason="Lagi")


def test_renewed_once_and_only_after_its_last_day(people):
    row = partnership(people.secretary, days=10)
    (task,) = [task for task in referral_tasks(people.secretary, TODAY) if "Kemitraan" in task.title]
    assert task.due == TODAY + timedelta(days=10)
    facts = {"partner": row.partner, "form": "funds", "basis": "letter", "subject": row.subject}
    early = Partnership(**facts, valid_from=TODAY)
    with pytest.raises(ValidationError, match="Isi tanggal sesudahnya"):
        actions.renew_partnership(early, earlier=row, by=people.secretary, on=TODAY)
    row = Partnership.objects.get(pk=row.pk)
    later = Partnership(**facts, valid_from=TODAY + timedelta(days=11))
    actions.renew_partnership(later, earlier=row, by=people.secretary, on=TODAY)
    assert not [task for task in referral_tasks(people.secretary, TODAY) if "Kemitraan" in task.title]
    row = Partnership.objects.get(pk=row.pk)
    with pytest.raises(TransitionRefused, match="sudah diperpanjang"):
        again = Partnership(**facts, valid_from=TODAY + timedelta(days=12))
        actions.renew_partnership(again, earlier=row, by=people.secretary, on=TODAY)


def test_only_the_own_fcu_writes_and_only_bodies_it_can_reach(people, regions, sign_in):
    row = partnership(people.secretary)
    with pytest.raises(PermissionDenied):
        actions.end_partnership(row, by=people.tksk, on=TODAY, ended_on=TODAY, reason="Bukan milik kami")
    assert row.partner in page(sign_in(people.tksk), "/kemitraan/")
    stranger = InstitutionFactory(region=regions.sibling)
    facts = {"partner": "X", "form": "funds", "basis": "letter", "subject": "Y", "valid_from": TODAY}
    with pytest.raises(ValidationError, match="di atasnya"):
        actions.save_partnership(Partnership(**facts, institution=stranger), by=people.secretary, on=TODAY)
    assert not Partnership.objects.filter(partner="X").exists()


def test_a_renewal_that_has_not_begun_is_called_off_and_another_may_follow(people):
    row = partnership(people.secretary, days=10)
    facts = {"partner": row.partner, "form": "funds", "basis": "letter", "subject": row.subject}
    first = Partnership(**facts, valid_from=TODAY + timedelta(days=11))
    actions.renew_partnership(first, earlier=row, by=people.secretary, on=TODAY)
    actions.end_partnership(first, by=people.secretary, on=TODAY, ended_on=TODAY, reason="Mitra meminta ditunda.")
    assert first.state_on(TODAY) == "Dibatalkan" and not Partnership.objects.active_on(first.valid_from).exclude(
        pk=row.pk
    ).exists()
    second = Partnership(**facts, valid_from=TODAY + timedelta(days=20))
    actions.renew_partnership(second, earlier=Partnership.objects.get(pk=row.pk), by=people.secretary, on=TODAY)
    assert second.renews == row
