"""Two files of one family: one stays, the other is put away and read on from there. No row moves."""

from datetime import timedelta

from django.db import transaction

from families.actions.family import not_archived, own
from families.actions.member import bring_back
from families.models import DistinctFamilies, Family, FamilyMember, Participation
from fcu_project import audit, dates, workflow
from fcu_project.models import take
from fcu_project.workflow import Gate, TransitionRefused

UNDO_WITHIN = timedelta(days=30)
STAGE = Participation.Stage
UNMERGED = "unmerge:"  # and the day and the number of the other file: how an undone merge is remembered in both


def blocks_merge(family):
    """Why this file can't be the one that is put away, or "": it takes part, and its way is to be ended first."""
    life = family.participations.filter(ended_on=None).exclude(stage=STAGE.CANDIDATE).first()
    if life is None:
        return ""
    stage = life.stage_words
    return f"Keluarga No. {family.number} masih dalam proses ({stage}). Akhiri dahulu, atau pertahankan berkas ini."


def merged_words(keep):
    """How the end of a candidate's way is told when its file is put away."""
    return f"Berkas digabung ke No. {keep.number}"


@transaction.atomic
def merge(keep, other, *, reason, by, on):
    """Put the file `other` away into `keep`: it can still be read, and the merge undone within thirty days.

    Its members end as recorded by mistake, so that their numbers are free; a candidate's way ends. Raises
    TransitionRefused.
    """
    for family in sorted((keep, other), key=lambda row: row.pk):
        own(family, by)
        not_archived(family)
        take(family)
    if keep.pk == other.pk:
        raise TransitionRefused(["Pilih dua berkas yang berbeda."])
    if problem := blocks_merge(other):
        raise TransitionRefused([problem])
    other.merged_into, other.merged_on = keep, on
    other.archived_on, other.archived_reason = on, f"{merged_words(keep)}. {reason}"[:300]
    other.save()
    for life in list(other.participations.filter(ended_on=None)):
        life.family = other
        workflow.perform(life, "close_double", by=by, on=on, note=merged_words(keep))
    for member in other.members.filter(left_on=None):
        member.left_on, member.left_reason = on, FamilyMember.Left.MISTAKE
        member.is_head = False
        member.save()
    audit.record("family:merge", by=by, obj=other, fields=["merged_into"], on=on)
    return keep


def undo_until(family):
    """The last day on which a merge can be undone."""
    return family.merged_on + UNDO_WITHIN


def closed_to_undo(family, today):
    """Why a merge can't be undone any more, or ""."""
    if family.merged_into_id is None:
        return "Berkas ini tidak digabung."
    if today > undo_until(family):
        return f"Penggabungan hanya bisa dibatalkan sampai {dates.long_date(undo_until(family))}."
    return ""


@transaction.atomic
def undo_merge(family, *, by, on):
    """The two are two again: whatever the merge had ended goes on. Raises TransitionRefused."""
    own(family, by)
    if closed := closed_to_undo(family, on):
        raise TransitionRefused([closed])
    take(family)
    merged_on, keep = family.merged_on, family.merged_into
    family.merged_into = family.merged_on = family.archived_on = None
    family.archived_reason = ""
    family.save()
    _restore_members(family, merged_on)
    family.merge_undone_of = merged_on
    for life in list(family.participations.filter(stage=STAGE.FINISHED, ended_on=merged_on, designated_on=None)):
        life.family = family
        workflow.perform(life, "reopen_double", by=by, on=on)
    for one, other in ((family, keep), (keep, family)):
        noted = Gate(f"{UNMERGED}{on.isoformat()}:{other.number}", "Penggabungan dibatalkan", lambda row, on: "")
        workflow.give_reason(one, noted, f"Sempat digabung pada {dates.long_date(merged_on)}.", by=by)
    audit.record("family:unmerge", by=by, obj=family, on=on)
    return family


def _restore_members(family, merged_on):
    """Those whom the merge ended live in the family again, unless their number stands in another file by now."""
    bring_back(family.members.filter(left_on=merged_on, left_reason=FamilyMember.Left.MISTAKE))


@transaction.atomic
def tell_apart(one, other, *, by, on):
    """Two families that look like one were looked at and are two: they are not offered as doubles again."""
    first, second = sorted((one, other), key=lambda row: row.pk)
    for family in (first, second):
        own(family, by)
        not_archived(family)
        take(family)
    row, made = DistinctFamilies.objects.get_or_create(
        first=first, second=second, defaults={"recorded_by": by.signature}
    )
    if made:
        audit.record("family:distinct", by=by, obj=row, on=on)
    return row


def both(by, one, other):
    """Two files of the own village by their uids, in this order. Raises Family.DoesNotExist."""
    rows = Family.objects.visible_to(by).filter(region=by.region).select_related("region")
    return rows.get(uid=one), rows.get(uid=other)
