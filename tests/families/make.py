"""Families for tests, at every point of their line, reached through the same actions as the screens."""

from datetime import date, timedelta

from families.actions import assessment as assessment_actions
from families.actions import consent as consent_actions
from families.actions import family as family_actions
from families.actions import member as member_actions
from families.actions import move as move_actions
from families.actions import pairing as pairing_actions
from families.actions import preparation as preparation_actions
from families.actions import selection as selection_actions
from families.models import (
    ActionPlanItem,
    Answer,
    Assessment,
    BriefingTopic,
    CodeItem,
    ConsolidationSession,
    Designation,
    Family,
    FamilyMember,
    FamilyMove,
    Indicator,
    MentoringNote,
    Need,
    NumberClash,
    Pairing,
    ProblemType,
    SelectionDecision,
)
from fcu_project import files, workflow
from institutions.actions import meeting as meeting_actions
from institutions.actions import unit as unit_actions
from institutions.models import Attendance, Region, WorkingGroup
from tests import factories as make
from tests.factories import TODAY
from tests.families import mentoring, short

FGD_ON = TODAY - timedelta(days=15)
ANSWERED_ON = TODAY - timedelta(days=13)
DESIGNATED_ON = TODAY - timedelta(days=12)
BRIEFED_ON = TODAY - timedelta(days=10)
PAIRED_ON = TODAY - timedelta(days=8)


def code(name, number):
    return CodeItem.objects.get(list=name, code=number)


DAYS = {"fgd": FGD_ON, "answer": ANSWERED_ON, "designation": DESIGNATED_ON, "briefing": BRIEFED_ON, "duty": PAIRED_ON}


def selection_group(people, *, elements=2):
    """An active FCU in Desa Sidomekar, with a selection group of the given number of PSKS elements."""
    return short.group(short.unit(people.secretary.region), elements=elements)


def group_of(unit, by):
    """A selection group of a unit that was founded through its meetings: its bodies become of two elements."""
    members = list(unit.current_members().filter(kind="psks")[:2])
    members[1].institution.element = make.InstitutionType.objects.get(code="karang-taruna")
    members[1].institution.save()
    group = WorkingGroup(unit=unit, name="Pokja Seleksi", formed_on=TODAY - timedelta(days=30))
    return unit_actions.save_group(group, members, by=by, on=TODAY)


def candidate(by, name="Sumiyati", *, sex="female", rt="003", complete=True):
    """A short record, as the selection group writes it."""
    family = Family(
        head_name=name, head_sex=sex, rt=rt, rw="002", hamlet="Krajan", recorded_on=TODAY - timedelta(days=25),
        socio_economic=code("socio_economic", 2) if complete else None,
        occupation=code("occupation", 20) if complete else None,
    )  # fmt: skip
    problems = ProblemType.objects.filter(code="pendapatan-tidak-tetap") if complete else []
    return family_actions.add_candidate(family, problems=problems, by=by, on=TODAY)


def assessed(family, which, by, *, unmet=(), value=None, on=None):
    """A whole round; every counted answer good but those named in `unmet` by their code."""
    questions = list(Indicator.current(which))
    answers = []
    for question in questions:
        if not question.scored:
            answers.append(Answer(indicator=question, choice=code("marriage", 1)))
            continue
        bad = "no" if question.good_value == "yes" else "yes"
        wished = bad if question.code in unmet else question.good_value
        answers.append(Answer(indicator=question, value=value or wished))
    round_ = Assessment(
        family=family, set=which, assessed_on=on or TODAY - timedelta(days=20),
        interviewer=make.PersonFactory(region=family.region),
    )  # fmt: skip
    return assessment_actions.save_assessment(round_, answers, by=by, on=TODAY)


def planned(kind, by, *, on, people=()):
    """A meeting of this kind with those who came and its minutes, not yet declared held."""
    meeting = make.held_meeting(kind, by, on=on, elements=(), hold=False, region=None)
    for person, element in people:
        meeting_actions.save_attendance(
            Attendance(meeting=meeting, person=person, element=element, present=True), by=by, on=on
        )
    return meeting


def fgd(people, group, *, hold=False, lines=()):
    """An FGD with the village head and the group; `lines` are (family, choice)."""
    came = [(people.village_head.person, "government")]
    came += [(row.membership.person, "psks") for row in group.members.all()]
    meeting = planned("focus_group", people.secretary, on=FGD_ON, people=came)
    if lines:
        rank(meeting, lines, people.secretary)
    if hold:
        declare_held(meeting, people.secretary)
    return meeting


def rank(meeting, lines, by):
    rows = [
        SelectionDecision(
            participation=family.participation(), rank=number, choice=choice, reason="Disepakati bersama.",
            limited_access=choice == "plasma",
        )
        for number, (family, choice) in enumerate(lines, 1)
    ]  # fmt: skip
    return selection_actions.save_ranking(meeting, rows, by=by, on=TODAY)


def declare_held(meeting, by):
    meeting.refresh_from_db()
    make.give_all_reasons(meeting, "hold", by)
    return workflow.perform(meeting, "hold", by=by, on=meeting.held_on)


def nik(born, sex="female", *, serial=1, region="520801"):
    """A made-up number of the right shape."""
    day = born.day + (40 if sex == "female" else 0)
    return f"{region}{day:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"


SERIAL = iter(range(1, 9000))


def member(family, by, name, *, relation=1, sex="female", born=None, marital=2, number=None, **more):
    born = born or date(1984, 3, 12)
    row = FamilyMember(
        family=family, name=name, sex=sex, birth_date=born, birth_place="Tegalwangi",
        nik=nik(born, sex, serial=next(SERIAL)) if number is None else number,
        relation=code("relation", relation), marital=code("marital", marital), religion=code("religion", 1),
        education=code("education", 3), occupation=code("occupation", 20), nationality=code("nationality", 1), **more,
    )  # fmt: skip
    return member_actions.save_member(row, by=by, on=TODAY)


def identified(family, by):
    """Head and spouse, with their numbers and the number of the card."""
    other = "male" if family.head_sex == "female" else "female"
    head = member(family, by, family.head_name, sex=family.head_sex)
    member(family, by, "Suharto Wijaya" if other == "male" else "Lestari Ningsih", relation=2 if other == "male" else 3,
           sex=other, born=date(1982, 5, 7))  # fmt: skip
    member_actions.save_card(family, f"520801120315{next(SERIAL):04d}", by=by, on=TODAY)
    return head


def answered(family, by, *, willing=True, data_use=True, **signed):
    """The signed answer of both spouses."""
    return consent_actions.record_answer(
        family.participation(), willing=willing, data_use=data_use, scan=None, by=by, on=TODAY,
        signed={
            "answered_on": ANSWERED_ON, "head_signed": willing, "spouse_signed": willing, "missing_reason": "",
            "thumbprint": False, "note": "", "witness": None, "interviewer": None, **signed,
        },
    )  # fmt: skip


def willing(people, group, *, pioneers=("Hadi Suwito",), plasma=("Sumiyati",)):
    """Families that an FGD chose and that said yes: (pioneer families, plasma families)."""
    return tuple(
        [short.life(people.secretary, name, role, "willing", days=DAYS) for name in names]
        for role, names in (("pioneer", pioneers), ("plasma", plasma))
    )


def designated(kind, families, by, *, on=DESIGNATED_ON, hold=True):
    """The meeting that designates these families; informal ones are held in a home, by discussion."""
    meeting = planned(kind, by, on=on, people=[(make.PersonFactory(region=by.region), "psks")])
    told = {"place_kind": "plasma_home", "method": "discussion"} if kind == "plasma_designation" else {}
    rows = [Designation(participation=family.participation(), **told) for family in families]
    selection_actions.save_designations(meeting, rows, by=by, on=TODAY)
    return declare_held(meeting, by) if hold else meeting


def plan_item(participation, by):
    return preparation_actions.save_plan_item(
        ActionPlanItem(participation=participation, problem="Pendapatan tidak tetap", goal="Punya usaha sampingan",
                       activity="Belajar membuat keripik bersama", period="Triwulan I"), by=by, on=TODAY)  # fmt: skip


def told_story(participation, by):
    participation.success_story = "Dahulu buruh tani, sekarang punya warung dan menabung tiap minggu."
    return preparation_actions.save_story(participation, by=by, on=TODAY)


def consolidation(families, by, *, on=BRIEFED_ON, topics=(1, 2, 3, 4, 5), hold=True):
    """A session in which these pioneers get these briefings."""
    meeting = planned("consolidation", by, on=on, people=[
        (make.PersonFactory(region=by.region), "lk3"), (make.PersonFactory(region=by.region), "tksk"),
    ])  # fmt: skip
    session = ConsolidationSession(meeting=meeting, materials=["parenting", "economic"], methods=["talk", "discussion"])
    wanted = list(BriefingTopic.objects.filter(number__in=topics))
    preparation_actions.save_session(session, {family.participation(): wanted for family in families}, by=by, on=TODAY)
    return declare_held(meeting, by) if hold else meeting


def briefed(families, by):
    """Designated pioneers who may begin: plan, story, five briefings."""
    for family in families:
        plan_item(family.participation(), by)
        told_story(family.participation(), by)
    consolidation(families, by)
    for family in families:
        workflow.perform(family.participation(), "consolidate", by=by, on=TODAY)


def ready(people, *, pioneer="consolidated", plasma="designated"):
    """A pioneer and a plasma family at these stages: (participation, participation)."""
    selection_group(people)
    by = people.secretary
    one = short.life(by, "Hadi Suwito", "pioneer", pioneer, days=DAYS)
    other = short.life(by, "Sumiyati", "plasma", plasma, days=DAYS)
    return one.participation(), other.participation()


def paired(people, group=None):
    """One pioneer who accompanies one plasma family. Returns the pairing."""
    if group is None:
        selection_group(people)
    by = people.secretary
    pioneer = short.life(by, "Hadi Suwito", "pioneer", "on_duty", days=DAYS)
    plasma = short.life(by, "Sumiyati", "plasma", "mentored", days=DAYS)
    return Pairing.objects.create(pioneer=pioneer.participation(), plasma=plasma.participation(), paired_from=PAIRED_ON)


def walked(people, unit):
    """The same, reached step by step through every action and meeting of the line."""
    by = people.secretary
    group = group_of(unit, by)
    pioneer, plasma = candidate(by, "Hadi Suwito", sex="male"), candidate(by)
    lines = [(pioneer, "pioneer"), (plasma, "plasma")]
    for family, role in lines:
        assessed(family, role, by)
    fgd(people, group, lines=lines, hold=True)
    for family, _ in lines:
        identified(family, by)
        answered(family, by)
    designated("pioneer_designation", [pioneer], by)
    briefed([pioneer], by)
    designated("plasma_designation", [plasma], by)
    pair = Pairing(pioneer=pioneer.participation(), plasma=plasma.participation(), paired_from=PAIRED_ON)
    return pairing_actions.pair(pair, by=by, on=TODAY)


def note(pairing, by, need=None, **more):
    told = {"held_on": TODAY - timedelta(days=3), "kind": "visit", "topic": "Tabungan mingguan", **more}
    row = MentoringNote(pairing=pairing, **told)
    return pairing_actions.add_note(row, need, by=by, on=TODAY)


def moved(family, destination, by, *, on=TODAY - timedelta(days=3), passes_on=False):
    """A family that moves away. Returns the move, not answered yet."""
    family = Family.objects.get(pk=family.pk)
    row = FamilyMove(
        family=family, destination=destination, moved_on=on, reason="Ikut anak yang bekerja.", passes_on=passes_on
    )  # fmt: skip
    return move_actions.record_move(row, by=by, on=TODAY)


def scene(people, group):
    """One row of everything that has an address, all of Desa Sidomekar; and a number that clashes elsewhere."""
    by = people.secretary
    pairing = paired(people, group)
    family = pairing.plasma.family
    problem = ProblemType.objects.get(code="pendapatan-tidak-tetap")
    note(pairing, by, Need(title="Modal usaha", problem=problem, dimension="economic"))
    head = family.head()
    answer = family.participation().consents.first()
    answer.paper_scan = files.store_scan(make.scan(), by=by)
    answer.save()
    other = make.AssignmentFactory(role="secretary", region=Region.objects.get(code="9701012002"))
    stranger = Family.objects.create(
        region=other.region, number=1, head_name="Kartini Rahayu", head_sex="female", recorded_on=TODAY
    )
    twin = FamilyMember.objects.create(
        family=stranger, region=other.region, position=1, name="Kartini Rahayu", nik=head.nik, sex="female",
        birth_date=head.birth_date, joined_on=TODAY, is_head=True,
        **{name: getattr(head, name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality")},
    )  # fmt: skip
    member_actions.note_clashes(twin, TODAY)
    later = candidate(by, "Maimunah")
    return {
        "pairing": pairing, "family": family, "family_member": head, "consent": answer,
        "clash": NumberClash.objects.get(), "assessment": assessed(later, "plasma", by), "need": Need.objects.first(),
        "move": moved(candidate(by, "Wagiman", sex="male"), Region.objects.get(code="9701011003"), by),
        "fgd": fgd(people, group), "plan_item": pairing.pioneer.plan_items.first(),
        "designation": planned("pioneer_designation", by, on=TODAY),
        "consolidation": planned("consolidation", by, on=TODAY), **mentoring.scene(pairing, people),
    }  # fmt: skip
