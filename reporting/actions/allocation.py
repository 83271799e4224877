"""Shares of the FCU's money as a meeting agreed them (FUN-02). What is in force is not changed; another follows."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from fcu_project.models import hold
from institutions.models import Meeting
from institutions.plans import FCU_MEETINGS
from reporting.models import Allocation, AllocationShare, CashBook
from reporting.money.purses import SHARED

WRITES = "reporting.add_allocation"
WHOLE = 100  # percent


def meetings_for(region):
    """The held meetings of the FCU that decide: in one of them the shares were agreed."""
    held = Meeting.objects.filter(region=region, stage=Meeting.Stage.HELD, kind__in=FCU_MEETINGS)
    return held.order_by("-held_on", "-id")


def sum_problem(shares):
    """Why these percentages are no whole, with the number that is typed; "" for exactly 100."""
    told = sum(shares.values())
    if told == WHOLE:
        return ""
    off = f"{'kurang' if told < WHOLE else 'lebih'} {abs(WHOLE - told)}%"
    return f"Jumlahnya {told}%, {off}. Jumlahnya harus tepat 100%."


@transaction.atomic
def agree(allocation, shares, *, by, on):
    """Keep what a meeting agreed: `shares` is {category: percent}, those of nothing left out.

    Raises PermissionDenied outside the own village, ValidationError for a sum that is not 100, a meeting that was not
    held or is not the FCU's, a day before the meeting or not after the agreement in force.
    """
    unit = allocation.unit
    if unit.region_id != by.region_id or not by.has_perm(WRITES):
        raise PermissionDenied
    if book := CashBook.objects.filter(unit=unit).first():
        hold(book)  # whoever books meanwhile is weighed against one agreement, not against half of two
    allocation.region, allocation.recorded_by = unit.region, by.signature
    shares = {category: percent for category, percent in shares.items() if percent}
    if problem := sum_problem(shares):
        raise ValidationError({"shares": problem})
    if set(shares) - set(SHARED):
        raise ValidationError({"shares": "Pengembalian sisa bantuan tidak dibagi."})
    _in_order(allocation)
    allocation.save()
    AllocationShare.objects.bulk_create(
        AllocationShare(allocation=allocation, category=category, percent=shares[category])
        for category in SHARED if category in shares
    )  # fmt: skip
    audit.record("allocation:agree", by=by, obj=allocation, on=on)
    return allocation


def _in_order(allocation):
    """The meeting comes first, and nothing is agreed for days for which something later was."""
    meeting, first = allocation.meeting, allocation.valid_from
    if not meetings_for(allocation.region).filter(pk=meeting.pk).exists():
        raise ValidationError({"meeting": "Pilih rapat FCU di desa/kelurahan ini yang sudah terlaksana."})
    if first < meeting.held_on:
        raise ValidationError({
            "valid_from": f"Rapatnya baru {dates.long_date(meeting.held_on)}. Isi tanggal itu atau sesudahnya."
        })  # fmt: skip
    if first.year > meeting.held_on.year + 1:
        most = f"Paling jauh tahun {meeting.held_on.year + 1}, setahun setelah rapatnya."
        raise ValidationError({"valid_from": most})
    latest = Allocation.objects.filter(unit=allocation.unit).order_by("-valid_from").first()
    if latest and first <= latest.valid_from:
        raise ValidationError({
            "valid_from": f"Sudah ada kesepakatan sejak {dates.long_date(latest.valid_from)}. Isi tanggal sesudahnya."
        })  # fmt: skip
