"""Reports for tests, at every point of their way, reached through the same actions as the screens."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import Assignment, FamilyCareUnit
from reporting.actions import annex
from reporting.actions import report as actions
from reporting.models import Obstacle, Report, Section
from reporting.money import quarter_money
from reporting.periods import Quarter
from reporting.quarterly import aspects, content
from tests.factories import TODAY, AssignmentFactory

# The quarter that ended last: its first day lies up to half a year back.
QUARTER = Quarter(TODAY.year, (TODAY.month - 1) // 3 + 1).previous
DECREED_ON = QUARTER.previous.end - timedelta(days=20)
TEXTS = {
    Section.ACTIVITIES: "FCU mengadakan rapat rutin.\nPionir mengunjungi keluarga.",
    Section.RESULTS: "Dua keluarga mulai menabung.",
    Section.NEXT_PLAN: "Melanjutkan pendampingan.",
}
AMOUNTS = {"opening_balance": 100_000, "income_self_help": 250_000, "expense_total": 300_000}


def unit(region, *, decreed_on=DECREED_ON, name="Melati", **more):
    """An FCU with a decree, as a row."""
    return FamilyCareUnit.objects.create(
        region=region, name=name, address="Balai Desa, RT 001/RW 001", stage="active",
        formed_on=decreed_on - timedelta(days=30), decreed_on=decreed_on, inaugurated_on=decreed_on, **more,
    )  # fmt: skip


def unit_of(region):
    return FamilyCareUnit.of(region) or unit(region)


def draft(by, quarter=QUARTER):
    return actions.open_report(unit_of(by.region), quarter, by=by, on=TODAY)


def obstacle(report, by, **told):
    facts = {
        "obstacle": "Jalan rusak saat hujan.", "solution": "Pertemuan dipindah ke dusun.", "owner": "Sekretaris",
        "due_on": TODAY + timedelta(days=20),
    }  # fmt: skip
    return actions.save_obstacle(Obstacle(report=report, **{**facts, **told}), by=by, on=TODAY)


def filled(by, quarter=QUARTER, *, leave_out=()):
    """A draft in which every section is finished, but those left out."""
    report = draft(by, quarter)
    for section, text in TEXTS.items():
        if section not in leave_out:
            actions.save_section(report, section, text=text, done=True, by=by, on=TODAY)
    if Section.OBSTACLES not in leave_out:
        obstacle(report, by)
        actions.save_section(report, Section.OBSTACLES, done=True, by=by, on=TODAY)
    if Section.FINANCE not in leave_out:
        actions.save_finance(report, kind="totals", amounts=AMOUNTS, by=by, on=TODAY)
    return explained(report, by)


def explained(report, by, why="Belum waktunya menurut rencana."):
    """With the writer's word on every aspect that has no records."""
    words = {aspect.code: why for aspect in aspects.lacking(report)}
    return annex.save_words(report, words, by=by, on=TODAY) if words else report


def fresh(report):
    return Report.objects.with_facts().get(pk=report.pk)


def approved(report, *, on=TODAY):
    """Approved by the coordinator of the village, if it is finished and was not yet."""
    place = {"role": "coordinator", "region": report.region}
    coordinator = Assignment.objects.filter(**place).first() or AssignmentFactory(**place)
    row = fresh(report)
    try:
        workflow.perform(row, "approve" if row.stage == "draft" else "approve-mended", by=coordinator, on=on)
    except (TransitionRefused, PermissionDenied):
        pass  # what is not finished, or was approved already
    return fresh(report)


def step(report, name, by, *, on=TODAY, note=""):
    """A step of its way; before it is sent, the coordinator approves what may be approved, and what was opened again
    without a change carries its reason."""
    if name == "send":
        if content.is_untouched(fresh(report)):
            workflow.give_reason(fresh(report), workflow.find_gate(Report, "changed"), "Sudah benar.", by=by)
        approved(report, on=on)
    return workflow.perform(fresh(report), name, by=by, on=on, note=note)


def reasoned(report, by):
    """With the written reasons for going on although something is not recorded, or a month of the book not closed."""
    for gate in ("recorded", "months") if quarter_money.book_of(report) else ("recorded",):
        workflow.give_reason(report, workflow.find_gate(Report, gate), "Pencatat sakit.", by=by)
    return report


def sent(by, quarter=QUARTER, *, on=TODAY):
    return step(reasoned(filled(by, quarter), by), "send", by, on=on)


def review(report, by, *, mend=(), note="Tambahkan jumlah peserta."):
    """Every section of the latest version judged: those in `mend` to be mended, the others fine."""
    for section in Section:
        verdict = {"verdict": "mend", "note": note} if section in mend else {"verdict": "fine"}
        actions.review_section(fresh(report).latest_version(), section, by=by, on=TODAY, **verdict)
    return fresh(report)


def returned(people, *, mend=(Section.RESULTS,)):
    report = review(sent(people.secretary), people.regency_reports, mend=mend)
    return step(report, "return", people.regency_reports)


def accepted(people, by=None, quarter=QUARTER):
    report = review(sent(by or people.secretary, quarter), people.regency_reports)
    return step(report, "accept", people.regency_reports)


def day(quarter, number):
    """The given day of the quarter, counted from its first as 0."""
    return quarter.start + timedelta(days=number)
