"""What stands on the page of a report beside its text: its papers, the letter that goes with it, "Nihil"."""

from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse

from fcu_project import workflow
from reporting.above import offices
from reporting.actions.cover import cover_of, earlier_covers, may_cover
from reporting.actions.nothing import is_untouched, nothing_problem
from reporting.models import Report
from reporting.views.reach import may_write

STAGE = Report.Stage
RECORDED = {STAGE.RETURNED: "Dikembalikan, dari kertas", STAGE.ACCEPTED: "Diterima, dari kertas"}
NEVER = {"quarter", "old"}  # gates of the sending on paper that no filling in opens
LETTER_MARKS = {"draft": "doing", "ready": "doing", "issued": "done"}


def _address(route, report):
    return reverse(f"reporting:{route}", args=[report.uid])


def paper_panel(request, report):
    """What is known of a report from papers, and the ways to write more down; "" where there is neither."""
    by = request.assignment
    own = report.region_id == by.region_id
    steps = {one.name: one for one in workflow.available(report, by, by.today)} if own else {}
    decides = any(name in steps for name in ("accept-paper", "reopen-paper"))
    version = report.latest_version()
    sent_paper = dict(version.content.get("paper", {})) if version else {}
    if sent_paper:
        sent_paper["recorded_on"] = date.fromisoformat(sent_paper["recorded_on"])
    empties = own and report.stage == STAGE.DRAFT and may_write(report, by, None) and is_untouched(report)
    facts = {
        "report": report, "sent_paper": sent_paper, "office": offices.office_words(report.region),
        "recorded": RECORDED.get(report.stage, "") if report.from_paper else "",
        "scan_url": _address("report-paper-scan", report) if report.paper_scan_id else "",
        "decision_url": _address("report-decision-paper", report) if decides else "",
        "sent_url": _address("report-sent-paper", report) if _went_on_paper(steps.get("send-paper"), version) else "",
        "nothing_url": _address("report-nothing", report) if empties and not nothing_problem(report) else "",
    }  # fmt: skip
    return render_to_string("reporting/parts/paper_panel.html", facts, request)


def _went_on_paper(step, version):
    """Whether the sending may be written down from paper: the quarter is over and old enough, and what went out before
    went on paper too. What is still to be filled in stops nobody: it is named on the page that asks for the day."""
    if step is None or version and not version.content.get("paper"):
        return False
    return not NEVER & {gate.name for gate in step.reasons}


def cover_panel(request, report):
    """The letter that goes with what was sent last, or the one tap that writes it; "" for whoever sees neither."""
    letter, by = cover_of(report), request.assignment
    readable = letter is not None and letter.region_id == by.region_id
    offers = letter is None and not report.is_open and may_cover(report, by)  # what was returned goes out again
    earlier = earlier_covers(report) if report.region_id == by.region_id else []
    if not (offers or earlier or letter and (readable or letter.number)):
        return ""
    route = "report-cover" if isinstance(report, Report) else "office-cover"
    facts = {
        "letter": letter, "url": letter.get_absolute_url() if readable else "",
        "mark": LETTER_MARKS.get(letter.stage, "shut") if letter else "",
        "cover_url": _address(route, report) if offers else "", "is_read": not readable and not offers,
        "earlier": earlier,
    }  # fmt: skip
    return render_to_string("reporting/parts/cover_panel.html", facts, request)
