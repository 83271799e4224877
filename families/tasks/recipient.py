"""Tasks about candidate recipients: the Dinas has candidates to decide on, the village a list that is still empty."""

from django.db.models import Count, Min, Q
from django.urls import reverse

from families.models import Participation, Recipient
from fcu_project import dates
from fcu_project.registry import Task
from institutions.models import PilotSite
from institutions.roles import VILLAGE

MOST_TASKS = 3
STILL_WRITTEN = ("draft", "stated", "submitted", "endorsed")


def recipient_tasks(by, today):
    """Of the Dinas per proposal with candidates that wait; of the FCU's officers for the own proposal (FAM-16)."""
    if by.has_perm("families.settle_recipient"):
        yield from _to_settle(by)
    elif by.level == VILLAGE and by.has_perm("families.change_prioritydecision"):
        yield from _to_collect(by)


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
