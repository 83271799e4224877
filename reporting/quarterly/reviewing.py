"""What a reviewer goes by: until when a report is to be reviewed, what came again, what did not change (REP-12)."""

from datetime import timedelta

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from reporting.models import ReportVersion, Section, SectionReview
from reporting.quarterly import content

REVIEW_DAYS = 14  # within which a report should be reviewed
FINE = SectionReview.Verdict.FINE


def arrived_on(report):
    """The day from which it could be reviewed: what went out on paper long ago reached the list only when it was
    written down."""
    if report.from_paper and report.sent_at:
        return timezone.localdate(report.sent_at)
    return report.sent_on


def review_due(report):
    return arrived_on(report) + timedelta(days=REVIEW_DAYS)


def earliest(reports):
    """The first of these days among reports that wait."""
    written = When(from_paper=True, sent_at__isnull=False, then=TruncDate("sent_at"))
    return reports.order_by().aggregate(since=Min(Case(written, default=F("sent_on"))))["since"]


def with_sendings(reports):
    """Reports with `first_time`: 0 for what was sent again, which a reviewer reads first; else 1."""
    again = ReportVersion.objects.filter(report=OuterRef("pk"), number__gt=1)
    number = Case(When(Exists(again), then=Value(0)), default=Value(1), output_field=IntegerField())
    return reports.annotate(first_time=number)


# --- what did not change ---------------------------------------------------------------------------------------------
def unchanged(version, previous, changes=None):
    """Sections that read as in the version before, with the records behind them; none where there is no version.
    `changes` spares the comparison where it was made already."""
    if previous is None:
        return []
    changes = changes or content.difference(version, previous)
    changed = {row["section"] for row in changes["sections"]}
    if changes["figures"]:
        changed.add(Section.RESULTS.value)
    return [section for section in Section if section.value not in changed]


def carried(version, previous):
    """{section: what was said of it before} of those that were fine and did not change: the reviewer may take them
    over, and says so."""
    if previous is None:
        return {}
    same, before = unchanged(version, previous), content.reviews_of(previous)
    if len(same) == len(Section) and not content.sections_to_mend(previous):
        return {}  # opened again and sent as it was: it is read anew
    return {
        section: before[section]
        for section in same
        if section in before and before[section].verdict == FINE
    }


def carried_words(review):
    """What is kept with a verdict that was taken over."""
    return f"Tidak berubah sejak versi {review.report_version.number}; dinilai baik oleh {review.reviewed_by}."
