"""Tasks about candidate recipients: the Dinas decides, the village fills its list and reads what was decided."""

from datetime import timedelta

from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from families.models import Participation, Recipient
from fcu_project import dates
from fcu_project.registry import Task
from institutions.models import PilotSite
from institutions.roles import VILLAGE

MOST_TASKS = 3
TOLD_FOR = timedelta(days=14)
STILL_WRITTEN = ("draft", "stated", "submitted", "endorsed")


def recipient_tasks(by, today):
    """Of the Dinas per proposal with candidates that wait; of the FCU's officers for the own proposal (FAM-16)."""
    if by.has_perm("families.settle_recipient"):
        yield from _to_settle(by)
    elif by.level == VILLAGE and by.has_perm("families.view_recipient"):
        if by.has_perm("families.change_prioritydecision"):
            yield from _to_collect(by)
        yield from _settled(by, today)


def _to_settle(by):
    waits = Q(recipients__state=Recipient.State.COLLECTED)
    sites = PilotSite.objects.visible_to(by).exclude(stage__in=PilotSite.OVER).select_related("region")
    since = Min("recipients__collected_on", filter=waits)
    sites = sites.annotate(waiting=Count("recipients", filter=waits), since=since)
    for site in sites.filter(waiting__gt=0).order_by("since", "id")[:MOST_TASKS]:
        yield Task(
            f"{site.waiting} calon penerima {site.region} belum diputuskan",
            f"Diusulkan sejak {dates.long_date(site.since)}.", reverse("families:recipient-settle", args=[site.uid]),
            "Putuskan", urgency=24,
        )  # fmt: skip


def _to_collect(by):
    site = PilotSite.objects.filter(region=by.region, stage__in=STILL_WRITTEN, recipients=None).first()
    if site is not None and Participation.objects.filter(family__region=by.region).open().exists():
        yield Task(
            "Pilih calon penerima pemberdayaan",
            f"Usulan lokasi menyebut {site.candidates} keluarga; daftarnya masih kosong.",
            reverse("families:recipient-collect", args=[site.uid]), "Pilih", urgency=33,
        )  # fmt: skip


def _settled(by, today):
    """For a fortnight the village is told what the Dinas made of its candidates; the list says why."""
    since = today - TOLD_FOR
    new = Q(recipients__settled_on__gte=since, recipients__settled_on__lte=today)
    sites = PilotSite.objects.filter(region=by.region).exclude(stage__in=PilotSite.OVER)
    sites = sites.annotate(
        prepared=Count("recipients", filter=new & Q(recipients__state=Recipient.State.PREPARED)),
        dropped=Count("recipients", filter=new & Q(recipients__state=Recipient.State.DROPPED)),
        day=Max("recipients__settled_on", filter=new),
    )  # fmt: skip
    for site in sites.filter(day__isnull=False).order_by("id"):
        told = [f"{site.prepared} disiapkan"] if site.prepared else []
        told += [f"{site.dropped} tidak dilanjutkan; alasannya ada di daftar"] if site.dropped else []
        yield Task(
            f"Dinas Sosial memutuskan {site.prepared + site.dropped} calon penerima",
            f"{dates.long_date(site.day)}: {', '.join(told)}.", reverse("families:recipient-list", args=[site.uid]),
            "Lihat", urgency=34,
        )  # fmt: skip
