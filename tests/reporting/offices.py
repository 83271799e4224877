"""Reports of offices for tests, at every point of their way, reached through the same actions as the screens."""

from datetime import timedelta

from fcu_project import workflow
from institutions.models import Assignment, PsksTeam
from reporting.above.office_duties import period_holding
from reporting.above.office_kinds import ALONE, PSKS_SETTING, Chapter, Kind
from reporting.actions import annex
from reporting.actions import office as actions
from reporting.models import OfficeObstacle, OfficeReport
from reporting.quarterly import aspects
from reporting.workflow.office import ACCEPTED, REPORTED
from tests.factories import TODAY
from tests.reporting import make
from tests.reporting.make import QUARTER

WRITERS = {
    Kind.TEAM: "psks_team", Kind.SUBDISTRICT: "subdistrict_operator", Kind.LK3: "lk3", Kind.REGENCY: "regency_reports",
    Kind.PROVINCE: "province", Kind.NATION: "ministry", Kind.SEMESTER: "regency_funds", Kind.YEAR: "regency_funds",
}  # fmt: skip


def unit_of(people):
    """The FCU of Desa Sidomekar, with a decree long enough ago for every kind of report to be owed."""
    unit = make.unit_of(people.secretary.region)
    long_ago = QUARTER.start.replace(year=QUARTER.year - 2)
    type(unit).objects.filter(pk=unit.pk).update(decreed_on=long_ago, formed_on=long_ago, inaugurated_on=long_ago)
    return unit


def team_of(people):
    """The PSKS team of Desa Sidomekar, formed long ago, that reports by itself."""
    region, long_ago = people.psks_team.region, QUARTER.start - timedelta(days=400)
    region.settings.update_or_create(key=PSKS_SETTING, defaults={"value": ALONE})
    PsksTeam.objects.filter(region=region).update(formed_on=long_ago)
    return PsksTeam.of(region) or PsksTeam.objects.create(region=region, formed_on=long_ago)


def last_period(kind):
    """The quarter, semester or year that ended last."""
    running = period_holding(kind, TODAY)
    return period_holding(kind, running.start - timedelta(days=1))


def gone(role):
    """Nobody works as this any more."""
    Assignment.objects.filter(role=role).update(valid_until=TODAY - timedelta(days=1))


def fresh(report):
    return OfficeReport.objects.with_facts().get(pk=report.pk)


def draft(people, kind=Kind.REGENCY, *, by=None, period=None):
    team_of(people) if kind == Kind.TEAM else unit_of(people)
    by = by or getattr(people, WRITERS[kind])
    return actions.open_office_report(kind, period or last_period(kind), by=by, on=TODAY)


def obstacle(report, by, **told):
    facts = {
        "obstacle": "Jalan rusak.", "solution": "Pertemuan dipindah.", "owner": "Kepala bidang",
        "due_on": TODAY + timedelta(days=20), **told,
    }  # fmt: skip
    return actions.save_obstacle(OfficeObstacle(report=report, **facts), by=by, on=TODAY)


def filled(people, kind=Kind.REGENCY, *, by=None, period=None):
    """A draft in which every chapter is finished, and every aspect without records explained."""
    by = by or getattr(people, WRITERS[kind])
    report = draft(people, kind, by=by, period=period)
    for chapter in report.row.chapters:
        if chapter == Chapter.OBSTACLES:
            obstacle(report, by)
            report = actions.save_chapter(report, chapter, done=True, by=by, on=TODAY)
        else:
            told = {"text": f"{chapter.label}: dikerjakan.\nBaris kedua."}
            report = actions.save_chapter(report, chapter, done=True, by=by, on=TODAY, **told)
    words = {aspect.code: "Belum waktunya menurut rencana." for aspect in aspects.lacking(report)}
    return annex.save_words(report, words, by=by, on=TODAY)


def reasoned(report, by):
    """With the written reasons for going on although somebody is missing, or a report is not accepted."""
    for gate in (REPORTED, ACCEPTED):
        workflow.give_reason(report, gate, "FCU sedang berganti pengurus.", by=by)
    return fresh(report)


def sent(people, kind=Kind.REGENCY, *, by=None, period=None):
    by = by or getattr(people, WRITERS[kind])
    report = reasoned(filled(people, kind, by=by, period=period), by)
    return workflow.perform(report, "send", by=by, on=TODAY)


RECEIVERS = {
    Kind.TEAM: ("regency_reports",), Kind.SUBDISTRICT: ("regency_reports",), Kind.LK3: ("regency_reports", "province"),
    Kind.REGENCY: ("province",), Kind.PROVINCE: ("ministry",), Kind.NATION: (), Kind.SEMESTER: ("ministry",),
    Kind.YEAR: ("ministry",),
}  # fmt: skip


def received(people, kind=Kind.REGENCY, **how):
    report = sent(people, kind, **how)
    for role in RECEIVERS[kind]:
        report = actions.decide(fresh(report), "received", by=getattr(people, role), on=TODAY)
    return fresh(report)


def returned(people, kind=Kind.REGENCY, note="Tambahkan usulan.", **how):
    report = sent(people, kind, **how)
    return actions.decide(report, "returned", note=note, by=getattr(people, RECEIVERS[kind][0]), on=TODAY)
