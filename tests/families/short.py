"""Families as they stand after meetings and answers that a test is not about: rows written straight, in one go.

What the steps themselves do is proven where they are taken (`make.walked` and the tests of each step).
"""

from datetime import date

from families.models import (
    ActionPlanItem,
    Answer,
    Assessment,
    Briefing,
    BriefingTopic,
    CodeItem,
    Consent,
    ConsolidationSession,
    Designation,
    Family,
    FamilyCard,
    FamilyMember,
    Indicator,
    Participation,
    ProblemType,
    SelectionDecision,
)
from families.workflow.effects import enter_in_register
from institutions.models import (
    FamilyCareUnit,
    InstitutionType,
    Meeting,
    MeetingPurpose,
    Membership,
    Person,
    WorkingGroup,
    WorkingGroupMember,
)
from tests import factories as make
from tests.factories import TODAY

ORDER = ("proposed", "willing", "designated", "consolidated", "on_duty")


def unit(region):
    """An active FCU with three members from PSKS bodies and one individual."""
    days = [TODAY - make.timedelta(days=days) for days in (60, 30, 20)]
    row = FamilyCareUnit.objects.create(
        region=region, name="Melati", address="Balai Desa, RT 001/RW 001", seated_in_village=True, stage="active",
        **dict(zip(("formed_on", "decreed_on", "inaugurated_on"), days, strict=True)),
    )  # fmt: skip
    for kind in ("posyandu", "karang-taruna", "pkk"):
        body = make.InstitutionFactory(region=region, element=InstitutionType.objects.get(code=kind))
        Membership.objects.create(
            unit=row, person=make.PersonFactory(region=region), kind="psks", institution=body, position="Ketua",
            committed=True, joined_on=days[0],
        )  # fmt: skip
    Membership.objects.create(
        unit=row, person=make.PersonFactory(region=region), kind="individual", category="religious_leader",
        competence="Penyuluh agama", committed=True, joined_on=days[0],
    )  # fmt: skip
    return row


def group(of, *, elements=2):
    """The selection group of a unit; of one element only where a test asks for it."""
    row = WorkingGroup.objects.create(unit=of, name="Pokja Seleksi", formed_on=TODAY - make.timedelta(days=30))
    for member in of.memberships.filter(kind="psks").order_by("id")[:elements]:
        WorkingGroupMember.objects.create(group=row, membership=member)
    return row


def held(kind, region, on):
    """A meeting that was held, as a row."""
    row = Meeting.objects.create(
        kind=kind, region=region, keeper=region, held_on=on, place="Balai Desa", agenda="Pembahasan", stage="held",
        minutes="Peserta bersepakat.", method="consensus",
    )  # fmt: skip
    MeetingPurpose.objects.create(meeting=row, kind=kind, counts_in=region)
    return row


def round_of(family, which, *, on):
    """A whole round with every counted answer as one would wish."""
    questions = list(Indicator.current(which))
    row = Assessment.objects.create(
        family=family, set=which, edition=questions[0].version, round=1, assessed_on=on,
        interviewer=make.PersonFactory(region=family.region),
    )  # fmt: skip
    single = CodeItem.objects.get(list="marriage", code=1)
    Answer.objects.bulk_create(
        Answer(assessment=row, indicator=q, value=q.good_value if q.scored else "", choice=None if q.scored else single)
        for q in questions
    )
    return row


def life(by, name, role, stage, *, days):
    """A family's way up to `stage`; `days` are the days of FGD, answer, designation, briefing, duty by name."""
    past = ORDER[: ORDER.index(stage if stage != "mentored" else "on_duty") + 1]
    region = by.region
    family = Family.objects.create(
        region=region, number=Family.objects.filter(region=region).count() + 1, head_name=name,
        head_sex="male" if role == "pioneer" else "female", rt="003", rw="002", hamlet="Krajan",
        recorded_on=TODAY - make.timedelta(days=25), group=WorkingGroup.selection_of(region),
        socio_economic=CodeItem.objects.get(list="socio_economic", code=2),
        occupation=CodeItem.objects.get(list="occupation", code=20),
    )  # fmt: skip
    family.problems.set(ProblemType.objects.filter(code="pendapatan-tidak-tetap"))
    round_of(family, role, on=TODAY - make.timedelta(days=20))
    row = Participation(
        family=family, role=role, stage=stage, started_on=family.recorded_on, proposed_on=days["fgd"],
        answered_on=days["answer"] if "willing" in past else None,
        designated_on=days["designation"] if "designated" in past else None,
        consolidated_on=days["briefing"] if role == "pioneer" and "consolidated" in past else None,
        on_duty_from=days["duty"] if "on_duty" in past else None,
    )  # fmt: skip
    if role == "pioneer" and "designated" in past:
        _join(row, family, days["designation"])
    row.save()
    SelectionDecision.objects.create(
        meeting=held("focus_group", region, days["fgd"]), participation=row, rank=1, choice=role,
        reason="Disepakati bersama.", limited_access=role == "plasma",
    )  # fmt: skip
    if "willing" in past:
        _identity(family)
        for purpose in Consent.Purpose:
            Consent.objects.create(
                participation=row, purpose=purpose, given=True, answered_on=days["answer"], head_signed=True,
                spouse_signed=True, from_paper=True, recorded_by=by.signature,
            )  # fmt: skip
    if "designated" in past:
        told = {"place_kind": "plasma_home", "method": "discussion"} if role == "plasma" else {}
        meeting = held(f"{role}_designation", region, days["designation"])
        Designation.objects.create(meeting=meeting, participation=row, **told)
    if row.consolidated_on:
        _prepared(row, by, days["briefing"])
    return family


def _join(row, family, on):
    person = Person.objects.create(
        name=family.head_name, sex=family.head_sex, region=family.region, position="Keluarga pionir"
    )
    row.representative = person
    row.membership = Membership.objects.create(
        unit=family.region.units.get(), person=person, kind="pioneer", committed=True, joined_on=on
    )
    row.register_entry = enter_in_register(family, on)


def _identity(family):
    """Head and spouse, and a family card; made-up numbers of the right shape."""
    codes = {
        name: CodeItem.objects.get(list=name, code=number)
        for name, number in (
            ("religion", 1), ("education", 3), ("occupation", 20), ("marital", 2), ("nationality", 1),
        )
    }  # fmt: skip
    woman = family.head_sex == "female"
    people = (
        (family.head_name, family.head_sex, date(1984, 3, 12), 1),
        ("Suharto Wijaya" if woman else "Lestari Ningsih", "male" if woman else "female", date(1982, 5, 7),
         2 if woman else 3),
    )  # fmt: skip
    for position, (name, sex, born, relation) in enumerate(people, 1):
        day = born.day + (40 if sex == "female" else 0)
        FamilyMember.objects.create(
            family=family, region=family.region, position=position, name=name, sex=sex, birth_date=born,
            birth_place="Tegalwangi", joined_on=TODAY, is_head=relation == 1,
            nik=f"520801{day:02d}{born.month:02d}{born.year % 100:02d}{7000 + 10 * family.number + position:04d}",
            relation=CodeItem.objects.get(list="relation", code=relation), **codes,
        )  # fmt: skip
    FamilyCard.objects.create(
        family=family, region=family.region, number=f"520801120315{7000 + family.number:04d}", valid_from=TODAY
    )


def _prepared(row, by, on):
    row.success_story = "Dahulu buruh tani, sekarang punya warung dan menabung tiap minggu."
    row.save()
    ActionPlanItem.objects.create(
        participation=row, number=1, problem="Pendapatan tidak tetap", goal="Punya usaha sampingan",
        activity="Belajar membuat keripik bersama", period="Triwulan I",
    )  # fmt: skip
    meeting = held("consolidation", row.family.region, on)
    ConsolidationSession.objects.create(meeting=meeting, materials=["parenting"], methods=["talk"])
    for topic in BriefingTopic.objects.all():
        Briefing.objects.create(participation=row, topic=topic, meeting=meeting, given_on=on, recorded_by=by.signature)
