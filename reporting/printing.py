"""The paper of a report as bytes, with what is across it until it stands; and whether one is so long that the worker
makes it while its reader goes on."""

from fcu_project import pdf
from institutions.documents import printed
from reporting.documents import office
from reporting.documents import report as documents

LONG = 1500  # entries in the tables of one paper; beyond it takes longer than a reader waits for a page
SENT_MARK = "Terkirim, belum diperiksa"


def mark_of(report, version, *, stands):
    """What is across the paper: nothing where it stands; what waits for its review says so; all else is a draft."""
    if stands:
        return ""
    waits = version is not None and report.stage == report.Stage.SENT and version.pk == report.latest_version().pk
    return SENT_MARK if waits else pdf.DRAFT_MARK


def report_paper(report, version, *, by, paper):
    """PDF bytes of a version as it was sent, or of the working text where it is None."""
    mark = mark_of(report, version, stands=version is not None and documents.is_accepted(report, version))
    facts = documents.report_facts(report, version, paper=paper) | printed(by)
    return pdf.render(documents.TEMPLATE, facts, paper=paper, mark=mark)


def office_paper(report, version, *, by, paper, told=None):
    """The same of an office's report, which is final once all to whom it goes took it in."""
    facts = office.office_facts(report, version, paper=paper, told=told) | printed(by)
    mark = mark_of(report, version, stands=office.is_final(report, version))
    return pdf.render(office.TEMPLATE, facts, paper=paper, mark=mark)


def is_long(told):
    """Whether the content of a report makes a long paper, by the entries of all its lists."""
    return _entries(told) > LONG


def _entries(told):
    if isinstance(told, dict):
        return sum(_entries(part) for part in told.values())
    if isinstance(told, list):
        return len(told) + sum(_entries(part) for part in told)
    return 0
