"""How the list of referrals is narrowed: by how they stand, by the name of the family's head."""

from datetime import date, timedelta

from django.db.models import Case, Count, DateField, Q, Value, When
from django.db.models.functions import Coalesce

from families.filters import CALLED, looks_like_a_number
from institutions.models.person import fold
from referrals.models import Purpose, Referral
from referrals.models.referral import held_before

STAGE = Referral.Stage
ALL_LIVE, DRAFTS, NEW, WAITING, LATE, SERVED, OVER = "", "draf", "baru", "menunggu", "terlambat", "dilayani", "selesai"
CAPITAL = "modal"
LABELS = {
    ALL_LIVE: "Semua berjalan", DRAFTS: "Draf dan usulan", NEW: "Baru masuk", WAITING: "Menunggu jawaban",
    LATE: "Terlambat", SERVED: "Perlu ditutup", OVER: "Selesai",
    CAPITAL: "Akses modal",
}  # fmt: skip


def offered(by):
    """The filters this reader gets: an office that receives has no drafts, one that sends nothing new."""
    if by.has_perm("referrals.receive_referral"):
        return (ALL_LIVE, NEW, WAITING, LATE, SERVED, OVER, CAPITAL)
    return (ALL_LIVE, DRAFTS, WAITING, LATE, SERVED, OVER, CAPITAL)


def conditions(today, limit):
    """What each filter means, as conditions; `limit` is the number of days until a referral is overdue."""
    waiting = Q(stage__in=Referral.WAITING)
    return {
        ALL_LIVE: Q(stage__in=Referral.LIVE),
        DRAFTS: Q(stage=STAGE.DRAFT),
        NEW: Q(stage=STAGE.SENT),
        WAITING: waiting,
        LATE: waiting & held_before(today - timedelta(days=limit)),
        SERVED: Q(stage=STAGE.SERVED),
        # The record of ways to capital: what was sent, also what is over; nothing of a problem that is kept secret.
        CAPITAL: Q(purpose=Purpose.CAPITAL, sent_on__isnull=False, need__problem__is_sensitive=False),
        OVER: Q(stage__in=(STAGE.CLOSED, STAGE.DECLINED, STAGE.RECALLED)),
    }


LAST = date(9999, 12, 31)


def turn():
    """By which day a list under way is ordered: that since when somebody is waited for, then what was served or not
    yet sent. One number of days makes late, so the late ones come first."""
    return Case(
        When(stage__in=Referral.WAITING, then=Coalesce("forwarded_on", "sent_on")), default=Value(LAST),
        output_field=DateField(),
    )  # fmt: skip


def counts(rows, today, limit):
    """How many rows each filter has, but those that only grow. One query."""
    asked = {name or "semua": what for name, what in conditions(today, limit).items() if name not in (OVER, CAPITAL)}
    found = rows.order_by().aggregate(**{name: Count("pk", filter=what) for name, what in asked.items()})
    return {ALL_LIVE if name == "semua" else name: number for name, number in found.items()}


def by_text(rows, text):
    """Those whose family's head is called so; only for readers who may read families."""
    wanted = fold(text)
    if not wanted or looks_like_a_number(wanted):
        return rows
    return rows.filter(family__search_name__contains=CALLED.sub("", wanted, count=1) or wanted)
