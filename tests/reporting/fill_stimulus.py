"""Forms of the stimulus: grants, accounts, requests, decisions, payments; and rows for who may open what."""

from datetime import timedelta

from django.urls import reverse

from institutions.models import Assignment
from reporting.actions import stimulus as actions
from reporting.models import BudgetLine, Disbursement
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date
from tests.reporting import stimulus as rows

ASKED_ON = TODAY - timedelta(days=20)
DECIDED_ON = TODAY - timedelta(days=15)


# --- states ---------------------------------------------------------------------------------------------------------
def asked(people, name="Sumiyati", *, amount=2_000_000, by=None, number="0123456789", on=ASKED_ON):
    """A request typed by the secretary, of a family with an account."""
    grant = rows.grant(people, name)
    into = rows.account(people, grant.family, number)
    request = Disbursement(
        grant=grant, requested_on=on, requested_by=into.holder, amount=amount, purpose="Belanja barang warung"
    )
    return actions.ask(request, by=by or people.secretary, on=TODAY)


def approved(people, name="Sumiyati", *, amount=2_000_000, number="0123456789"):
    """The same, approved by the Dinas."""
    row = asked(people, name, number=number)
    return actions.approve(row, by=people.regency_funds, on=DECIDED_ON, amount=amount, number="460/20/2026")


def paid(people, name="Sumiyati", *, number="0123456789"):
    row = approved(people, name, number=number)
    return actions.pay(row, by=people.regency_funds, on=LAST_WEEK, proof="SP2D 113/2026")


def without_office(people):
    """From today on the Dinas has nobody in the application who keeps this money."""
    Assignment.objects.filter(role="regency_funds").update(valid_until=TODAY - timedelta(days=1))


def line(people, *, amount=5_000_000):
    """A budget of the Dinas for families."""
    regency = people.regency_funds.region
    return BudgetLine.objects.create(
        region=regency, recipient=regency, year=TODAY.year, kind="family", source="nation", title="Stimulan keluarga",
        amount=amount, recorded_by=people.regency_funds.signature,
    )  # fmt: skip


def to(short, row):
    return reverse(f"reporting:{short}", args=[row.uid])


# --- what families are entitled to ----------------------------------------------------------------------------------
GRANTS = {
    "year": str(TODAY.year), "source": "nation", "decision_number": "460/12/2026", "decided_on": typed_date(LAST_WEEK),
    "amount_all": "3.000.000", "purpose": "Modal warung",
}  # fmt: skip


def granting(people, by, **more):
    row = rows.recipient(people)
    return Filling(
        by, reverse("reporting:grant-create"), {**GRANTS, "ticked": row.pk, **more},
        text=("decision_number", "purpose"),
        required=("year", "source", "decision_number", "decided_on", "amount_all", "purpose"),
        wrong={"amount_all": "tiga juta"}, contested=(row,),
    )  # fmt: skip


@form("reporting:grant-create")
def grant_create(people, regions):
    return granting(people, people.regency_funds, budget_line=line(people).pk)


@form("reporting:grant-create#paper")
def grant_create_from_paper(people, regions):
    without_office(people)
    filling = granting(people, people.secretary)
    filling.has_scan = True
    return filling


@form("reporting:grant-update", is_update=True)
def grant_update(people, regions):
    row = rows.grant(people)
    data = {"entitlement": "3.500.000", "purpose": "Modal warung dan etalase", "decision_number": "460/13/2026",
            "decided_on": typed_date(LAST_WEEK)}  # fmt: skip
    return Filling(
        people.regency_funds, to("grant-update", row), data, text=("purpose", "decision_number"), row=row,
        required=("entitlement", "purpose", "decision_number", "decided_on"), wrong={"entitlement": "-5"},
        contested=(row,),
    )  # fmt: skip


END = {"on": typed_date(LAST_WEEK), "reason": "Keluarga pindah ke kabupaten lain."}


@form("reporting:grant-close")
def grant_close(people, regions):
    row = rows.grant(people)
    return Filling(
        people.regency_funds, to("grant-close", row), END, text=("reason",), required=("on", "reason"),
        wrong={"on": "kemarin"}, contested=(row,),
    )  # fmt: skip


# --- the account ----------------------------------------------------------------------------------------------------
def account_data(grant, **more):
    holder = grant.family.members.first()
    return {"bank": "BRI Unit Tanjung", "number": "0123 4567 8901", "holder": holder.pk,
            "opened_on": typed_date(LAST_WEEK), **more}  # fmt: skip


@form("reporting:account-create")
def account_create(people, regions):
    grant = rows.grant(people)
    return Filling(
        people.regency_funds, to("account-create", grant), account_data(grant), text=("bank",),
        required=("bank", "number", "holder", "opened_on"), wrong={"number": "12345"},
    )  # fmt: skip


@form("reporting:account-create#replaced")
def account_replace(people, regions):
    grant = rows.grant(people)
    old = rows.account(people, grant.family)
    return Filling(
        people.regency_funds, to("account-create", grant),
        account_data(grant, replaced_because="Buku tabungan hilang."),
        text=("bank", "replaced_because"), required=("bank", "number", "holder", "opened_on", "replaced_because"),
        wrong={"number": "12x45"}, contested=(old,),
    )  # fmt: skip


@form("reporting:account-create#paper")
def account_create_from_paper(people, regions):
    without_office(people)
    grant = rows.grant(people)
    return Filling(
        people.treasurer, to("account-create", grant), account_data(grant), text=("bank",), has_scan=True,
        required=("bank", "number", "holder", "opened_on", "scan"), wrong={"number": "1" * 17},
    )  # fmt: skip


@form("reporting:account-close")
def account_close(people, regions):
    row = rows.account(people, rows.grant(people).family)
    return Filling(
        people.regency_funds, to("account-close", row), END, text=("reason",), required=("on", "reason"),
        wrong={"on": "kemarin"}, contested=(row,),
    )  # fmt: skip


# --- requests -------------------------------------------------------------------------------------------------------
def request_data(grant, **more):
    return {"requested_on": typed_date(LAST_WEEK), "requested_by": grant.family.members.first().pk,
            "amount": "1.500.000", "purpose": "Membeli etalase warung", **more}  # fmt: skip


@form("reporting:disbursement-create")
def disbursement_create(people, regions):
    grant = rows.grant(people)
    return Filling(
        people.secretary, to("disbursement-create", grant), request_data(grant), text=("purpose",), has_scan=True,
        required=("requested_on", "requested_by", "amount", "purpose"), wrong={"amount": "4.000.000"},
    )  # fmt: skip


APPROVAL = {"approved": "1.500.000", "decision_number": "460/20/2026", "decided_on": typed_date(LAST_WEEK),
            "note": "Sesuai kebutuhan."}  # fmt: skip


@form("reporting:disbursement-approve")
def disbursement_approve(people, regions):
    row = asked(people)
    return Filling(
        people.regency_funds, to("disbursement-approve", row), APPROVAL, text=("decision_number", "note"),
        required=("approved", "decision_number", "decided_on"), wrong={"approved": "2.000.001"}, contested=(row,),
    )  # fmt: skip


@form("reporting:disbursement-approve#paper")
def disbursement_approve_from_paper(people, regions):
    row = asked(people)
    without_office(people)
    return Filling(
        people.secretary, to("disbursement-approve", row), APPROVAL, text=("decision_number", "note"), has_scan=True,
        required=("approved", "decision_number", "decided_on", "scan"), wrong={"approved": "0"}, contested=(row,),
    )  # fmt: skip


@form("reporting:disbursement-refuse")
def disbursement_refuse(people, regions):
    row = asked(people)
    data = {"decided_on": typed_date(LAST_WEEK), "reason": "Rincian belanja belum ada."}
    return Filling(
        people.regency_funds, to("disbursement-refuse", row), data, text=("reason",), required=("decided_on", "reason"),
        wrong={"decided_on": "lusa"}, contested=(row,),
    )  # fmt: skip


@form("reporting:disbursement-pay")
def disbursement_pay(people, regions):
    row = approved(people)
    data = {"paid_on": typed_date(LAST_WEEK), "paid_proof": "SP2D 113/2026"}
    return Filling(
        people.regency_funds, to("disbursement-pay", row), data, text=("paid_proof",),
        required=("paid_on", "paid_proof"), wrong={"paid_on": "lusa"}, contested=(row,),
    )  # fmt: skip


@form("reporting:disbursement-return", is_update=True)
def disbursement_return(people, regions):
    row = paid(people)
    data = {"returned": "250.000", "returned_on": typed_date(TODAY), "returned_proof": "STS 7/2026"}
    return Filling(
        people.secretary, to("disbursement-return", row), data, text=("returned_proof",), row=row,
        wrong={"returned": "9.000.000"}, contested=(row,),
    )  # fmt: skip


# --- who may open what ----------------------------------------------------------------------------------------------
def scene(people):
    """A paid request of Desa Sidomekar with its grant and account."""
    row = paid(people, "Ruminah", number="7700112233")
    return {"stimulus_paid": row, "stimulus_grant": row.grant, "stimulus_account": row.account}


OF_ACCOUNT = ("account-close", "account-reveal", "account-scan")
OF_GRANT = ("grant", "grant-update", "grant-close", "grant-scan", "account-create", "disbursement-create",
            "request-blank")  # fmt: skip
OF_REQUEST = ("disbursement", "disbursement-approve", "disbursement-refuse", "disbursement-pay", "disbursement-return",
              "request-paper", "approval-paper", "request-scan", "decision-scan")  # fmt: skip


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    for names, noun in ((OF_ACCOUNT, "account"), (OF_GRANT, "grant"), (OF_REQUEST, "paid")):
        if short in names:
            return [scene[f"stimulus_{noun}"].uid]
    return None
