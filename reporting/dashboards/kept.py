"""What is counted over a province or the nation is kept for its next readers, so that no page waits for every village.

A kabupaten and what is below it are small: they are counted anew at every reading.
"""

from datetime import timedelta

from django.utils import timezone

from fcu_project import dates
from institutions.roles import NATION, PROVINCE
from reporting.models import KeptCount

KEPT_FOR = timedelta(hours=1)


def kept(region, name, work, today):
    """(what `work` gives, when it was counted; None for just now). `work` gives plain data, as JSON keeps it."""
    if region.level not in (PROVINCE, NATION):
        return work(), None
    now = timezone.now()
    row = KeptCount.objects.filter(region=region, name=name, day=today, counted_at__gt=now - KEPT_FOR).first()
    if row is None:
        fresh = {"day": today, "told": work(), "counted_at": now}
        row, _ = KeptCount.objects.update_or_create(region=region, name=name, defaults=fresh)
    return row.told, row.counted_at


def as_of(counted_at, today):
    """As in: Keadaan 14 Agustus 2025 pukul 09.00, dihitung ulang setiap jam."""
    if counted_at is None:
        return f"Keadaan {dates.long_date(today)}."
    there = timezone.localtime(counted_at)
    return f"Keadaan {dates.long_date(there)} pukul {dates.clock(there)}, dihitung ulang setiap jam."
