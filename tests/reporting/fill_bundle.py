"""Forms of long papers and reminders, filled in; and a long paper for the tests of who may open what."""

from django.urls import reverse

from reporting.models import PrintBundle
from tests.filling import Filling, form
from tests.reporting import make, offices


def bundle(by, **more):
    """A long paper asked for by `by`, as a row that failed."""
    facts = {"kind": "reports", "title": "Laporan FCU", "paper": "F4", "total": 1, "stage": "failed", **more}
    return PrintBundle.objects.create(region=by.region, asked_by=by.actor_uid, asked_as=by.uid, **facts)


@form("reporting:bundle-create", has_text=False)
def bundle_create(people, regions):
    make.accepted(people)
    wanted = {"quarter": f"{make.QUARTER.year}-{make.QUARTER.number}", "which": "diterima", "paper": "A4"}
    return Filling(
        people.regency_reports, reverse("reporting:bundle-create"), wanted, required=("quarter", "which", "paper"),
        wrong={"quarter": "besok"},
    )  # fmt: skip


@form("reporting:bundle-again", has_text=False)
def bundle_again(people, regions):
    report = make.accepted(people)
    row = bundle(people.regency_reports, papers=[str(report.latest_version().uid)])
    return Filling(people.regency_reports, reverse("reporting:bundle-again", args=[row.uid]), {})


@form("reporting:report-bundle", has_text=False)
def report_bundle(people, regions):
    report = make.accepted(people)
    wanted = {"version": 1, "paper": "F4"}
    return Filling(people.secretary, reverse("reporting:report-bundle", args=[report.uid]), wanted, required=("paper",))


@form("reporting:office-bundle", has_text=False)
def office_bundle(people, regions):
    report = offices.sent(people)
    wanted = {"version": 1, "paper": "A4"}
    return Filling(people.province, reverse("reporting:office-bundle", args=[report.uid]), wanted, required=("paper",))


@form("reporting:report-remind", has_text=False)
def remind(people, regions):
    unit = make.unit_of(people.secretary.region)
    quarter = make.QUARTER
    address = reverse("reporting:report-remind", args=[unit.uid, quarter.year, quarter.number])
    return Filling(people.regency_reports, address, {})


def scene(people):
    return {"bundle": bundle(people.regency_reports), "reminded": make.unit_of(people.secretary.region)}


def arguments(short, scene):
    if short.startswith("bundle"):
        return [scene["bundle"].uid] if short in ("bundle", "bundle-file", "bundle-again") else []
    if short == "report-remind":
        return [scene["reminded"].uid, make.QUARTER.year, make.QUARTER.number]
    return None
