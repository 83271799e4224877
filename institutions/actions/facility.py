"""The FCU's inventory, and what it brings to the Musrenbang."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates


@transaction.atomic
def save_facility(row, *, by, on, fields=()):
    """Add or change an item of the inventory (III.B.3). Raises PermissionDenied for another village's FCU."""
    _own(row.unit, by)
    verb = "facility:change" if row.pk else "facility:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def take_out(row, *, by, on):
    """The item is no longer there since the day `on`; it stays in the inventory as what was."""
    _own(row.unit, by)
    if on < row.since:
        raise ValidationError({"gone_on": f"Barang ini baru dipakai sejak {dates.long_date(row.since)}."})
    row.gone_on = on
    row.save()
    audit.record("facility:gone", by=by, obj=row, on=on)
    return row


@transaction.atomic
def save_proposal(row, *, by, on, fields=()):
    """Add or change what the FCU proposes to the Musrenbang (III.B.6.6(4)), by the FCU or the village's government."""
    _own(row.unit, by)
    verb = "musrenbang:change" if row.pk else "musrenbang:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, fields=fields, on=on)
    return row


def _own(unit, by):
    if unit.region_id != by.region_id:
        raise PermissionDenied
