"""Home tasks of the road of originals: bring, receive, look for what did not arrive, send up (FUN-06)."""

from datetime import timedelta

from django.db.models import Count, F, Min, Sum
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import NATION, REGENCY, VILLAGE
from reporting.models import HandedReceipt, StimulusReceipt
from reporting.money import originals, realised
from reporting.money.purses import Party
from reporting.periods import Span

MOST_TASKS = 3
TOLD_FOR = timedelta(days=30)  # how long a giver is reminded of what did not arrive
FORWARD_WITHIN = timedelta(days=31)  # after the end of a semester
FIRST_SHOWN_WITHIN = timedelta(days=30)  # after a payment, before the village is asked for receipts
SOON = timedelta(days=7)


def receipt_tasks(by, today):
    """Of the village, the Dinas and the ministry; each only with the permission to do it."""
    if by.has_perm("reporting.receive_receipts"):
        yield from _to_receive(by, today)
    if not by.has_perm("reporting.add_receipthandover"):
        return
    yield from _missed(by, today)
    if by.level == VILLAGE:
        yield from _without_receipts(by, today)
        yield from _to_bring(by, today)
    elif by.level == REGENCY:
        yield from _to_forward(by, today)


def _to_receive(by, today):
    """Handovers on their way to this office, one task each."""
    rows = originals.open_handovers(by).annotate(pieces=Count("rows")).select_related("region__parent")
    for party in _parties_of(by):
        for row in rows.filter(receiver=party).order_by("sent_on", "id")[:MOST_TASKS]:
            giver = originals.short_name(row.giver)
            due = row.sent_on + timedelta(days=originals.LONG_ON_THE_WAY)
            yield Task(
                f"{row.pieces} kuitansi asli dari {giver} {row.region}",
                f"Diserahkan {dates.long_date(row.sent_on)}, dibawa {row.carrier}. Cocokkan, lalu catat yang sampai.",
                reverse("reporting:handover-receive", args=[row.uid]), "Terima", due, _state(due, today), urgency=20,
            )  # fmt: skip


def _parties_of(by):
    """For whom this office receives what others send; what goes to the FCU is received at once."""
    return {VILLAGE: (Party.FAMILY,), REGENCY: (Party.OFFICE,), NATION: (Party.MINISTRY,)}.get(by.level, ())


def _state(due, today):
    return "late" if due < today else "soon" if due - today <= SOON else "later"


def _missed(by, today):
    """What was sent and did not arrive, until it is found and sent again."""
    rows = HandedReceipt.objects.filter(
        handover__region=by.region_id, arrived=False, handover__cancelled_on=None, receipt__holder=F("handover__giver"),
        handover__received_on__gte=today - TOLD_FOR,
    )  # fmt: skip
    rows = rows.filter(receipt__in=originals.at_rest(StimulusReceipt.objects.standing()))
    counts = {}
    for row in rows.select_related("handover").order_by("handover__received_on", "id"):
        counts[row.handover] = counts.get(row.handover, 0) + 1
    for handover, count in list(counts.items())[:MOST_TASKS]:
        yield Task(
            f"{count} kuitansi asli tidak sampai di {originals.short_name(handover.receiver)}",
            "Cari kuitansinya, lalu serahkan lagi.", handover.get_absolute_url(), "Lihat", urgency=16,
        )  # fmt: skip


def _without_receipts(by, today):
    """Payments that are a month old and not wholly shown by receipts."""
    old = realised.without_receipts(by).filter(paid_on__lte=today - FIRST_SHOWN_WITHIN)
    told = old.order_by().aggregate(
        n=Count("pk"), since=Min("paid_on"), paid=Sum("approved"), shown=Sum("realised"), back=Sum("returned")
    )
    if told["n"]:
        left = told["paid"] - told["shown"] - told["back"]
        yield Task(
            f"{told['n']} pencairan belum lengkap kuitansinya",
            f"{dates.rupiah(left)} belum ada kuitansinya, sejak {dates.long_date(told['since'])}.",
            reverse("reporting:receipt-gaps"), "Lengkapi", urgency=26,
        )  # fmt: skip


def _to_bring(by, today):
    """Originals that stay in the village longer than the place allows."""
    rows = originals.with_place(StimulusReceipt.objects.visible_to(by).standing())
    late = originals.dates_before(today, originals.patience(by.region))
    rows = rows.filter(going_to=None, holder__in=originals.IN_VILLAGE, held_since__lte=late)
    told = rows.order_by().aggregate(n=Count("pk"), since=Min("held_since"))
    if told["n"]:
        yield Task(
            f"Antar {told['n']} kuitansi asli ke Dinas Sosial",
            f"Masih di keluarga atau FCU sejak {dates.long_date(told['since'])}.",
            reverse("reporting:handover-create"), "Serahkan", urgency=27,
        )  # fmt: skip


def _to_forward(by, today):
    """Originals of semesters that have ended go to the ministry with the report (II.D.1.3(9–10))."""
    ended = Span.ended_before(today)
    rows = StimulusReceipt.objects.visible_to(by).standing().filter(holder=Party.OFFICE, dated_on__lte=ended.end)
    count = originals.at_rest(rows).count()
    if count:
        due = ended.end + FORWARD_WITHIN
        way = next(way for way in originals.WAYS[REGENCY] if way.receiver == Party.MINISTRY)
        yield Task(
            f"Teruskan {count} kuitansi asli ke Kementerian Sosial",
            f"Kuitansi sampai {ended.words} ada di Dinas Sosial. Sertakan laporan realisasinya.",
            f"{reverse('reporting:handover-create')}?jalan={way.code}", "Teruskan", due, _state(due, today), urgency=22,
        )  # fmt: skip


def originals_note(by):
    """One line for the tile: how many handovers wait for this office."""
    count = originals.open_handovers(by).filter(receiver__in=_parties_of(by)).count()
    return f"{count} menunggu diterima" if count else ""
