"""Incidental reports as they are read: how one stands, what came since it was sent, which cases lack one (REP-03)."""

from datetime import timedelta

from django.db.models import Q

from fcu_project import dates
from institutions.models import Assignment, Region
from institutions.roles import ROLES
from referrals.models import Case
from reporting.incidental.incident_words import PARTS, whom
from reporting.models import IncidentReport
from reporting.quarterly.content import changed_lines

STAGE = IncidentReport.Stage
WRITE_WITHIN = timedelta(days=30)  # of the end of a case
COMPLETES, RETURNS, RECEIVES, HANDED = "complete", "return", "receive", "hand-over"
STEP_WORDS = {
    COMPLETES: "Dibuka untuk dilengkapi", RETURNS: "Dikembalikan", RECEIVES: "Diterima",
    HANDED: "Diserahkan di atas kertas",
}  # fmt: skip
MARKS = {
    STAGE.DRAFT: ("doing", "Draf", "pencil"), STAGE.SENT: ("doing", "Terkirim", "send-check"),
    STAGE.RETURNED: ("wrong", "Dikembalikan", "arrow-return-left"), STAGE.RECEIVED: ("done", "Diterima", ""),
}  # fmt: skip
BEING_COMPLETED = ("doing", "Sedang dilengkapi", "pencil")
ON_PAPER = ("done", "Diserahkan di atas kertas", "")
RECEIVERS = [role.code for role in ROLES.values() if "reporting.receive_incidentreport" in role.permissions]


# --- how one stands -------------------------------------------------------------------------------------------------
def mark_of(report):
    """(kind, words, icon) of how it stands: whether the Dinas gave it back or the FCU took it up again itself."""
    if report.stage == STAGE.RETURNED and report.notes and report.notes[-1]["step"] == COMPLETES:
        return BEING_COMPLETED
    if report.stage == STAGE.RECEIVED and report.paper_number:
        return ON_PAPER
    return MARKS[report.stage]


def last_note(report):
    """The note with which it came back or was taken up again, while it is open; None for a first draft."""
    return report.notes[-1] if report.stage == STAGE.RETURNED and report.notes else None


def writes(report, by):
    """Whether this reader works on it: the FCU of the village whose case it is."""
    return report.region_id == by.region_id and by.has_perm("reporting.change_incidentreport")


def reads_as_written(report, by):
    """Whether this reader sees the text that is being worked on; everybody else what was sent last."""
    return report.is_open and report.region_id == by.region_id


def office_reads_here(region):
    """Whether the Dinas of the kabupaten has an account that receives such reports."""
    regency = region.ancestor(Region.Level.REGENCY)
    rows = Assignment.objects.filter(region=regency, role__in=RECEIVERS)
    return rows.active_on(dates.today_in(region.zone)).exists()


def steps_since(report, version=None):
    """How many steps were written down in the case after the last sending; 0 before the first."""
    version = version or report.latest_version()
    return report.case.steps.filter(created_at__gt=version.created_at).count() if version else 0


# --- cases ----------------------------------------------------------------------------------------------------------
def is_secret(case):
    """A case whose kind of problem is kept secret has no report of this kind, whenever that was decided."""
    problems = [case.problem, case.need.problem if case.need_id else None]
    return any(problem is not None and problem.is_sensitive for problem in problems)


def lacking(region):
    """Cases of this FCU without an incidental report, those that ended first; never secret ones."""
    rows = Case.objects.filter(keeper=region, incident_report=None)
    return not_secret(rows).order_by("stage", "closed_on", "id")  # "closed" before "open"


def not_secret(rows, path=""):
    """Without those whose kind of problem is kept secret; `path` leads to the case."""
    return rows.exclude(Q(**{f"{path}problem__is_sensitive": True}) | Q(**{f"{path}need__problem__is_sensitive": True}))


# --- as told --------------------------------------------------------------------------------------------------------
def told_of(report, version=None):
    """The words of a version as it was sent, else those being worked on, with `happened_on` as ISO text."""
    return version.words if version else {**report.words, "happened_on": report.happened_on.isoformat()}


def parts_of(words):
    """[(code, label, lines)] in the order of the paper."""
    return [(part, label, words.get(part, "").splitlines()) for part, label in PARTS.items()]


def difference(now, before):
    """[(label, [("-" or "+", line)])] of what changed between the words of two versions; [] without an earlier one."""
    if before is None:
        return []
    pairs = [("Tentang siapa", [whom(before.get("masked", {}))], [whom(now.get("masked", {}))])]
    pairs.append(("Tanggal kejadian", [_day(before)], [_day(now)]))
    pairs += [(label, before.get(part, "").splitlines(), now.get(part, "").splitlines())
              for part, label in PARTS.items()]  # fmt: skip
    told = ((label, changed_lines(was, is_now)) for label, was, is_now in pairs)
    return [(label, lines) for label, lines in told if lines]


def _day(words):
    return dates.long_date(dates.parse_date(words["happened_on"])) if words.get("happened_on") else ""


def events_of(report, versions, url_of):
    """What happened to it, the newest first: each sending, and each step after it with its note."""
    events = []
    for version in sorted(versions, key=lambda row: row.number):
        events.append({
            "when": dates.long_date(version.sent_on), "title": f"Dikirim, versi {version.number}",
            "by": version.sent_by_words, "url": url_of(version),
        })  # fmt: skip
        for note in report.notes:
            if note["version"] == version.number:
                events.append({
                    "when": dates.long_date(dates.parse_date(note["on"])), "title": STEP_WORDS[note["step"]],
                    "text": note["note"], "by": note["by"],
                })  # fmt: skip
    return events[::-1]
