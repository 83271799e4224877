"""Incidental reports at every point of their way, their forms filled in, rows for who may open what."""

from django.urls import reverse

from fcu_project import workflow
from institutions.models import Assignment, Institution
from referrals.models import Case
from reporting.actions import incident as actions
from reporting.models import IncidentReport
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.referrals import fill_case as cases

PARTS = ("chronology", "actions", "parties", "result", "follow_up")
FILLED = {
    "happened_on": typed_date(cases.OPENED_ON), "initials": "M.", "sex": "female", "age_group": "anak",
    "chronology": "Sejak Juli bantuan sekolah tidak diterima.", "actions": "Menemui kepala sekolah.\nMelengkapi surat.",
    "parties": "Sekolah dasar, FCU", "result": "Sudah diterima.", "follow_up": "Dipantau tiga bulan.",
}  # fmt: skip


def url(name, row=None):
    return reverse(f"reporting:{name}", args=[row.uid] if row else [])


def body(region):
    return Institution.objects.filter(region=region, name="Lembaga 1").first() or cases.bodies(region, 1)[0]


def case(by, *, ended=True, **changes):
    """A case of the own office, handled and ended."""
    row = cases.opened(by, **changes)
    cases.stepped(row, by, text="Menemui Marlina dan kepala sekolah.", taking_part=[body(by.region)])
    return cases.closed(row, by) if ended else Case.objects.get(pk=row.pk)


def draft(by, about=None, *, on=TODAY):
    return fresh(actions.open_incident(about or case(by), by=by, on=on))


def fresh(report):
    rows = IncidentReport.objects.select_related("case__keeper", "case__family", "region")
    return rows.get(pk=report.pk)


def written(report, by, *, on=TODAY, **changes):
    """The words of a report changed, part by part."""
    report = fresh(report)
    masked = {**report.words["masked"], **changes.pop("masked", {})}
    return actions.save_incident(report, {**report.words, **changes, "masked": masked}, by=by, on=on)


def step(report, name, by, *, on=TODAY, note=""):
    return workflow.perform(fresh(report), name, by=by, on=on, note=note)


def sent(by, about=None, *, on=TODAY):
    return step(draft(by, about), "send", by, on=on)


def received(people):
    return step(sent(people.secretary), "receive", people.regency_cases)


def returned(people, note="Kapan bantuan mulai tidak turun?"):
    return step(sent(people.secretary), "return", people.regency_cases, note=note)


def without_readers(region):
    """Nobody of the Dinas has an account any more."""
    Assignment.objects.filter(role__in=("regency_cases", "regency_reports")).update(valid_until="2021-01-01")


@form("reporting:incident-create", has_text=False)
def incident_create(people, regions):
    row = case(people.secretary)
    return Filling(
        people.secretary, url("incident-create"), {"case": row.pk}, required=("case",), wrong={"case": "0"}
    )


@form("reporting:incident-update")
def incident_update(people, regions):
    row = draft(people.secretary)
    return Filling(
        people.secretary, url("incident-update", row), FILLED, text=PARTS, required=("happened_on",),
        wrong={"chronology": "Marlina tidak masuk sekolah."}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:incident-handed")
def incident_handed(people, regions):
    row = sent(people.secretary)
    without_readers(people.secretary.region)
    return Filling(
        people.secretary, url("incident-handed", row), {"paper_number": "460/12/2026", "on": typed_date(TODAY)},
        text=("paper_number",), required=("paper_number", "on"), wrong={"on": "1-1-2999"}, contested=(row,),
    )  # fmt: skip


def scene(people):
    """A report that was sent, of Desa Sidomekar."""
    return {"incident": sent(people.secretary)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("incident-list", "incident-create"):
        return []
    return [scene["incident"].uid] if short.startswith("incident") else None
