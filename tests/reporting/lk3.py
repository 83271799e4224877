"""LK3 in the quarter that ended last, around the rich village: what it did, and what became of its referrals later."""

from datetime import timedelta

from families.models import ProblemType
from institutions.models import Activity, Attendance, Duty
from referrals.actions import case as case_actions
from referrals.models import Alternative, Case, Level, Referral
from reporting.models import OfficeReport
from tests import factories
from tests.families import short
from tests.referrals import make as referrals
from tests.reporting import helped
from tests.reporting.make import QUARTER, day
from tests.reporting.village import NOW, need, referral, rich

BLK, CLINIC, SHELTER = "Balai Latihan Kerja", "Klinik Sehat", "Rumah Aman"


def report(people, quarter=QUARTER):
    """The report of LK3 on a quarter, as a row."""
    return OfficeReport.objects.create(
        kind="lk3", region=people.lk3.region, year=quarter.year, part=quarter.number
    )  # fmt: skip


def busy(people):
    """A village with everything, and an LK3 that did something of every kind. Returns the region of LK3."""
    village, office = rich(people), people.lk3.region
    _activities(people, village, office)
    _consultations(office)
    _cases(people, village, office)
    _referrals(people, village)
    return office


def _activities(people, village, office):
    helped.record(village, day(QUARTER, 30), kind="outreach", keeper=office, topic="Kunjungan RT 003", women=3, men=2)
    helped.record(office, QUARTER.end, kind="media", keeper=office, topic="Leaflet LK3", women=None, men=None)
    helped.record(village, NOW.start, kind="outreach", keeper=office, women=9)
    helped.record(village, day(QUARTER, 31), kind="outreach", keeper=office, topic="Bertemu Sumiyati", women=1, men=0,
                  result="Wagiman ikut pelatihan.")  # fmt: skip
    helped.record(village, day(QUARTER, 32), kind="outreach", keeper=office, withdrawn_on=NOW.start,
                  withdrawn_reason="Salah tulis")  # fmt: skip
    watched = Duty.objects.get(code="lk3-fcu-iiib64-6")
    for on, region in ((day(QUARTER, 20), village), (QUARTER.end, office), (NOW.start, village)):
        Activity.objects.create(duty=watched, region=region, keeper=office, done_on=on, title="Memantau kegiatan FCU",
                                women=4, men=1)  # fmt: skip
    with_lk3 = short.held("formation", village, day(QUARTER, 5))
    short.held("formation", village, day(QUARTER, 6))  # without LK3
    for sex in ("female", "male", "male"):
        person = factories.PersonFactory(region=office, sex=sex)
        Attendance.objects.create(meeting=with_lk3, person=person, element="lk3", present=True)


def _consultations(office):
    for number, (sex, again, way) in enumerate((("female", False, "office"), ("female", True, "visit"),
                                                ("male", False, "office"), ("female", True, "phone")), 10):  # fmt: skip
        helped.consultation(office, day(QUARTER, number), client_sex=sex, is_returning=again, way=way)
    helped.consultation(office, QUARTER.end, confidential=True)
    helped.consultation(office, NOW.start)
    helped.consultation(office, day(QUARTER, 15), withdrawn_on=NOW.start, withdrawn_reason="Salah tulis")


def _cases(people, village, office):
    one, two = (factories.InstitutionFactory(region=office) for _ in range(2))
    problem = ProblemType.objects.get(code="pendapatan-tidak-tetap")
    joint, alone, later, before = (
        helped.case(village, on, keeper=office, client_sex=sex, problem=problem)
        for on, sex in ((day(QUARTER, 3), "female"), (day(QUARTER, 4), "male"), (NOW.start, "male"),
                        (QUARTER.previous.end, "female"))
    )  # fmt: skip
    helped.step(joint, day(QUARTER, 20), one)
    helped.step(joint, QUARTER.end, two)
    helped.step(alone, day(QUARTER, 21), one)
    helped.step(alone, NOW.start, two)
    helped.closed(before, day(QUARTER, 40))
    helped.closed(alone, day(QUARTER, 50))
    helped.closed(joint, NOW.start)


def sent(people, family, title, on, *, problem=""):
    """A need of a plasma family, referred to LK3 on that day and taken up by it."""
    row = need(family, title, on, people.secretary)
    if problem:
        row.problem = ProblemType.objects.get(code=problem)
        row.save()
    found = referral(people, row, on, level=Level.REGENCY)
    return referrals.step(found, "accept", people.lk3, on=on)


def answer(row, people, kind, on):
    return referrals.replied(row, people.lk3, kind, on=on)


def _referrals(people, village):
    """One refused by its first place and served by the second, one that still waits there, one kept secret."""
    by, family = people.lk3, village.families.get(head_name="Sumiyati")
    first = sent(people, family, "Pelatihan", day(QUARTER, 30))
    referrals.forward(first, by, on=day(QUARTER, 31), place_name=BLK)
    answer(first, people, "refused", day(QUARTER, 35))
    referrals.forward(first, by, on=day(QUARTER, 36), place_name=CLINIC)
    answer(first, people, "served", day(QUARTER, 40))
    referrals.referral_actions.close(
        referrals.fresh(first), by=by, on=day(QUARTER, 45), outcome="full", reached=True, note="Selesai."
    )  # fmt: skip
    waits = sent(people, family, "Obat", day(QUARTER, 50))
    referrals.forward(waits, by, on=day(QUARTER, 60), place_name=CLINIC)
    hidden = sent(people, family, "Pulih", day(QUARTER, 51), problem="kekerasan")
    referrals.forward(hidden, by, on=day(QUARTER, 52), place_name=SHELTER)
    Alternative.objects.create(referral=waits, advice="Beasiswa", offered_on=day(QUARTER, 55), offered_by="LK3")
    helped.emergency(village, day(QUARTER, 9), lk3_told_whom="Ibu Rini",
                     lk3_told_at=helped.midnight_in(village.zone, QUARTER.end) + timedelta(hours=23))  # fmt: skip


def what_follows(people):
    """The running quarter changes everything: a place refuses, a case goes on, what waited is served and closed."""
    by = people.lk3
    waits = Referral.objects.get(need__title="Obat")
    answer(waits, people, "refused", NOW.start)
    referrals.forward(waits, by, on=NOW.start, place_name=BLK)
    answer(waits, people, "served", NOW.start)
    hidden = Referral.objects.get(need__title="Pulih")
    referrals.step(hidden, "recall", people.secretary, on=NOW.start, note="Pindah.")
    closed = Case.objects.get(keeper=by.region, closed_on=day(QUARTER, 50))
    case_actions.reopen_case(closed, by=by, on=NOW.start, reason="Belum tuntas.")
