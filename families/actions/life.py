"""What happens in a family: births, deaths, who comes, and an end that was recorded by mistake."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families import household
from families.actions.card import take_back_card
from families.actions.family import own
from families.actions.member import (
    lead,
    leaving_problem,
    lock_before_leaving,
    open_for_identity,
    same_nik,
    save_member,
    taken_message,
)
from families.models import CodeItem, FamilyMember
from fcu_project import audit, workflow
from fcu_project.models import take
from fcu_project.workflow import Gate, TransitionRefused

Left, Joined = FamilyMember.Left, FamilyMember.Joined
BACK = "back:"  # and the day: under this name the reason for undoing an end is kept


@transaction.atomic
def record_birth(member, *, by, on, fields=()):
    """A child is born into the family: it belongs to it from its first day."""
    member.joined_on, member.joined_reason = member.birth_date, Joined.BORN
    save_member(member, by=by, on=on, fields=fields)
    audit.record("member:born", by=by, obj=member, on=member.birth_date)
    return member


@transaction.atomic
def record_joining(member, *, joined_on, reason, by, on, fields=()):
    """Somebody marries into the family, or comes to live with it."""
    if joined_on < member.birth_date:
        raise ValidationError({"joined_on": "Tanggal masuk tidak boleh mendahului tanggal lahir."})
    member.joined_on, member.joined_reason = joined_on, reason
    save_member(member, by=by, on=on, fields=fields)
    audit.record("member:join", by=by, obj=member, on=joined_on)
    return member


def arrange(rows, standing, *, on, key=lambda row: row.pk):
    """Give the people of one household their relations anew, one of them head. Raises ValidationError by field.

    `standing` is {key: (relation, marital status or None)}; errors are named "relation-<key>".
    """
    heads = [row for row in rows if standing[key(row)][0].code == household.HEAD]
    if len(heads) != 1:
        told = "Pilih satu Kepala Keluarga." if not heads else "Kepala Keluarga hanya satu. Ubah salah satunya."
        raise ValidationError({f"relation-{key(row)}": told for row in heads or rows[:1]})
    for row in sorted(rows, key=lambda row: row in heads):  # who was head steps back before the new one stands up
        row.relation, marital = standing[key(row)]
        row.marital = marital or row.marital
        row.is_head = row in heads
        row.save()
    errors = {}
    for row in rows:
        if found := household.errors_of(row, household.beside(row), on):
            errors[f"relation-{key(row)}"] = next(iter(found.values()))
    if errors:
        raise ValidationError(errors)
    return heads[0]


@transaction.atomic
def record_death(member, *, died_on, by, on, standing=None, widows=True):
    """A member dies. When it was the head, `standing` says who is head now and what the others are to that person.

    `widows`: the marital status of the spouse becomes Cerai Mati. Raises ValidationError, TransitionRefused.
    """
    family = member.family
    lock_before_leaving(member, by=by)
    if problem := leaving_problem(member, died_on, "Tanggal meninggal"):
        raise ValidationError({"died_on": problem})
    others = list(family.current_members().exclude(pk=member.pk))
    was_head, spouses = member.is_head, household.spouses_of(member, others)
    member.left_on, member.left_reason, member.is_head = died_on, Left.DIED, False
    member.save()
    if widows:
        widowed = CodeItem.objects.get(list="marital", code=household.WIDOWED)
        for spouse in spouses:
            spouse.marital = widowed
            spouse.save()
            audit.record("member:widowed", by=by, obj=spouse, fields=["marital"], on=died_on)
    if was_head and others:
        head = arrange(others, standing, on=on)
        lead(family, head)
        audit.record("member:head", by=by, obj=head, on=died_on)
    audit.record("member:died", by=by, obj=member, on=died_on)
    return member


def stays_elsewhere(member):
    """Where somebody who left lives on in another file of this village or another; "" where nowhere."""
    row = member.went_on_as.filter(left_on=None).select_related("family__region").first()
    if row is None:
        return ""
    if row.region_id != member.region_id:
        return f"{member.name} sudah dicatat di {row.region}."
    there = f"keluarga {row.family.called} (No. {row.family.number})"
    return f"{member.name} sekarang tercatat di {there}. Catat keluar di sana dahulu (salah catat)."


def card_of_death(member):
    """The card in force where only the death of this former head brought it, else None."""
    if member.left_reason != Left.DIED or member.relation.code != household.HEAD:
        return None
    card = member.family.card()
    brought = card is not None and card.reason == card.Reason.HEAD_DIED and card.valid_from >= member.left_on
    return card if brought and member.family.cards.count() > 1 else None


def _married():
    return CodeItem.objects.get(list="marital", code=household.MARRIED)


def _married_again(spouse):
    """Nobody is widowed by a death that did not happen."""
    if spouse.marital.code == household.WIDOWED:
        spouse.marital = _married()
        spouse.save()


def _as_before_the_death(member, others, standing):
    """`standing`, in which whoever was widowed by this death is married."""
    spouses = (household.HUSBAND, household.WIFE)
    if standing[member.pk][0].code == household.HEAD:
        widowed = [row for row in others if standing[row.pk][0].code in spouses]
    elif standing[member.pk][0].code in spouses:
        widowed = [row for row in others if standing[row.pk][0].code == household.HEAD]
    else:
        widowed = []
    told = {row.pk: (standing[row.pk][0], _married()) for row in widowed if row.marital.code == household.WIDOWED}
    return standing | told


@transaction.atomic
def bring_back(member, *, reason, by, on, relation=None, standing=None, takes_back_card=False):
    """An end was recorded by mistake: the member is in the family as before, and the reason is kept.

    `relation` replaces the old one. Of a former head `standing` says what everybody is now, as after a death; the card
    that only their death brought is taken back with `takes_back_card`. Raises ValidationError, TransitionRefused.
    """
    family = member.family
    own(family, by)
    open_for_identity(family)
    take(family)
    if member.left_on is None:
        raise TransitionRefused([f"{member.name} masih tercatat di keluarga ini."])
    if elsewhere := stays_elsewhere(member):
        raise TransitionRefused([elsewhere])
    if twin := same_nik(member):
        raise TransitionRefused([taken_message(twin, member)])
    had_died, card = member.left_reason == Left.DIED, card_of_death(member)
    others = list(family.current_members().exclude(pk=member.pk))
    member.left_on, member.left_reason = None, ""
    if standing is None:
        member.relation = relation or member.relation
        member.is_head = member.relation.code == household.HEAD
        if had_died:
            for spouse in household.spouses_of(member, others):
                _married_again(spouse)
        if errors := household.errors_of(member, household.beside(member), on):
            raise ValidationError({"relation": next(iter(errors.values()))})
        member.save()
        head = member if member.is_head else None
    else:
        rows = [member, *others]
        if had_died:
            standing = _as_before_the_death(member, others, standing)
        head = arrange(rows, standing, on=on)
    if head is not None:
        lead(family, head)
        audit.record("member:head", by=by, obj=head, on=on)
    if takes_back_card and card is not None:
        take_back_card(family, by=by, on=on)
    workflow.give_reason(member, Gate(f"{BACK}{on.isoformat()}", "Batal keluar", lambda row, on: ""), reason, by=by)
    audit.record("member:back", by=by, obj=member, on=on)
    return member
