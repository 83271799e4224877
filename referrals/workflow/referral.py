"""Draf → Dikirim → Diterima → Diteruskan → Dilayani → Selesai | Ditolak | Ditarik kembali (III.B.5.7)."""

from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import Gate, Transition
from referrals.models import Referral
from referrals.parties import is_lk3, is_sender, may_answer, may_close, may_send
from referrals.workflow import effects
from referrals.workflow.conditions import (
    after_the_step_before,
    answered,
    consented,
    family_is_living,
    forwarding_explained,
    in_order,
    leads_outside,
    need_is_open,
    newest_answer_says,
    outcome_written,
    outside_with_a_reason,
    place_chosen,
    place_known,
    request_written,
)

STAGE = Referral.Stage


def by_named_place(referral, by):
    return not referral.is_through_lk3 and may_answer(referral, by)


def by_place_of_lk3(referral, by):
    return referral.is_through_lk3 and may_answer(referral, by)


def _edit(referral):
    return "Isi rujukan", reverse("referrals:referral-update", args=[referral.uid])


LIVING = Gate("archived", "Berkas keluarga tidak diarsipkan", family_is_living)
NEED = Gate("need", "Kebutuhan masih terbuka", need_is_open)
REQUEST = Gate("request", "Permintaan dan masalah tertulis", request_written, fix=_edit)
PLACE = Gate("place", "Lembaga tujuan dipilih", place_chosen, fix=_edit)
OUTSIDE = Gate(
    "outside", "Alasan ke luar kecamatan tertulis", outside_with_a_reason, fix=_edit, applies=leads_outside
)
CONSENT = Gate("consent", "Keluarga menyetujui datanya dibagi", consented, fix=_edit)
FOUND = Gate("order", "Setelah kebutuhan ditemukan", in_order)
AFTER = Gate("after", "Setelah langkah sebelumnya", after_the_step_before)
NAMED = Gate("named", "Lembaga tujuan dipilih", place_known)
WHY = Gate("why", "Alasan memilih lembaga tertulis", forwarding_explained)
TAKES = Gate("takes", "Lembaga menjawab bersedia", newest_answer_says("accepted"))
REFUSES = Gate("refuses", "Lembaga menjawab tidak bisa", newest_answer_says("refused", "redirected"))
TOLD = Gate("answered", "Balasan lembaga tercatat", answered)
OUTCOME = Gate("outcome", "Hasil tertulis", outcome_written)
ANSWERS = "referrals.answer_for_place"


def own_screen(route):
    return lambda referral: reverse(f"referrals:{route}", args=[referral.uid])


workflow.register(
    Referral,
    (
        Transition(
            "send", "Kirim rujukan", (STAGE.DRAFT,), STAGE.SENT, "referrals.send_referral", relation=may_send,
            gates=(LIVING, NEED, REQUEST, PLACE, OUTSIDE, CONSENT, FOUND), effect=effects.send,
        ),
        Transition(
            "discard", "Batalkan draf", (STAGE.DRAFT,), STAGE.RECALLED, "referrals.send_referral", relation=is_sender,
            effect=effects.recall, needs_note=True, is_danger=True,
        ),
        Transition(
            "accept", "Terima rujukan", (STAGE.SENT,), STAGE.ACCEPTED, "referrals.receive_referral", relation=is_lk3,
            gates=(AFTER,), effect=effects.accept,
        ),
        Transition(
            "forward", "Teruskan ke lembaga", (STAGE.ACCEPTED,), STAGE.FORWARDED, "referrals.receive_referral",
            relation=is_lk3, gates=(AFTER, NAMED, WHY), effect=effects.forward, url=own_screen("forward"),
        ),
        Transition(
            "decline", "Kembalikan ke pengirim", (STAGE.SENT, STAGE.ACCEPTED), STAGE.DECLINED,
            "referrals.receive_referral", relation=is_lk3, gates=(AFTER,), effect=effects.decline, needs_note=True,
            is_danger=True,
        ),
        # What follows from an answer of the service place.
        Transition(
            "taken_up", "Catat diterima lembaga", (STAGE.SENT,), STAGE.ACCEPTED, ANSWERS, relation=by_named_place,
            gates=(AFTER, TAKES), effect=effects.accept,
        ),
        Transition(
            "refused", "Catat ditolak lembaga", (STAGE.SENT, STAGE.ACCEPTED), STAGE.DECLINED, ANSWERS,
            relation=by_named_place, gates=(AFTER, REFUSES), effect=effects.decline, needs_note=True,
        ),
        Transition(
            "handed_back", "Catat ditolak lembaga", (STAGE.FORWARDED,), STAGE.ACCEPTED, ANSWERS,
            relation=by_place_of_lk3, gates=(AFTER, REFUSES), effect=effects.hand_back, needs_note=True,
        ),
        Transition(
            "served", "Catat dilayani", (STAGE.SENT, STAGE.ACCEPTED, STAGE.FORWARDED), STAGE.SERVED, ANSWERS,
            relation=may_answer, gates=(AFTER, TOLD), effect=effects.serve,
        ),
        Transition(
            "recall", "Tarik kembali", (STAGE.SENT, STAGE.ACCEPTED, STAGE.FORWARDED), STAGE.RECALLED,
            "referrals.send_referral", relation=is_sender, gates=(AFTER,), effect=effects.recall, needs_note=True,
            is_danger=True,
        ),
        Transition(
            "close", "Tutup dengan hasil", (STAGE.SERVED,), STAGE.CLOSED, "referrals.close_referral",
            relation=may_close, gates=(AFTER, TOLD, OUTCOME), effect=effects.close, url=own_screen("close"),
        ),
    ),
)  # fmt: skip
# Steps that follow from an answer: they have no button of their own.
BY_ANSWER = ("taken_up", "refused", "handed_back", "served")
