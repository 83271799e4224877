"""Home tasks of the referrals: what waits for this office, since when, by when (REF-10)."""

from datetime import timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.models import Activity
from institutions.roles import VILLAGE
from referrals.models import Level, Partnership, Referral, ReferralReply, Service
from referrals.models.referral import overdue_after
from referrals.models.service import stale_before
from referrals.panels import TELLS_OF_SERVICE
from referrals.reading import waits_from

STAGE = Referral.Stage
TOLD_FOR = timedelta(days=14)
TOLD_WITHIN = timedelta(days=90)
RUNS_OUT_WITHIN = timedelta(days=60)  # an agreement is to be renewed before its last day
MOST_OF_A_KIND = 3  # named one by one; the list holds the others


def referral_tasks(by, today):
    """Tasks of one assignment; each only with the permission to do it."""
    if by.role == "pioneer":
        yield from _told_to_pioneer(by, today)
    elif by.has_perm("referrals.receive_referral"):
        yield from _lk3(by, today)
    elif by.has_perm("referrals.send_referral"):
        yield from _sender(by, today)
    if by.has_perm("referrals.change_service"):
        yield from _directory(by, today)
        yield from _told_by_members(by, today)
    if by.level == VILLAGE and by.has_perm("referrals.change_partnership"):
        yield from _partners(by, today)


def _list(chosen):
    return f"{reverse('referrals:referral-list')}?saring={chosen}"


def _since(day):
    return dates.long_date(day)


# --- who sends: FCU and TKSK ----------------------------------------------------------------------------------------
def _sender(by, today):
    rows, limit = Referral.objects.visible_to(by), overdue_after(by.region)
    own = Q(office=by.region)
    told = rows.order_by().aggregate(
        proposed=Count("pk", filter=Q(stage=STAGE.DRAFT) & ~Q(proposed_by="")),
        drafts=Count("pk", filter=Q(stage=STAGE.DRAFT, proposed_by="") & own),
        served=Count("pk", filter=Q(stage=STAGE.SERVED) & own),
        served_since=Min("answered_on", filter=Q(stage=STAGE.SERVED) & own),
        new=Count("pk", filter=Q(sent_on__gt=today - TOLD_FOR) & ~own & ~Q(stage=STAGE.RECALLED)),
        new_since=Min("sent_on", filter=Q(sent_on__gt=today - TOLD_FOR) & ~own & ~Q(stage=STAGE.RECALLED)),
    )
    yield from _overdue(rows, today, limit)
    yield from _place_cannot(
        rows.filter(own), "LK3 memilih lagi", "Dikembalikan lembaga. Anda tidak perlu berbuat apa-apa.", "Lihat", 35
    )
    if by.level == VILLAGE:
        yield from _proposals(told)
        yield from _elsewhere(rows)
    elif told["new"]:
        yield Task(
            f"{told['new']} rujukan baru di kecamatan Anda",
            f"Dikirim FCU sejak {_since(told['new_since'])}. Anda diberi tahu dan dapat membantu.",
            reverse("referrals:referral-list"), "Lihat", urgency=36,
        )  # fmt: skip
    if told["served"]:
        yield Task(
            f"{told['served']} rujukan sudah dilayani", f"Sejak {_since(told['served_since'])}. Tutup dengan hasilnya.",
            _list("dilayani"), "Tutup", urgency=22,
        )  # fmt: skip
    if told["drafts"]:
        yield Task(
            f"{told['drafts']} draf rujukan belum dikirim", "Lengkapi isinya, lalu kirim.", _list("draf"), "Lanjutkan",
            urgency=30,
        )  # fmt: skip


def _proposals(told):
    """MEN-02: what a pioneer found and the officers decide on."""
    if told["proposed"]:
        yield Task(
            f"{told['proposed']} usulan rujukan dari pendamping", "Periksa kebutuhannya, lengkapi, lalu kirim.",
            _list("draf"), "Periksa", urgency=19,
        )  # fmt: skip


def _elsewhere(rows):
    """Declined, and the need is still open without another try."""
    live = Referral.objects.live().filter(need=OuterRef("need"))
    declined = rows.filter(stage=STAGE.DECLINED, need__closed_on=None, followed_by=None, alternatives=None)
    declined = declined.exclude(Exists(live))
    for row in declined.with_facts().order_by("declined_on", "id")[:MOST_OF_A_KIND]:
        yield Task(
            "Dikembalikan LK3, pilih tempat lain" if row.is_through_lk3 else f"Ditolak: {row.place}, pilih tempat lain",
            f"{row.need.title}. Dikembalikan {_since(row.declined_on)}.", row.get_absolute_url(), "Pilih", urgency=18,
        )  # fmt: skip


def _overdue(rows, today, limit):
    """By the name of the place, the longest first; no family is named."""
    late = rows.overdue(today, limit).with_facts().select_related("letter", "forwarding_letter")
    late = late.order_by(Coalesce("forwarded_on", "sent_on"), "id")
    found = list(late[: MOST_OF_A_KIND + 1])
    if len(found) > MOST_OF_A_KIND:
        yield Task(
            "Beberapa rujukan lama belum dijawab", "Lihat siapa yang ditunggu, dan sudah berapa hari.",
            reverse("referrals:waiting"), "Daftar tunggu", urgency=21,
        )  # fmt: skip
    for row in found[:MOST_OF_A_KIND]:
        lk3_holds = row.is_through_lk3 and row.stage != STAGE.FORWARDED
        place = "LK3" if lk3_holds else row.place
        title = f"{place} belum menjawab"
        if lk3_holds and row.stage == STAGE.ACCEPTED:
            title = "LK3 sudah menerima, belum meneruskan"
        yield Task(
            title, f"Rujukan {row.numbered}, menunggu {row.held_days(today)} hari {waits_from(row)}.",
            row.get_absolute_url(), "Buka", row.held_since + timedelta(days=limit), "late", urgency=20,
            also=("Ingatkan", reverse("referrals:nudge", args=[row.uid])),
        )  # fmt: skip


def refusals():
    """Of the outer referral the answers of places that could not help."""
    return ReferralReply.objects.filter(referral=OuterRef("pk"), kind__in=ReferralReply.REFUSALS)


def _place_cannot(rows, then, text, label, urgency):
    """The place LK3 chose can't help, so it lies with LK3 again; the place is named, no family."""
    place = refusals().order_by("-id").values("place_name")[:1]
    back = rows.filter(stage=STAGE.ACCEPTED, level=Level.REGENCY).annotate(refused_by=Subquery(place))
    back = back.exclude(refused_by=None).exclude(need__problem__is_sensitive=True).select_related("letter")
    for row in back.order_by("sent_on", "id")[:MOST_OF_A_KIND]:
        yield Task(
            f"{row.refused_by} tidak bisa melayani: {then}", f"Rujukan {row.numbered}. {text}",
            row.get_absolute_url(), label, urgency=urgency,
        )  # fmt: skip


# --- LK3 ------------------------------------------------------------------------------------------------------------
def _lk3(by, today):
    rows, limit = Referral.objects.visible_to(by), overdue_after(by.region)
    accepted = Q(stage=STAGE.ACCEPTED) & ~Exists(refusals())
    told = rows.order_by().aggregate(
        sent=Count("pk", filter=Q(stage=STAGE.SENT)),
        sent_since=Min("sent_on", filter=Q(stage=STAGE.SENT)),
        accepted=Count("pk", filter=accepted),
        accepted_since=Min("accepted_on", filter=accepted),
        accepted_sent=Min("sent_on", filter=accepted),
    )
    yield from _place_cannot(rows, "cari lembaga lain", "Pilih lembaga lain, atau layani sendiri.", "Buka", 15)
    if told["sent"]:
        due = told["sent_since"] + timedelta(days=limit)
        yield Task(
            f"{told['sent']} rujukan menunggu diterima", f"Yang pertama dikirim {_since(told['sent_since'])}.",
            _list("baru"), "Terima", due, _state(due, today), urgency=16,
            also=("Daftar tunggu", reverse("referrals:waiting")),
        )  # fmt: skip
    if told["accepted"]:
        due = told["accepted_sent"] + timedelta(days=limit)
        yield Task(
            f"{told['accepted']} rujukan diterima, belum diteruskan atau dilayani",
            f"Diterima sejak {_since(told['accepted_since'])}.", _list("menunggu"), "Teruskan", due,
            _state(due, today), urgency=18,
        )  # fmt: skip
    yield from _overdue(rows.filter(stage=STAGE.FORWARDED), today, limit)


def _state(due, today):
    if due < today:
        return "late"
    return "soon" if due - today <= timedelta(days=7) else "later"


# --- the pioneer ----------------------------------------------------------------------------------------------------
def _told_to_pioneer(by, today):
    """How the referrals of the own plasma families ended, for a fortnight."""
    rows = Referral.objects.visible_to(by).filter(closed_on__gt=today - TOLD_FOR)
    for row in rows.with_facts().order_by("-closed_on", "-id")[:MOST_OF_A_KIND]:
        yield Task(
            f"Rujukan keluarga {row.family.called} selesai",
            f"{row.get_outcome_display()}, {_since(row.closed_on)}.", row.get_absolute_url(), "Lihat", urgency=38,
        )  # fmt: skip


# --- the directory and the partners ---------------------------------------------------------------------------------
def _directory(by, today):
    """SRC-05: entries of the own territory that nobody has checked for a year."""
    old = Service.objects.visible_to(by).offered().kept_in(by.territory).stale(stale_before(by.region, today))
    told = old.order_by().aggregate(n=Count("pk"), since=Min("checked_on"))
    if told["n"]:
        yield Task(
            f"{told['n']} pelayanan di direktori perlu diperiksa ulang",
            f"Yang paling lama diperiksa {_since(told['since'])}.",
            f"{reverse('referrals:service-list')}?periksa=1", "Periksa", urgency=40,
        )  # fmt: skip


def _told_by_members(by, today):
    """SRC-04: a member told which service their body offers, and the directory has not heard of that body since."""
    heard = Service.objects.filter(
        institution=OuterRef("membership__institution"), checked_on__gte=OuterRef("done_on")
    )
    rows = Activity.objects.filter(
        region=by.region, duty__code=TELLS_OF_SERVICE, withdrawn_on=None, done_on__gt=today - TOLD_WITHIN,
        membership__institution__isnull=False,
    ).exclude(Exists(heard))  # fmt: skip
    for row in rows.select_related("membership__institution").order_by("done_on", "id")[:MOST_OF_A_KIND]:
        yield Task(
            f"{row.membership.institution} menyampaikan pelayanannya", f"{row.title}, {_since(row.done_on)}.",
            row.get_absolute_url(), "Masukkan", urgency=37,
        )  # fmt: skip


def _partners(by, today):
    """SRC-03: agreements that run out soon and were not renewed."""
    soon = Partnership.objects.filter(
        region=by.region, ended_on=None, renewed_by=None, valid_until__range=(today, today + RUNS_OUT_WITHIN)
    )
    for row in soon.order_by("valid_until", "id")[:MOST_OF_A_KIND]:
        yield Task(
            f"Kemitraan dengan {row.partner} segera berakhir", f"Berlaku sampai {_since(row.valid_until)}.",
            row.get_absolute_url(), "Lihat", row.valid_until, "soon", urgency=39,
        )  # fmt: skip
