"""The team's report as a part of the FCU's: it goes and comes back with it, never by a button of its own (REP-16)."""

from django.utils import timezone

from fcu_project import workflow
from fcu_project.workflow import Gate, Transition
from institutions.roles import VILLAGE
from reporting.above.office_kinds import Kind
from reporting.models import OfficeReport, Report
from reporting.quarterly import team_report
from reporting.workflow import report as report_workflow
from reporting.workflow.report_effects import TEAM_PART

STAGE = OfficeReport.Stage


# --- parties --------------------------------------------------------------------------------------------------------
def sent_with_report(part, by):
    """Whoever just sent the FCU's report in which this part stands."""
    if part.kind != Kind.TEAM or by.level != VILLAGE or part.region_id != by.region_id:
        return False
    report = team_report.whole_of(part)
    return report is not None and report.stage == Report.Stage.SENT and bool(team_report.frozen_of(part))


def given_back_with_report(part, by):
    """Whoever just gave the FCU's report back."""
    if part.kind != Kind.TEAM or not part.region.code.startswith(by.territory):
        return False
    report = team_report.whole_of(part)
    return report is not None and report.stage == Report.Stage.RETURNED


# --- effects --------------------------------------------------------------------------------------------------------
def join(part, *, by, on, note):
    report = team_report.whole_of(part)
    part.sent_on, part.sent_at = on, timezone.now()
    part.sent_by, part.sent_by_words = by.actor_uid, by.signature
    part.receipt_number = f"{report.receipt_number}-TIM"
    part.save()


def unjoin(part, *, by, on, note):
    part.returned_on, part.returned_by_words, part.return_note = on, by.signature, note[:1000]
    part.save()


# --- the table ------------------------------------------------------------------------------------------------------
TEAM_TRANSITIONS = (
    *(
        Transition(
            name, "Masukkan ke laporan FCU", (stage,), STAGE.JOINED, "reporting.view_report", relation=sent_with_report,
            effect=join, asks_date=False,
        )
        for name, stage in (("join", STAGE.DRAFT), ("join-again", STAGE.RETURNED))
    ),
    Transition(
        "unjoin", "Kembalikan dari laporan FCU", (STAGE.JOINED,), STAGE.RETURNED, "reporting.view_report",
        relation=given_back_with_report, effect=unjoin, asks_date=False,
    ),
)  # fmt: skip
PART = Gate(
    TEAM_PART, "Bagian tim PSKS selesai", team_report.part_problem, warns=True,
    applies=team_report.belongs_inside, about=team_report.standing_of, evidence=team_report.part_evidence,
    printed=report_workflow.PRINTED,
)  # fmt: skip

workflow.add_steps(OfficeReport, TEAM_TRANSITIONS)
workflow.extend(Report, "send", gates=(PART,))
