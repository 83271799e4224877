"""Forms of the directory's check and of partnerships, filled in."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import files
from referrals.actions import partnership as actions
from referrals.models import Partnership
from tests.factories import TODAY, InstitutionFactory
from tests.filling import Filling, form, typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import url

AGREED = {
    "partner": "Puskesmas Sidomekar", "form": "referral", "basis": "agreement", "number": "440/12/MoU/2026",
    "subject": "Keluarga yang dirujuk dilayani tanpa antre pendaftaran.", "partner_does": "Menyediakan petugas.",
    "unit_does": "Mengantar keluarga.", "signer": "dr. Ratna Sari", "signer_post": "Kepala Puskesmas",
    "contact": "Bidan Yuli", "phone": "0812-3456-7890", "valid_from": typed_date(TODAY),
    "valid_until": typed_date(TODAY + timedelta(days=365)),
}  # fmt: skip
WORDS = ("partner", "number", "subject", "partner_does", "unit_does", "signer", "signer_post", "contact")


def partnership(by, *, days=200, **changes):
    """A partnership of the village of `by`, in force for `days` more days."""
    facts = {
        "partner": "Koperasi Mitra Warga", "form": "funds", "basis": "letter", "subject": "Pinjaman tanpa agunan.",
        "valid_from": TODAY - timedelta(days=100), "valid_until": TODAY + timedelta(days=days), **changes,
    }  # fmt: skip
    return actions.save_partnership(Partnership(**facts), by=by, on=TODAY)


@form("referrals:service-check")
def service_check(people, regions):
    row = make.service(regions.village)
    return Filling(
        people.secretary, url("service-check", row),
        {"checked_on": typed_date(TODAY), "surveyed": "observation", "checked_by": "Rina Wulandari"},
        text=("checked_by",), required=("checked_on", "surveyed", "checked_by"), wrong={"checked_on": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip


@form("referrals:partnership-create")
def partnership_create(people, regions):
    body = InstitutionFactory(region=regions.village)
    return Filling(
        people.secretary, reverse("referrals:partnership-create"), {**AGREED, "institution": body.pk}, text=WORDS,
        required=("form", "basis", "subject", "valid_from"), wrong={"valid_until": "1-1-1990"},
    )  # fmt: skip


@form("referrals:partnership-update", is_update=True)
def partnership_update(people, regions):
    row = partnership(people.secretary)
    return Filling(
        people.secretary, url("partnership-update", row), AGREED, text=WORDS, row=row, contested=(row,),
        required=("form", "basis", "subject", "valid_from"), wrong={"valid_until": "31-02-2026"},
    )  # fmt: skip


@form("referrals:partnership-renew")
def partnership_renew(people, regions):
    row = partnership(people.secretary)
    later = {"valid_from": typed_date(TODAY + timedelta(days=201)), "valid_until": ""}
    return Filling(
        people.secretary, url("partnership-renew", row), {**AGREED, **later}, text=WORDS, contested=(row,),
        required=("form", "basis", "subject", "valid_from"), wrong={"valid_from": typed_date(TODAY)},
    )  # fmt: skip


@form("referrals:partnership-end")
def partnership_end(people, regions):
    row = partnership(people.secretary)
    return Filling(
        people.secretary, url("partnership-end", row),
        {"ended_on": typed_date(TODAY), "reason": "Program lembaga itu selesai."}, text=("reason",), contested=(row,),
        required=("ended_on", "reason"), wrong={"ended_on": "1-1-1990"},
    )  # fmt: skip


def scene(people):
    """A partnership with its signed paper."""
    row = partnership(people.secretary)
    row.scan = files.store_scan(make.factory.scan(), by=people.secretary)
    row.save()
    return {"partnership": row}
