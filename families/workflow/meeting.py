"""What families add to the meetings that decide on them: further conditions, and what follows once they count."""

import re
from itertools import islice

from django.db.models import Prefetch
from django.urls import reverse

from families.actions.assessment import summaries, with_answers
from families.models import Consent, Participation, SelectionDecision
from families.workflow.conditions import consent_to, missing_facts
from families.workflow.participation import READY_TO_DESIGNATE, with_conditions
from fcu_project import workflow
from fcu_project.workflow import Gate, TransitionRefused
from institutions.meetings import DESIGNATES, Element, Kind
from institutions.models import Assignment, Meeting, WorkingGroup
from institutions.workflow.meeting import to_attendance

Choice = SelectionDecision.Choice


def _is(*kinds):
    return lambda meeting: meeting.kind in kinds


# --- the FGD ----------------------------------------------------------------------------------------------------
def village_head_came(meeting, on):
    """FAM-06: the village head takes part in person; an acting head counts."""
    return "" if _village_head(meeting) else f"{meeting.region.head_title} belum tercatat hadir."


def _village_head(meeting):
    """The name of the village head on the list of those present, or ""."""
    in_office = Assignment.objects.filter(region=meeting.region, role="village_head").active_on(meeting.held_on)
    heads = set(in_office.values_list("person", flat=True))
    for row in meeting.present.filter(element=Element.GOVERNMENT).select_related("person"):
        told = row.position or row.person.position
        if row.person_id in heads or _names_head(told, meeting.region.head_title):
            return row.person.name
    return ""


def _names_head(position, title):
    """Whether a position is the head's own, or that of who acts as head; not that of their staff or spouse."""
    acting = r"((pj|pjs|plt|plh)\.?|penjabat|pelaksana tugas|pelaksana harian)\s+"
    return bool(title) and bool(re.match(rf"\s*({acting})?{re.escape(title)}\b", position, re.IGNORECASE))


def group_came(meeting, on):
    """FAM-06: the selection group takes part."""
    return "" if _group_names(meeting) else "Belum ada anggota pokja seleksi yang tercatat hadir."


def _group_names(meeting):
    group = WorkingGroup.selection_of(meeting.region)
    if group is None:
        return ""
    members = group.members.values("membership__person")
    return ", ".join(meeting.present.filter(person__in=members).values_list("person__name", flat=True))


def lines_of(meeting):
    """The lines of the ranking sheet with all that the conditions ask, read once per version of the meeting."""
    kept = meeting.__dict__.get("_ranking_lines")
    if kept is None or kept[0] != meeting.version:
        rounds = with_answers().order_by("-round")
        rows = meeting.selections.select_related("participation__family__region").prefetch_related(
            "participation__family__problems", Prefetch("participation__family__assessments", rounds)
        )
        kept = meeting.__dict__["_ranking_lines"] = (meeting.version, list(rows))
    return kept[1]


def _families(meeting, wanted):
    """Names of the chosen families of which `wanted` is true; a few are enough to find them."""
    rows = (row for row in lines_of(meeting) if row.choice not in ("", Choice.NOT_CHOSEN))
    return ", ".join(islice((row.participation.family.called for row in rows if wanted(row)), 3))


def every_line_decided(meeting, on):
    lines = lines_of(meeting)
    if not lines:
        return "Belum ada calon di lembar peringkat."
    left = [row for row in lines if not row.choice or not row.reason]
    return f"{len(left)} calon belum diputuskan atau belum beralasan." if left else ""


def none_archived(meeting, on):
    """A file that was put away is brought back before its family is chosen."""
    names = _families(meeting, lambda row: row.participation.family.archived_on)
    return f"Berkas diarsipkan: {names}." if names else ""


def recorded_before(meeting, on):
    """No family is discussed on a day before it was recorded."""
    late = [row for row in lines_of(meeting) if row.participation.started_on > meeting.held_on]
    names = ", ".join(row.participation.family.called for row in late[:3])
    return f"Baru didata sesudah FGD ini: {names}." if names else ""


def facts_complete(meeting, on):
    """FAM-04: socio-economic state, job and problem of every family that is chosen."""
    names = _families(meeting, lambda row: missing_facts(row.participation.family))
    return f"Data calon belum lengkap: {names}." if names else ""


def chosen_are_assessed(meeting, on):
    """A pioneer is chosen knowing the 18 answers, "Belum tahu" among them; a plasma family knowing the 12.

    What was asked after the FGD was not known to it.
    """
    known = {row.pk: _round_known(row, meeting.held_on) for row in lines_of(meeting)}
    counts = summaries(one for one in known.values() if one)
    open_ = _families(meeting, lambda row: counts[known[row.pk].pk].open if known[row.pk] else not _rounds(row))
    late = _families(meeting, lambda row: known[row.pk] is None and _rounds(row))
    told = [f"Penilaian belum lengkap: {open_}."] if open_ else []
    told += [f"Baru dinilai sesudah FGD ini: {late}."] if late else []
    return " ".join(told)


def _rounds(row):
    """Rounds of the list that fits the choice, the newest first."""
    return [one for one in row.participation.family.assessments.all() if one.set == row.choice]


def _round_known(row, day):
    """The newest of them that was there on `day`, or None."""
    return next((one for one in _rounds(row) if one.assessed_on <= day), None)


def head_confirmed(meeting, on):
    """The village head has confirmed what was written about those who are chosen."""
    names = _families(meeting, lambda row: not row.participation.family.confirmed_on)
    return f"Belum dibenarkan {meeting.region.head_title}: {names}." if names else ""


# --- designation ------------------------------------------------------------------------------------------------
def somebody_to_designate(meeting, on):
    return "" if meeting.designations.exists() else "Belum ada keluarga yang akan ditetapkan."


def all_are_ready(meeting, on):
    """FAM-08, FAM-10, FAM-18: identity, both consents, and a reason for each unmet indicator."""
    rows = with_conditions(Participation.objects.filter(designations__meeting=meeting))
    for participation in rows.order_by("designations__id"):
        for gate in READY_TO_DESIGNATE:
            problem = gate.applies(participation) and gate.check(participation, on)
            if problem:
                return f"{participation.family.called}: {problem}"
    return ""


def answered_before(meeting, on):
    """No family is designated on a day before it answered."""
    for row in meeting.designations.select_related("participation__family").prefetch_related("participation__consents"):
        answer = consent_to(row.participation, Consent.Purpose.TAKING_PART)
        if answer and answer.answered_on > meeting.held_on:
            return f"{row.participation.family.called} baru menyatakan bersedia sesudah pertemuan ini."
    return ""


def place_and_method_told(meeting, on):
    """FAM-17: in whose home, by interview or discussion."""
    if meeting.designations.filter(place_kind="").exists() or meeting.designations.filter(method="").exists():
        return "Jenis tempat dan metode pertemuan belum dipilih."
    return ""


# --- consolidation ----------------------------------------------------------------------------------------------
def session_told(meeting, on):
    """FAM-13: what was taught and how."""
    session = getattr(meeting, "consolidation", None)
    if session is None or not session.materials or not session.methods:
        return "Materi dan metode pemantapan belum diisi."
    return ""


def somebody_briefed(meeting, on):
    return "" if meeting.briefings.exists() else "Belum ada pembekalan yang dicatat."


def briefed_after_designation(meeting, on):
    rows = meeting.briefings.filter(participation__designated_on__gt=meeting.held_on)
    row = rows.select_related("participation__family").first()
    return f"{row.participation.family.called} baru ditetapkan sesudah pertemuan ini." if row else ""


def _sheet(label, route):
    return lambda meeting: (label, reverse(f"families:{route}", args=[meeting.uid]))


TO_RANKING, TO_DESIGNATION = _sheet("Buka lembar peringkat", "ranking"), _sheet("Pilih keluarga", "designation")
TO_SESSION = _sheet("Isi pembekalan", "consolidation")
FGD = _is(Kind.FOCUS_GROUP)
DESIGNATION = _is(*DESIGNATES)
INFORMAL = _is(Kind.PLASMA_DESIGNATION)
TEACHES = _is(Kind.CONSOLIDATION)


def ranked(meeting):
    """An FGD with candidates on its sheet: of an empty one there is nothing to say yet."""
    return FGD(meeting) and bool(lines_of(meeting))


def names_families(meeting):
    """A designation with families on its list: of an empty one there is nothing to say yet."""
    return DESIGNATION(meeting) and meeting.designations.exists()


def names_plasma(meeting):
    return INFORMAL(meeting) and names_families(meeting)


HOLD = (
    Gate("village_head", "Kepala desa/lurah hadir", village_head_came, applies=FGD, evidence=_village_head,
         fix=to_attendance),
    Gate("group", "Pokja seleksi hadir", group_came, applies=FGD, evidence=_group_names, fix=to_attendance),
    Gate("decided", "Setiap calon diputuskan", every_line_decided, applies=FGD, fix=TO_RANKING),
    Gate("archived", "Berkas calon tidak diarsipkan", none_archived, applies=ranked, fix=TO_RANKING),
    Gate("recorded", "Calon didata sebelum FGD", recorded_before, applies=ranked, fix=TO_RANKING),
    Gate("facts", "Data calon lengkap", facts_complete, applies=ranked, fix=TO_RANKING),
    Gate("assessed", "Calon terpilih sudah dinilai", chosen_are_assessed, applies=ranked, fix=TO_RANKING),
    Gate("confirmed", "Data dibenarkan kepala desa/lurah", head_confirmed, warns=True, applies=ranked,
         fix=lambda meeting: ("Catat pembenaran", reverse("families:confirm"))),
    Gate("designees", "Ada keluarga yang ditetapkan", somebody_to_designate, applies=DESIGNATION, fix=TO_DESIGNATION),
    Gate("ready", "Syarat tiap keluarga terpenuhi", all_are_ready, applies=names_families, fix=TO_DESIGNATION),
    Gate("answered", "Kesediaan mendahului penetapan", answered_before, applies=names_families, fix=TO_DESIGNATION),
    Gate("informal", "Tempat dan metode tercatat", place_and_method_told, applies=names_plasma, fix=TO_DESIGNATION),
    Gate("session", "Materi dan metode tercatat", session_told, applies=TEACHES, fix=TO_SESSION),
    Gate("briefings", "Pembekalan tercatat", somebody_briefed, applies=TEACHES, fix=TO_SESSION),
    Gate("designated", "Dibekali sesudah ditetapkan", briefed_after_designation, applies=TEACHES, fix=TO_SESSION),
)  # fmt: skip


# --- what follows -----------------------------------------------------------------------------------------------
def carry_out(meeting, *, by, on, note):
    """What was decided becomes true on the day of the meeting, family by family, or not at all."""
    if meeting.kind == Kind.FOCUS_GROUP:
        for row in meeting.selections.select_related("participation__family"):
            step = "pass_over" if row.choice == Choice.NOT_CHOSEN else "propose"
            row.participation.decided_by = row
            workflow.perform(row.participation, step, by=by, on=meeting.held_on)
    elif meeting.kind in DESIGNATES:
        for row in meeting.designations.select_related("participation__family"):
            row.participation.designated_on = meeting.held_on
            row.participation.save()  # before the stage: no row is ever designated without its date
            workflow.perform(row.participation, "designate", by=by, on=meeting.held_on)
    elif TEACHES(meeting):
        meeting.briefings.update(given_on=meeting.held_on)  # it may have been put off since they were ticked


def nothing_was_taught(meeting, *, by, on, note):
    """What was ticked for a meeting that does not take place was not given: another one may give it."""
    meeting.briefings.all().delete()


def nothing_followed(meeting, *, by, on, note):
    """A meeting on which a family's way rests stays as it is; what was wrong is put right by a new decision."""
    if meeting.selections.exclude(choice="").exists() or meeting.designations.exists():
        raise TransitionRefused(["Tahap keluarga sudah didasarkan pada pertemuan ini."])
    if meeting.briefings.filter(participation__consolidated_on__isnull=False).exists():
        raise TransitionRefused(["Pembekalan pada pertemuan ini sudah menjadi dasar tugas keluarga pionir."])


workflow.extend(Meeting, "hold", gates=HOLD, effect=carry_out)
workflow.extend(Meeting, "reopen", effect=nothing_followed)
workflow.extend(Meeting, "cancel", effect=nothing_was_taught)
