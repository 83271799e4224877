"""What a report says: its sections as plain data, what is still missing in one, and how two versions differ."""

import difflib
from dataclasses import asdict
from datetime import date

from fcu_project import dates
from fcu_project.workflow import reasons_of
from reporting import indicators
from reporting.incidental.incidents_sent import sent_in
from reporting.models import Report, Section, SectionReview
from reporting.money import quarter_money
from reporting.money.quarter_money import AMOUNT_WORDS
from reporting.quarterly.activities import activities_of
from reporting.quarterly.annex_changes import annex_changes
from reporting.quarterly.annex_tables import annexes_of
from reporting.quarterly.annexes import told_attachments
from reporting.quarterly.aspects import lacking, told_aspects
from reporting.quarterly.guided import guidance_told
from reporting.quarterly.help_given import plan_of
from reporting.quarterly.mentoring_tables import mentoring_tables
from reporting.quarterly.team_report import team_told
from reporting.visits.finding_tables import unit_findings

TEXTS = {Section.ACTIVITIES: "activities_text", Section.RESULTS: "results_text", Section.NEXT_PLAN: "next_plan_text"}
LONGEST_TEXT = 5000  # characters of one chapter


# --- as written -------------------------------------------------------------------------------------------------
def section_of(report, section):
    """One section as it is written now, as plain JSON."""
    if section == Section.OBSTACLES:
        return {"none": report.no_obstacles, "rows": [obstacle_told(row) for row in report.obstacles.all()]}
    if section == Section.FINANCE:
        return quarter_money.finance_of(report)
    return {"text": getattr(report, TEXTS[section])}


def obstacle_told(row):
    due = row.due_on.isoformat() if row.due_on else ""
    return {"obstacle": row.obstacle, "solution": row.solution, "owner": row.owner, "due_on": due}


def content_of(report):
    """Everything that is sent, as plain JSON: who reports, the sections, the tables of activities, of mentoring and of
    the annexes, written reasons. A version sent earlier may lack the newer of these keys."""
    officers = report.unit.current_officers()
    return {
        "unit": str(report.unit),
        "village": str(report.region),
        "officers": {term.post: term.membership.person.name for term in officers},
        "acting": [term.post for term in officers if term.acting],
        "sections": {section.value: section_of(report, section) for section in Section},
        "activities": activities_of(report.unit, report.period),
        "plan": plan_of(report.unit, report.period),
        "mentoring": mentoring_of(report),
        "annexes": annexes_of(report),
        "incidents": sent_in(report.region, report.period),
        "reasons": reasons_of(report),
        "approved": _approval(report),
        "guidance": guidance_told(report),
        "findings": unit_findings(report.unit, report.period),
        "team": team_told(report),
        "aspects": told_aspects(report),
        "attachments": told_attachments(report),
    }


def mentoring_of(report):
    """The tables of chapter III from the pioneers' reports, as plain JSON (REP-10)."""
    return [asdict(table) for table in mentoring_tables(report.region, report.period)]


def _approval(report):
    """Whose approval of the coordinator it carries, and since when; {} for none."""
    return {"by": report.approved_by_words, "on": report.approved_on.isoformat()} if report.approved_on else {}


def section_problem(report, section):
    """What is still missing in a section, as a sentence; "" once it is complete (REP-05)."""
    if section == Section.OBSTACLES:
        return obstacles_problem(report)
    if section == Section.FINANCE:
        return quarter_money.problem(report)
    label = Section(section).label
    return "" if getattr(report, TEXTS[section]).strip() else f"Bagian “{label}” belum diisi."


def obstacles_problem(report):
    listed = list(report.obstacles.all())
    if any(not row.solution.strip() for row in listed):
        return "Ada kendala yang belum punya solusi."
    if undated := [row for row in listed if row.due_on is None]:
        return f"Kendala “{undated[0].obstacle[:60]}” belum punya batas waktu. Buka kendalanya, lalu isi."
    if listed or report.no_obstacles:
        return ""
    return "Tulis sedikitnya satu kendala dengan solusinya, atau nyatakan tidak ada kendala."


def open_problem(report, section):
    """The same, or that the writer has not yet said that the section is finished."""
    problem = section_problem(report, section)
    if problem or report.is_done(section):
        return problem
    return f"Bagian “{Section(section).label}” belum ditandai selesai."


def notes_of(row):
    """What an activity of help tells beside its result: what it cost, with how many bodies, what was planned; "" for
    others."""
    if "plan" not in row:
        return ""
    told = [f"Rencana: {row['plan']}" if row["plan"] else "Di luar rencana"]
    if row["cost"] is not None:
        told.append(f"biaya {dates.rupiah(row['cost'])}")
    if row["partners"]:
        told.append(f"{row['partners']} lembaga terlibat")
    return "; ".join(told)


# What a written reason was given for, as the paper says it.
REASON_WORDS = {
    "recorded": "Kegiatan yang belum lengkap catatannya", "months": "Bulan buku kas yang belum ditutup",
    "approved": "Dikirim tanpa persetujuan Koordinator di sini", "team_part": "Bagian tim PSKS yang belum selesai",
    "changed": "Dikirim lagi tanpa perubahan",
}  # fmt: skip


def reasons_told(told, *gates):
    """[{heading, reason}]: the written reasons of a report; only those for `gates` where some are named."""
    return [
        {"heading": REASON_WORDS.get(gate, "Keterangan"), "reason": reason}
        for gate, reason in told.get("reasons", {}).items()
        if not gates or gate in gates
    ]


def reason_lines(told, *gates):
    """The same as sentences."""
    return [f"{row['heading']}. Alasan: {row['reason']}" for row in reasons_told(told, *gates)]


# --- as reviewed ------------------------------------------------------------------------------------------------
def reviews_of(version):
    """{section: review} of one version; empty before the first sending."""
    return {review.section: review for review in version.reviews.all()} if version else {}


def sections_to_mend(version):
    """Sections of this version that were marked "perlu diperbaiki", in the order of the report."""
    found = reviews_of(version)
    return [s for s in Section if s in found and found[s].verdict == SectionReview.Verdict.MEND]


def was_reopened(report):
    """Whether it came back although nothing in it was marked: it had been accepted, and was opened again."""
    return report.stage == Report.Stage.RETURNED and not sections_to_mend(report.latest_version())


def unmended(report):
    """Sections that were to be mended and read as they were sent."""
    version = report.latest_version()
    sent = version.content.get("sections", {}) if version else {}
    return [
        section
        for section in sections_to_mend(version)
        if section_of(report, section) == sent.get(section) and not _recorded_since(report, version, section)
    ]


def waits_for(report):
    """What a returned report waits for: "mend" by its writers, "approve" by the coordinator, or "send"."""
    if unmended(report) or any(open_problem(report, section) for section in Section) or is_untouched(report):
        return "mend"
    if lacking(report):
        return "mend"
    return "send" if report.approved_on else "approve"


def is_untouched(report):
    """Opened again without a section marked, and nothing changed yet."""
    version = report.latest_version()
    if version is None or sections_to_mend(version):
        return False
    if told_attachments(report) != version.content.get("attachments", []):
        return False
    return all(section_of(report, section) == version.content["sections"][section] for section in Section)


def _recorded_since(report, version, section):
    """Whether the records behind a section say something else now: a missing list of attendance was filled in."""
    if section == Section.ACTIVITIES:
        unit, period, sent = report.unit, report.period, version.content
        return activities_of(unit, period) != sent["activities"] or plan_of(unit, period) != sent.get("plan", [])
    if section == Section.RESULTS:
        told = version.content.get("mentoring")
        if told is not None and told != mentoring_of(report):
            return True
        return bool(changed_figures(version.figures, indicators.count(report.region, report.period)))
    return False


# --- compared ---------------------------------------------------------------------------------------------------
def lines_of(section, told):
    """A section of a sent version as lines of text, as it is read and compared."""
    if section == Section.OBSTACLES:
        if told.get("none") and not told.get("rows"):
            return ["Tidak ada kendala."]
        return [obstacle_line(row) for row in told.get("rows", [])]
    if section == Section.FINANCE:
        kind = Report.Finance(told["kind"]).label if told.get("kind") else "Belum diisi"
        amounts = [f"{words}: {dates.rupiah(told[name])}" for name, words in AMOUNT_WORDS.items() if name in told]
        booked = quarter_money.lines_in_words(told)
        return [kind, *amounts, *booked, *([told["note"]] if told.get("note") else [])]
    return told.get("text", "").splitlines()


def obstacle_line(row):
    due = f", batas {dates.long_date(date.fromisoformat(row['due_on']))}" if row["due_on"] else ""
    return f"Kendala: {row['obstacle']} Solusi: {row['solution']} ({row['owner']}{due})"


def difference(version, previous):
    """What a version changed against the one before it, as plain data.

    {"sections": [{section, label, lines: [("-" or "+", text)]}], "figures": [(label, before, now)], "annexes": as
    `annex_changes`}; only what changed. All is empty where there is no previous version.
    """
    if previous is None:
        return {"sections": [], "figures": [], "annexes": []}
    sections = []
    for section in Section:
        before, now = (_lines_sent(section, row.content) for row in (previous, version))
        lines = changed_lines(before, now)
        if lines:
            sections.append({"section": section.value, "label": section.label, "lines": lines})
    figures = changed_figures(previous.figures, version.figures)
    return {"sections": sections, "figures": figures, "annexes": annex_changes(version.content, previous.content)}


def _lines_sent(section, sent):
    """A section of a sent version as lines, chapter II with the tables that stand beside its text."""
    lines = lines_of(section, sent["sections"][section])
    return [*lines, *_recorded_lines(sent)] if section == Section.ACTIVITIES else lines


def _recorded_lines(sent):
    lines = [
        f"{group['label']}: {_activity_line(row)}" for group in sent.get("activities", []) for row in group["rows"]
    ]
    planned = [row for kind in sent.get("plan", []) for row in kind["rows"]]
    return [*lines, *(f"Rencana: {row['what']}, {row['state'].lower()}" for row in planned)]


def _activity_line(row):
    present = f", hadir P {row['women']}, L {row['men']}" if row["women"] is not None else ""
    told = ". ".join(filter(None, (row["result"], notes_of(row))))
    return f"{dates.long_date(date.fromisoformat(row['start']))}, {row['what']}{present}{'. ' if told else ''}{told}"


def changed_lines(before, now):
    """[("-" or "+", line)] in their order. Whole lines are compared: two long texts cost no more than their length."""
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in before[a:b]] + [("+", line) for line in now[c:d]]
    return found


def changed_figures(before, now):
    """[(label, before, now)] of the columns that differ."""
    return [
        (indicators.label_of(column), before.get(column, 0), now.get(column, 0))
        for column in indicators.REPORT_COLUMNS
        if before.get(column, 0) != now.get(column, 0)
    ]


def later_changes(report):
    """Figures that the records give differently now than when the report was sent: [(label, frozen, now)].

    A record or a line of the cash book dated into a reported quarter is kept and shows here; what was frozen stays as
    it was sent.
    """
    frozen = getattr(report, "figures", None)
    if frozen is None:
        return []
    counted = changed_figures(indicators.values_of(frozen), indicators.count(report.region, report.period))
    return [*counted, *quarter_money.later_changes(report)]
