"""Pecah KK: some members of a family found a family of their own, in the same village."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families.actions.family import not_archived, number_file, own, selection_group
from families.actions.life import arrange, lead
from families.actions.member import leaving_problem
from families.models import Family, FamilyMember, Participation
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused

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
