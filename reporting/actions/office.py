"""The report of an office: opened, written chapter by chapter, taken in or given back by those to whom it goes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from reporting.above.office_content import chapter_problem
from reporting.above.office_duties import kinds_of, opening_problem, part_of
from reporting.above.office_kinds import Chapter
from reporting.models import OfficeReport
from reporting.models.office import TEXTS
from reporting.quarterly.content import LONGEST_TEXT
from reporting.workflow.office import DECISION, WRITES, is_final, is_last, is_writer, on_paper

UNSIGNED = "Laporan dicetak dan ditandatangani setelah semua kantor tujuannya menerima."


# --- opening --------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_office_report(kind, period, *, by, on):
    """The report of this kind of the own office on `period`: the one there is, or a new draft (REP-07).

    A running period may be prepared. Raises PermissionDenied for who does not write such reports, TransitionRefused for
    a period that has not begun or lies before the first duty.
    """
    if kind not in kinds_of(by):
        raise PermissionDenied
    part, region = part_of(period), by.region
    mine = OfficeReport.objects.of(kind, period.year, part).filter(region=region).with_facts()
    existing = mine.first()
    if existing:
        return existing
    if not by.has_perm("reporting.add_officereport"):
        raise PermissionDenied
    problem = opening_problem(kind, region, period, dates.today_in(region.zone))
    if problem:
        raise TransitionRefused([problem])
    try:
        with transaction.atomic():  # a colleague may have opened it since
            report = OfficeReport.objects.create(kind=kind, region=region, year=period.year, part=part)
    except IntegrityError:
        return mine.get()
    audit.record("office-report:open", by=by, obj=report, on=on)
    return report


# --- writing --------------------------------------------------------------------------------------------------------
def writable(report, by):
    """Refuse whoever may not write in this report, and any change to what was sent."""
    if not is_writer(report, by) or not by.has_perm(WRITES):
        raise PermissionDenied
    if not report.is_open:
        raise TransitionRefused([f"Laporan ini {report.get_stage_display().lower()}. Isinya tidak bisa diubah lagi."])


def _mark(report, chapter, done):
    """Write whether a chapter is finished. Raises ValidationError for one that is not complete."""
    problem = chapter_problem(report, chapter) if done else ""
    if problem:
        raise ValidationError({"done": problem})
    others = set(report.done_chapters) - {chapter.value}
    finished = others | {chapter.value} if done else others
    report.done_chapters = [one.value for one in report.row.chapters if one in finished]


@transaction.atomic
def save_chapter(report, chapter, *, by, on, text=None, no_obstacles=None, done=None):
    """Keep a chapter's text, or that there were no obstacles; `done` says that the chapter is finished.

    What is left None stays. Raises LookupError for a chapter this kind does not have, ValidationError for too long a
    text, and for "no obstacles" beside obstacles.
    """
    chapter = Chapter(chapter)
    if chapter not in report.row.chapters:
        raise LookupError(chapter)
    writable(report, by)
    changed = set()
    if text is not None:
        if len(text) > LONGEST_TEXT:
            raise ValidationError({TEXTS[chapter]: f"Paling banyak {LONGEST_TEXT} huruf. Terisi {len(text)}."})
        setattr(report, TEXTS[chapter], text.strip())
        changed.add(TEXTS[chapter])
    if no_obstacles is not None:
        if no_obstacles and report.obstacles.exists():
            raise ValidationError({"no_obstacles": "Masih ada kendala di daftar. Hapus dahulu kendalanya."})
        report.no_obstacles = no_obstacles
        changed.add("no_obstacles")
    if done is not None:
        changed.add("done_chapters")
    _mark(report, chapter, report.is_done(chapter) and not chapter_problem(report, chapter) if done is None else done)
    report.save()
    audit.record("office-report:chapter", by=by, obj=report, fields=changed, on=on)
    return report


@transaction.atomic
def save_obstacle(obstacle, *, by, on):
    """Add or change an obstacle with its solution. Whoever had said that there was none says so no more."""
    report = obstacle.report
    writable(report, by)
    obstacle.obstacle, obstacle.solution = obstacle.obstacle.strip(), obstacle.solution.strip()
    if not obstacle.solution:
        raise ValidationError({"solution": "Setiap kendala harus disertai solusinya."})
    is_new = obstacle.pk is None
    if is_new:
        last = report.obstacles.aggregate(last=Max("position"))["last"]
        obstacle.position = (last or 0) + 1
    obstacle.full_clean()
    take(report, no_obstacles=False)  # so that nobody sends it in the same moment
    obstacle.save()
    audit.record("office-obstacle:add" if is_new else "office-obstacle:change", by=by, obj=obstacle, on=on)
    return obstacle


@transaction.atomic
def remove_obstacle(obstacle, *, by, on):
    """Strike an obstacle; without any the chapter is not finished any more."""
    report = obstacle.report
    writable(report, by)
    take(report)
    audit.record("office-obstacle:remove", by=by, obj=obstacle, on=on)
    obstacle.delete()
    if chapter_problem(report, Chapter.OBSTACLES):
        _mark(report, Chapter.OBSTACLES, False)
        report.save()
    return report


# --- signed -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def attach_signed_scan(report, scan, *, by, on):
    """Keep the scan of the report with its signature. Raises ValidationError as `files.check_scan`."""
    if not is_writer(report, by) or not by.has_perm(WRITES):
        raise PermissionDenied
    if not is_final(report):
        raise TransitionRefused([UNSIGNED])
    take(report, signed_scan=files.store_scan(scan, by=by))
    audit.record("office-report:scan", by=by, obj=report, on=on)
    return report


# --- deciding -------------------------------------------------------------------------------------------------------
def decide(report, decision, *, by, on, note="", paper=None):
    """What an office to which the report goes says of it: taken in, or given back with the reason (REP-12).

    Without `paper` the own office of `by` decides; with it the writing office records what an office without an account
    decided. Raises PermissionDenied, TransitionRefused where somebody was faster or nothing is left to decide,
    ValidationError for a paper that can't be.
    """
    if paper is not None:
        _check_paper(report, paper, by)
        report.paper, on = paper, paper.dated_on
    step = "return" if decision == DECISION.RETURNED else "receive" if is_last(report) else "receive-first"
    return workflow.perform(report, f"{step}-paper" if paper else step, by=by, on=on, note=note)


def _check_paper(report, paper, by):
    if paper.office not in on_paper(report, by):
        raise PermissionDenied
    errors = {}
    if not paper.number and not paper.scan:
        errors["paper_number"] = "Isi nomor suratnya atau unggah pindaiannya."
    if paper.dated_on > by.today:
        errors["paper_date"] = f"Tanggal {dates.long_date(paper.dated_on)} belum tiba."
    elif paper.dated_on <= report.period.end:
        last = dates.long_date(report.period.end)
        errors["paper_date"] = f"Tanggal surat harus setelah masa laporan berakhir, {last}."
    if errors:
        raise ValidationError(errors)
