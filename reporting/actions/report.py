"""The report of a quarter: opened, written section by section, reviewed, its signed page attached."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from reporting.models import Report, Section, SectionReview
from reporting.models.report import AMOUNTS
from reporting.money import quarter_money
from reporting.periods import first_due_quarter, is_owed
from reporting.quarterly.content import LONGEST_TEXT, TEXTS, section_problem
from reporting.workflow.report import of_own_territory, of_own_village

UNAPPROVED = {"approved_on": None, "approved_by_words": ""}
WRITES, WRITES_FINANCE = "reporting.change_report", "reporting.change_finance"


# --- opening ----------------------------------------------------------------------------------------------------
def opening_problem(unit, quarter, today):
    """Why the report on `quarter` can't be begun on the day `today`, or ""."""
    first = first_due_quarter(unit)
    if first is None:
        return "FCU belum ditetapkan dengan SK, jadi belum perlu melapor."
    if quarter < first:
        return f"Laporan pertama FCU ini adalah {first.words}."
    if not is_owed(unit, quarter):
        return "FCU ini sudah tidak aktif pada triwulan itu."
    if today < quarter.start:
        return f"{quarter.words} belum mulai. Laporannya bisa disiapkan mulai {dates.long_date(quarter.start)}."
    return ""


@transaction.atomic
def open_report(unit, quarter, *, by, on):
    """The report of the FCU on `quarter`: the one there is, or a new draft (REP-02).

    A running quarter may be prepared; one that has not begun, or lies before the first duty, raises TransitionRefused.
    """
    if unit.region_id != by.region_id:
        raise PermissionDenied
    mine = Report.objects.of(quarter).filter(unit=unit).with_facts()
    existing = mine.first()
    if existing:
        return existing
    if not by.has_perm("reporting.add_report"):
        raise PermissionDenied
    problem = opening_problem(unit, quarter, dates.today_in(unit.region.zone))
    if problem:
        raise TransitionRefused([problem])
    try:
        with transaction.atomic():  # a twin may have opened it since
            report = Report.objects.create(unit=unit, region=unit.region, year=quarter.year, quarter=quarter.number)
    except IntegrityError:
        return mine.get()
    audit.record("report:open", by=by, obj=report, on=on)
    return report


# --- writing ----------------------------------------------------------------------------------------------------
def writable(report, by, permission=WRITES):
    """Refuse whoever may not write in this report, and any change to what was sent."""
    if not of_own_village(report, by) or not by.has_perm(permission):
        raise PermissionDenied
    if not report.is_open:
        raise TransitionRefused([f"Laporan ini {report.get_stage_display().lower()}. Isinya tidak bisa diubah lagi."])


def _unapproved(report):
    """The text changes, so that what the coordinator approved is no longer what would be sent."""
    for name, value in UNAPPROVED.items():
        setattr(report, name, value)


def _mark(report, section, done):
    """Write whether a section is finished. Raises ValidationError for one that is not complete."""
    problem = section_problem(report, section) if done else ""
    if problem:
        raise ValidationError({"done": problem})
    others = set(report.done_sections) - {section}
    finished = others | {section} if done else others
    report.done_sections = [s.value for s in Section if s in finished]


@transaction.atomic
def save_section(report, section, *, by, on, text=None, no_obstacles=None, done=None):
    """Keep a chapter's text, or that there were no obstacles; `done` says that the section is finished.

    What is left None stays. Finance has an action of its own. Raises ValidationError for too long a text, and for
    "no obstacles" beside obstacles.
    """
    section = Section(section)
    if section == Section.FINANCE:
        raise ValueError("finance is kept by save_finance")
    writable(report, by)
    changed = set()
    if text is not None:
        if len(text) > LONGEST_TEXT:
            raise ValidationError({"text": f"Paling banyak {LONGEST_TEXT} huruf. Terisi {len(text)}."})
        setattr(report, TEXTS[section], text.strip())
        changed.add(TEXTS[section])
    if no_obstacles is not None:
        if no_obstacles and report.obstacles.exists():
            raise ValidationError({"no_obstacles": "Masih ada kendala di daftar. Hapus dahulu kendalanya."})
        report.no_obstacles = no_obstacles
        changed.add("no_obstacles")
    if done is not None:
        changed.add("done_sections")
    _mark(report, section, report.is_done(section) and not section_problem(report, section) if done is None else done)
    _unapproved(report)
    report.save()
    audit.record("report:section", by=by, obj=report, fields=changed, on=on)
    return report


@transaction.atomic
def save_finance(report, *, by, on, kind="", amounts=None, note="", done=True):
    """Keep the finance half: "nihil", or the totals in whole rupiah by name. A missing amount counts as zero.

    Where a cash book was open in the quarter, its sums are taken over and nothing is typed (FUN-10). Raises
    ValidationError where the closing balance would be negative, or a typed amount is.
    """
    writable(report, by, WRITES_FINANCE)
    amounts = amounts or {}
    if book := quarter_money.book_of(report):
        kind, amounts = quarter_money.confirmed(book, report.period)
    elif below := [name for name, amount in amounts.items() if (amount or 0) < 0]:
        raise ValidationError(dict.fromkeys(below, "Jumlah uang tidak boleh kurang dari nol."))
    report.finance_kind, report.finance_note = kind, note.strip()
    for name in AMOUNTS:
        setattr(report, name, amounts.get(name) or 0)
    _mark(report, Section.FINANCE, done)
    report.full_clean()
    _unapproved(report)
    report.save()
    audit.record("report:finance", by=by, obj=report, fields={"finance_kind", "finance_note", *amounts}, on=on)
    return report


@transaction.atomic
def save_obstacle(obstacle, *, by, on):
    """Add or change an obstacle with its solution, who sees to it and until when (REP-05). Whoever had said that there
    was none says so no more."""
    report = obstacle.report
    writable(report, by)
    obstacle.obstacle, obstacle.solution = obstacle.obstacle.strip(), obstacle.solution.strip()
    if not obstacle.solution:
        raise ValidationError({"solution": "Setiap kendala harus disertai solusinya."})
    if obstacle.due_on is None:
        raise ValidationError({"due_on": "Isi batas waktunya, supaya jelas kapan kendala ini harus selesai."})
    is_new = obstacle.pk is None
    if is_new:
        last = report.obstacles.aggregate(last=Max("position"))["last"]
        obstacle.position = (last or 0) + 1
    obstacle.full_clean()
    take(report, no_obstacles=False, **UNAPPROVED)  # so that nobody sends it in the same moment
    obstacle.save()
    audit.record("obstacle:add" if is_new else "obstacle:change", by=by, obj=obstacle, on=on)
    return obstacle


@transaction.atomic
def remove_obstacle(obstacle, *, by, on):
    """Strike an obstacle; without any the section is not finished any more."""
    report = obstacle.report
    writable(report, by)
    take(report, **UNAPPROVED)
    audit.record("obstacle:remove", by=by, obj=obstacle, on=on)
    obstacle.delete()
    if section_problem(report, Section.OBSTACLES):
        _mark(report, Section.OBSTACLES, False)
        report.save()
    return report


# --- reviewing --------------------------------------------------------------------------------------------------
@transaction.atomic
def review_section(version, section, *, verdict, by, on, note=""):
    """What the Dinas says of a section of the latest version; said again, it replaces what was said before.

    Raises PermissionDenied for another office and for who sent it (four eyes), TransitionRefused where the report does
    not wait for a review, ValidationError for "perlu diperbaiki" without a note.
    """
    report, section, note = version.report, Section(section), note.strip()
    if not by.has_perm("reporting.review_report") or not of_own_territory(report, by):
        raise PermissionDenied
    if report.sent_by == by.actor_uid:
        raise PermissionDenied
    if report.stage != Report.Stage.SENT:
        raise TransitionRefused([f"Laporan ini {report.get_stage_display().lower()}, tidak sedang diperiksa."])
    if report.latest_version().pk != version.pk:
        raise TransitionRefused(["Ada versi yang lebih baru. Periksa versi itu."])
    if verdict == SectionReview.Verdict.MEND and not note:
        raise ValidationError({"note": "Tuliskan apa yang perlu diperbaiki."})
    take(report)  # two reviewers at once: the slower one reads first what the other said
    review = SectionReview.objects.filter(report_version=version, section=section).first()
    review = review or SectionReview(report_version=version, section=section)
    review.verdict, review.note = verdict, note
    review.reviewer, review.reviewed_by, review.reviewed_at = by.actor_uid, by.signature, timezone.now()
    review.full_clean()
    review.save()
    audit.record("report:review", by=by, obj=report, fields=[section.value], on=on)
    return review


@transaction.atomic
def attach_signed_scan(report, scan, *, by, on):
    """Keep the scan of the accepted report with its signatures. Raises ValidationError as `files.check_scan`."""
    if not of_own_village(report, by) or not by.has_perm(WRITES):
        raise PermissionDenied
    if report.stage != Report.Stage.ACCEPTED:
        raise TransitionRefused(["Laporan dicetak dan ditandatangani setelah diterima Dinas Sosial."])
    report.signed_scan = files.store_scan(scan, by=by)
    report.save()
    audit.record("report:scan", by=by, obj=report, on=on)
    return report
