"""A long paper in the making: paper after paper, with how far it is; thrown away after a week."""

import io
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from fcu_project import audit, dates, files, pdf
from institutions.models import Assignment
from reporting.models import OfficeReportVersion, PrintBundle, ReportVersion
from reporting.models.bundle import KEPT_DAYS
from reporting.printing import office_paper, report_paper

ENDED = "Penugasan yang memintanya sudah berakhir."
GONE = "Laporannya tidak bisa Anda buka lagi."
STOPPED = "Kertasnya tidak bisa dibuat. Minta lagi; bila gagal lagi, hubungi petugas."
STILL_AFTER = timedelta(minutes=20)  # without a paper more it is taken for stopped
Stage = PrintBundle.Stage
log = logging.getLogger(__name__)


def versions_for(kind, by):
    """The sent versions of which such a paper is made, as far as this reader may read them."""
    if kind == PrintBundle.Kind.OFFICE:
        return OfficeReportVersion.objects.visible_to(by).select_related("report__region")
    return ReportVersion.objects.visible_to(by).select_related("report__unit", "report__region")


def make(bundle):
    """Make the papers one by one, telling how far it is; rights are asked again, for they may have ended since.

    Outside any transaction: it takes long. May run twice: what is ready, or is being made by another, is left alone.
    """
    if not _move(bundle, (Stage.WAITING,), stage=Stage.WORKING):
        return
    throw_away_old()
    by = Assignment.objects.select_related("person", "region").filter(uid=bundle.asked_as).first()
    if by is None or not by.runs_on(by.today) or not by.has_perm("reporting.add_printbundle"):
        _fail(bundle, ENDED)
        return
    try:
        content = _together(bundle, by)
    except Exception:  # whatever broke, its asker learns that it will not come
        log.exception("bundle of reports")
        _fail(bundle, STOPPED)
        return
    if not content:
        _fail(bundle, GONE)
        return
    with transaction.atomic():
        stored = files.store(content, "application/pdf", f"{bundle.title}.pdf", by=by)
        _move(bundle, (Stage.WORKING,), stage=Stage.READY, file=stored, finished_at=timezone.now())


def _together(bundle, by):
    """One file of all papers that its asker may still read; b"" for none."""
    whole, visible = PdfWriter(), versions_for(bundle.kind, by)
    of_office = bundle.kind == PrintBundle.Kind.OFFICE
    make_paper, verb = (office_paper, "office-report:print") if of_office else (report_paper, "report:print")
    for number, uid in enumerate(bundle.papers, 1):
        version = visible.filter(uid=uid).first()
        if version is not None:
            audit.record(verb, by=by, obj=version.report)
            part = make_paper(version.report, version, by=by, paper=bundle.paper)
            whole.append(PdfReader(io.BytesIO(part)), outline_item=f"{version.report.region}, {version.report.period}")
        PrintBundle.objects.filter(pk=bundle.pk).update(done=number, updated_at=timezone.now())
    if not whole.pages:
        return b""
    whole.add_metadata({"/Title": pdf.without_identity_numbers(bundle.title)})
    whole.compress_identical_objects()  # every part brought the same letters
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def _move(bundle, sources, **changes):
    """Change it where it still stands so; whether it did."""
    rows = PrintBundle.objects.filter(pk=bundle.pk, stage__in=sources)
    return bool(rows.update(updated_at=timezone.now(), **changes))


def _fail(bundle, problem):
    _move(bundle, (Stage.WORKING,), stage=Stage.FAILED, problem=problem, finished_at=timezone.now())


def throw_away_old():
    """Files nobody fetches any more go; what they held can be asked for again."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    for bundle in PrintBundle.objects.filter(stage=Stage.READY, finished_at__lt=before).select_related("file"):
        with transaction.atomic():
            PrintBundle.objects.filter(pk=bundle.pk).update(stage=Stage.EXPIRED, file=None)
            files.discard(bundle.file)


def kept_until(bundle):
    """The last day on which its file can be fetched."""
    return (bundle.finished_at + timedelta(days=KEPT_DAYS)).astimezone(dates.zone_of(bundle.region.zone)).date()


def is_moving(bundle):
    """Whether it is waited for: asked for or being made, and not standing still."""
    return bundle.stage in (Stage.WAITING, Stage.WORKING) and timezone.now() - bundle.updated_at < STILL_AFTER
