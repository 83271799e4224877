"""Masuk → Ditangani → Selesai of a secret case. Who may act on one is told by its grants, not by territory."""

from django.urls import reverse
from django.utils import timezone

from fcu_project import workflow
from fcu_project.workflow import Gate, Transition
from referrals.grants import end_all, held_by_somebody, holds, is_in_conflict, open_grant
from referrals.models import SecretCase, SecretEvent

STAGE = SecretCase.Stage
DECLARED = "Mengambil kasus ini dan menyatakan tidak punya hubungan keluarga atau kepentingan."


# --- who may --------------------------------------------------------------------------------------------------------
def takes_cases(case, by):
    """LK3 or the cases officer of the kabupaten; never who must not handle it (VAL-09)."""
    return case.regency_id == by.region_id and not is_in_conflict(case, by.person)


def may_take(case, by):
    """The same, while nobody has it in hand."""
    return takes_cases(case, by) and not held_by_somebody(case, by.today)


def nobody_holds(case, by):
    """After a declared conflict, when nobody else has it in hand."""
    return case.regency_id == by.region_id and not held_by_somebody(case, by.today)


# --- what is asked --------------------------------------------------------------------------------------------------
def in_nobodys_hands(case, on):
    """Of two who take it at once the slower is told."""
    return "Kasus ini sudah diambil orang lain." if held_by_somebody(case, on) else ""


def ending_written(case, on):
    return "" if case.ending and case.closing else "Tuliskan dahulu bagaimana kasus ini berakhir."


def in_order(case, on):
    return "" if case.taken_on is None or on >= case.taken_on else "Tidak boleh sebelum kasus ini diambil."


# --- what becomes true ----------------------------------------------------------------------------------------------
def take(case, *, by, on, note):
    """Whoever takes it is let in by name."""
    case.taken_on = case.taken_on or on
    case.save()
    open_grant(case, by, reason=DECLARED, by=by, on=on)


def close(case, *, by, on, note):
    """With the end nobody but who closes it can open it any more."""
    case.closed_on = on
    case.save()
    end_all(case.grants.exclude(assignment_uid=by.uid), by=by, on=on)


def reopen(case, *, by, on, note):
    """How it had ended goes to the steps, with the reason."""
    earlier = f"{case.get_ending_display()}. {case.closing.get('words', '')}".strip()
    words = {"what": f"Dibuka kembali: {note}", "result": f"Akhir sebelumnya: {earlier}", "by": by.signature}
    SecretEvent.objects.create(case=case, kind=SecretEvent.Kind.NOTE, happened_at=timezone.now(), words=words)
    case.closed_on, case.ending, case.closing = None, "", {}
    case.save()


def own_screen(route):
    return lambda case: reverse(f"referrals:{route}", args=[case.uid])


workflow.register(
    SecretCase,
    (
        Transition(
            "take", "Ambil kasus ini", (STAGE.REPORTED, STAGE.TAKEN), STAGE.TAKEN, "referrals.take_secretcase",
            relation=takes_cases, gates=(Gate("free", "Belum ada yang menangani", in_nobodys_hands),), effect=take,
            asks_date=False, url=own_screen("secret-case-take"),
        ),
        Transition(
            "release", "Kembalikan ke daftar tunggu", (STAGE.TAKEN,), STAGE.REPORTED, "referrals.take_secretcase",
            relation=nobody_holds, asks_date=False, url=own_screen("secret-case-conflict"),
        ),
        Transition(
            "close", "Tutup kasus", (STAGE.TAKEN,), STAGE.CLOSED, "referrals.take_secretcase", relation=holds,
            gates=(
                Gate("ending", "Akhir kasus tertulis", ending_written),
                Gate("order", "Setelah diambil", in_order),
            ),
            effect=close, url=own_screen("secret-case-close"),
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.CLOSED,), STAGE.TAKEN, "referrals.take_secretcase", relation=holds,
            effect=reopen, needs_note=True, asks_date=False, done="Kasus dibuka kembali.",
        ),
    ),
)  # fmt: skip
