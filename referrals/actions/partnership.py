"""Partnerships with source systems: begun, changed, ended, renewed (III.A.4.2(5))."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models.region import ancestor_codes


def own(partnership, by):
    """Refuse whoever does not work for the FCU of this village."""
    if partnership.region_id != by.region_id:
        raise PermissionDenied


def _alive(partnership):
    if partnership.ended_on is not None:
        raise TransitionRefused(["Kemitraan ini sudah diakhiri. Catat kemitraan baru bila berjalan lagi."])


@transaction.atomic
def save_partnership(partnership, *, scan=None, by, on, fields=()):
    """Add or change a partnership; `scan` is the signed paper. Raises ValidationError, TransitionRefused."""
    is_new = partnership.pk is None
    if is_new:
        if by.level != "village":
            raise PermissionDenied
        partnership.region, partnership.recorded_by = by.region, by.signature
    own(partnership, by)
    _alive(partnership)
    body = partnership.institution
    if body is not None:
        if body.region.code not in ancestor_codes(by.region.code):
            raise ValidationError({"institution": "Pilih lembaga dari wilayah ini atau di atasnya."})
        partnership.partner = partnership.partner or body.name
    if scan:
        partnership.scan = files.store_scan(scan, by=by)
    partnership.full_clean(exclude=["search_name"])
    partnership.save()
    verb = "partnership:add" if is_new else "partnership:change"
    audit.record(verb, by=by, obj=partnership, fields=fields, on=on)
    return partnership


@transaction.atomic
def renew_partnership(partnership, *, earlier, scan=None, by, on):
    """A new agreement follows `earlier`, from the day after its last one at the earliest."""
    own(earlier, by)
    take(earlier)
    if earlier.renewed_by_or_none() is not None:
        raise TransitionRefused(["Kemitraan ini sudah diperpanjang."])
    if earlier.last_day is None:
        raise TransitionRefused(["Kemitraan ini tidak punya tanggal akhir, jadi tidak perlu diperpanjang."])
    if partnership.valid_from <= earlier.last_day:
        last = dates.long_date(earlier.last_day)
        raise ValidationError({"valid_from": f"Yang lama berlaku sampai {last}. Isi tanggal sesudahnya."})
    partnership.renews = earlier
    return save_partnership(partnership, scan=scan, by=by, on=on)


@transaction.atomic
def end_partnership(partnership, *, by, on, ended_on, reason):
    """It ends before its time, and why. Raises ValidationError for a day before it began, TransitionRefused."""
    own(partnership, by)
    _alive(partnership)
    if partnership.valid_from > on:  # agreed, not begun yet: it is called off as of its first day
        ended_on, partnership.renews = partnership.valid_from, None  # the old one may be renewed anew
    elif ended_on < partnership.valid_from:
        raise ValidationError({"ended_on": "Tanggal berakhir tidak boleh mendahului tanggal mulai."})
    if partnership.valid_until and ended_on > partnership.valid_until:
        raise ValidationError({"ended_on": "Masa berlakunya sudah habis sebelum tanggal ini."})
    partnership.ended_on, partnership.end_reason = ended_on, reason
    partnership.save()
    audit.record("partnership:end", by=by, obj=partnership, on=ended_on)
    return partnership
