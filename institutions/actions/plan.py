"""The annual work plan: begun, written, changed by revisions, carried out, brought to the Musrenbang (II.F.6)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.facility import save_proposal
from institutions.models import (
    AnnualPlan,
    ItemProgress,
    MusrenbangProposal,
    PlanBudgetLine,
    PlanChange,
    PlanItem,
)
from institutions.models.plan import line_amount
from institutions.plans import may_change_funds, may_write

COPIED = ("order", "kind", "what", "objective", "target", "months", "amount", "source", "facilities", "person", "owner")


@transaction.atomic
def start_plan(plan, *, by, on, copy=False):
    """Begin the plan of a year, empty or with the rows of the year before (PLN-01).

    Copied are the rows and their budgets, not what was done of them. Raises ValidationError for a second plan of the
    same body and year, or where there is nothing to copy.
    """
    _own(plan, by)
    plan.full_clean()
    before = AnnualPlan.of(plan.body, plan.year - 1) if copy else None
    if copy and before is None:
        raise ValidationError({"copy": f"Belum ada rencana kerja tahun {plan.year - 1} untuk disalin."})
    plan.copied_from = before
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as twin:  # begun by somebody else in the same moment
        raise ValidationError("Rencana kerja untuk tahun itu sudah ada.") from twin
    for row in before.items.prefetch_related("budget") if before else ():
        if not _was_cancelled(row):
            _copy(row, plan)
    audit.record("plan:start", by=by, obj=plan, on=on)
    return plan


def _was_cancelled(item):
    last = item.progress.order_by("on", "id").last()
    return last is not None and last.state == ItemProgress.State.CANCELLED


def _copy(row, plan):
    item = PlanItem.objects.create(plan=plan, **{name: getattr(row, name) for name in COPIED})
    PlanBudgetLine.objects.bulk_create(
        PlanBudgetLine(item=item, order=line.order, text=line.text, volume=line.volume, measure=line.measure,
                       price=line.price)
        for line in row.budget.all()
    )  # fmt: skip


@transaction.atomic
def save_plan(plan, *, by, on, fields=()):
    """Say in which meeting the draft was agreed. Raises TransitionRefused once the plan is agreed."""
    _own(plan, by)
    if not plan.is_draft:
        raise TransitionRefused(["Rencana kerja ini sudah disepakati."])
    _take_back(plan)
    plan.full_clean()
    plan.save()
    audit.record("plan:change", by=by, obj=plan, fields=fields, on=on)
    return plan


@transaction.atomic
def save_item(item, *, by, on, fields=()):
    """Add or change a row. After agreement only under an open revision, which keeps what was there before (PLN-05).

    A row with a budget has the amount of its budget. Raises PermissionDenied, TransitionRefused, ValidationError.
    """
    plan = item.plan
    _own(plan, by)
    revision = _hold(plan)
    stored = PlanItem.objects.filter(pk=item.pk).first() if item.pk else None
    before = stored.facts() if stored else {}
    if item.pk is None:
        item.order = (plan.items.aggregate(last=Max("order"))["last"] or 0) + 1
    lines = list(item.budget.all()) if item.pk else []
    if lines and item.amount != sum(line.amount for line in lines):
        raise ValidationError({"amount": "Kegiatan ini punya RAB. Ubah dananya lewat RAB."})
    item.full_clean()
    item.save()
    changed = stored is None or (stored.person_id, stored.owner) != (item.person_id, item.owner)
    _keep(revision, item, before, owner_changed=changed and stored is not None)
    audit.record("plan-item:change" if stored else "plan-item:add", by=by, obj=item, fields=fields, on=on)
    return item


@transaction.atomic
def save_funds(item, lines, *, by, on):
    """The money of a row: amount and source, and its budget in lines (domain 5.16), also by the FCU's treasurer.

    lines  [{text, volume, measure, price}]; where there are some they must come to the amount, which may be left open
    """
    plan = item.plan
    if not may_change_funds(plan, by):
        raise PermissionDenied
    revision = _hold(plan)
    before = PlanItem.objects.get(pk=item.pk).facts()
    total = sum(line_amount(line["volume"], line["price"]) for line in lines)
    if lines:
        if item.amount is not None and item.amount != total:
            raise ValidationError({"amount": f"Jumlah RAB {dates.rupiah(total)} tidak sama dengan dananya."})
        item.amount = total
    item.full_clean()
    item.save()
    item.budget.all().delete()
    PlanBudgetLine.objects.bulk_create(
        PlanBudgetLine(item=item, order=number, **line) for number, line in enumerate(lines, 1)
    )
    _keep(revision, item, before)
    audit.record("plan-item:funds", by=by, obj=item, fields=["amount", "source", "budget"], on=on)
    return item


@transaction.atomic
def remove_item(item, *, by, on):
    """Take a row out of a draft. An agreed row is cancelled with a reason instead, and stays."""
    plan = item.plan
    _own(plan, by)
    if not plan.is_draft:
        raise TransitionRefused(["Rencana ini sudah disepakati. Batalkan kegiatannya dengan alasan."])
    _take_back(plan)
    plan.save()
    audit.record("plan-item:remove", by=by, obj=item, on=on)
    item.delete()
    return plan


def _hold(plan):
    """Lock the plan for a change of its rows. Returns the open revision of an agreed plan, None for a draft."""
    if plan.is_draft:
        _take_back(plan)
        plan.save()
        return None
    if not plan.in_force:
        raise TransitionRefused(["Rencana kerja ini sudah ditutup."])
    take(plan)
    revision = plan.open_revision()
    if revision is None:
        raise TransitionRefused(["Rencana ini sudah disepakati. Buka revisi dahulu, dengan alasannya."])
    return revision


def _take_back(plan):
    """What was put before the coordinator is no longer what is written."""
    plan.put_forward_by, plan.put_forward_on = None, None


def _keep(revision, item, before, *, owner_changed=False):
    after = item.facts()
    if revision and (before != after or owner_changed):
        PlanChange.objects.create(
            revision=revision, item=item, before=before, after=after, owner_changed=owner_changed
        )


@transaction.atomic
def agree_on_paper(plan, *, on, number="", scan, by):
    """Record that who leads the body signed the plan on paper. Raises TransitionRefused while a gate is closed."""
    plan.paper_number, plan.paper_date = number, on
    plan.paper_scan = files.store_scan(scan, by=by)
    return workflow.perform(plan, "agree_on_paper", by=by, on=on)


# --- revisions ----------------------------------------------------------------------------------------------------
@transaction.atomic
def open_revision(revision, *, by, on):
    """Open a plan in force for changes, with the reason (PLN-05). Raises TransitionRefused while another is open."""
    plan = revision.plan
    _own(plan, by)
    if not plan.in_force:
        raise TransitionRefused(["Hanya rencana yang sudah disepakati dan belum ditutup yang direvisi."])
    take(plan)
    if plan.open_revision():
        raise TransitionRefused(["Masih ada revisi yang terbuka. Selesaikan itu dahulu."])
    if revision.on < plan.agreed_on:
        raise ValidationError({"on": f"Rencana baru disepakati {dates.long_date(plan.agreed_on)}."})
    revision.number = (plan.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision.opened_by = by.actor_uid
    revision.full_clean()
    revision.save()
    audit.record("plan-revision:open", by=by, obj=revision, on=on)
    return revision


def approves_revision(revision, by):
    """Whether `by` approves it in person: the coordinator of the FCU, of what somebody else opened (MEM-07)."""
    is_coordinator = bool(revision.plan.unit_id) and by.has_perm("institutions.approve_annualplan")
    return is_coordinator and may_write(revision.plan, by) and revision.opened_by != by.actor_uid


@transaction.atomic
def approve_revision(revision, *, on, scan=None, by):
    """End a revision: approved by the coordinator, else recorded from the signed paper with its scan."""
    plan = revision.plan
    _own(plan, by)
    take(plan)
    revision.refresh_from_db()
    if revision.closed_on:
        raise TransitionRefused(["Revisi ini sudah disetujui."])
    if not revision.changes.exists():
        raise TransitionRefused(["Belum ada kegiatan yang diubah dalam revisi ini."])
    if on < revision.on:
        raise ValidationError({"on": f"Revisi baru dibuka {dates.long_date(revision.on)}."})
    if lacking := [item.what for item in plan.items.all() if item.lacks()]:
        raise TransitionRefused([f"Belum lengkap enam hal: {'; '.join(lacking[:3])}."])
    if not approves_revision(revision, by):
        if not scan:
            raise ValidationError({"scan": "Unggah pindaian rencana revisi yang sudah ditandatangani."})
        revision.from_paper, revision.recorded_by = True, by.signature
    if scan:
        revision.paper_scan, revision.paper_date = files.store_scan(scan, by=by), on
    revision.closed_on, revision.approved_by = on, by.signature
    revision.save()
    audit.record("plan-revision:approve", by=by, obj=revision, on=on)
    return revision


# --- what becomes of it -------------------------------------------------------------------------------------------
@transaction.atomic
def note_progress(progress, *, by, on):
    """Note since when a row is carried out, done, or cancelled and why (PLN-06)."""
    plan = progress.item.plan
    _own(plan, by)
    if not plan.in_force:
        raise TransitionRefused(["Kemajuan dicatat pada rencana yang sudah disepakati dan belum ditutup."])
    if progress.on < plan.agreed_on:
        raise ValidationError({"on": f"Rencana baru disepakati {dates.long_date(plan.agreed_on)}."})
    if progress.state == ItemProgress.State.CANCELLED and not progress.note.strip():
        raise ValidationError({"note": "Tuliskan alasan dibatalkan."})
    take(progress.item)
    progress.full_clean()
    progress.save()
    audit.record(f"plan-item:{progress.state}", by=by, obj=progress.item, on=progress.on)
    return progress


@transaction.atomic
def bring_to_musrenbang(item, *, year, reason, by, on):
    """Make a row of the FCU's plan a proposal to the Musrenbang, once (PLN-07, III.B.6.6(4))."""
    plan = item.plan
    if plan.region_id != by.region_id or not plan.unit_id:
        raise PermissionDenied
    if plan.is_draft:
        raise TransitionRefused(["Rencana kerja ini belum disepakati."])
    take(item)
    if MusrenbangProposal.objects.filter(plan_item=item).exists():
        raise TransitionRefused(["Kegiatan ini sudah menjadi usulan Musrenbang."])
    proposal = MusrenbangProposal(
        unit=plan.unit, year=year, item=item.what, reason=reason, estimated_cost=item.amount or None, plan_item=item
    )
    return save_proposal(proposal, by=by, on=on)


@transaction.atomic
def save_pra(sheet, *, by, on, fields=()):
    """Keep a sheet of planning together (PLN-04), by who writes the plan or who guided it: TKSK, Dinas kabupaten."""
    if not may_write_pra(sheet.plan, by):
        raise PermissionDenied
    verb = "pra:change" if sheet.pk else "pra:add"
    sheet.full_clean()
    sheet.save()
    audit.record(verb, by=by, obj=sheet, fields=fields, on=on)
    return sheet


def may_write_pra(plan, by):
    guides = by.role in ("tksk", "regency_reports") and plan.region.code.startswith(by.territory)
    return guides or may_write(plan, by)


def _own(plan, by):
    if not may_write(plan, by):
        raise PermissionDenied
