"""How near two families are: by where they live, and by blood. Proposals for people to confirm, never a verdict."""

from families.models import FamilyCard, FamilyMember, Pairing, Sex
from families.models.family import UNKNOWN
from institutions.models.person import fold

Closeness = Pairing.Closeness
FURTHEST = 9


def same_rt(one, other):
    """The same RT of the same RW; where no RW is counted, of the same hamlet."""
    if one.rt != other.rt or one.rt == UNKNOWN:
        return False
    return one.rw == other.rw != UNKNOWN or (one.rw == other.rw and same_hamlet(one, other))


def same_rw(one, other):
    return one.rw == other.rw != UNKNOWN


def same_hamlet(one, other):
    return bool(one.hamlet) and fold(one.hamlet) == fold(other.hamlet)


# From the nearest: the first that holds is proposed.
PLACES = (
    (Closeness.SAME_RT, same_rt, "RT sama"),
    (Closeness.SAME_RW, same_rw, "RW sama"),
    (Closeness.SAME_HAMLET, same_hamlet, "dusun sama"),
)


def closeness_of(one, other):
    """How near two families live, as their RT, RW and hamlet tell it; "" where one of them tells nothing."""
    for closeness, holds, _ in PLACES:
        if holds(one, other):
            return closeness.value
    known = all(family.hamlet or family.rt != UNKNOWN or family.rw != UNKNOWN for family in (one, other))
    return Closeness.FURTHER.value if known else ""


def nearness_words(one, other):
    """(rank, words) for a list of pioneers: nearest first, "RT sama"; what is further has no words."""
    for rank, (_, holds, words) in enumerate(PLACES):
        if holds(one, other):
            return rank, words
    return FURTHEST, ""


# --- kin --------------------------------------------------------------------------------------------------------------
def came_from_the_other(one, other):
    """A member of one family was a member of the other before, or both came out of one third family."""
    rows = FamilyMember.objects.exclude(came_from=None)
    origins = {
        family.pk: set(rows.filter(family=family).values_list("came_from__family", flat=True))
        for family in (one, other)
    }
    return one.pk in origins[other.pk] or other.pk in origins[one.pk] or bool(origins[one.pk] & origins[other.pk])


def split_from_the_other(one, other):
    """One family card came out of the other, or both out of the same."""
    if one.pk == other.split_from_id or other.pk == one.split_from_id:
        return True
    return one.split_from_id is not None and one.split_from_id == other.split_from_id


def father_in_the_other(one, other):
    """The father's name of a member stands as a man's name in the other family."""
    return bool(_fathers(one) & _men(other) or _fathers(other) & _men(one))


def shared_a_card(one, other):
    """Both families stood under one number of a family card, now or before."""
    cards = FamilyCard.objects.filter(family=one, number_index__isnull=False).values("number_index")
    return FamilyCard.objects.filter(family=other, number_index__in=cards).exists()


def _fathers(family):
    return {fold(name) for name in family.members.exclude(father_name="").values_list("father_name", flat=True)} - {""}


def _men(family):
    return set(family.members.filter(sex=Sex.MALE).values_list("search_name", flat=True)) - {""}


KIN_SIGNS = (
    (came_from_the_other, "ada anggota yang dahulu tercatat di keluarga yang satunya"),
    (split_from_the_other, "kartu keluarganya pecahan dari kartu yang sama"),
    (shared_a_card, "pernah tercatat dalam satu kartu keluarga"),
    (father_in_the_other, "nama ayah seorang anggota sama dengan nama anggota keluarga yang satunya"),
)


def kin_sign(one, other):
    """Why the two families may be kin, as the file tells it; "" where nothing speaks for it."""
    return next((words for holds, words in KIN_SIGNS if holds(one, other)), "")
