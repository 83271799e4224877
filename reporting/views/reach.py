"""Which reports a reader has before them, and what they may do with one; asked by every page of reports."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from fcu_project.views import refused
from fcu_project.workflow import TransitionRefused
from reporting.above import office_content
from reporting.actions.report import WRITES, WRITES_FINANCE
from reporting.models import OfficeReport, Report, Section
from reporting.workflow.office import WRITES as WRITES_OFFICE
from reporting.workflow.office import is_writer

# The stage of a report → the look of its mark: kind, icon.
STAGE_MARKS = {
    Report.Stage.DRAFT: ("doing", "pencil"), Report.Stage.SENT: ("doing", "send-check"),
    Report.Stage.RETURNED: ("wrong", "arrow-return-left"), Report.Stage.ACCEPTED: ("done", ""),
}  # fmt: skip


def visible_report(request, uid):
    return get_object_or_404(Report.objects.visible_to(request.assignment).with_facts(), uid=uid)


def section_named(name):
    """The section of an address. Raises Http404."""
    if name not in Section.values:
        raise Http404
    return Section(name)


def may_write(report, by, section):
    """Whether this reader is the one who fills in that section; the treasurer fills in the finance and nothing else."""
    needed = WRITES_FINANCE if section == Section.FINANCE else WRITES
    return report.region_id == by.region_id and by.has_perm(needed)


def reads_as_written(report, by):
    """Whether this reader sees the text that is being worked on; everybody else sees what was sent last."""
    return report.is_open and report.region_id == by.region_id


def visible_office_report(request, uid):
    return get_object_or_404(OfficeReport.objects.visible_to(request.assignment).with_facts(), uid=uid)


def may_write_office(report, by):
    """Whether this reader's office is the one that writes this report."""
    return is_writer(report, by) and by.has_perm(WRITES_OFFICE)


def sent_version(report, by):
    """What this reader sees of it: None for the text that is being worked on, which its writers alone read."""
    return None if report.is_open and is_writer(report, by) else report.latest_version()


def told_to(report, version, by):
    """What this reader sees of it: of a version, or of the text as its writers see it while it is open."""
    return office_content.told_of(report, version, as_written=is_writer(report, by))


class Refusing:
    """A page that a rule may close: then it says why, and leads back."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.get_cancel_url())
