"""The PSKS team's own report on a quarter, alone or as a part of the FCU's (II.G.4, II.F.8.1, REP-16).

Whether it is a part is a setting of the region: "inside" unless a kabupaten says "alone". A part that is finished goes
with the FCU's report and comes back with it.
"""

from dataclasses import dataclass, field

from django.db.models import F

from fcu_project import workflow
from fcu_project.models import hold
from reporting.above.office_kinds import ALONE, INSIDE, PSKS_SETTING, TABLE, Chapter, Kind
from reporting.above.office_tables import tables_of
from reporting.above.office_tables.team import members_of, team_at_work
from reporting.models import OfficeReport, Report
from reporting.models.office import TEXTS
from reporting.periods import quarter_of

STAGE = OfficeReport.Stage


# --- the setting ----------------------------------------------------------------------------------------------------
def setting_of(region):
    """INSIDE or ALONE, as set here or above; an unreadable value means the usual one."""
    found = region.setting(PSKS_SETTING, INSIDE)
    return found if found in (INSIDE, ALONE) else INSIDE


def is_inside(region):
    """Whether the team's report is a part of the FCU's here."""
    return setting_of(region) == INSIDE


# --- which quarters a team owes -------------------------------------------------------------------------------------
def first_due(team):
    """The quarter after the one in which the team was formed."""
    return quarter_of(team.formed_on).next


def is_owed(team, quarter):
    """Whether the team reports on `quarter`: from its first one to that in which it ended."""
    return first_due(team) <= quarter and (team.ended_on is None or quarter.start <= team.ended_on)


def owed_quarters(team, today):
    """Every quarter that is over on the day `today` and on which the team has to report, the oldest first."""
    found, quarter = [], first_due(team)
    while quarter.end < today and is_owed(team, quarter):
        found.append(quarter)
        quarter = quarter.next
    return found


def team_owing(village, quarter):
    """The team of a village that has to report on the quarter, or None."""
    team = team_at_work(village, quarter)
    return team if team is not None and is_owed(team, quarter) else None


# --- the part of an FCU's report ------------------------------------------------------------------------------------
def part_of(report):
    """The team's report on the quarter of an FCU's report, or None."""
    rows = OfficeReport.objects.of(Kind.TEAM, report.year, report.quarter).filter(region=report.region_id)
    return rows.with_facts().first()


def whole_of(part):
    """The FCU's report into which the team's report goes: of its village and quarter, or None."""
    rows = Report.objects.filter(region=part.region_id, year=part.year, quarter=part.part)
    return rows.with_facts().order_by(F("sent_at").desc(nulls_last=True), "-id").first()


def chapter_problem(part, chapter):
    """What is missing in a chapter of the team's report, or ""; a finished one is filled in and marked as such."""
    label = Chapter(chapter).label
    if chapter == Chapter.OBSTACLES:
        told = part.no_obstacles or part.obstacles.exists()
        if part.obstacles.filter(due_on=None).exists():
            return f"{label} belum semuanya dengan batas waktu"
    else:
        told = getattr(part, TEXTS[chapter]).strip()
    if not told:
        return f"{label} belum diisi"
    return "" if part.is_done(chapter) else f"{label} belum ditandai selesai"


@dataclass(frozen=True)
class TeamPart:
    """An FCU's report beside the team's: `part` None where it was not begun, `left` what is missing in it."""

    report: Report
    part: OfficeReport | None = None
    left: list = field(default_factory=list)

    @property
    def goes_in(self):
        """Whether it is finished and not sent by itself."""
        return self.part is not None and self.part.stage in OfficeReport.OPEN and not self.left


def standing_of(report):
    part = part_of(report)
    left = [found for chapter in TABLE[Kind.TEAM].chapters if (found := chapter_problem(part, chapter))] if part else []
    return TeamPart(report, part, left)


def belongs_inside(report):
    """Whether a team's part is asked for: there is a team that owes the quarter, and it reports inside."""
    return is_inside(report.region) and team_owing(report.region, report.period) is not None


def part_problem(standing, on):
    """REP-16: the FCU's report goes with the team's part, or says why it goes without."""
    part = standing.part
    if part is None:
        return "Bagian tim PSKS belum selesai: belum dimulai."
    return f"Bagian tim PSKS belum selesai: {'; '.join(standing.left).lower()}." if standing.left else ""


def part_evidence(standing):
    return standing.part.get_stage_display() if standing.part else ""


# --- what it says ---------------------------------------------------------------------------------------------------
def joined_content(part):
    """The team's report as plain JSON: chapters in the order of the paper, obstacles with solutions, tables."""
    team = team_at_work(part.region, part.period)
    return {
        "team": team.name if team else "",
        "officers": _officers(team, part.period),
        "chapters": [
            {"chapter": chapter.value, "heading": chapter.label, "text": getattr(part, TEXTS[chapter])}
            if chapter in TEXTS else {"chapter": chapter.value, "heading": chapter.label}
            for chapter in TABLE[Kind.TEAM].chapters
        ],
        "no_obstacles": part.no_obstacles,
        "obstacles": [
            {"obstacle": row.obstacle, "solution": row.solution, "owner": row.owner,
             "due_on": row.due_on.isoformat() if row.due_on else ""}
            for row in part.obstacles.all()
        ],
        "tables": tables_of(part),
    }  # fmt: skip


def _officers(team, quarter):
    """{post: name} of who led the team on the last day of the quarter."""
    if team is None:
        return {}
    return {row.post: row.person.name for row in members_of(team, quarter) if row.post != "member"}


def team_told(report):
    """What an FCU's report carries of the team: its finished part where it reports inside, {} otherwise."""
    if not belongs_inside(report):
        return {}
    standing = standing_of(report)
    return joined_content(standing.part) if standing.goes_in else {}


def frozen_of(part):
    """What the FCU's report that was sent carries of the team's; {} where it went without."""
    report = whole_of(part)
    version = report.latest_version() if report else None
    return version.content.get("team", {}) if version else {}


def sent_inside(part):
    """The same in the shape of a report that was sent by itself, for whoever reads a part; {} where there is none."""
    told = frozen_of(part)
    if not told:
        return {}
    chapters = {row["chapter"]: {"text": row.get("text", "")} for row in told["chapters"]}
    chapters[Chapter.OBSTACLES.value] = {"none": told["no_obstacles"], "rows": told["obstacles"]}
    return {
        "office": told["team"] or f"Tim PSKS {part.region}", "region": str(part.region), "chapters": chapters,
        "tables": told["tables"], "aspects": [], "attachments": [], "below": {}, "reasons": {},
    }  # fmt: skip


# --- its way with the FCU's report ----------------------------------------------------------------------------------
def held_part(report):
    """Take the team's part for the time of sending, so that nobody writes in it between reading and freezing."""
    part = part_of(report)
    if part is not None:
        hold(part)
    return part


def take_in(report, *, by, on):
    """With the FCU's report that was just sent goes the team's, if it stands in it."""
    part = part_of(report)
    if part is not None and part.stage in OfficeReport.OPEN and report.latest_version().content.get("team"):
        workflow.perform(part, "join" if part.stage == STAGE.DRAFT else "join-again", by=by, on=on)


def release(report, *, by, on):
    """With an FCU's report that was given back comes the team's: its writers may mend it."""
    part = part_of(report)
    if part is not None and part.stage == STAGE.JOINED:
        workflow.perform(part, "unjoin", by=by, on=on, note=report.return_note)


def why_not_alone(part):
    """Why a team's report is not sent by itself, or "": it is a part of the FCU's that was not sent yet."""
    if not is_inside(part.region):
        return ""
    report = whole_of(part)
    if report is not None and report.stage in (Report.Stage.SENT, Report.Stage.ACCEPTED):
        return ""  # it went without the team's part
    return "Di sini laporan tim PSKS menjadi bagian laporan FCU. Tandai semua bagiannya selesai; FCU yang mengirim."
