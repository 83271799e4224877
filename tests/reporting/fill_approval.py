"""Forms of approvals of expenses and kuitansi; and rows for the tests of who may open what."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from institutions.models.fcu import Post
from reporting.actions import approval
from reporting.money.treasurers import holder_on
from tests import factories
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import cash

LARGE = 750_000  # above what the treasurer pays alone


def waiting(by, **more):
    """An expense that waits for the coordinator, with the money for it in the book."""
    cash.money_in(by, 2 * LARGE, days_ago=0)
    return cash.fresh(cash.money_out(by, LARGE, days_ago=0, **more))


def on_paper(by, **more):
    """An expense whose approval was recorded from the signed paper."""
    row = waiting(by, **more)
    return approval.approve_on_paper(row, by=by, on=TODAY, scan=signed_paper(row), signed_by=coordinator_of(row))


def signed_paper(row):
    """The signed kuitansi of an expense, a file of its own."""
    content = factories.scan().read() + f"% {row.uid}\n".encode()
    return SimpleUploadedFile("kuitansi.pdf", content, content_type="application/pdf")


def coordinator_of(row):
    """Who signs for the coordinator today."""
    return holder_on(row.book.unit, Post.COORDINATOR, TODAY)[1].name


@form("reporting:cash-approve-paper")
def approve_paper(people, regions):
    row = waiting(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-approve-paper", args=[row.uid]),
        {"on": typed_date(TODAY), "signed_by": coordinator_of(row), "number": "KW-7"}, has_scan=True,
        text=("number",), required=("on", "signed_by", "scan"), wrong={"on": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip


def scene(people):
    """Rows of Desa Sidomekar at which the routes of this part point."""
    by = people.treasurer
    cash.book(by, opened_on=TODAY)
    return {"expense_waiting": waiting(by), "expense_on_paper": on_paper(by, text="Sewa tenda")}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    row = {
        "cash-approve-paper": "expense_waiting", "cash-approval-scan": "expense_on_paper",
        "cash-kuitansi": "expense_on_paper",
    }.get(short)  # fmt: skip
    return [scene[row].uid] if row else None
