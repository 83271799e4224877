"""A long paper is asked for; the worker makes it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.workflow import TransitionRefused
from reporting.background import make_soon
from reporting.bundles import versions_for
from reporting.models import PrintBundle

MOST_PAPERS = 200


@transaction.atomic
def ask(versions, *, title, kind, paper, by, on):
    """Ask for one file of these versions, in their order. Raises TransitionRefused for none and for too many."""
    if not by.has_perm("reporting.add_printbundle"):
        raise PermissionDenied
    uids = [str(version.uid) for version in versions]
    if not uids:
        raise TransitionRefused(["Tidak ada laporan dengan keadaan itu pada triwulan ini."])
    if len(uids) > MOST_PAPERS:
        raise TransitionRefused(
            [f"Ada {len(uids)} laporan; sekali cetak paling banyak {MOST_PAPERS}. Pilih satu kecamatan."]
        )
    bundle = PrintBundle.objects.create(
        kind=kind, region=by.region, title=title, paper=paper, papers=uids, total=len(uids), asked_by=by.actor_uid,
        asked_as=by.uid,
    )  # fmt: skip
    audit.record("bundle:ask", by=by, obj=bundle, on=on)
    make_soon(bundle)
    return bundle


@transaction.atomic
def ask_again(bundle, *, by, on):
    """The same once more, where it failed, was thrown away or stands still."""
    versions = list(versions_for(bundle.kind, by).filter(uid__in=bundle.papers))
    versions.sort(key=lambda version: bundle.papers.index(str(version.uid)))
    return ask(versions, title=bundle.title, kind=bundle.kind, paper=bundle.paper, by=by, on=on)
