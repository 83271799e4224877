"""Calon → Diusulkan → Bersedia → Ditetapkan → Sudah dibekali → Bertugas | Didampingi (III.B.5.2–5.4).

Steps that a meeting decides are made when that meeting is declared held; the others by who serves the family.
"""

from itertools import chain

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from families.actions.assessment import is_complete, latest, unmet_of, with_answers
from families.models import (
    BriefingTopic,
    Consent,
    Designation,
    FamilyMember,
    Participation,
    Role,
    SelectionDecision,
)
from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.models import Institution, InstitutionType, Membership, Person

STAGE = Participation.Stage
Purpose = Consent.Purpose


def in_own_village(participation, by):
    return participation.family.region_id == by.region_id


def own_pioneer(participation, by):
    return in_own_village(participation, by) and participation.role == Role.PIONEER


def own_plasma(participation, by):
    return in_own_village(participation, by) and participation.role == Role.PLASMA


def briefs(participation, by):
    """Who may say that a pioneer is briefed: the own FCU, LK3 of the kabupaten, TKSK of the kecamatan."""
    return participation.role == Role.PIONEER and participation.family.region.code.startswith(by.territory)


# --- what the meeting decided -----------------------------------------------------------------------------------
def decision_of(participation):
    """The line of the latest held FGD about this participation, or None."""
    held = SelectionDecision.objects.filter(participation=participation, meeting__stage="held").exclude(choice="")
    return held.select_related("meeting").order_by("-meeting__held_on", "-id").first()


def designation_of(participation):
    """The line of the held meeting that designated this family, or None."""
    held = Designation.objects.filter(participation=participation, meeting__stage="held")
    return held.select_related("meeting").order_by("-meeting__held_on", "-id").first()


# --- conditions -------------------------------------------------------------------------------------------------
def missing_facts(family):
    """Labels of the three facts that a candidate needs before the FGD (FAM-04)."""
    facts = (
        ("status sosial ekonomi", family.socio_economic_id),
        ("pekerjaan", family.occupation_id),
        ("jenis masalah", family.problems.exists()),
    )
    return [label for label, given in facts if not given]


def short_record_complete(participation, on):
    missing = missing_facts(participation.family)
    return f"Belum diisi: {', '.join(missing)}." if missing else ""


def not_archived(participation, on):
    return "" if participation.family.archived_on is None else "Berkas keluarga ini diarsipkan."


def chosen_in_fgd(participation, on):
    """Only while the FGD that decided is declared held: an earlier one does not decide a second time.

    `meeting.carry_out` names the line it carries out as `decided_by`.
    """
    line = decision_of(participation)
    if line is None:
        return "Belum diputuskan dalam FGD pokja dan kepala desa/lurah."
    if getattr(participation, "decided_by", None) != line:
        day = dates.long_date(line.meeting.held_on)
        return f"Keputusan FGD {day} tidak berlaku lagi. Putuskan lagi dalam FGD sesudahnya."
    return ""


def head_recorded(participation, on):
    """The identity form names the members, one of them head."""
    there = [member.is_head for member in participation.family.members.all() if member.left_on is None]
    if not there:
        return "Anggota keluarga belum diisi."
    return "" if any(there) else "Kepala keluarga belum ditentukan di antara anggota."


def consent_to(participation, purpose):
    """The answer that was recorded last for one purpose, unless it was taken back; None without one.

    The last word counts, not the latest date on a paper: a corrected answer may bear an earlier one.
    """
    answers = (answer for answer in participation.consents.all() if answer.purpose == purpose)
    answer = max(answers, key=lambda answer: answer.pk, default=None)
    return answer if answer and answer.withdrawn_on is None else None


def agreed(participation, on):
    answer = consent_to(participation, Purpose.TAKING_PART)
    if answer is None:
        return "Pernyataan kesediaan belum dicatat."
    return "" if answer.given else "Keluarga menyatakan tidak bersedia."


def data_use_agreed(participation, on):
    answer = consent_to(participation, Purpose.DATA_USE)
    if answer is None:
        return "Persetujuan pemakaian data belum dicatat."
    return "" if answer.given else "Keluarga tidak menyetujui pemakaian datanya."


def refused(participation, on):
    answer = consent_to(participation, Purpose.TAKING_PART)
    return "" if answer is not None and not answer.given else "Penolakan belum dicatat pada pernyataan kesediaan."


def designated_in_meeting(participation, on):
    return "" if designation_of(participation) else "Belum ditetapkan dalam pertemuan FCU."


def unexplained(participation):
    """Answers not met on the newest round of the 18, for which no reason is written (FAM-10)."""
    explained = {reason.indicator_id for reason in participation.unmet_reasons.all()}
    return [answer for answer in unmet_of(participation.family) if answer.indicator_id not in explained]


def is_pioneer(participation):
    return participation.role == Role.PIONEER


def criteria_met(participation, on):
    round_ = latest(participation.family, "pioneer")
    if round_ is None:
        return "Penilaian 18 indikator belum ada."
    if not is_complete(round_):
        return f"Penilaian 18 indikator putaran {round_.round} belum lengkap. Lengkapi dahulu, lalu tulis alasannya."
    left = unexplained(participation)
    if not left:
        return ""
    return f"Alasan belum ditulis untuk indikator {', '.join(answer.indicator.code for answer in left)}."


def topics_given(participation):
    """Numbers of the briefings given to this pioneer in meetings that were held."""
    given = participation.briefings.filter(meeting__stage="held")
    return set(given.values_list("topic__number", flat=True))


def all_briefed(participation, on):
    """FAM-14: the five briefings, each in a consolidation meeting."""
    missing = BriefingTopic.objects.exclude(number__in=topics_given(participation))
    names = [str(topic) for topic in missing]
    return f"Belum dibekali: {'; '.join(names)}." if names else ""


def plan_written(participation, on):
    return "" if participation.plan_items.exists() else "Rencana aksi belum ditulis."


def story_written(participation, on):
    return "" if participation.success_story.strip() else "Cerita keberhasilan belum ditulis."


def has_charge(participation, on):
    """Duty begins with the first family accompanied."""
    return "" if participation.charges.filter(paired_until=None).exists() else "Belum ada keluarga dampingan."


def has_companion(participation, on):
    return "" if participation.companions.filter(paired_until=None).exists() else "Belum ada keluarga pendamping."


# --- ways to mend -----------------------------------------------------------------------------------------------
def _page(label, route):
    return lambda p: (label, reverse(f"families:{route}", args=[p.family.uid]))


def _to_consolidation(participation):
    """The five are ticked on the sheet of a consolidation meeting: the way there is to plan one."""
    return "Rencanakan pemantapan", reverse("institutions:meeting-create", args=["consolidation"])


NOT_ARCHIVED = Gate(
    "archived", "Berkas tidak diarsipkan", not_archived, fix=_page("Pulihkan berkas", "restore")
)  # fmt: skip
FACTS = Gate("facts", "Data calon lengkap", short_record_complete, fix=_page("Lengkapi data calon", "family-update"))
CHOSEN = Gate("fgd", "Dipilih dalam FGD", chosen_in_fgd)
IDENTITY = Gate("identity", "Anggota keluarga tercatat", head_recorded, fix=_page("Isi anggota", "member-list"))
AGREED = Gate("agreed", "Menyatakan bersedia", agreed, fix=_page("Catat kesediaan", "consent"))
DATA_USE = Gate("data_use", "Menyetujui pemakaian data", data_use_agreed, fix=_page("Catat persetujuan", "consent"))
CRITERIA = Gate(
    "criteria", "Indikator dan alasannya", criteria_met, applies=is_pioneer, fix=_page("Tulis alasan", "unmet-reasons")
)
DESIGNATED = Gate("meeting", "Ditetapkan dalam pertemuan", designated_in_meeting)
BRIEFED = Gate("briefed", "Lima materi pembekalan", all_briefed, fix=_to_consolidation)
PLAN = Gate("plan", "Rencana aksi", plan_written, fix=_page("Tulis rencana aksi", "plan-create"))
STORY = Gate("story", "Cerita keberhasilan", story_written, fix=_page("Tulis cerita", "story"))
CHARGE = Gate("charge", "Ada keluarga dampingan", has_charge)
COMPANION = Gate("companion", "Ada keluarga pendamping", has_companion)
# No condition: the name under which the reason for going back to the candidates is kept.
RECONSIDERED = Gate("reconsider", "Dikembalikan ke calon", lambda participation, on: "")
# What must be true of a family before a meeting may designate it.
READY_TO_DESIGNATE = (NOT_ARCHIVED, IDENTITY, AGREED, DATA_USE, CRITERIA)


def with_conditions(participations):
    """Participations with all that READY_TO_DESIGNATE asks of them, for many at once."""
    members = FamilyMember.objects.only("family", "is_head", "left_on")  # no number is opened for a list
    return participations.select_related("family__region").prefetch_related(
        Prefetch("family__members", members), Prefetch("family__assessments", with_answers()), "consents",
        "unmet_reasons",
    )  # fmt: skip


# --- effects ----------------------------------------------------------------------------------------------------
def take_role(participation, *, by, on, note):
    """The role the FGD gave, on the day it met."""
    line = decision_of(participation)
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
    if membership and membership.officer_terms.filter(valid_until=None).exists():
        raise TransitionRefused(["Wakil keluarga ini masih pengurus FCU. Ganti pengurusnya dahulu."])
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


def designate(participation, *, by, on, note):
    """Designated on the day of the meeting. A pioneer joins the FCU (MEM-03) and the PSKS register (PSK-08)."""
    if participation.role == Role.PIONEER:
        _join(participation, by, participation.designated_on)
    participation.save()


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
    last = held.aggregate(day=models.Max("meeting__held_on"))["day"]
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


LIVING = (STAGE.WILLING, STAGE.DESIGNATED, STAGE.CONSOLIDATED, STAGE.ON_DUTY, STAGE.MENTORED)
DECIDES = "families.decide_participation"
workflow.register(
    Participation,
    (
        Transition(
            "propose", "Usulkan sesuai FGD", (STAGE.CANDIDATE,), STAGE.PROPOSED, DECIDES,
            relation=in_own_village, gates=(NOT_ARCHIVED, FACTS, CHOSEN), effect=take_role,
        ),
        Transition(
            "pass_over", "Catat tidak dipilih", (STAGE.CANDIDATE,), STAGE.NOT_CHOSEN, DECIDES,
            relation=in_own_village, gates=(CHOSEN,), effect=pass_over,
        ),
        Transition(
            "reconsider", "Kembalikan ke calon", (STAGE.PROPOSED,), STAGE.CANDIDATE, DECIDES,
            relation=in_own_village, effect=reconsider, needs_note=True, asks_date=False,
        ),
        Transition(
            "agree", "Catat bersedia", (STAGE.PROPOSED,), STAGE.WILLING, "families.add_consent",
            relation=in_own_village, gates=(IDENTITY, AGREED), effect=answer_noted,
        ),
        Transition(
            "decline", "Catat tidak bersedia", (STAGE.PROPOSED,), STAGE.UNWILLING, "families.add_consent",
            relation=in_own_village, gates=(Gate("refused", "Penolakan tercatat", refused),), effect=decline,
        ),
        Transition(
            "designate", "Tetapkan", (STAGE.WILLING,), STAGE.DESIGNATED, DECIDES,
            relation=in_own_village, gates=(*READY_TO_DESIGNATE, DESIGNATED), effect=designate,
        ),
        Transition(
            "consolidate", "Nyatakan sudah dibekali", (STAGE.DESIGNATED,), STAGE.CONSOLIDATED,
            "families.brief_pioneer", relation=briefs, gates=(BRIEFED, STORY, PLAN), effect=consolidated,
            asks_date=False, lands=lambda p: reverse("families:briefing-card", args=[p.family.uid]),
        ),
        Transition(
            "begin_duty", "Mulai bertugas", (STAGE.CONSOLIDATED,), STAGE.ON_DUTY, "families.add_pairing",
            relation=own_pioneer, gates=(CHARGE,), effect=begun,
        ),
        Transition(
            "begin_mentoring", "Mulai didampingi", (STAGE.DESIGNATED,), STAGE.MENTORED, "families.add_pairing",
            relation=own_plasma, gates=(COMPANION,), effect=begun,
        ),
        Transition(
            "withdraw", "Catat mengundurkan diri", LIVING, STAGE.WITHDRAWN, DECIDES,
            relation=in_own_village, effect=end, needs_note=True, is_danger=True, lands=after_end,
        ),
        Transition(
            "move_away", "Catat pindah", (STAGE.DESIGNATED, STAGE.CONSOLIDATED, STAGE.ON_DUTY, STAGE.MENTORED),
            STAGE.MOVED, DECIDES, relation=in_own_village, effect=end, needs_note=True, is_danger=True, lands=after_end,
        ),
        Transition(
            "finish", "Catat selesai bertugas", (STAGE.ON_DUTY,), STAGE.FINISHED, DECIDES,
            relation=own_pioneer, effect=end, needs_note=True, is_danger=True, lands=after_end,
        ),
    ),
)  # fmt: skip
# Steps that follow from a meeting, a signed answer or a pairing: they have no button of their own.
BY_EVENT = ("propose", "pass_over", "agree", "decline", "designate", "begin_duty", "begin_mentoring")
