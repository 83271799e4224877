"""The paper of a report as bytes; and whether one is so long that the worker makes it while its reader goes on."""

from fcu_project import pdf
from institutions.documents import printed
from reporting.documents import office
from reporting.documents import report as documents

LONG = 1500  # entries in the tables of one paper; beyond it takes longer than a reader waits for a page


def report_paper(report, version, *, by, paper):
    """PDF bytes of a version as it was sent, or of the working text where it is None; DRAF until it is accepted."""
    clean = version is not None and documents.is_accepted(report, version)
    facts = documents.report_facts(report, version, paper=paper) | printed(by)
    return pdf.render(documents.TEMPLATE, facts, paper=paper, mark="" if clean else pdf.DRAFT_MARK)


def office_paper(report, version, *, by, paper, told=None):
    """The same of an office's report, which is final once all to whom it goes took it in."""
    facts = office.office_facts(report, version, paper=paper, told=told) | printed(by)
    mark = "" if office.is_final(report, version) else pdf.DRAFT_MARK
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
