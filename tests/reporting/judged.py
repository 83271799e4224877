"""What the figures for judging count, in the village of `tests.reporting.village.rich`: as rows, each on a day, and
beside each what is not to be counted."""

from families.models import Answer, Assessment, Indicator, MentoringNote, Need, Pairing, Participation, ProgressReport
from institutions.models import (
    Activity,
    AnnualPlan,
    Attendance,
    Decision,
    Decree,
    Duty,
    Facility,
    FamilyCareUnit,
    IncomingLetter,
    Institution,
    InstitutionType,
    IssuedDocument,
    ItemProgress,
    Meeting,
    MusrenbangProposal,
    PlanItem,
)
from referrals.models import Case, CaseStep, Partnership, RecordPartner, Referral, ServiceRecord
from reporting.models import CashBook, CashEntry, Report
from tests import factories
from tests.factories import TODAY, InstitutionFactory
from tests.families import short
from tests.referrals import make as referrals
from tests.reporting import helped
from tests.reporting.make import DECREED_ON, QUARTER, day
from tests.reporting.village import close, life, need, rich

NOW = QUARTER.next
BEFORE = QUARTER.previous.end
CODES = ("L2.1", "L3.1", "L3.2")  # three of the counted questions


def judged(people):
    """Desa Sidomekar with something of every figure in the two quarters. Returns its region."""
    village = rich(people)
    FamilyCareUnit.objects.update(formed_on=DECREED_ON, decreed_on=DECREED_ON, inaugurated_on=None)
    unit = FamilyCareUnit.of(village)
    _body(unit)
    _bodies(village)
    _plans(unit)
    _members(unit, people)
    _cases(village)
    _support(unit)
    _families(people)
    return village


def decree(unit, on, *, stage="issued", replaces=None):
    document = IssuedDocument.objects.create(
        kind="decree", region=unit.region, issuer="Kepala Desa", subject="FCU", stage=stage, dated_on=on,
        number=f"400/{IssuedDocument.objects.count()}/SK",
    )  # fmt: skip
    return Decree.objects.create(
        unit=unit, document=document, considerations="a", dictums="KESATU", signer_title="Kepala Desa",
        effective_on=on, replaces=replaces,
    )  # fmt: skip


def facility(unit, kind, since, gone_on=None):
    return Facility.objects.create(unit=unit, kind=kind, name=kind, owner="FCU", since=since, gone_on=gone_on)


def _body(unit):
    old = decree(unit, day(QUARTER, 3), stage="replaced")
    decree(unit, NOW.start, replaces=old)
    decree(unit, BEFORE, stage="cancelled")
    facility(unit, "name_board", BEFORE, gone_on=NOW.start)
    facility(unit, "secretariat", day(QUARTER, 5))


# --- PSKS -------------------------------------------------------------------------------------------------------
def _bodies(village):
    """Of five mapped bodies one for each way of being used, one for none; closed, unmapped, an office, a family."""
    mapped = [InstitutionFactory(region=village, mapped_on=BEFORE) for _ in range(5)]
    Institution.objects.filter(pk=mapped[3].pk).update(closed_on=NOW.start)
    InstitutionFactory(region=village, mapped_on=NOW.start)
    unmapped = InstitutionFactory(region=village)
    office = InstitutionFactory(
        region=village, mapped_on=BEFORE, element=InstitutionType.objects.filter(group="office").first()
    )
    InstitutionFactory(region=village, mapped_on=BEFORE, element=InstitutionType.objects.get(code="keluarga-pionir"))
    record = ServiceRecord.objects.get(region=village, keeper=village, held_on=day(QUARTER, 30))
    for body in (mapped[0], unmapped, office):
        RecordPartner.objects.create(record=record, institution=body)
    taken_back = ServiceRecord.objects.exclude(withdrawn_on=None).first()
    RecordPartner.objects.create(record=taken_back, institution=mapped[4])
    Referral.objects.filter(need__title="Kursus").update(body=mapped[1])
    helped.step(helped.case(village, day(QUARTER, 24)), NOW.start, mapped[2])
    for start, more in ((BEFORE, {"ended_on": NOW.start, "end_reason": "Selesai"}), (NOW.start, {}),
                        (day(QUARTER, 9), {"valid_until": QUARTER.end})):  # fmt: skip
        Partnership.objects.create(
            region=village, partner="Puskesmas", form="service", basis="letter", subject="Layanan", valid_from=start,
            recorded_by=helped.WHO, **more,
        )  # fmt: skip
    for invited_on in (day(QUARTER, 2), None):
        called_off = short.held("routine", village, day(QUARTER, 13))
        Meeting.objects.filter(pk=called_off.pk).update(stage="cancelled")
        IssuedDocument.objects.create(
            kind="invitation", region=village, issuer="FCU", subject="Rapat", meeting=called_off, stage="draft",
            number="7/UND" if invited_on else "", dated_on=invited_on, book="fcu",
        )  # fmt: skip


# --- plan -------------------------------------------------------------------------------------------------------
def _plans(unit):
    """A plan for each year of the two quarters, agreed in the first of them."""
    meeting = Meeting.objects.filter(region=unit.region, stage="held").first()
    for year in sorted({QUARTER.year, NOW.year}):
        plan = AnnualPlan.objects.create(
            region=unit.region, unit=unit, year=year, stage="agreed", agreed_in=meeting, agreed_on=day(QUARTER, 2)
        )
        _rows(plan, [quarter for quarter in (QUARTER, NOW) if quarter.year == year])


def row(plan, what, quarters, **more):
    months = [quarter.start.month + 1 for quarter in quarters]
    return PlanItem.objects.create(plan=plan, what=what, kind="other", months=months, order=1, **more)


def mark(item, state, on):
    ItemProgress.objects.create(item=item, state=state, on=on, note="Diceritakan")


def _rows(plan, quarters):
    for quarter in quarters:
        done, noted, served, late = (row(plan, f"{what} {quarter}", [quarter]) for what in "ABCD")
        mark(done, "done", quarter.start)
        Activity.objects.create(
            duty=Duty.objects.first(), region=plan.region, keeper=plan.region, done_on=quarter.end, title="Kegiatan",
            plan_item=noted,
        )  # fmt: skip
        ServiceRecord.objects.filter(region=plan.region, held_on__range=(quarter.start, quarter.end)).update(
            plan_item=served
        )
        mark(late, "cancelled", quarter.end)
        dropped = row(plan, f"E {quarter}", [quarter])
        mark(dropped, "cancelled", quarter.previous.end)
        revived = row(plan, f"F {quarter}", [quarter])
        mark(revived, "cancelled", quarter.previous.start)
        mark(revived, "ongoing", quarter.previous.end)


# --- members ----------------------------------------------------------------------------------------------------
def _members(unit, people):
    """Of the four members each active in another way; a fifth came to nothing."""
    first, second, third, fourth = unit.memberships.order_by("id")[:4]
    held = Meeting.objects.filter(region=unit.region, stage="held", held_on=QUARTER.end).first()
    for member, sex in ((first, "female"), (second, "male"), (third, "male"), (fourth, "female")):
        type(member.person).objects.filter(pk=member.person_id).update(sex=sex)
    Attendance.objects.create(meeting=held, person=first.person, element="psks", present=True)
    Attendance.objects.create(meeting=held, person=third.person, element="psks", present=False)
    Decision.objects.create(meeting=held, number=9, text="Membeli buku", owner=second.person.name.upper())
    PlanItem.objects.filter(what=f"D {NOW}").update(person=third.person)
    PlanItem.objects.filter(what=f"E {QUARTER}").update(person=fourth.person)  # it was cancelled
    notes = {"duty": Duty.objects.first(), "region": unit.region, "keeper": unit.region, "membership": fourth}
    Activity.objects.create(**notes, title="Sumbangan", done_on=TODAY)
    Activity.objects.create(
        **notes, title="Salah tulis", done_on=day(QUARTER, 8), withdrawn_on=TODAY, withdrawn_reason="Salah"
    )


def _cases(village):
    """Three cases with their kind of problem: one complete, one without a step, one whose step came later."""
    whole, bare, later = (helped.case(village, day(QUARTER, number)) for number in (15, 16, 17))
    Case.objects.filter(pk__in=(whole.pk, bare.pk, later.pk)).update(problem=referrals.problem())
    helped.step(whole, day(QUARTER, 18))
    helped.step(later, NOW.start)
    CaseStep.objects.create(
        case=bare, kind="note", done_on=day(QUARTER, 19), text="Dibuka kembali", had_ended_on=day(QUARTER, 17),
        recorded_by=helped.WHO,
    )  # fmt: skip


# --- books, money, support --------------------------------------------------------------------------------------
def _support(unit):
    village = unit.region
    told = {"unit": unit, "region": village, "stage": "draft", "finance_kind": "totals"}
    for quarter, amounts in (
        (QUARTER, {"income_self_help": 100, "income_government": 50}), (NOW, {"income_donation": 5, "income_csr": -5}),
    ):  # fmt: skip
        Report.objects.create(**told, year=quarter.year, quarter=quarter.number, opening_balance=10, **amounts)
    book = CashBook.objects.create(unit=unit, region=village, opened_on=DECREED_ON)
    facts = {
        "book": book, "region": village, "direction": "in", "text": "Iuran", "amount": 100, "source": "self_help",
        "giver": "Warga", "year": QUARTER.year, "entered_by": unit.uid, "entered_by_words": helped.WHO,
    }  # fmt: skip
    CashEntry.objects.create(**facts, on=QUARTER.end, stage="booked", number=1)
    CashEntry.objects.create(**facts, on=NOW.start, stage="waiting")
    IncomingLetter.objects.create(
        region=village, book="fcu", agenda_number=1, year=NOW.year, received_on=NOW.start, sender="Camat",
        subject="Undangan",
    )  # fmt: skip
    for year, on in ((QUARTER.year, day(QUARTER, 7)), (NOW.year, None)):
        MusrenbangProposal.objects.create(unit=unit, year=year, item=f"Jamban {on}", reason="Perlu", attended_on=on)
    Attendance.objects.filter(meeting__region=village, element="subdistrict").delete()
    helped.record(village, day(QUARTER, 44), kind="values", topic="Gotong royong")
    helped.record(village, NOW.start, kind="advocacy", topic="Usulan")


# --- families ---------------------------------------------------------------------------------------------------
def asked(family, on, difficulties, *, unknown=()):
    """A round of the 12 on which everything else was answered with "Tidak"."""
    questions = list(Indicator.current("plasma"))
    number = Assessment.objects.filter(family=family, set="plasma").count() + 1
    round_ = Assessment.objects.create(
        family=family, set="plasma", edition=questions[0].version, round=number, assessed_on=on,
        interviewer=factories.PersonFactory(region=family.region),
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            assessment=round_, indicator=question,
            value="unknown" if question.code in unknown else "yes" if question.code in difficulties else "no",
        )
        for question in questions if question.scored
    )  # fmt: skip
    return round_


def _families(people):
    by = people.secretary
    one, other = (Participation.objects.get(role="plasma", family__head_name=name) for name in ("Sumiyati", "Wagiman"))
    for plasma in (one, other):
        plasma.family.assessments.filter(set="plasma").update(assessed_on=TODAY)
    asked(one.family, day(QUARTER, 14), CODES)
    asked(one.family, day(QUARTER, 50), CODES[:1])
    asked(other.family, day(QUARTER, 15), CODES[:2])
    asked(other.family, day(QUARTER, 51), (), unknown=CODES[:2])  # nothing known is nothing better
    asked(other.family, NOW.start, CODES[:1])
    notes = MentoringNote.objects.order_by("id")
    MentoringNote.objects.filter(pk=notes.filter(family=one.family).first().pk).update(change_taking_part=True)
    pairing = Pairing.objects.filter(plasma=other).first()
    ProgressReport.objects.create(
        pairing=pairing, family=other.family, period=QUARTER.start, contacts=1, reported_on=QUARTER.end,
        change_taking_part=True, recorded_by=helped.WHO,
    )  # fmt: skip
    close(need(other.family, "Listrik", day(QUARTER, 26), by), "met", day(QUARTER, 61), by)
    unserved = need(one.family, "Selimut", day(QUARTER, 29), by)
    Need.objects.filter(pk=unserved.pk).update(problem=Need._meta.get_field("problem").related_model.objects.exclude(
        pk=unserved.problem_id).filter(is_sensitive=False).first())  # fmt: skip
    _rise(people)


def _rise(people):
    """A family whose head is a man becomes a pioneer in the running quarter."""
    raised = life(people.secretary, "Slamet", "plasma", "mentored", sex="male", later=4)
    Participation.objects.filter(pk=raised.pk).update(stage="independent", ended_on=NOW.start)
    Participation.objects.create(
        family=raised.family, role="pioneer", stage="designated", started_on=NOW.start, designated_on=NOW.start
    )
