"""The Dinas records an inspection of the stimulus, corrects it, settles what it found (II.D.1.3(6–7), FUN-05)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.roles import REGENCY
from reporting.money import checks

SETTLED = "Temuan ini sudah selesai."


def may_inspect(grant, by, permission="reporting.add_stimuluscheck"):
    """Inspecting is the Dinas' own: nobody of the village writes in it."""
    return by.level == REGENCY and grant.region.code.startswith(by.territory) and by.has_perm(permission)


def _inspector(grant, by, permission):
    if not may_inspect(grant, by, permission):
        raise PermissionDenied


def _agrees(check, by):
    told = {name: getattr(check, name) for name in checks.ASKED}
    if found := checks.problems(told, check.grant, by.today):
        raise ValidationError(found)


@transaction.atomic
def record_check(check, *, by, on, photo=None):
    """Write down an inspection of `check.grant`; `photo` is an uploaded picture.

    Raises ValidationError beside the field: nothing paid by then, a wrong use without its finding, a finding without
    what must be done by when.
    """
    _inspector(check.grant, by, "reporting.add_stimuluscheck")
    _agrees(check, by)
    if photo:
        check.photo = files.store_photo(photo, by=by)
    check.recorded_by = by.signature
    check.save()
    audit.record("check:record", by=by, obj=check, on=on)
    return check


def closed_to_change(check):
    """Why an inspection is no longer corrected, or ""."""
    if check.resolved_on:
        return f"{SETTLED} Pemeriksaannya tidak diubah lagi; catat pemeriksaan baru bila perlu."
    return ""


@transaction.atomic
def change_check(check, *, by, on, fields=(), photo=None):
    """Correct what was written down, as long as its finding is not settled."""
    _inspector(check.grant, by, "reporting.change_stimuluscheck")
    if reason := closed_to_change(check):
        raise TransitionRefused([reason])
    _agrees(check, by)
    if photo:
        check.photo = files.store_photo(photo, by=by)
    check.save()
    audit.record("check:change", by=by, obj=check, on=on, fields=fields)
    return check


def closed_to_resolve(check):
    """Why there is nothing to settle, or ""."""
    if not check.finding:
        return "Pemeriksaan ini tidak punya temuan."
    return SETTLED if check.resolved_on else ""


@transaction.atomic
def resolve(check, *, by, on, resolution):
    """The finding was settled on the day `on`, and how."""
    _inspector(check.grant, by, "reporting.change_stimuluscheck")
    take(check)
    if reason := closed_to_resolve(check):
        raise TransitionRefused([reason])
    if on > by.today:
        raise ValidationError({"resolved_on": "Tanggal tidak boleh setelah hari ini."})
    if on < check.on:
        raise ValidationError({
            "resolved_on": f"Diperiksa {dates.long_date(check.on)}. Isi tanggal sejak hari itu."
        })  # fmt: skip
    if not resolution.strip():
        raise ValidationError({"resolution": "Tuliskan bagaimana temuan ini diselesaikan."})
    check.resolved_on, check.resolution = on, resolution.strip()
    check.save()
    audit.record("check:resolve", by=by, obj=check, on=on)
    return check
