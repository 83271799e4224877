"""The book of consultations: written, sealed where it is confidential, opened with a reason, taken back (VAL-09)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from families.actions.family import not_archived
from families.models import Family
from fcu_project import audit, dates
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import Assignment
from institutions.models.person import fold
from referrals.advisers import wrong_plan
from referrals.models import Counselling

NO_ACCOUNT = (
    "Orang ini tidak punya akun yang membuka buku konsultasi, jadi tidak bisa membaca yang rahasia. Pilih koordinator "
    "atau sekretaris, atau kosongkan dan sebut orangnya di saran."
)
SEALED = Counselling.SEALED
TIES = ("family", "referral", "case")  # what would tell whom a confidential one is about
NOT_READER = "Konsultasi ini rahasia. Yang dapat mengubahnya hanya yang memberi saran dan yang mencatatnya."
WITHDRAWN = "Konsultasi ini sudah dibatalkan. Catat yang baru bila perlu."


def own(row, by):
    """Refuse whoever does not keep this book."""
    if row.keeper_id != by.region_id:
        raise PermissionDenied


def may_read(row, by):
    """A confidential one is read by who gave the advice or wrote it down, each as the person they are."""
    return not row.is_confidential or by.person_id in (row.counsellor_id, row.recorder_id)


def opens_this_book(person_id, keeper, on):
    """Whether this person holds an account that opens the book of consultations of that office."""
    held = Assignment.objects.active_on(on).filter(person=person_id, region=keeper)
    return any(one.has_perm("referrals.view_counselling") for one in held)


def same_written(by, *, family, client, day, topic, but=None):
    """A consultation of the own book with this client on this day about the same, None without one."""
    rows = Counselling.objects.filter(keeper=by.region, held_on=day, withdrawn_on=None).exclude(pk=but)
    asked = (family.pk if family else None, fold(client), fold(topic))
    for row in rows:
        if may_read(row, by):
            words, known = words_of(row), row.words.get("family") if row.is_confidential else row.family_id
            if (known, fold(words["client"]), fold(words["topic"])) == asked:
                return row
    return None


def words_of(row):
    """Client, issue, advice and follow-up, wherever they are kept."""
    return {name: row.words.get(name, "") if row.is_confidential else getattr(row, name) for name in SEALED}


def family_of(row):
    """The recorded family of a consultation, also of a confidential one; None for somebody else."""
    if not row.is_confidential:
        return row.family
    return Family.objects.select_related("region").filter(pk=row.words.get("family")).first()


def closed(row, by):
    """Why it can't be changed by `by`, "" if it can."""
    if row.withdrawn_on:
        return WITHDRAWN
    return "" if may_read(row, by) else NOT_READER


@transaction.atomic
def save_counselling(row, *, by, on, fields=()):
    """Keep a consultation. Raises PermissionDenied, TransitionRefused, ValidationError."""
    is_new = row.pk is None
    before = None if is_new else Counselling.objects.get(pk=row.pk)
    if is_new:
        row.keeper, row.recorder, row.recorded_by = by.region, by.person, by.signature
    own(row, by)
    if before and (refusal := closed(before, by)):
        raise TransitionRefused([refusal])
    _complete(row, before, by, on)
    _seal(row) if row.is_confidential else _unseal(row)
    row.full_clean()
    row.save()
    audit.record("counselling:add" if is_new else "counselling:change", by=by, obj=row, fields=fields, on=row.held_on)
    return row


def _complete(row, before, by, on):
    errors = {}
    if row.held_on > on:
        errors["held_on"] = "Tanggal tidak boleh setelah hari ini."
    if not row.topic:
        errors["topic"] = "Yang dikonsultasikan belum diisi."
    if not row.client and not row.family_id:
        errors["client"] = "Pilih keluarga, atau tuliskan nama klien."
    if row.is_confidential and row.counsellor_id and row.counsellor_id != by.person_id and not (
        opens_this_book(row.counsellor_id, row.keeper, on)
    ):
        errors["counsellor"] = NO_ACCOUNT
    if wrong := wrong_plan(row.plan_item, row.keeper, row.held_on):
        errors["plan_item"] = wrong
    if errors:
        raise ValidationError(errors)
    known = family_of(before) if before else None
    if row.family_id and (known is None or known.pk != row.family_id):
        if not by.has_perm("families.view_family") or not row.family.region.code.startswith(by.territory):
            raise PermissionDenied
        if row.family.archived_on is None or row.held_on > row.family.archived_on:
            not_archived(row.family)


def _seal(row):
    """Everything that tells of the client goes into the sealed words; who opened it before stays on record."""
    kept = {name: getattr(row, name) for name in SEALED} | {name: getattr(row, f"{name}_id") for name in TIES}
    row.words = {**kept, "opened": row.words.get("opened", [])}
    for name in SEALED:
        setattr(row, name, "")
    for name in TIES:
        setattr(row, name, None)


def _unseal(row):
    """No longer confidential: its ties come back, its words stand in the plain columns already."""
    for name in TIES:
        if row.words.get(name) and getattr(row, f"{name}_id") is None:
            setattr(row, f"{name}_id", row.words[name])
    row.words = {}


@transaction.atomic
def open_confidential(row, *, by, on, reason):
    """Another officer opens a confidential one: who, when and why is kept with it, sealed, and stands in the trail."""
    own(row, by)
    if not row.is_confidential:
        raise TransitionRefused(["Konsultasi ini tidak rahasia lagi. Buka halamannya seperti biasa."])
    row.words = {**row.words, "opened": [
        *row.words.get("opened", []), {"by": by.signature, "at": timezone.now().isoformat(), "reason": reason}
    ]}  # fmt: skip
    row.save()
    audit.record("counselling:open-confidential", by=by, obj=row, on=on)
    return words_of(row)


def openings(row):
    """Who else opened it: (who, day and hour in words, reason), the latest first."""
    told = reversed(row.words.get("opened", []) if row.is_confidential else [])
    return [(one["by"], _when(one), one["reason"]) for one in told]


def _when(one):
    if "at" not in one:
        return dates.long_date(dates.parse_date(one["on"]))
    here = timezone.localtime(datetime.fromisoformat(one["at"]))
    return f"{dates.long_date(here)} pukul {dates.clock(here)}"


@transaction.atomic
def withdraw_counselling(row, *, by, on, reason):
    """Strike out what should not count; it stays readable with the reason."""
    own(row, by)
    if refusal := closed(row, by):
        raise TransitionRefused([refusal])
    take(row)
    row.withdrawn_on, row.withdrawn_reason = on, reason
    row.save()
    audit.record("counselling:withdraw", by=by, obj=row, on=on)
    return row


@transaction.atomic
def tie_case(row, case, *, by, on):
    """A case grew out of this consultation; a confidential one is tied to nothing."""
    own(row, by)
    if row.is_confidential or row.case_id:
        return row
    row.case = case
    row.save()
    audit.record("counselling:case", by=by, obj=row, on=on)
    return row
