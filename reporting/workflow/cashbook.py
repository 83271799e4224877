"""Menunggu persetujuan → Tercatat | Ditolak: the coordinator approves what the treasurer pays (III.B.2.3(1, 3)).

Where the coordinator decides on paper, the office that holds the paper records it, with the same conditions.
"""

from django.core.exceptions import ValidationError
from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.models import Assignment
from institutions.models.fcu import Post
from reporting.models import CashBook, CashEntry
from reporting.money import ledger
from reporting.money.plan_spending import budget_problem, budget_words

STAGE = CashEntry.Stage
MOST_LETTERS = 300  # of a reason that is kept with the entry
ANEW = "Catatan ini tidak bisa disetujui lagi: tolak atau tarik, lalu catat lagi."


# --- parties ----------------------------------------------------------------------------------------------------
def of_own_village(entry, by):
    return entry.region_id == by.region_id


# --- conditions: what the screens tell of an entry that waits. Booking asks the same again, with the book held ------
def _waits(entry):
    """Once booked it counts itself: nothing more is asked of it."""
    return entry.stage == STAGE.WAITING


def day_is_open(entry, on):
    problem = ledger.day_problem(entry.book, entry.on, dates.today_in(entry.region.zone)) if _waits(entry) else ""
    return f"{problem} {ANEW}" if problem else ""


def money_is_there(entry, on):
    if not _waits(entry):
        return ""
    return ledger.aid_problem(entry) or ledger.purse_problem(entry.book, entry.aid, entry.on, entry.amount)


def within_agreement(entry, on):
    return ledger.share_problem(entry) if _waits(entry) else ""


def within_budget(entry, on):
    return budget_problem(entry) if _waits(entry) else ""


def closed_to_paper(entry, on):
    """Why the office can't record the approval from paper: the coordinator decides here; or ""."""
    if not _waits(entry):
        return ""
    rows = Assignment.objects.active_on(dates.today_in(entry.region.zone)).select_related("person")
    rows = rows.filter(region=entry.region_id, role=Post.COORDINATOR, person__user__is_active=True)
    someone = rows.order_by("id").first()
    if someone is None:
        return ""
    return (
        f"Koordinator punya akun di aplikasi ini ({someone.person.name}), jadi persetujuannya dicatat di sana. "
        "Mintalah Koordinator membuka daftar persetujuan pengeluaran."
    )


def left_after(entry):
    """What the purse still holds once this entry alone is paid."""
    lowest, _ = ledger.lowest_from(entry.book, entry.aid, entry.on)
    return f"Sisa sesudahnya {dates.rupiah(lowest - entry.amount)}"


def has_no_reason_yet(entry):
    """What was recorded with its reason is flagged already."""
    return not entry.outside_reason


def is_planned_without_reason(entry):
    return bool(entry.plan_item_id) and has_no_reason_yet(entry)


# --- effects ----------------------------------------------------------------------------------------------------
def book_it(entry, *, by, on, note):
    """Looked at anew with the book held, numbered, and counted from now on (MEM-09)."""
    _post(entry, on=on, approved_by=by.signature)


def book_from_paper(entry, *, by, on, note):
    """The same, only with the signed paper. `entry.approved_by` names who signed it."""
    if problem := closed_to_paper(entry, on):
        raise TransitionRefused([problem])
    if not entry.paper_scan_id:
        raise TransitionRefused(["Unggah pindaian kuitansi yang sudah ditandatangani Koordinator."])
    if on > dates.today_in(entry.region.zone):
        raise TransitionRefused([f"Tanggal {dates.long_date(on)} belum tiba."])
    entry.from_paper, entry.recorded_by, entry.paper_date = True, by.signature, on
    _post(entry, on=on, approved_by=entry.approved_by)


def _post(entry, *, on, approved_by):
    ledger.held_book(entry.book)
    try:
        ledger.check(entry, today=dates.today_in(entry.region.zone))
    except ValidationError as problem:
        raise TransitionRefused([*problem.messages, *([ANEW] if "on" in problem.message_dict else [])]) from problem
    if not entry.outside_reason:
        _take_reasons(entry)
    entry.approved_on, entry.approved_by = on, approved_by
    ledger.post(entry)
    entry.save()


def _take_reasons(entry):
    """What now objects to an expense that was within everything when it was recorded is answered in writing."""
    told, given = {gate.name: problem for gate, problem in _objections(entry)}, workflow.reasons_of(entry)
    if missing := [problem for name, problem in told.items() if not given.get(name)]:
        raise TransitionRefused(missing)
    entry.outside_reason = " ".join(given[name] for name in told)[:MOST_LETTERS]


def _objections(entry):
    found = ((SHARE, ledger.share_problem(entry)), (BUDGET, budget_problem(entry)))
    return [(gate, problem) for gate, problem in found if problem]


def refuse(entry, *, by, on, note):
    """The paper of a refused expense may prove the one that is recorded in its place."""
    _end(entry, note.strip())


def withdraw(entry, *, by, on, note):
    _end(entry, f"Ditarik: {note.strip()}")


def _end(entry, reason):
    if len(reason) > MOST_LETTERS:
        raise TransitionRefused([f"Alasan paling panjang {MOST_LETTERS} huruf; yang ditulis {len(reason)} huruf."])
    entry.refused_reason, entry.receipt_print = reason, ""
    entry.save()


# --- the table --------------------------------------------------------------------------------------------------
def weigh(entry, today):
    """What the coordinator reads before deciding."""
    lines = [
        f"{dates.rupiah(entry.amount)} kepada {entry.payee}, {dates.long_date(entry.on)}: {entry.text}.",
        f"Kategori: {entry.kind_words}. {_planned(entry)}",
        f"Bukti: {'ada' if entry.receipt_id else entry.no_receipt_reason or 'belum ada'}.",
    ]
    if entry.aid_id:
        lines.append(f"Dari bantuan {entry.aid.giver}.")
    if together := ledger.together_words(entry):
        lines.append(together)
    if entry.outside_reason:
        lines.append(f"Di luar kesepakatan atau anggaran, alasannya: {entry.outside_reason}")
    return lines


def _planned(entry):
    if not entry.plan_item_id:
        return "Di luar rencana kerja."
    return f"Rencana kerja: {entry.plan_item.what}. {budget_words(entry.plan_item)}"


def booked_words(entry):
    """What the coordinator reads afterwards: the evidence number, and what is left."""
    left = CashBook.objects.values_list("balance", flat=True).get(pk=entry.book_id)
    return f"Disetujui, nomor {entry.evidence}, saldo kas sekarang {dates.rupiah(left)}."


def _to_list(entry):
    return reverse("reporting:cash-approvals")


DAY = Gate("day", "Bulannya belum ditutup", day_is_open)
MONEY = Gate("money", "Uangnya cukup", money_is_there, evidence=left_after)
SHARE = Gate("share", "Sesuai kesepakatan alokasi", within_agreement, warns=True, applies=has_no_reason_yet)
BUDGET = Gate(
    "budget", "Dalam anggaran kegiatannya", within_budget, warns=True, applies=is_planned_without_reason
)  # fmt: skip
ACCOUNT = Gate("account", "Koordinator belum punya akun", closed_to_paper)
GATES = (DAY, MONEY, SHARE, BUDGET)
PAPER_GATES = (ACCOUNT, *GATES)
KEEPS = "reporting.add_cashentry"
APPROVES = "reporting.approve_expense"

workflow.register(
    CashEntry,
    (
        Transition(
            "approve", "Setujui pengeluaran", (STAGE.WAITING,), STAGE.BOOKED, APPROVES, relation=of_own_village,
            gates=GATES, prepare=book_it, four_eyes="entered_by", asks_date=False, tells=weigh, lands=_to_list,
            done=booked_words,
        ),
        Transition(
            "approve_on_paper", "Catat persetujuan dari kertas", (STAGE.WAITING,), STAGE.BOOKED, KEEPS,
            relation=of_own_village, gates=PAPER_GATES, prepare=book_from_paper, tells=weigh, lands=_to_list,
            url=lambda entry: reverse("reporting:cash-approve-paper", args=[entry.uid]),
        ),
        Transition(
            "refuse", "Tolak", (STAGE.WAITING,), STAGE.REFUSED, APPROVES, relation=of_own_village, effect=refuse,
            needs_note=True, four_eyes="entered_by", is_danger=True, asks_date=False, tells=weigh, lands=_to_list,
            done="Pengeluaran ditolak. Bendahara membaca alasannya di berandanya.",
        ),
        Transition(
            "withdraw", "Tarik", (STAGE.WAITING,), STAGE.REFUSED, KEEPS, relation=of_own_village, effect=withdraw,
            needs_note=True, is_danger=True, asks_date=False, lands=_to_list,
            done="Catatan ditarik dan tidak masuk buku kas. Notanya bisa dipakai lagi.",
        ),
    ),
)  # fmt: skip
