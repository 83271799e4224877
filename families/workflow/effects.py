"""What a step changes beside the stage: dates, membership and register entry, pairings that end with a way."""

from itertools import chain

from django.db.models import Max, Q
from django.urls import reverse

from families.actions.family import nominate_again
from families.actions.selection import NEVER_TWICE_PLASMA, choices_for
from families.models import Participation, Role, SelectionDecision
from families.workflow.conditions import decision_of, raiser_of, rise_of
from fcu_project import dates, workflow
from fcu_project.workflow import Gate, TransitionRefused
from institutions.models import Institution, InstitutionType, Membership, Person

STAGE = Participation.Stage
# No condition: the name under which the reason for going back to the candidates is kept.
RECONSIDERED = Gate("reconsider", "Dikembalikan ke calon", lambda participation, on: "")
RISES = Gate("rises", "Diusulkan naik menjadi pionir", lambda participation, on: "")


def take_role(participation, *, by, on, note):
    """The role the FGD gave, on the day it met."""
    line = decision_of(participation)
    if line.choice not in dict(choices_for(participation)):
        raise TransitionRefused([NEVER_TWICE_PLASMA.format(name=participation.family.called)])
    participation.role, participation.proposed_on = line.choice, on
    participation.save()


def reconsider(participation, *, by, on, note):
    """A wrong role is decided again in another FGD: the family is a candidate as before, and why is kept."""
    participation.role, participation.proposed_on = Role.CANDIDATE, None
    participation.save()
    workflow.give_reason(participation, RECONSIDERED, note, by=by)


# The days on a family's way; none of them lies after its end.
STEPS = ("started_on", "proposed_on", "answered_on", "designated_on", "consolidated_on", "on_duty_from")


def end(participation, *, by, on, note):
    """The way ends here: pairings, membership and register entry end with it, on the same day."""
    both_ways = participation.charges.filter(paired_until=None), participation.companions.filter(paired_until=None)
    pairings = list(chain(*both_ways))
    steps = [getattr(participation, name) for name in STEPS] + [row.paired_from for row in pairings]
    last = max(filter(None, steps))
    if on < last:
        raise TransitionRefused([f"Tanggal tidak boleh mendahului {dates.long_date(last)}, langkah terakhirnya."])
    membership, entry = participation.membership, participation.register_entry
    if membership and membership.officer_terms.filter(Q(valid_until=None) | Q(valid_until__gt=on)).exists():
        raise TransitionRefused(["Wakil keluarga ini masih pengurus FCU. Ganti pengurusnya dahulu."])
    rise = rise_of(participation)
    if rise is not None and participation.stage != STAGE.INDEPENDENT:  # nobody rises from what is over
        workflow.perform(rise, "stay_plasma", by=by, on=on, note=participation.get_stage_display())
    participation.ended_on, participation.end_reason = on, note[:300]
    participation.save()
    for pairing in pairings:
        pairing.paired_until = on
        pairing.end_reason = participation.get_stage_display()
        pairing.save()
    if participation.stage == STAGE.WITHDRAWN:  # whoever withdraws takes back what they agreed to
        participation.consents.filter(given=True, withdrawn_on=None).update(withdrawn_on=on)
    if membership and membership.left_on is None:
        membership.left_on, membership.left_reason = on, participation.get_stage_display()
        membership.save()
    if entry and entry.closed_on is None:
        entry.closed_on = on
        entry.save()


def reopen(participation, *, by, on, note):
    """An end that was recorded by mistake: the way goes on, with the pairings, membership and entry that ended with it.

    A pairing whose other family has ended its way meanwhile stays ended.
    """
    ended, told = participation.ended_on, STAGE.MOVED.label
    participation.ended_on, participation.end_reason = None, ""
    participation.save()
    pairings = chain(
        participation.charges.filter(paired_until=ended, end_reason=told, plasma__ended_on=None),
        participation.companions.filter(paired_until=ended, end_reason=told, pioneer__ended_on=None),
    )
    for pairing in list(pairings):
        pairing.paired_until, pairing.end_reason = None, ""
        pairing.save()
    membership, entry = participation.membership, participation.register_entry
    if membership and (membership.left_on, membership.left_reason) == (ended, told):
        membership.left_on, membership.left_reason = None, ""
        membership.save()
    if entry and entry.closed_on == ended:
        entry.closed_on = None
        entry.save()


def answer_noted(participation, *, by, on, note):
    participation.answered_on = on
    participation.save()


def decline(participation, *, by, on, note):
    """A refusal is kept, and the way ends."""
    participation.answered_on = on
    end(participation, by=by, on=on, note=note or "Tidak bersedia")


def pass_over(participation, *, by, on, note):
    line = decision_of(participation)
    if line.choice != SelectionDecision.Choice.NOT_CHOSEN:
        raise TransitionRefused(["FGD memilih keluarga ini."])
    end(participation, by=by, on=on, note=line.reason)


def begin_rise(participation, *, by, on, note):
    """A plasma family becomes a candidate for pioneer; it stays accompanied until it is designated (MEN-05)."""
    rise = Participation.objects.create(family=participation.family, promotes=participation, started_on=on)
    workflow.give_reason(rise, RISES, note, by=by)


def stay_plasma(participation, *, by, on, note):
    """The way to become a pioneer ends, the mentoring goes on untouched; an FGD still to come hears nothing of it."""
    participation.selections.filter(meeting__stage="planned").delete()
    participation.designations.filter(meeting__stage="planned").delete()
    end(participation, by=by, on=on, note=note)


def designate(participation, *, by, on, note):
    """Designated on the day of the meeting. A pioneer joins the FCU (MEM-03) and the PSKS register (PSK-08)."""
    if participation.role == Role.PIONEER:
        _join(participation, by, participation.designated_on)
        if participation.promotes_id:
            _leave_plasma(participation, by)
    participation.save()


def _leave_plasma(participation, by):
    """On the day it is designated as pioneer the family is plasma no more; who raised it stays written."""
    plasma = participation.promotes
    participation.raised_by = raiser_of(plasma)
    workflow.perform(
        plasma, "become_independent", by=by, on=participation.designated_on, note="Ditetapkan sebagai keluarga pionir."
    )


def step_back(participation, *, by, on, note):
    """A pioneer that needs a companion itself: its duty ends, and it waits for the next FGD as candidate."""
    end(participation, by=by, on=on, note=note)
    nominate_again(participation.family, by=by, on=on)


def _join(participation, by, on):
    family = participation.family
    unit = family.region.units.exclude(stage="inactive").first()
    if unit is None:
        raise TransitionRefused(["Desa/kelurahan ini belum punya FCU."])
    person = participation.representative or _representative(family)
    participation.representative = person
    if not unit.current_members().filter(person=person).exists():  # who is a member already stays what they are
        participation.membership = Membership.objects.create(
            unit=unit, person=person, kind=Membership.Kind.PIONEER, committed=True, joined_on=on
        )
    participation.register_entry = enter_in_register(family, on)


def _representative(family):
    """Who stands for the family: as in an earlier life as pioneer, else its head. The phone stays in the file."""
    earlier = family.participations.exclude(representative=None).order_by("-id").first()
    if earlier:
        return earlier.representative
    head = family.head()
    return Person.objects.create(name=head.name, sex=head.sex, region=family.region, position="Keluarga pionir")


def enter_in_register(family, on):
    """The family in the register of PSKS (PSK-08). The register is read at every level: it says that there is a pioneer
    family, by its number in the village's list, and nothing of who they are."""
    earlier = family.participations.exclude(register_entry=None).count()
    term = f", masa ke-{earlier + 1}" if earlier else ""
    types = InstitutionType.objects.in_bulk(["keluarga-pionir", "psks-keluarga-pioner"], field_name="code")
    return Institution.objects.create(
        region=family.region,
        name=f"Keluarga pionir No. {family.number}{term}",
        element=types["keluarga-pionir"],
        psks_type=types["psks-keluarga-pioner"],
        leader="Tercatat pada FCU",
        activities="Mendampingi keluarga plasma.",
        identified_on=on,
    )


def consolidated(participation, *, by, on, note):
    """Fully briefed on the day of the last briefing."""
    held = participation.briefings.filter(meeting__stage="held")
    last = held.aggregate(day=Max("meeting__held_on"))["day"]
    participation.consolidated_on = max(last, participation.designated_on)
    participation.save()


def begun(participation, *, by, on, note):
    participation.on_duty_from = on
    participation.save()


def after_end(participation):
    """Whoever ended a pioneer's way goes on to the families that are left without a companion."""
    charges = participation.charges.filter(paired_until=participation.ended_on, plasma__ended_on=None)
    if participation.ended_on is None or not charges.exists():
        return participation.get_absolute_url()
    return reverse("families:pairing-list")
