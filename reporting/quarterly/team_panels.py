"""What the PSKS team's report adds to the page of an FCU's report and to its review; and the FCU's to the team's
(REP-16)."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from reporting.above.office_kinds import Kind
from reporting.documents.team_part import part_facts
from reporting.models import OfficeReport, Report
from reporting.quarterly import team_report

WHO = "Yang menulis: tim PSKS, operator desa/kelurahan, atau fasilitator PSM."


def team_panel(request, report):
    """The team's part as it goes in or went in, else how far it is; "" where none is asked for."""
    by = request.assignment
    if not report.region.code.startswith(by.territory):
        return ""
    open_here = report.is_open and report.region_id == by.region_id
    version = None if open_here else report.latest_version()
    told = version.content.get("team", {}) if version else team_report.team_told(report) if open_here else {}
    asked = open_here and team_report.belongs_inside(report)
    if not told and not asked:
        return ""
    standing = team_report.standing_of(report) if asked else None
    facts = {
        "part": part_facts(told), "standing": standing, "left": "; ".join(standing.left).lower() if standing else "",
        "link": _link(report, by), "who": _who(report, told, by),
    }  # fmt: skip
    return render_to_string("reporting/parts/team_panel.html", facts, request)


def _link(report, by):
    """The team's report, for whoever may open it."""
    if not by.has_perm("reporting.view_officereport"):
        return ""
    part = team_report.part_of(report)
    if part is None or not OfficeReport.objects.visible_to(by).filter(pk=part.pk).exists():
        return ""
    try:
        return part.get_absolute_url()
    except NoReverseMatch:
        return ""


def _who(report, told, by):
    """Who writes it, or who wrote what was sent."""
    if report.stage in (Report.Stage.SENT, Report.Stage.ACCEPTED) and told.get("officers"):
        return f"Disusun {', '.join(told['officers'].values())}."
    return WHO


# --- beside the team's own report -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Whole:
    """How a team's report goes with the FCU's: in words, and the page of that for whoever may read it."""

    words: str
    url: str
    is_joined: bool


def whole_of(part, by):
    """With which report of the FCU a team's report goes or went; None for one that goes alone."""
    if part.kind != Kind.TEAM:
        return None
    joined = part.stage == OfficeReport.Stage.JOINED
    words = "" if joined else team_report.why_not_alone(part) if part.is_open else ""
    if not joined and not words:
        return None
    report = team_report.whole_of(part)
    if joined:
        words = f"Dikirim sebagai bagian {report}, {report.unit}. Dikembalikan atau diterima bersama laporan itu."
    return Whole(words, _readable(report, by), joined)


def _readable(report, by):
    if report is None or not by.has_perm("reporting.view_report"):
        return ""
    return report.get_absolute_url() if Report.objects.visible_to(by).filter(pk=report.pk).exists() else ""
