"""What each step of a quarterly report does: freezes what is sent, opens it again, keeps what was decided (REP-07)."""

from django.utils import timezone

from fcu_project import dates
from fcu_project.models import GateReason
from fcu_project.workflow import TransitionRefused
from reporting import indicators
from reporting.above import offices
from reporting.models import QuarterFigures, ReportVersion
from reporting.money import ledger, quarter_money
from reporting.quarterly import team_report
from reporting.quarterly.content import content_of
from reporting.success import adding
from reporting.success.changes import changes_in
from reporting.success.problems import problems_in

APPROVED, MONTHS, CHANGED = "approved", "months", "changed"  # gates on a report, see reporting.workflow.report
TEAM_PART = "team_part"  # the gate on the part of the PSKS team, see reporting.workflow.team


def approve(report, *, by, on, note):
    report.approved_on, report.approved_by_words = on, by.signature
    report.save()


def send(report, *, by, on, note):
    """What was written and counted is frozen as a version with a receipt of its own (REP-07)."""
    report.keep_paper()
    report.handed_on, report.handed_to = None, ""
    _freeze_version(report, by, on, {})


def send_on_paper(report, *, by, on, note):
    """The same of a report that went out on paper on the day `on`; the version says so, and who wrote it down."""
    _with_paper(report)
    today = dates.today_in(report.region.zone).isoformat()
    _freeze_version(report, by, on, {"number": report.paper_number, "recorded_on": today, "by": by.signature})


def _with_paper(report):
    """A step of somebody else is written down on the screen that asks for the paper, nowhere else."""
    if not report.paper_at_hand:
        raise TransitionRefused(["Isi tanggal dan nomor suratnya di halaman “Catat dari kertas”."])


def _freeze_version(report, by, on, paper):
    _agree_with_the_book(report)
    team_report.held_part(report)
    counted = indicators.count_all(report.region, report.period)
    printed = {column: counted[column] for column in indicators.REPORT_COLUMNS}
    now = timezone.now()
    report.sent_on, report.sent_at = on, now
    report.sent_by, report.sent_by_words = by.actor_uid, by.signature
    report.receipt_number = _next_receipt(report)
    report.signed_scan = None  # a signature belongs to the text that was accepted
    report.save()
    last = report.latest_version()
    ReportVersion.objects.create(
        report=report, number=last.number + 1 if last else 1, sent_on=on, sent_at=now, sent_by=by.actor_uid,
        sent_by_words=by.signature, receipt_number=report.receipt_number, figures=printed,
        content=content_of(report) | ({"paper": paper} if paper else {}),
    )  # fmt: skip
    _freeze(report, counted, now)
    team_report.take_in(report, by=by, on=on)


def _agree_with_the_book(report):
    """Asked again with the book held: nothing is booked between the last look and the freezing."""
    if book := quarter_money.book_of(report):
        ledger.held_book(book)
        if problem := quarter_money.problem(report):
            raise TransitionRefused([problem])


def _next_receipt(report):
    """TT-{village}-{year}-{quarter}-{n}: numbered per village, which may have had two FCUs within a quarter."""
    sent = ReportVersion.objects.filter(
        report__region=report.region_id, report__year=report.year, report__quarter=report.quarter
    )
    return f"TT-{report.region.code}-{report.year}-{report.quarter}-{sent.count() + 1}"


def _freeze(report, counted, now):
    """The figures and what they are made of, in place of those of an earlier sending."""
    row = QuarterFigures.objects.filter(report=report).first() or QuarterFigures(report=report)
    row.unit, row.region, row.year, row.quarter = report.unit, report.region, report.year, report.quarter
    row.counted_at = now
    for column, number in counted.items():
        setattr(row, column, number)
    row.save()
    for split, counted_in in ((row.changes, changes_in), (row.problems, problems_in)):
        split.all().delete()  # of an earlier sending
        told = counted_in(report.region, report.period)
        split.bulk_create(split.model(figures=row, code=code, **numbers) for code, numbers in told.items())
    adding.mark(report)


def give_back(report, *, by, on, note):
    """What is mended is approved anew; a reason written for going on without holds for that sending only."""
    report.keep_paper()
    _give_back(report, by.signature, by, on, note)


def _give_back(report, words, by, on, note):
    report.approved_on, report.approved_by_words = None, ""
    GateReason.objects.filter(object_uid=report.uid, gate__in=(APPROVED, MONTHS, CHANGED, TEAM_PART)).delete()
    report.returned_on, report.returned_by_words, report.return_note = on, words, note[:1000]
    report.save()
    adding.mark(report)
    team_report.release(report, by=by, on=on)


def accept(report, *, by, on, note):
    report.keep_paper()
    _accept(report, by.signature, by, on)


def _accept(report, words, by, on):
    report.accepted_on, report.accepted_by, report.accepted_by_words = on, by.actor_uid, words
    report.save()
    adding.mark(report)


def reopen(report, *, by, on, note):
    """Accepted no more; the figures stay until it is sent again, and the trail says who had accepted it when."""
    report.accepted_on, report.accepted_by, report.accepted_by_words = None, None, ""
    give_back(report, by=by, on=on, note=note)


def decided_words(report, by):
    """Whose act it was where it is written down from paper: the Dinas, and who recorded it."""
    return f"{offices.office_words(report.region)}, dicatat dari kertas oleh {by.signature}"[:160]


def return_from_paper(report, *, by, on, note):
    _with_paper(report)
    _give_back(report, decided_words(report, by), by, on, note)


def accept_from_paper(report, *, by, on, note):
    _with_paper(report)
    _accept(report, decided_words(report, by), by, on)


def reopen_from_paper(report, *, by, on, note):
    report.accepted_on, report.accepted_by, report.accepted_by_words = None, None, ""
    return_from_paper(report, by=by, on=on, note=note)
