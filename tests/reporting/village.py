"""A village with something of everything in two quarters, by the actions of the screens wherever they take a date."""

from families.actions import pairing as pairing_actions
from families.models import Family, Need, Pairing, Participation
from institutions.models import Attendance, Meeting, OfficerTerm
from referrals.actions import referral as referral_actions
from referrals.models import Level
from tests import factories
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.referrals import make as referrals
from tests.reporting.helped import rich_help
from tests.reporting.make import QUARTER, day

NOW = QUARTER.next  # the running quarter
STEPS = {"fgd": 8, "answer": 10, "designation": 12, "briefing": 16, "duty": 20}


def life(by, name, role, stage, *, quarter=QUARTER, sex=None, later=0):
    """A family's way through the line, dated into `quarter`."""
    days = {step: day(quarter, number + later) for step, number in STEPS.items()}
    family = short.life(by, name, role, stage, days=days)
    facts = {"recorded_on": day(quarter, 2 + later), **({"head_sex": sex} if sex else {})}
    Family.objects.filter(pk=family.pk).update(**facts)
    family.participations.update(started_on=facts["recorded_on"])
    family.refresh_from_db()
    return family.participation()


def pair(pioneer, plasma, on, by):
    row = Pairing(pioneer=pioneer, plasma=plasma, paired_from=on, reason="Bertetangga.")
    return pairing_actions.pair(row, by=by, on=TODAY)


def need(family, title, on, by):
    row = Need(family=family, title=title, problem=referrals.problem(), dimension="economic", found_on=on)
    return pairing_actions.save_need(row, by=by, on=on, family=family)


def close(row, state, on, by):
    row.refresh_from_db()
    return pairing_actions.close_need(row, by=by, on=on, state=state, outcome="Diceritakan.")


def referral(people, row, on, *, level=Level.SUBDISTRICT):
    """Sent on the day `on`."""
    by = people.secretary
    draft = referral_actions.start_referral(row, by=by, on=on)
    draft.level = level
    facts = {"consented_on": on, **({"place_name": "Puskesmas"} if level == Level.SUBDISTRICT else {})}
    referral_actions.save_referral(referrals.filled(draft, **facts), by=by, on=on)
    return referrals.step(draft, "send", by, on=on)


def finish(row, by, *, answered_on, closed_on=None, outcome="full"):
    referrals.replied(row, by, on=answered_on)
    if closed_on:
        referral_actions.close(referrals.fresh(row), by=by, on=closed_on, outcome=outcome, note="Sudah.")


def rich(people):
    """Desa Sidomekar in the quarter that ended last and in the running one. Returns its region."""
    by = people.secretary
    village = by.region
    unit = short.unit(village)
    unit.memberships.update(joined_on=day(QUARTER, 1))
    short.group(unit)
    _people(unit, by)
    _meetings(by)
    _families(people)
    return village


def _people(unit, by):
    first, second, third, _ = unit.memberships.order_by("id")
    type(first).objects.filter(pk=third.pk).update(left_on=NOW.start, left_reason="Pindah")
    meeting = short.held("formation", by.region, day(QUARTER, 1))
    terms = ((first, "coordinator", day(QUARTER, 3), None), (second, "secretary", day(QUARTER, 3), QUARTER.end),
             (third, "treasurer", NOW.start, None))  # fmt: skip
    for member, post, start, until in terms:
        OfficerTerm.objects.create(
            unit=unit, membership=member, post=post, elected_in=meeting, elected_on=meeting.held_on, valid_from=start,
            valid_until=until,
        )  # fmt: skip


def _meetings(by):
    for on in (QUARTER.previous.end, QUARTER.start, QUARTER.end, NOW.start):
        factories.held_meeting("routine", by, on=on)
    planned = factories.held_meeting("routine", by, on=day(QUARTER, 30), hold=False)
    absent = factories.PersonFactory(region=by.region)
    held = Meeting.objects.exclude(pk=planned.pk).filter(kind="routine").first()
    Attendance.objects.create(meeting=held, person=absent, element="psks", present=False)


def _families(people):
    by = people.secretary
    on_duty = life(by, "Hadi Suwito", "pioneer", "on_duty")
    gone = life(by, "Ahmad Fauzi", "pioneer", "on_duty", sex="female", later=1)
    Participation.objects.filter(pk=gone.pk).update(stage="withdrawn", ended_on=NOW.start)
    helped = life(by, "Sumiyati", "plasma", "mentored")
    other = life(by, "Wagiman", "plasma", "mentored", sex="male", later=2)
    raised = life(by, "Maimunah", "plasma", "mentored", later=3)
    families.candidate(by, "Kartini")
    archived = families.candidate(by, "Rukmini")
    Family.objects.filter(pk=archived.pk).update(recorded_on=day(QUARTER, 4), archived_on=QUARTER.end)
    for family, on in ((helped.family, QUARTER.end), (other.family, NOW.start)):
        families.assessed(family, "plasma", by, on=on)
    first = pair(on_duty, helped, day(QUARTER, 22), by)
    second = pair(on_duty, other, day(QUARTER, 26), by)
    for pairing, on in ((first, day(QUARTER, 24)), (first, QUARTER.end), (second, day(QUARTER, 40)), (second, TODAY)):
        families.note(pairing, by, held_on=on)
    pairing_actions.end_pairing(second, by=by, on=TODAY, ended_on=TODAY, reason="Selesai")
    _needs(people, helped.family, other.family)
    _promotion(raised, people)
    rich_help(
        by.region, pioneer=on_duty.family, plasma=helped.family, other=other.family, raised=raised.family
    )  # fmt: skip


def _needs(people, one, other):
    """Needs met, dropped and open; referrals at both levels, answered, waiting, overdue."""
    by, lk3 = people.secretary, people.lk3
    close(need(one, "Akta lahir", day(QUARTER, 25), by), "met", day(QUARTER, 60), by)
    close(need(other, "Jamban", day(QUARTER, 26), by), "dropped", NOW.start, by)
    need(other, "Beasiswa", QUARTER.end, by)
    done = referral(people, need(one, "Modal", day(QUARTER, 27), by), day(QUARTER, 30))
    finish(done, by, answered_on=day(QUARTER, 35), closed_on=QUARTER.end)
    partly = referral(people, need(other, "Kursus", day(QUARTER, 27), by), day(QUARTER, 31))
    finish(partly, by, answered_on=day(QUARTER, 36), closed_on=NOW.start, outcome="partly")
    nothing = referral(people, need(one, "Kacamata", day(QUARTER, 28), by), day(QUARTER, 32))
    finish(nothing, by, answered_on=QUARTER.end, closed_on=QUARTER.end, outcome="none")
    referral(people, need(other, "Kursi roda", day(QUARTER, 28), by), day(QUARTER, 33), level=Level.REGENCY)
    young = referral(people, need(one, "Terapi", QUARTER.end, by), QUARTER.end, level=Level.REGENCY)
    referrals.step(young, "decline", lk3, on=NOW.start, note="Lengkapi datanya.")


def _promotion(raised, people):
    """The steps of a promotion stand in rows: a plasma life that ended, and a pioneer's that followed."""
    Participation.objects.filter(pk=raised.pk).update(stage="independent", ended_on=NOW.start)
    Participation.objects.create(
        family=raised.family, role="pioneer", stage="designated", started_on=NOW.start, designated_on=NOW.start
    )
