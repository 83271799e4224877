"""What a search in the list of families means: a name, a neighbourhood, a role. Never a number of identity."""

import re

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from families.household import CHILD, HUSBAND, WIFE
from families.models import Family, FamilyCard, FamilyMember, Participation, Role, Sex
from families.models.family import UNKNOWN
from institutions.models.person import fold

LIKE_A_NUMBER = 8  # that many digits are a number of identity, or a good part of one
ROLES = {
    "calon": ("Calon", Q(designated_on=None)),
    "pionir": ("Pionir", Q(designated_on__isnull=False, role=Role.PIONEER)),
    "dampingan": ("Dampingan", Q(designated_on__isnull=False, role=Role.PLASMA)),
}
ARCHIVE, LEFT = "arsip", "mundur"
# The guide writes both "pionir" and "pioner".
ROLE_WORDS = {
    "calon": "calon", "pionir": "pionir", "pioner": "pionir", "pioneer": "pionir", "dampingan": "dampingan",
    "plasma": "dampingan",
}  # fmt: skip
RT_RW = re.compile(r"(?:rt[ .]*)?(\d{1,3}) ?[/,]? ?(?:rw[ .]*)?(\d{1,3})", re.ASCII)
RT = re.compile(r"rt[ .]*(\d{1,3})", re.ASCII)
RW = re.compile(r"rw[ .]*(\d{1,3})", re.ASCII)
# The stage of what a family is, "" where it has no life.
LIVES = Participation.objects.filter(family=OuterRef("pk"))
STANDS_AT = Coalesce(Subquery(LIVES.as_they_stand().values("stage")[:1]), Value(""))
CALLED = re.compile(r"(?:keluarga )?(?:(?:bapak|ibu|pak|bu) )?")


def looks_like_a_number(text):
    """Whether `text` may hold a NIK or the number of a card: such a text never stands in an address or on a page."""
    return sum(c.isdigit() for c in text) >= LIKE_A_NUMBER


def without_numbers(asked):
    """What an address asks for, without a search that may hold a number: it goes on into no link of the page."""
    kept = asked.copy()
    if looks_like_a_number(kept.get("cari", "")):
        kept.pop("cari")
    return kept


def padded(digits):
    """003 from 3, as neighbourhoods are stored; what is not known stays "-"."""
    return digits.zfill(3) if digits else UNKNOWN


def by_role(rows, name, *, hides_withdrawn=True):
    """Those of one role now; "arsip" gives the archived, anything else all that are not.

    Who withdrew stands on no list but the one that is asked for ("mundur"); the figures keep them.
    """
    if name == ARCHIVE:
        return rows.exclude(archived_on=None)
    rows = rows.living()
    if name == LEFT or (name not in ROLES and hides_withdrawn):
        gone = Q(stands_at=Participation.Stage.WITHDRAWN)
        return rows.alias(stands_at=STANDS_AT).filter(gone if name == LEFT else ~gone)
    if name not in ROLES:
        return rows
    return rows.filter(Exists(_lives().filter(ROLES[name][1])))


def by_stage(rows, stage):
    """Those whose present way, or else a past one, stands at `stage`; all for a stage that does not exist."""
    if stage not in Participation.Stage.values:
        return rows
    past = LIVES.filter(stage=stage)
    return rows.filter(Exists(_lives().filter(stage=stage)) | (Exists(past) & ~Exists(_lives())))


def by_composition(rows, kind):
    """Families of one kind: as it was chosen by hand, or else as their members make it (household.composition_of)."""
    if kind not in Family.Composition.values:
        return rows
    living = FamilyMember.objects.filter(family=OuterRef("pk"), left_on=None)
    spouse = Exists(living.filter(relation__code__in=(HUSBAND, WIFE)))
    child = Exists(living.filter(relation__code=CHILD))
    led_by = {sex: Exists(living.filter(is_head=True, sex=sex)) for sex in Sex.values}
    of_members = {
        "couple": spouse & ~child, "couple_children": spouse & child,
        "father_children": ~spouse & child & led_by[Sex.MALE],
        "mother_children": ~spouse & child & led_by[Sex.FEMALE], "kin": ~spouse & ~child,
    }  # fmt: skip
    headed = Exists(living.filter(is_head=True))
    return rows.filter(Q(composition=kind) | (Q(composition="") & headed & of_members[kind]))


def by_text(rows, text):
    """Those whose head's name contains the text, or who live in the RT/RW, or have the role it names."""
    wanted = fold(text)
    if not wanted or looks_like_a_number(wanted):
        return rows
    word = wanted.removeprefix("keluarga ")
    if word in ROLE_WORDS:
        return by_role(rows, ROLE_WORDS[word])
    for pattern, names in ((RT_RW, ("rt", "rw")), (RT, ("rt",)), (RW, ("rw",))):
        found = pattern.fullmatch(wanted)
        if found and (len(names) == 1 or "/" in wanted or "rw" in wanted):
            return rows.filter(**{name: padded(part) for name, part in zip(names, found.groups(), strict=True)})
    return rows.filter(search_name__contains=CALLED.sub("", wanted, count=1) or wanted)


def with_number(number, by):
    """Families of the own reach that hold this NIK, or this card now or once: several may share one card.

    Each says by `by_old_card` whether it was found by a card that is replaced. Where nobody has the NIK now, families
    in which somebody once had it are found by `with_former`.
    """
    seen = Family.objects.visible_to(by)
    nik = FamilyMember._meta.get_field("nik_index").value_for(number)
    card = FamilyCard._meta.get_field("number_index").value_for(number)
    members = FamilyMember.objects.filter(nik_index=nik, left_on=None).values("family")
    cards = FamilyCard.objects.filter(number_index=card)
    now = FamilyCard.objects.filter(number_index=card, valid_until=None, family=OuterRef("pk"))
    found = seen.filter(Q(pk__in=members) | Q(pk__in=cards.values("family")))
    with_card = Exists(cards.filter(family=OuterRef("pk")))
    return found.annotate(by_old_card=with_card & ~Exists(now)).order_by("search_name", "id")


def with_former(number, by):
    """Families of the own reach from which the person with this NIK is gone; each with that member as `.former`."""
    nik = FamilyMember._meta.get_field("nik_index").value_for(number)
    rows = FamilyMember.objects.filter(nik_index=nik, family__in=Family.objects.visible_to(by)).exclude(left_on=None)
    found = {}
    for row in rows.select_related("family__region").order_by("-left_on", "-id"):
        found.setdefault(row.family_id, row.family).former = row
    return list(found.values())


def _lives():
    return LIVES.filter(ended_on=None)
