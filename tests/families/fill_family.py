"""Forms of the families, filled in: family."""

from django.urls import reverse

from families.actions import family as actions
from families.models import Family, FamilyMember, NumberClash
from tests.factories import TODAY
from tests.families import make
from tests.filling import LAST_WEEK, Filling, form, typed_date

RECORD = {
    "head_name": "Kartini Rahayu", "head_sex": "female", "rt": "3", "rw": "02", "hamlet": "Krajan Wetan",
    "problem_note": "Suami merantau, kiriman tidak tentu.", "potential": "Pandai menjahit, rukun dengan tetangga.",
    "recorded_on": typed_date(LAST_WEEK),
}  # fmt: skip
WORDS = ("problem_note", "potential", "hamlet", "head_name")


def record(**changes):
    """A whole short record as it is typed."""
    problem = make.ProblemType.objects.get(code="pendapatan-tidak-tetap")
    facts = {"socio_economic": make.code("socio_economic", 2).pk, "occupation": make.code("occupation", 20).pk}
    return {**RECORD, **facts, "problems": [problem.pk], **changes}


@form("families:candidate-create")
def candidate_create(people, regions):
    make.selection_group(people)
    return Filling(
        people.working_group, reverse("families:candidate-create"), record(), text=WORDS,
        required=("head_name", "head_sex", "recorded_on"), wrong={"rt": "tiga"},
    )  # fmt: skip


@form("families:family-update", is_update=True)
def family_update(people, regions):
    make.selection_group(people)
    row = make.candidate(people.secretary)
    return Filling(
        people.secretary, reverse("families:family-update", args=[row.uid]), record(), text=WORDS, row=row,
        required=("head_name", "head_sex", "recorded_on"), wrong={"recorded_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("families:archive")
def archive(people, regions):
    make.selection_group(people)
    row = make.candidate(people.secretary)
    return Filling(
        people.secretary, reverse("families:archive", args=[row.uid]), {"reason": "Tercatat dua kali."},
        text=("reason",), required=("reason",), wrong={"reason": "ya"}, contested=(row,),
    )  # fmt: skip


@form("families:restore", has_text=False)
def restore(people, regions):
    make.selection_group(people)
    row = actions.archive(make.candidate(people.secretary), by=people.secretary, on=TODAY, reason="Tercatat dua kali.")
    return Filling(people.secretary, reverse("families:restore", args=[row.uid]), {}, contested=(row,))


@form("families:confirm", has_text=False)
def confirm(people, regions):
    make.selection_group(people)
    row = make.candidate(people.secretary)
    data = {"ticked": [row.pk], f"seen-{row.pk}": row.version}
    return Filling(people.village_head, reverse("families:confirm"), data, contested=(row,))


def clash(regions, *, number="5208014503840001", other=None):
    """The same NIK in Desa Sidomekar and in a village beside it."""
    members = []
    for place, name in ((regions.village, "Sumiyati"), (other or regions.sibling, "Sumiati")):
        last = Family.objects.filter(region=place).count()
        family = Family.objects.create(
            region=place, number=last + 7, head_name=name, head_sex="female", recorded_on=LAST_WEEK
        )
        members.append(FamilyMember.objects.create(
            family=family, region=place, position=1, name=name, nik=number, sex="female",
            birth_date=LAST_WEEK.replace(year=1984), joined_on=LAST_WEEK, relation=make.code("relation", 1),
            marital=make.code("marital", 2), religion=make.code("religion", 1), education=make.code("education", 3),
            occupation=make.code("occupation", 20), nationality=make.code("nationality", 1),
        ))  # fmt: skip
    return NumberClash.objects.create(region=regions.regency, first=members[0], second=members[1], found_on=LAST_WEEK)


@form("families:clash-settle", is_update=True)
def clash_settle(people, regions):
    row = clash(regions)
    return Filling(
        people.regency_cases, reverse("families:clash-settle", args=[row.uid]),
        {"settled_on": typed_date(TODAY), "settled_note": "Pindah domisili, desa asal diminta mencatat keluar."},
        text=("settled_note",), required=("settled_on", "settled_note"), wrong={"settled_on": "kemarin"}, row=row,
        contested=(row,),
    )  # fmt: skip


@form("families:candidate-again", has_text=False)
def candidate_again(people, regions):
    family = refused(people)
    return Filling(people.secretary, reverse("families:candidate-again", args=[family.uid]), {}, contested=(family,))


def refused(people):
    """A family that an FGD chose and that said no."""
    group = make.selection_group(people)
    family = make.candidate(people.secretary)
    make.assessed(family, "plasma", people.secretary)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    make.answered(family, people.secretary, willing=False, data_use=False)
    return Family.objects.get(pk=family.pk)
