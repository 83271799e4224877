"""Forms of budgets of offices, filled in; and rows for the tests of who may open what."""

from django.urls import reverse

from reporting.models import BudgetLine
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting.fill_aid import url

LINE = {
    "year": str(TODAY.year), "kind": "body", "source": "regency", "title": "Bantuan penyelenggaraan FCU",
    "amount": "25.000.000.000", "recipient": "Desa Sidomekar", "document": "DPA 1.06/2026",
    "document_on": typed_date(TODAY),
}  # fmt: skip
TEXT = ("title", "recipient", "document")
NEEDED = ("year", "kind", "source", "title", "amount")


def line(by, recipient, **more):
    """A line of the office of `by`, as a row."""
    facts = {
        "year": TODAY.year, "kind": "body", "source": "regency", "title": "Bantuan untuk FCU", "amount": 10_000_000,
        **more,
    }  # fmt: skip
    return BudgetLine.objects.create(region=by.region, recipient=recipient, recorded_by=by.signature, **facts)


@form("reporting:budget-create")
def budget_create(people, regions):
    return Filling(
        people.regency_funds, reverse("reporting:budget-create"), LINE, text=TEXT, required=NEEDED,
        wrong={"recipient": "Negeri Antah Berantah"},
    )  # fmt: skip


@form("reporting:budget-update", is_update=True)
def budget_update(people, regions):
    row = line(people.regency_funds, regions.village)
    return Filling(
        people.regency_funds, url("budget-update", row), LINE, text=("title", "document"), required=NEEDED,
        wrong={"amount": "25 M"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:budget-withdraw")
def budget_withdraw(people, regions):
    row = line(people.regency_funds, regions.village)
    return Filling(
        people.regency_funds, url("budget-withdraw", row),
        {"withdrawn_on": typed_date(TODAY), "reason": "Dialihkan dalam perubahan anggaran."}, text=("reason",),
        required=("withdrawn_on", "reason"), wrong={"withdrawn_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("reporting:budget-restore", has_text=False)
def budget_restore(people, regions):
    row = line(people.regency_funds, regions.village, withdrawn_on=TODAY, withdrawn_reason="Salah baris")
    return Filling(people.regency_funds, url("budget-restore", row), {}, contested=(row,))


def scene(people):
    """A line of the kabupaten meant for Desa Sidomekar."""
    return {"budget": line(people.regency_funds, people.treasurer.region)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    return [scene["budget"].uid] if short in (
        "budget", "budget-update", "budget-withdraw", "budget-restore"
    ) else None  # fmt: skip
