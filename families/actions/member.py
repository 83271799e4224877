"""Members of a family and its card: the identity part, filled in after the FGD."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from families import household
from families.actions.family import not_archived, own
from families.models import CodeItem, FamilyCard, FamilyMember, NumberClash
from fcu_project import audit, dates
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import Region

BEFORE_THE_FILE = ("candidate", "not_chosen")
AGAIN = "Datanya tidak ditambah; calonkan lagi dahulu bila keluarga ini ikut kembali."


def before_the_file(participation):
    """Whether this try stands, or ended, before the FGD chose the family: there is the short record only."""
    ended_early = participation.ended_on is not None and participation.proposed_on is None
    return participation.stage in BEFORE_THE_FILE or ended_early


def has_identity_part(family):
    """Whether the FGD ever brought this try so far that there is more than the short record."""
    participation = family.standing()
    return participation is not None and not before_the_file(participation)


def closed_to_identity(family):
    """Why the identity part takes nothing, or "" (FAM-19): chosen by the FGD and still under way, or tried again.

    Who was not chosen, refused or left gives no new data; members known from an earlier try may be put right in a new
    one. Members who came with a split or from another village are kept up even while the family takes no part.
    """
    members = family.members.filter(left_on=None)
    return closed_by(family.standing(), members.exists)


def closed_by(participation, has_members):
    """The same of a family's latest participation; `has_members()` says whether anybody is on file."""
    if participation is not None and participation.ended_on is not None:
        return f"Keikutsertaan keluarga ini sudah berakhir ({participation.stage_words}). {AGAIN}"
    if participation is not None and participation.stage not in BEFORE_THE_FILE:
        return ""
    if has_members():  # of an earlier try, of a split, or come from another village
        return ""
    return "Formulir identitas dibuka setelah keluarga ini dipilih dalam FGD."


def open_for_identity(family):
    """Refuse to write into an identity part that is closed, or into a file that was put away."""
    not_archived(family)
    if closed := closed_to_identity(family):
        raise TransitionRefused([closed])


def same_nik(member):
    """Another member of this village with the same NIK, or None."""
    if not member.nik:
        return None
    index = FamilyMember._meta.get_field("nik_index").value_for(member.nik)
    found = FamilyMember.objects.filter(region=member.region_id, nik_index=index, left_on=None).exclude(pk=member.pk)
    return found.select_related("family").first()


@transaction.atomic
def save_member(member, *, by, on, fields=()):
    """Add or change a member. Locks the family first: one head, one order, one number each.

    Raises ValidationError beside the field for what can't be, TransitionRefused before the FGD.
    """
    family = member.family
    own(family, by)
    open_for_identity(family)
    take(family)
    member.region = family.region
    member.is_head = member.relation.code == household.HEAD
    errors = household.errors_of(member, household.beside(member), on)
    twin = same_nik(member)
    if twin:
        errors["nik"] = taken_message(twin, member)
    if errors:
        raise ValidationError(errors)
    is_new = member.pk is None
    if is_new:
        last = family.members.aggregate(Max("position"))["position__max"]
        member.position = (last or 0) + 1
        member.joined_on = member.joined_on or on
    member.save()
    if member.is_head:
        lead(family, member)
    note_clashes(member, on)
    audit.record("member:add" if is_new else "member:change", by=by, obj=member, fields=fields, on=on)
    return member


def lead(family, head):
    """The family is called by its head from now on, and the head's work is the one the record asks for."""
    family.head_name, family.head_sex, family.occupation = head.name, head.sex, head.occupation
    family.save()


@transaction.atomic
def save_members(members, *, by, on):
    """Add the lines of a whole sheet in their order, all of them or none."""
    return [save_member(member, by=by, on=on, fields=()) for member in members]


def taken_message(twin, member):
    """Whose the number already is, inside the own village where that may be said; `member` is who it was typed for."""
    family = twin.family
    if family.pk == member.family_id:
        return f"NIK ini sudah diisi untuk {twin.name} di keluarga ini. Cocokkan lagi dengan KK."
    place = f" (RT {family.rt})" if family.rt != "-" else ""
    archived = " Berkasnya diarsipkan." if family.archived_on else ""
    return f"NIK ini sudah dipakai keluarga {family.called}{place}.{archived} Periksa berkas itu dahulu."


def note_clashes(member, on):
    """Tell the Dinas, and only it, of the same NIK in another village."""
    note_clashes_of([member], on)


def note_clashes_of(members, on):
    """The same for members of one village who were saved together."""
    index = FamilyMember._meta.get_field("nik_index")
    mine = {index.value_for(member.nik): member for member in members if member.nik}
    if not mine:
        return
    others = FamilyMember.objects.filter(nik_index__in=list(mine), left_on=None).exclude(region=members[0].region_id)
    found, answering = [], {}
    for other in others.defer("nik").select_related("region"):
        member = mine[other.nik_index]
        first, second = sorted((member, other), key=lambda row: row.pk)
        if other.region_id not in answering:
            answering[other.region_id] = _answers_for(member.region, other.region)
        found.append(NumberClash(first=first, second=second, region=answering[other.region_id], found_on=on))
    NumberClash.objects.bulk_create(found, ignore_conflicts=True)


def _answers_for(one, other):
    """The lowest region of at least a kabupaten/kota that contains both villages."""
    for width in (4, 2):
        if one.code[:width] == other.code[:width]:
            return Region.objects.get(code=one.code[:width])
    return Region.objects.get(code="")


def leaving_problem(member, left_on, day="Tanggal keluar"):
    """Why `member` can't have left on that day, or ""; `day` is what the date is called."""
    if left_on < member.birth_date:
        return f"{day} tidak boleh mendahului tanggal lahir."
    if member.joined_reason != FamilyMember.Joined.RECORDED and left_on < member.joined_on:
        return f"{member.name} baru masuk keluarga ini pada {dates.long_date(member.joined_on)}."
    return ""


def lock_before_leaving(member, *, by):
    """Take the family of a member who is to be counted out. Raises TransitionRefused for one who was already."""
    own(member.family, by)
    open_for_identity(member.family)
    take(member.family)
    if member.left_on is not None:
        raise TransitionRefused([f"{member.name} sudah tercatat keluar."])


@transaction.atomic
def end_member(member, *, by, on, left_on, reason):
    """A member dies, moves or founds a family of their own. The head leaves last, or hands over first."""
    family = member.family
    lock_before_leaving(member, by=by)
    if problem := leaving_problem(member, left_on):
        raise ValidationError({"left_on": problem})
    if member.is_head and family.members.filter(left_on=None).exclude(pk=member.pk).exists():
        raise TransitionRefused(["Kepala keluarga diganti dahulu: ubah hubungan salah satu anggota lain."])
    member.left_on, member.left_reason, member.is_head = left_on, reason, False
    member.save()
    audit.record("member:end", by=by, obj=member, on=on)
    return member


@transaction.atomic
def hand_over(member, *, by, on, relation=None):
    """Make `member` the head in place of the one there is, whose relation becomes `relation`.

    Raises ValidationError for what can't be: a child as head, a husband of an unmarried head.
    """
    family = member.family
    own(family, by)
    open_for_identity(family)
    take(family)
    old = family.head()
    if old is not None and old.pk == member.pk:
        raise TransitionRefused([f"{member.name} sudah menjadi kepala keluarga."])
    if old is not None:
        old.relation, old.is_head = relation, False
        old.save()
    member.relation, member.is_head = CodeItem.objects.get(list="relation", code=household.HEAD), True
    errors = household.errors_of(member, household.beside(member), on)
    if not errors:
        member.save()
        errors = household.errors_of(old, household.beside(old), on) if old is not None else {}
    if errors:
        raise ValidationError(list(errors.values()))
    lead(family, member)
    audit.record("member:head", by=by, obj=member, on=on)
    return member


@transaction.atomic
def save_card(family, number, *, by, on):
    """Keep the number of the family card; another number than before begins a new card, the old one stays."""
    own(family, by)
    open_for_identity(family)
    take(family)
    card = family.card()
    if card and card.number == number:
        return card
    if card:
        card.valid_until = on
        card.save()
    if not number:
        return None
    card = FamilyCard.objects.create(
        family=family, region=family.region, number=number, valid_from=on, reason=_first_reason(family)
    )
    audit.record("family:card", by=by, obj=card, fields=["number"], on=on)
    return card


def _first_reason(family):
    """Why the first card on file was issued: of a family that came or parted, because of that."""
    if family.split_from_id:
        return FamilyCard.Reason.PARTED
    return FamilyCard.Reason.MOVED if hasattr(family, "arrival") else FamilyCard.Reason.FIRST


def families_with_card(region, number):
    """Families of the village on this card now: several may share one. A file put away does not count."""
    index = FamilyCard._meta.get_field("number_index").value_for(number)
    rows = FamilyCard.objects.filter(region=region, number_index=index, valid_until=None, family__archived_on=None)
    return rows.select_related("family")


def bring_back(members):
    """Those who were counted out live in the family again, each with the part they had.

    Raises TransitionRefused, naming whose number stands in another file by now.
    """
    taken = []
    for member in members.select_related("relation"):
        member.left_on, member.left_reason = None, ""
        member.is_head = member.relation.code == household.HEAD
        if twin := same_nik(member):
            taken.append(f"{member.name}: {taken_message(twin, member)}")
        else:
            member.save()
    if taken:
        raise TransitionRefused(taken)
