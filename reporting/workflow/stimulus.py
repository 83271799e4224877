"""Diajukan → Disetujui → Dicairkan → Dipertanggungjawabkan; Ditolak and Ditarik keluarga end it (II.D.1.3(5)).

The Dinas decides and pays; where it has no account here, the village records it from the paper: the same steps, named
"…-paper", with the same conditions. Locks are taken in one order: request, account, grant.
"""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.models import hold
from fcu_project.workflow import Gate, Transition, TransitionRefused
from reporting.models import Disbursement
from reporting.money.bank_numbers import NO_ACCOUNT, holds_account_number
from reporting.money.stimulus import (
    PAPER,
    account_of,
    account_problem,
    acted_by,
    is_near,
    recipient_problem,
    recount,
    standing,
)

STAGE = Disbursement.Stage
DECIDES, STANDS_IN = "reporting.decide_disbursement", "reporting.record_for_office"


# --- parties ------------------------------------------------------------------------------------------------------
def of_own_territory(row, by):
    """The Dinas of the kabupaten in which the family lives."""
    return row.region.code.startswith(by.territory)


def from_paper(row, by):
    """The village itself, while its Dinas has no account here."""
    return standing(by, row.region) == PAPER


def near(row, by):
    return is_near(by, row.region, "reporting.change_disbursement")


# --- conditions ---------------------------------------------------------------------------------------------------
def account_known(row, on):
    """Money is approved only where it can go (FUN-03)."""
    return account_problem(row.grant)


def still_recipient(row, on):
    return recipient_problem(row.grant.recipient)


def has_come(row, on):
    return f"Tanggal {dates.long_date(on)} belum tiba." if on > dates.today_in(row.region.zone) else ""


def after_request(row, on):
    if on < row.requested_on:
        return f"Permohonan ini diajukan {dates.long_date(row.requested_on)}. Isi tanggal sejak hari itu."
    return has_come(row, on)


def after_decision(row, on):
    """It is paid on or after the day it was decided and the account was opened."""
    account = account_of(row.grant.family)
    first = max(day for day in (row.decided_on, account and account.opened_on) if day)
    if on < first:
        return f"Disetujui dan rekening dibuka paling akhir {dates.long_date(first)}. Isi tanggal sejak hari itu."
    return has_come(row, on)


def after_payment(row, on):
    if on < row.paid_on:
        return f"Dana cair {dates.long_date(row.paid_on)}. Isi tanggal sejak hari itu."
    return has_come(row, on)


def all_answered(row, on):
    """Receipts and what was paid back come to the payment, to the rupiah (II.D.1.3(8))."""
    if not row.left:
        return ""
    return (
        f"Masih {dates.rupiah(row.left)} dari {dates.rupiah(row.approved)} belum dipertanggungjawabkan: kuitansi "
        f"{dates.rupiah(row.realised)}, dikembalikan {dates.rupiah(row.returned)}."
    )


def nothing_shown(row, on):
    if not row.realised and not row.returned:
        return ""
    told = f"kuitansi {dates.rupiah(row.realised)}, dikembalikan {dates.rupiah(row.returned)}"
    return f"Sudah ada pertanggungjawaban ({told}). Keluarkan dahulu kuitansinya."


# --- what becomes true --------------------------------------------------------------------------------------------
def _written(row, *names):
    """A step whose facts are asked on its own screen is not taken without them."""
    if not all(getattr(row, name) for name in names):
        raise TransitionRefused(["Isi jumlah, nomor, dan tanggalnya di halaman keputusan."])


def _plain(note):
    """Notes of the generic step screen, like every form of the stimulus, hold no account number (FUN-03)."""
    if holds_account_number(note):
        raise TransitionRefused([NO_ACCOUNT])


def approve(row, *, by, on, note):
    _written(row, "approved", "decision_number")
    _decide(row, by=by, on=on, note=note)


def refuse(row, *, by, on, note):
    row.approved = 0
    _decide(row, by=by, on=on, note=note)


def _decide(row, *, by, on, note):
    _plain(note)
    row.decided_on, row.decision_note = on, note[:300]
    row.decided_by = acted_by(by, row.region)
    row.save()
    recount(row.grant)


def pay(row, *, by, on, note):
    """Into the account in use, which stays named on the payment whatever becomes of it (FUN-03)."""
    _written(row, "account", "paid_proof")
    hold(row.account)
    if not row.account.in_use:
        raise TransitionRefused(["Rekening ini baru saja ditutup. Periksa rekening keluarga dahulu."])
    recount(row.grant)


def unpay(row, *, by, on, note):
    """A payment that was written down by mistake; the trail keeps that it was."""
    _plain(note)
    row.account, row.paid_on, row.paid_by, row.paid_proof = None, None, "", ""
    row.save()
    recount(row.grant)


def account_for(row, *, by, on, note):
    _plain(note)
    row.accounted_on = on
    row.save()


def reopen(row, *, by, on, note):
    _plain(note)
    row.accounted_on = None
    row.save()


def withdraw(row, *, by, on, note):
    _plain(note)
    row.withdrawn_on, row.withdrawn_reason = on, note[:300]
    row.save()
    recount(row.grant)


# --- the table ----------------------------------------------------------------------------------------------------
def _to_account(row):
    return "Catat rekening", reverse("reporting:account-create", args=[row.grant.uid])


def own_screen(route):
    return lambda row: reverse(f"reporting:{route}", args=[row.uid])


ACCOUNT = Gate("account", "Keluarga punya rekening", account_known, fix=_to_account)
RECIPIENT = Gate("recipient", "Keluarga masih penerima", still_recipient)
ASKED = Gate("requested", "Setelah diajukan", after_request)
DECIDED = Gate("decided", "Setelah disetujui", after_decision)
PAID = Gate("paid", "Setelah dicairkan", after_payment)
ANSWERED = Gate("answered", "Seluruh dana dipertanggungjawabkan", all_answered)
UNSHOWN = Gate("unshown", "Belum ada kuitansi", nothing_shown)

TAKES_BACK = {"needs_note": True, "asks_date": False, "is_danger": True}
# (name, label, label from paper, from, to, conditions, what becomes true, more)
ACTS = (
    ("approve", "Setujui permohonan", "Catat persetujuan Dinas", STAGE.ASKED, STAGE.APPROVED,
     (ACCOUNT, RECIPIENT, ASKED), approve, {"url": own_screen("disbursement-approve")}),
    ("refuse", "Tolak permohonan", "Catat penolakan Dinas", STAGE.ASKED, STAGE.REFUSED, (ASKED,), refuse,
     {"url": own_screen("disbursement-refuse"), "is_danger": True}),
    ("pay", "Catat pencairan", "Catat pencairan dari kertas", STAGE.APPROVED, STAGE.PAID,
     (ACCOUNT, RECIPIENT, DECIDED), pay, {"url": own_screen("disbursement-pay")}),
    ("account", "Nyatakan dipertanggungjawabkan", "Catat sudah dipertanggungjawabkan", STAGE.PAID, STAGE.ACCOUNTED,
     (ANSWERED, PAID), account_for, {}),
    ("unpay", "Batalkan catatan pencairan", "Batalkan catatan pencairan", STAGE.PAID, STAGE.APPROVED, (UNSHOWN,),
     unpay, {**TAKES_BACK, "done": "Catatan pencairan dibatalkan. Catat lagi bila cair."}),
    ("reopen", "Buka kembali pertanggungjawaban", "Buka kembali pertanggungjawaban", STAGE.ACCOUNTED, STAGE.PAID, (),
     reopen, TAKES_BACK),
)  # fmt: skip
FORWARD = ("approve", "pay", "account")
FOUR_EYES = ("approve", "refuse")  # who typed the request does not decide on it; a paper was decided by others anyhow


TAKEN_BACK = ("unpay", "reopen")


def takes_back(button):
    """Whether a step undoes what was recorded: no step further, so it stands quietly below the others."""
    return button.name.removesuffix("-paper") in TAKEN_BACK


def forward(button):
    """Whether a step leads on; the others end a request or take something back."""
    return button.name.removesuffix("-paper") in FORWARD


workflow.register(
    Disbursement,
    (
        *(
            Transition(
                name, label, (source,), target, DECIDES, relation=of_own_territory, gates=gates, effect=effect,
                four_eyes="asked_by" if name in FOUR_EYES else "", **more,
            )
            for name, label, _, source, target, gates, effect, more in ACTS
        ),
        *(
            Transition(
                f"{name}-paper", label, (source,), target, STANDS_IN, relation=from_paper, gates=gates, effect=effect,
                **more,
            )
            for name, _, label, source, target, gates, effect, more in ACTS
        ),
        Transition(
            "withdraw", "Ditarik keluarga", (STAGE.ASKED, STAGE.APPROVED), STAGE.WITHDRAWN,
            "reporting.change_disbursement", relation=near, gates=(ASKED,), effect=withdraw, needs_note=True,
            is_danger=True,
        ),
    ),
)  # fmt: skip
