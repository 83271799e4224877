"""Stimulus to families: granted, its account opened, asked for, decided, paid, the rest given back (FUN-03, FUN-04)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from families.actions.family import REVEALS_PER_HOUR
from families.models import NumberReveal
from fcu_project import audit, dates, files, workflow
from fcu_project.models import hold, take, take_all
from fcu_project.workflow import TransitionRefused
from reporting.above.offices import office_words
from reporting.models import Disbursement, FamilyAccount, StimulusGrant
from reporting.money.stimulus import (
    PAPER,
    above_problem,
    account_of,
    acted_by,
    adult_problem,
    is_near,
    must_stand,
    packet_problem,
    recipient_problem,
)

STAGE = Disbursement.Stage
NO_SCAN = "Ini dicatat dari kertas Dinas: unggah pindaian suratnya."


def _from_paper(row, party, scan, *, number, dated_on, by):
    """What a row keeps of the paper from which an act of the Dinas was entered."""
    if scan:
        row.paper_scan = files.store_scan(scan, by=by)
    if party != PAPER:
        return
    if not row.paper_scan_id:
        raise ValidationError({"scan": NO_SCAN})
    row.from_paper, row.paper_number, row.paper_date, row.recorded_by = True, number[:60], dated_on, by.signature


# --- what a family is entitled to -----------------------------------------------------------------------------------
@transaction.atomic
def grant(rows, *, by, on, scan=None):
    """Grant entitlements by one decision. `rows` are unsaved grants with their recipient, facts and rupiah.

    Raises ValidationError for a recipient who may not be granted any, a second grant of a year and source, a day that
    does not fit; TransitionRefused where the village would record for a Dinas that works here.
    """
    take_all([row.recipient for row in rows])
    kept = None
    for row in rows:
        recipient = row.recipient
        row.family, row.region = recipient.family, recipient.family.region
        party = must_stand(by, row.region)
        if problem := recipient_problem(recipient) or packet_problem(recipient):
            raise ValidationError({"ticked": problem})
        _dated(row, by.today)
        _fits_line(row)
        row.decided_by = acted_by(by, row.region)
        row.paper_scan = kept  # one paper for all of them
        _from_paper(row, party, scan if kept is None else None, number=row.decision_number,
                    dated_on=row.decided_on, by=by)  # fmt: skip
        kept = row.paper_scan
        row.full_clean()
        row.save()
        audit.record("grant:add", by=by, obj=row, on=row.decided_on)
    return rows


def _dated(row, today):
    settled = row.recipient.settled_on
    if row.decided_on > today:
        raise ValidationError({"decided_on": "Tanggal tidak boleh setelah hari ini."})
    if settled and row.decided_on < settled:
        day = dates.long_date(settled)
        raise ValidationError({"decided_on": f"{row.recipient.family.called} baru disiapkan sebagai penerima {day}."})


def _fits_line(row):
    line = row.budget_line
    if line and (line.year != row.year or line.source != row.source):
        told = f"{line.get_source_display()} tahun {line.year}"
        raise ValidationError({"budget_line": f"Anggaran ini untuk {told}. Pilih yang sama, atau kosongkan."})


@transaction.atomic
def change_grant(row, *, by, on, fields=()):
    """Mend what was typed from the decision. An entitlement never falls below what was asked for already."""
    must_stand(by, row.region)
    claimed = StimulusGrant.objects.values_list("claimed", flat=True).get(pk=row.pk)
    if row.entitlement < claimed:
        raise ValidationError({"entitlement": f"Sudah diajukan {dates.rupiah(claimed)}. Isi sedikitnya sebesar itu."})
    _dated(row, by.today)
    _fits_line(row)
    row.full_clean()
    row.save()
    audit.record("grant:change", by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def close_grant(row, *, by, on, reason):
    """Nothing more is asked for from this grant; what is under way is decided or withdrawn first."""
    must_stand(by, row.region)
    take(row)
    if row.closed_on:
        raise TransitionRefused([f"Dana ini sudah ditutup {dates.long_date(row.closed_on)}."])
    waiting = row.disbursements.filter(stage__in=(STAGE.ASKED, STAGE.APPROVED)).first()
    if waiting:
        raise TransitionRefused([f"{waiting} masih berjalan. Selesaikan atau tarik dahulu."])
    if not row.decided_on <= on <= by.today:
        first = dates.long_date(row.decided_on)
        raise ValidationError({"on": f"Isi tanggal dari {first} sampai hari ini."})
    row.closed_on, row.closed_reason = on, reason
    row.save()
    audit.record("grant:close", by=by, obj=row, on=on)
    return row


# --- the family's account -------------------------------------------------------------------------------------------
@transaction.atomic
def open_account(row, *, by, on, scan=None, instead_of=None, replaced_because=""):
    """Keep the account of a family; the one that was in use before ends on that day, with the reason (FUN-03).

    Raises ValidationError beside the field: a child or somebody of another family as holder, a number that another
    family uses, a day that does not fit.
    """
    row.region = row.family.region
    party = must_stand(by, row.region)
    if row.opened_on > by.today:
        raise ValidationError({"opened_on": "Tanggal tidak boleh setelah hari ini."})
    if problem := adult_problem(row.holder, row.family, row.opened_on, what="Pemilik rekening"):
        raise ValidationError({"holder": problem})
    index = FamilyAccount._meta.get_field("number_index").value_for(row.number)
    if FamilyAccount.objects.filter(number_index=index, closed_on=None).exclude(family=row.family).exists():
        raise ValidationError({"number": "Nomor rekening ini sudah dipakai keluarga lain. Periksa buku tabungannya."})
    if instead_of:
        _end(instead_of, by=by, on=row.opened_on, reason=replaced_because, field="opened_on")
    if scan:
        row.scan = files.store_scan(scan, by=by)
    elif party == PAPER:
        raise ValidationError({"scan": "Ini dicatat dari kertas: unggah pindaian buku tabungannya."})
    row.recorded_by = by.signature if party != PAPER else f"{by.signature}, dari buku tabungan"[:160]
    row.full_clean(exclude=["number_index"])
    row.save()
    audit.record("account:open", by=by, obj=row, fields=["bank", "holder"], on=row.opened_on)
    return row


@transaction.atomic
def close_account(row, *, by, on, reason):
    """The account is used no more. What was paid into it stays paid into it."""
    must_stand(by, row.region)
    _end(row, by=by, on=on, reason=reason, field="on")
    return row


def _end(row, *, by, on, reason, field):
    take(row)
    if row.closed_on:
        raise TransitionRefused([f"Rekening ini sudah tidak dipakai sejak {dates.long_date(row.closed_on)}."])
    if not reason.strip():
        raise ValidationError({"replaced_because": "Tuliskan mengapa rekening lama tidak dipakai lagi."})
    if not row.opened_on <= on <= by.today:
        opened = dates.long_date(row.opened_on)
        raise ValidationError({field: f"Rekening yang dipakai sekarang dibuka {opened}. Isi tanggal sejak hari itu."})
    row.closed_on, row.closed_reason = on, reason.strip()
    row.save()
    audit.record("account:close", by=by, obj=row, on=on)


def reveal(row, *, by, on, reason):
    """Note who looks at the whole number of an account and why, before it is shown; thirty looks in an hour."""
    if not by.has_perm("reporting.reveal_account") or not row.region.code.startswith(by.territory):
        raise PermissionDenied
    recent = NumberReveal.objects.filter(actor=by.actor_uid, created_at__gte=timezone.now() - timedelta(hours=1))
    if recent.count() >= REVEALS_PER_HOUR:
        audit.record("account:reveal", by=by, obj=row, on=on, result="limit")
        raise TransitionRefused([f"Sudah {REVEALS_PER_HOUR} kali membuka nomor dalam satu jam. Coba lagi nanti."])
    with transaction.atomic():
        NumberReveal.objects.create(
            family=row.family, reason=reason, actor=by.actor_uid, recorded_by=by.signature
        )
        audit.record("account:reveal", by=by, obj=row, fields=["number"], on=on)
    return row


# --- asked for by the family ----------------------------------------------------------------------------------------
@transaction.atomic
def ask(row, *, by, on, scan=None):
    """Write down what a family asks for by its signed request. Two at once never pass the entitlement together.

    Raises TransitionRefused for a closed grant, ValidationError beside the field, with the numbers.
    """
    grant = row.grant
    if not is_near(by, grant.region, "reporting.add_disbursement"):
        raise PermissionDenied
    hold(grant)
    if grant.closed_on:
        raise TransitionRefused([f"Dana ini ditutup {dates.long_date(grant.closed_on)}: {grant.closed_reason}"])
    if problem := recipient_problem(grant.recipient):
        raise TransitionRefused([problem])
    if not grant.decided_on <= row.requested_on <= by.today:
        first = dates.long_date(grant.decided_on)
        raise ValidationError({"requested_on": f"Isi tanggal dari penetapan ({first}) sampai hari ini."})
    if problem := adult_problem(row.requested_by, grant.family, row.requested_on, what="Yang mengajukan"):
        raise ValidationError({"requested_by": problem})
    if problem := above_problem(grant, row.amount):
        raise ValidationError({"amount": problem})
    if scan:
        row.request_scan = files.store_scan(scan, by=by)
    row.number = (grant.disbursements.aggregate(told=Max("number"))["told"] or 0) + 1
    row.asked_by, row.asked_by_words = by.actor_uid, by.signature
    row.full_clean()
    row.save()
    grant.claimed += row.amount
    grant.save()
    audit.record("disbursement:ask", by=by, obj=row, on=row.requested_on)
    return row


# --- decided and paid by the Dinas ----------------------------------------------------------------------------------
def step_name(row, name, by):
    """The step as this actor takes it: `name` for the Dinas, its twin from paper for the village."""
    return f"{name}-paper" if must_stand(by, row.region) == PAPER else name


@transaction.atomic
def approve(row, *, by, on, amount, number, note="", scan=None):
    """The Dinas approves up to what was asked (FUN-04). Four eyes: not who typed the request.

    Raises PermissionDenied, TransitionRefused (no account yet, somebody was faster), ValidationError with the numbers.
    """
    name = step_name(row, "approve", by)
    if not 1 <= amount <= row.amount:
        asked = dates.rupiah(row.amount)
        raise ValidationError({"approved": f"Keluarga mengajukan {asked}. Isi dari Rp1 sampai jumlah itu."})
    row.approved, row.decision_number = amount, number
    _from_paper(row, must_stand(by, row.region), scan, number=number, dated_on=on, by=by)
    return workflow.perform(row, name, by=by, on=on, note=note)


@transaction.atomic
def refuse(row, *, by, on, reason, number="", scan=None):
    """The Dinas refuses, and says why. What was asked for is free again."""
    name = step_name(row, "refuse", by)
    row.decision_number = number
    _from_paper(row, must_stand(by, row.region), scan, number=number, dated_on=on, by=by)
    return workflow.perform(row, name, by=by, on=on, note=reason)


@transaction.atomic
def pay(row, *, by, on, proof):
    """What was approved reached the account that the family uses now. Into none nothing is paid: the step says why."""
    name = step_name(row, "pay", by)
    workflow.find_transition(row, name)  # what was paid before keeps its facts
    row.account, row.paid_on, row.paid_proof, row.paid_by = account_of(row.grant.family), on, proof, by.signature
    if must_stand(by, row.region) == PAPER:
        row.paid_by = f"{office_words(row.region)}, dicatat dari kertas oleh {by.signature}"[:160]
    row.save()
    return workflow.perform(row, name, by=by, on=on)


# --- the rest -------------------------------------------------------------------------------------------------------
@transaction.atomic
def give_back(row, *, by, on, fields=()):
    """What the family paid back of a payment, all in all; zero takes a mistyped one away.

    `row` carries returned (rupiah), returned_on and returned_proof as typed, at the version it was read.
    """
    if not is_near(by, row.region, "reporting.change_disbursement"):
        raise PermissionDenied
    amount, day, proof = row.returned, row.returned_on, row.returned_proof
    take(row)
    row.refresh_from_db()
    if row.stage != STAGE.PAID:
        stage = row.get_stage_display().lower()
        raise TransitionRefused([f"Pengembalian dicatat sesudah dana cair. Tahap sekarang: {stage}."])
    most = row.approved - row.realised
    if not 0 <= amount <= most:
        raise ValidationError({
            "returned": f"Isi paling banyak {dates.rupiah(most)}: cair {dates.rupiah(row.approved)}, kuitansi "
            f"{dates.rupiah(row.realised)}."
        })  # fmt: skip
    if amount and not (day and row.paid_on <= day <= by.today):
        paid = dates.long_date(row.paid_on)
        raise ValidationError({"returned_on": f"Isi tanggal dari hari dana cair ({paid}) sampai hari ini."})
    if amount and not proof:
        raise ValidationError({"returned_proof": "Nomor bukti setor belum diisi."})
    row.returned, row.returned_on, row.returned_proof = (amount, day, proof) if amount else (0, None, "")
    row.save()
    audit.record("disbursement:return", by=by, obj=row, fields=fields, on=day or on)
    return row
