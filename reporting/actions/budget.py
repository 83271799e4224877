"""Budgets and aid of an office: written down, changed, withdrawn with a reason (FUN-07)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused
from reporting.models import BudgetLine
from reporting.models.budget import short_source
from reporting.money import arrived
from reporting.money.purses import BUDGET_SOURCES

WRITES = "reporting.change_budgetline"
# What agreements and grants below rely on: it stands once one of them names the line.
RELIED_ON = ("year", "kind", "source", "recipient_id")
FIELD_OF = {"recipient_id": "recipient"}


def own(line, by):
    """An office keeps its own lines and nobody else's."""
    if line.region_id != by.region_id or not by.has_perm(WRITES):
        raise PermissionDenied


def is_relied_on(line):
    """Whether an agreement of an FCU or a grant of a family names the line."""
    return line.aids.exists() or line.grants.exists()


@transaction.atomic
def save_line(line, *, by, on, fields=()):
    """Write a line down or change it. Raises ValidationError beside the field, TransitionRefused once withdrawn."""
    is_new = line.pk is None
    if is_new:
        line.region, line.recorded_by = by.region, by.signature
    own(line, by)
    if line.withdrawn_on:
        raise TransitionRefused(["Anggaran ini sudah ditarik. Berlakukan lagi lebih dahulu."])
    if line.source not in BUDGET_SOURCES.get(by.level, ()):
        allowed = " atau ".join(short_source(source) for source in BUDGET_SOURCES.get(by.level, ()))
        raise ValidationError({"source": f"Kantor ini mencatat anggaran dari {allowed}."})
    place = line.recipient
    if place is not None and not place.code.startswith(by.territory):
        raise ValidationError({"recipient": f"{place} di luar wilayah kantor ini."})
    if line.document_on and line.document_on > by.today:
        raise ValidationError({"document_on": "Tanggal tidak boleh setelah hari ini."})
    if not is_new:
        _still_fits(line)
    line.full_clean()
    line.save()
    audit.record("budget:add" if is_new else "budget:change", by=by, obj=line, fields=fields, on=on)
    return line


def _still_fits(line):
    """A line that others name keeps what they rely on, and is not made smaller than what arrived."""
    before = BudgetLine.objects.get(pk=line.pk)
    changed = [name for name in RELIED_ON if getattr(before, name) != getattr(line, name)]
    if changed and is_relied_on(line):
        field = FIELD_OF.get(changed[0], changed[0])
        raise ValidationError({field: "Sudah ada bantuan yang dicatat dari anggaran ini, jadi isian ini tetap."})
    came = arrived.arrived_of(line)
    if line.amount < came:
        raise ValidationError({"amount": f"Sudah sampai {dates.rupiah(came)}. Isi sedikitnya sebesar itu."})


@transaction.atomic
def withdraw_line(line, *, by, on, withdrawn_on, reason):
    """It is not given after all, and why; what arrived already can't be withdrawn."""
    own(line, by)
    if line.withdrawn_on:
        raise TransitionRefused(["Anggaran ini sudah ditarik."])
    if came := arrived.arrived_of(line):
        raise TransitionRefused([f"{dates.rupiah(came)} dari anggaran ini sudah sampai, jadi tidak bisa ditarik."])
    if withdrawn_on > by.today:
        raise ValidationError({"withdrawn_on": "Tanggal tidak boleh setelah hari ini."})
    line.withdrawn_on, line.withdrawn_reason = withdrawn_on, reason
    line.save()
    audit.record("budget:withdraw", by=by, obj=line, on=withdrawn_on)
    return line


@transaction.atomic
def restore_line(line, *, by, on):
    """It stands again."""
    own(line, by)
    if line.withdrawn_on is None:
        raise TransitionRefused(["Anggaran ini masih berlaku."])
    line.withdrawn_on, line.withdrawn_reason = None, ""
    line.save()
    audit.record("budget:restore", by=by, obj=line, on=on)
    return line
