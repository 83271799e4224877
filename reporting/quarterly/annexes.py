"""What is added to a report, of an FCU or of an office: who adds it, what is frozen, what a reader may open.

While it is written, its writers see what they added; everybody else sees what went with a version that was sent.
"""

from django.urls import reverse

from reporting.models import Report
from reporting.models.attachment import MOST_PAPERS, MOST_PHOTOS, Attachment

PHOTO, PAPER = Attachment.Kind.PHOTO, Attachment.Kind.PAPER
MOST = {PHOTO: MOST_PHOTOS, PAPER: MOST_PAPERS}


def is_of_unit(report):
    """Whether this is the report of an FCU, not that of an office."""
    return isinstance(report, Report)


def address(model, name, *arguments):
    """The address of one of the pages of annexes, for the report of an FCU (`model` Report) or of an office."""
    whose = ("report-" if name == "aspects" else "") if model is Report else "office-"
    return reverse(f"reporting:{whose}{name}", args=arguments)


def writes(report, by):
    """Whether this assignment writes the report: its FCU, or the office whose report it is."""
    if report.region_id != by.region_id:
        return False
    if is_of_unit(report):
        return by.has_perm("reporting.change_report")
    return by.role in report.row.writers and by.has_perm("reporting.change_officereport")


def reads_as_written(report, by):
    """Whether this reader sees what is being put together; everybody else sees what was sent."""
    if not report.is_open or report.region_id != by.region_id:
        return False
    return is_of_unit(report) or by.role in report.row.writers


def standing(report):
    """What is attached now, photos first."""
    return report.attachments.filter(removed_at=None).select_related("file").order_by("-kind", "position", "id")


def room_for(report, kind):
    """How many more of this kind may be added."""
    return MOST[kind] - report.attachments.filter(removed_at=None, kind=kind).count()


def told_attachments(report):
    """What is attached, as plain JSON to be frozen with a version: [{uid, kind, caption, taken_on, sha256}]."""
    return [
        {"uid": str(row.uid), "kind": row.kind, "caption": row.caption,
         "taken_on": row.taken_on.isoformat() if row.taken_on else "", "sha256": row.file.sha256}
        for row in standing(report)
    ]  # fmt: skip


def _sent_uids(report):
    versions = report.versions.all()
    return {told["uid"] for version in versions for told in version.content.get("attachments", [])}


def may_open(row, report, by):
    """Whether this reader may open one attachment: as its writer while it is attached, or since it was sent."""
    if reads_as_written(report, by) and row.removed_at is None:
        return True
    return str(row.uid) in _sent_uids(report)


def rows_told(report, told):
    """[(told, row)] of what a version names, in its order; the row is None where the file is not the one sent."""
    named = told.get("attachments", [])
    rows = {str(row.uid): row for row in report.attachments.select_related("file")} if named else {}
    return [(line, _same(rows.get(line["uid"]), line)) for line in named]


def _same(row, line):
    return row if row is not None and row.file.sha256 == line["sha256"] else None
