"""Rows of help for tests of the report: activities, consultations, cases, emergencies, each on a day."""

from datetime import time

from fcu_project.dates import midnight_in
from institutions.models import LetterSeries
from referrals.actions.case import CASES
from referrals.models import Case, CaseStep, Counselling, Emergency, Referral, ServiceRecord
from tests.factories import InstitutionFactory
from tests.reporting.make import QUARTER, day

NOW = QUARTER.next
WHO = "Sekretaris FCU"


def record(village, on, *, families=(), keeper=None, **facts):
    """An activity of help; a class with women and men unless told otherwise."""
    told = {"kind": "guidance", "topic": "Kelas pengasuhan", "women": 8, "men": 4, "result": "Sepakat.", **facts}
    row = ServiceRecord.objects.create(
        region=village, keeper=keeper or village, held_on=on, recorded_by=WHO, **told
    )  # fmt: skip
    row.families.set(families)
    return row


def consultation(village, on, *, family=None, confidential=False, keeper=None, **facts):
    told = {"client_sex": "female", **facts}
    if confidential:
        told |= {"is_confidential": True, "words": {"client": "Rukayah", "topic": "Rahasia sekali"}}
    else:
        told = {"topic": "Cara mengurus akta", "client": "" if family else "Pak Tua", **told}
    return Counselling.objects.create(keeper=keeper or village, held_on=on, family=family, recorded_by=WHO, **told)


def case(village, on, *, keeper=None, **facts):
    keeper = keeper or village
    number = LetterSeries.next_number(keeper, CASES, on.year)
    told = {"client": "Pak Tua", "title": "Hak pensiun", **facts}
    return Case.objects.create(
        region=village, keeper=keeper, number=f"{number}/{on.year}", opened_on=on, recorded_by=WHO, **told
    )  # fmt: skip


def step(row, on, *bodies, **facts):
    told = {"kind": "talk", "text": "Dibicarakan.", **facts}
    done = CaseStep.objects.create(case=row, done_on=on, recorded_by=WHO, **told)
    done.bodies.set(bodies)
    return done


def closed(row, on):
    Case.objects.filter(pk=row.pk).update(stage="closed", closed_on=on, outcome="full", result="Hak diterima.")


def emergency(village, on, at=time(9), *, keeper=None, **facts):
    """A call at that time of the village's clock."""
    moment = midnight_in(village.zone, on).replace(hour=at.hour, minute=at.minute)
    told = {"client": "seorang anak", "happened": "Terluka.", "place_kind": "health", "spoken_to": "Bidan",
            "result": "Ditolong.", **facts}  # fmt: skip
    return Emergency.objects.create(
        region=village, keeper=keeper or village, called_at=moment, recorded_by=WHO, **told
    )  # fmt: skip


def rich_help(village, *, pioneer, plasma, other, raised):
    """Something of every kind in the quarter that ended last and in the running one; `raised` became a pioneer on the
    first day of the running one. Beside it what is not to be counted: taken back, or kept by another office."""
    above = village.parent
    record(village, day(QUARTER, 30), families=[pioneer, plasma])
    record(village, QUARTER.end, kind="media", topic="Leaflet bantuan", women=None, men=None, families=[plasma])
    record(village, NOW.start, kind="economy", topic="Kelas jamu", women=5, men=None, families=[other, raised])
    record(village, day(QUARTER, 31), families=[other], withdrawn_on=NOW.start, withdrawn_reason="Salah tulis")
    record(village, day(QUARTER, 32), kind="outreach", keeper=above, families=[other])
    consultation(village, day(QUARTER, 41), family=raised)
    consultation(village, QUARTER.end, confidential=True, client_sex="male", is_returning=True)
    consultation(village, NOW.start, family=raised, is_returning=True)
    consultation(village, day(QUARTER, 42), withdrawn_on=NOW.start, withdrawn_reason="Salah tulis")
    consultation(village, day(QUARTER, 43), keeper=above)
    _cases(village)
    for on, at in ((QUARTER.start, time(0, 30)), (QUARTER.end, time(23, 30)), (NOW.start, time(0, 10))):
        emergency(village, on, at)
    emergency(village, day(QUARTER, 5), keeper=above)
    _tiers()


def _cases(village):
    """One is handled jointly in both quarters, one in the running one only, one never."""
    one, two = (InstitutionFactory(region=village) for _ in range(2))
    joint, later, alone = (case(village, day(QUARTER, number)) for number in (20, 21, 22))
    step(joint, day(QUARTER, 40), one)
    step(joint, QUARTER.end, two)
    step(later, day(QUARTER, 41), one)
    step(later, NOW.start, one, two)
    step(alone, day(QUARTER, 42), one)
    step(alone, day(QUARTER, 43), one)
    closed(alone, day(QUARTER, 50))
    closed(joint, NOW.start)
    case(village, day(QUARTER, 23), keeper=village.parent)


def _tiers():
    """What a referral was for, where it went and whether the service was reached, told of the referrals there are."""
    told = {
        "Modal": {"purpose": "capital", "reached": True},
        "Kacamata": {"reached": True},  # reached, though it did not help
        "Kursus": {"level": "village", "reached": False},
    }
    for title, facts in told.items():
        Referral.objects.filter(need__title=title).update(**facts)
