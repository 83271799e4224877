"""Forms of the quarterly report, filled in; and reports for the tests of who may open what."""

from django.urls import reverse

from reporting.actions import report as actions
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import cash, make

OBSTACLE = {
    "obstacle": "Jalan rusak saat hujan.", "solution": "Pertemuan dipindah ke dusun.", "owner": "Sekretaris FCU",
    "due_on": typed_date(TODAY),
}  # fmt: skip
FINANCE = {
    "finance_kind": "totals", "opening_balance": "100.000", "income_self_help": "Rp250.000", "income_csr": "",
    "income_government": "0", "income_donation": "50000", "expense_total": "300.000", "done": "yes",
    "finance_note": "Kuitansi nomor 1 sampai 12 disimpan bendahara.",
}  # fmt: skip


def section_url(report, section):
    return reverse("reporting:section", args=[report.uid, section])


@form("reporting:report-open", has_text=False)
def report_open(people, regions):
    make.unit_of(people.secretary.region)
    quarter = make.QUARTER
    return Filling(
        people.secretary, reverse("reporting:report-open"), {"year": quarter.year, "quarter": quarter.number}
    )  # fmt: skip


@form("reporting:section", is_update=True)
def chapter(people, regions):
    report = make.draft(people.secretary)
    return Filling(
        people.secretary, section_url(report, "activities"),
        {"activities_text": "Rapat rutin tiap bulan.\nKader membantu kunjungan.", "done": "yes"},
        text=("activities_text",), required=("done",), wrong={"done": "mungkin"}, row=report, contested=(report,),
    )  # fmt: skip


@form("reporting:section#finance", is_update=True)
def finance(people, regions):
    report = make.draft(people.secretary)
    return Filling(
        people.treasurer, section_url(report, "finance"), FINANCE, text=("finance_note",),
        required=("finance_kind", "done"), wrong={"expense_total": "1,5 jt"}, row=report, contested=(report,),
    )  # fmt: skip


@form("reporting:section#booked", is_update=True)
def booked_finance(people, regions):
    """The same where the FCU keeps a cash book: nothing but a note is typed."""
    report = make.draft(people.secretary)
    cash.book(people.treasurer, opened_on=report.period.start)
    return Filling(
        people.treasurer, section_url(report, "finance"), {"finance_note": "Kuitansi lengkap.", "done": "yes"},
        text=("finance_note",), required=("done",), wrong={"done": "mungkin"}, row=report, contested=(report,),
    )  # fmt: skip


@form("reporting:section#obstacles", has_text=False)
def obstacles(people, regions):
    report = make.draft(people.secretary)
    return Filling(
        people.secretary, section_url(report, "obstacles"), {"no_obstacles": "on", "done": "yes"}, row=report,
        contested=(report,),
    )  # fmt: skip


@form("reporting:obstacle-create")
def obstacle_create(people, regions):
    report = make.draft(people.secretary)
    return Filling(
        people.secretary, reverse("reporting:obstacle-create", args=[report.uid]), OBSTACLE,
        text=("obstacle", "solution", "owner"), required=("obstacle", "solution", "owner", "due_on"),
        wrong={"due_on": "lusa"},
        contested=(report,),
    )  # fmt: skip


@form("reporting:obstacle-update", is_update=True)
def obstacle_update(people, regions):
    report = make.draft(people.secretary)
    row = make.obstacle(report, people.secretary, obstacle="Hujan.")
    return Filling(
        people.secretary, reverse("reporting:obstacle-update", args=[report.uid, row.uid]), OBSTACLE,
        text=("obstacle", "solution", "owner"), required=("obstacle", "solution", "owner", "due_on"),
        wrong={"due_on": "lusa"},
        row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:obstacle-remove", has_text=False)
def obstacle_remove(people, regions):
    report = make.draft(people.secretary)
    row = make.obstacle(report, people.secretary)
    url = reverse("reporting:obstacle-remove", args=[report.uid, row.uid])
    return Filling(people.secretary, url, {}, contested=(report,))


@form("reporting:signed-scan", has_text=False)
def signed_scan(people, regions):
    report = make.accepted(people)
    return Filling(
        people.secretary, reverse("reporting:signed-scan", args=[report.uid]), {}, has_scan=True, required=("scan",),
        contested=(report,),
    )  # fmt: skip


def scene(people):
    """A report that came back, with an obstacle, of Desa Sidomekar."""
    unit = make.unit_of(people.secretary.region)
    type(unit).objects.filter(pk=unit.pk).update(decreed_on=make.DECREED_ON)
    report = make.returned(people)
    return {"report": report, "obstacle": report.obstacles.first()}


def opened(report, by):
    """The same report with its finance nihil, saved by `by`."""
    return actions.save_finance(make.fresh(report), kind="nihil", by=by, on=TODAY)
