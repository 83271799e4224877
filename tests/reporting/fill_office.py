"""Forms of the reports of offices, filled in; and its rows for the tests of who may open what."""

from django.urls import reverse

from reporting.above.office_kinds import Kind
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import offices

OBSTACLE = {
    "obstacle": "Jalan rusak saat hujan.", "solution": "Kunjungan dijadwalkan bersama.", "owner": "Kepala bidang",
    "due_on": typed_date(TODAY),
}  # fmt: skip
TEXTS = ("obstacle", "solution", "owner")


def to(short, report, *more):
    return reverse(f"reporting:{short}", args=[report.uid, *more])


@form("reporting:office-open", has_text=False)
def office_open(people, regions):
    offices.unit_of(people)
    quarter = offices.QUARTER
    return Filling(
        people.regency_reports, reverse("reporting:office-open"),
        {"kind": "regency", "year": quarter.year, "part": quarter.number},
    )  # fmt: skip


@form("reporting:office-chapter", is_update=True)
def chapter(people, regions):
    report = offices.draft(people)
    return Filling(
        people.regency_reports, to("office-chapter", report, "findings"),
        {"findings_text": "Daftar hadir belum lengkap.\nSudah disusulkan.", "done": "yes"}, text=("findings_text",),
        required=("done",), wrong={"done": "mungkin"}, row=report, contested=(report,),
    )  # fmt: skip


@form("reporting:office-chapter#obstacles", has_text=False)
def obstacles(people, regions):
    report = offices.draft(people)
    return Filling(
        people.regency_reports, to("office-chapter", report, "obstacles"), {"no_obstacles": "on", "done": "yes"},
        row=report, contested=(report,),
    )  # fmt: skip


@form("reporting:office-obstacle-create")
def obstacle_create(people, regions):
    report = offices.draft(people)
    return Filling(
        people.regency_reports, to("office-obstacle-create", report), OBSTACLE, text=TEXTS, required=TEXTS,
        wrong={"due_on": "lusa"}, contested=(report,),
    )  # fmt: skip


@form("reporting:office-obstacle-update", is_update=True)
def obstacle_update(people, regions):
    report = offices.draft(people)
    row = offices.obstacle(report, people.regency_reports)
    return Filling(
        people.regency_reports, to("office-obstacle-update", report, row.uid), OBSTACLE, text=TEXTS, required=TEXTS,
        wrong={"due_on": "lusa"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:office-obstacle-remove", has_text=False)
def obstacle_remove(people, regions):
    report = offices.draft(people)
    row = offices.obstacle(report, people.regency_reports)
    return Filling(people.regency_reports, to("office-obstacle-remove", report, row.uid), {}, contested=(report,))


@form("reporting:office-review")
def review(people, regions):
    report = offices.fresh(offices.sent(people))
    return Filling(
        people.province, to("office-review", report),
        {"decision": "returned", "note": "Tambahkan siapa yang menindaklanjuti temuan."}, text=("note",),
        required=("decision",), wrong={"note": ""}, contested=(report,), row=report,
    )  # fmt: skip


@form("reporting:office-review#paper")
def review_from_paper(people, regions):
    """The Dinas has no account here: the kecamatan records what it decided from its letter."""
    report = offices.fresh(offices.sent(people, Kind.SUBDISTRICT))
    offices.gone("regency_reports")
    return Filling(
        people.subdistrict_operator, to("office-review", report),
        {"office": regions.regency.code, "paper_number": "460/77/2026", "paper_date": typed_date(TODAY),
         "decision": "received", "note": "Diterima lengkap."},
        text=("note", "paper_number"), required=("office", "paper_date", "decision"), wrong={"paper_date": "besok"},
        contested=(report,), row=report, has_scan=True,
    )  # fmt: skip


@form("reporting:office-signed-scan", has_text=False)
def signed_scan(people, regions):
    report = offices.received(people)
    return Filling(
        people.regency_reports, to("office-signed-scan", report), {}, has_scan=True, required=("scan",),
        contested=(report,),
    )  # fmt: skip


def scene(people):
    """The report of the PSKS team of Desa Sidomekar, given back, with an obstacle."""
    report = offices.returned(people, Kind.TEAM)
    return {"office_report": report, "office_obstacle": report.obstacles.first()}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    report = scene["office_report"]
    special = {
        "office-list": [], "office-open": [], "office-chapter": [report.uid, "activities"],
        "office-obstacle-update": [report.uid, scene["office_obstacle"].uid],
        "office-obstacle-remove": [report.uid, scene["office_obstacle"].uid], "office-version": [report.uid, 1],
    }  # fmt: skip
    if short in special:
        return special[short]
    return [report.uid] if short.startswith("office-") else None
