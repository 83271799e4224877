"""Pecah KK: some members of a family found a family of their own, in the same village."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families.actions.family import not_archived, number_file, own, selection_group
from families.actions.life import arrange
from families.actions.member import lead, leaving_problem
from families.models import Family, FamilyMember, Participation
from fcu_project import audit, workflow
from fcu_project.models import take
from fcu_project.workflow import Gate, TransitionRefused

UNSPLIT = "unsplit:"  # and the day and the number of the file: under this name the reason for undoing a split is kept

# Of the person, as the card and the form tell it; what the old file says of the family stays there.
PERSONAL = (
    "name", "nik", "no_nik", "sex", "birth_place", "birth_date", "birth_estimated", "religion", "education",
    "occupation", "marital", "nationality", "immigration_document", "father_name", "mother_name", "disability",
    "insurance",
)  # fmt: skip


def continue_in(row, family, *, position, joined_on, reason, without=()):
    """The same person in another file: a new row that knows where it came from, not saved yet."""
    facts = {name: getattr(row, name) for name in PERSONAL if name not in without}
    return FamilyMember(
        family=family, region=family.region, position=position, relation=row.relation, joined_on=joined_on,
        joined_reason=reason, came_from=row, **facts,
    )  # fmt: skip


@transaction.atomic
def split_family(family, leaving, standing, *, split_on, place, as_candidate, by, on):
    """Those in `leaving` become a family of their own on that day. Returns the new family.

    `standing` is {member's key: (relation, marital status)} of everybody: those who stay have a head as well. `place`
    holds address, RT, RW and hamlet. Participation and its history stay with the old file; the new one takes part only
    `as_candidate` (FAM-05). Raises ValidationError, TransitionRefused.
    """
    own(family, by)
    not_archived(family)
    take(family)
    living = list(family.current_members())
    going = [row for row in living if row in leaving]
    staying = [row for row in living if row not in leaving]
    if not going or not staying:
        raise TransitionRefused(["Pilih siapa yang memisah; sedikitnya satu orang tinggal di keluarga lama."])
    errors = {f"go-{row.pk}": told for row in going if (told := leaving_problem(row, split_on))}
    if split_on < family.recorded_on:
        errors["split_on"] = "Keluarga ini baru didata sesudah tanggal ini."
    if errors:
        raise ValidationError(errors)
    for row in going:  # a number stands once in the village: the old row ends before the new one begins
        row.left_on, row.left_reason, row.is_head = split_on, FamilyMember.Left.OWN_FAMILY, False
        row.save()
    lead(family, arrange(staying, standing, on=on))
    new = _begin(family, going, standing, split_on, place, as_candidate)
    rows = []
    for position, row in enumerate(going, 1):
        fresh = continue_in(row, new, position=position, joined_on=split_on, reason=FamilyMember.Joined.OWN_FAMILY)
        fresh.save()
        rows.append(fresh)
    lead(new, arrange(rows, standing, on=on, key=lambda row: row.came_from_id))
    audit.record("family:split", by=by, obj=family, on=split_on)
    audit.record("family:add", by=by, obj=new, on=split_on)
    return new


def _begin(family, going, standing, split_on, place, as_candidate):
    """The new file: what is true of both is copied, what the old one says of problems and plans is not."""
    first = min(going, key=lambda row: standing[row.pk][0].code)
    new = Family(
        region=family.region, head_name=first.name, head_sex=first.sex, occupation=first.occupation,
        socio_economic=family.socio_economic, recorded_on=split_on, split_from=family, split_on=split_on,
        group=selection_group(family.region) if as_candidate else None, **place,
    )  # fmt: skip
    number_file(new)
    if as_candidate:
        Participation.objects.create(family=new, started_on=split_on)
    return new


def closed_to_undo(new):
    """Why this family's parting can't be taken back, or "": something was written in its file since."""
    if new.split_from_id is None:
        return "Berkas ini tidak berasal dari pecah KK."
    if new.archived_on is not None:
        return "Berkas ini diarsipkan."
    if new.split_from.archived_on is not None:
        return f"Berkas No. {new.split_from.number} diarsipkan. Pulihkan dahulu."
    if _written_in(new):
        return (
            "Berkas ini sudah diisi sesudah pecah KK, jadi tidak bisa dibatalkan begitu saja. "
            f"Bila sama dengan No. {new.split_from.number}, gabungkan dari Mungkin ganda."
        )
    return ""


def _written_in(new):
    """Whether the file holds anything but the people who left with the split, as they came."""
    came = set(new.members.values_list("pk", flat=True))
    same = new.members.filter(left_on=None, joined_on=new.split_on, came_from__family=new.split_from_id)
    lives = new.participations.all()
    return (
        came != set(same.values_list("pk", flat=True))
        or any(rows.exists() for rows in (new.cards, new.assessments, new.needs, new.splits, new.merged, new.moves,
                                          new.problems))  # fmt: skip
        or lives.exclude(stage=Participation.Stage.CANDIDATE).exists()
        or any(life.selections.exists() for life in lives)
    )


def household_again(new):
    """Everybody of the old family: those who stayed, and the rows of those who left with this split."""
    left = new.split_from.members.filter(went_on_as__family=new, left_on=new.split_on)
    rows = [*new.split_from.current_members(), *left.select_related("relation", "marital")]
    return sorted(rows, key=lambda row: (row.position, row.pk))


@transaction.atomic
def undo_split(new, standing, *, reason, by, on):
    """Those who left are in the old family as before, and the new file is put away. Returns the old family.

    `standing` says what everybody is where the head was among them. Raises ValidationError, TransitionRefused.
    """
    own(new, by)
    if closed := closed_to_undo(new):
        raise TransitionRefused([closed])
    old = new.split_from
    for family in sorted((old, new), key=lambda row: row.pk):
        take(family)
    rows = household_again(new)
    for row in new.members.filter(left_on=None):  # a number stands once in the village
        row.left_on, row.left_reason, row.is_head = on, FamilyMember.Left.MISTAKE, False
        row.save()
    for row in rows:
        if row.left_on is not None:
            row.left_on, row.left_reason = None, ""
            row.save()
    if standing is None:
        standing = {row.pk: (row.relation, None) for row in rows}
    lead(old, arrange(rows, standing, on=on))
    new.archived_on, new.archived_reason = on, f"Pecah KK dari No. {old.number} dibatalkan. {reason}"[:300]
    new.save()
    noted = Gate(f"{UNSPLIT}{on.isoformat()}:{new.number}", "Pecah KK dibatalkan", lambda row, on: "")
    workflow.give_reason(old, noted, reason, by=by)
    audit.record("family:unsplit", by=by, obj=new, on=on)
    return old
