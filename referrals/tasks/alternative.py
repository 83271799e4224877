"""Home tasks of who sent a referral: LK3 offers other ways for it (III.B.6.4(2))."""

from django.db.models import Count, Max

from fcu_project import dates
from fcu_project.registry import Task
from referrals.models import Alternative, Referral

STAGE = Referral.Stage
OPEN_AT = (STAGE.SENT, STAGE.ACCEPTED, STAGE.DECLINED, STAGE.RECALLED)
MOST_OF_A_KIND = 3  # named one by one; the referral's page holds the ways themselves


def offered_to_sender(rows):
    """Of these referrals those whose ways nobody took yet while the need is open and no other try has begun."""
    taken = Alternative.objects.exclude(taken_on=None).values("referral")
    rows = rows.filter(stage__in=OPEN_AT, need__closed_on=None, followed_by=None, family__archived_on=None)
    return rows.filter(alternatives__isnull=False).exclude(pk__in=taken)


def alternative_tasks(by, today):
    """Of the own office; neither the need nor the family is named."""
    if by.has_perm("referrals.receive_referral") or not by.has_perm("referrals.add_referral"):
        return
    rows = offered_to_sender(Referral.objects.visible_to(by).filter(office=by.region))
    rows = rows.annotate(ways=Count("alternatives"), offered=Max("alternatives__offered_on"))
    for row in rows.select_related("letter").order_by("offered", "id")[:MOST_OF_A_KIND]:
        yield Task(
            f"LK3 menawarkan {row.ways} pilihan lain",
            f"Untuk rujukan {row.numbered}, {dates.long_date(row.offered)}.", row.get_absolute_url(), "Lihat",
            urgency=17,
        )  # fmt: skip
