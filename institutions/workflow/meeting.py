"""Planned → held → (cancelled). What a meeting must show before it counts."""

from dataclasses import dataclass

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.meetings import KINDS, Element, Kind, level_keeps, may_keep
from institutions.models import FamilyCareUnit, Meeting
from institutions.workflow.unit import too_early


def keeps(meeting, by):
    """The office that entered the meeting is the party that acts on it; within it, the roles that may keep the kind."""
    return meeting.keeper_id == by.region_id and may_keep(by.role, meeting.kind)


# --- which conditions a meeting has ---------------------------------------------------------------------------------
def recorded_in_full(meeting):
    """Entered with its list and minutes; of an event above, a lower office only has the paper that proves it."""
    return not meeting.told_by_paper


def decides(meeting):
    return meeting.rule.decides and recorded_in_full(meeting)


def recorded_from_paper(meeting):
    return meeting.from_paper


def inaugurates(meeting):
    return meeting.kind == Kind.INAUGURATION


def _expects(element):
    return lambda meeting: element in meeting.rule.expected and recorded_in_full(meeting)


# --- conditions -------------------------------------------------------------------------------------------------
def not_in_the_future(meeting, on):
    if meeting.held_on > dates.today_in(meeting.region.zone):
        return f"Tanggal pertemuan {dates.long_date(meeting.held_on)} belum tiba."
    return ""


def somebody_present(meeting, on):
    return "" if meeting.present.exists() else "Belum ada peserta yang dicatat hadir."


def minutes_written(meeting, on):
    return "" if meeting.minutes.strip() else "Notulen (jalannya pembahasan) belum diisi."


def method_recorded(meeting, on):
    """Democracy (III.B.1.1): a deciding meeting says how it decided."""
    return "" if meeting.method else "Cara mengambil keputusan (musyawarah mufakat atau suara terbanyak) belum dipilih."


def paper_complete(meeting, on):
    """A meeting entered for another host names its paper: number or scan."""
    if meeting.paper_number or meeting.paper_scan_id:
        return ""
    return "Pertemuan ini dicatat dari kertas: isi nomor surat atau unggah pindaiannya."


def predecessor(meeting):
    """The kind that comes before this event (IV.A.1.1, IV.B.1–3), or "": none does, or the event fills it as well."""
    filled = (meeting.kind, *meeting.also_held)
    before = (KINDS[kind].follows for kind in filled)
    return next((Kind(kind) for kind in before if kind and kind not in filled), "")


@dataclass(frozen=True)
class LevelAbove:
    """What an event has to wait for: the kind, and the event of that kind nearest before it, or else after it."""

    meeting: Meeting
    kind: Kind
    event: Meeting | None


def level_above(meeting):
    kind = predecessor(meeting)
    events = Meeting.objects.unlocking(kind, meeting.counts_below)
    return LevelAbove(meeting, kind, events.latest_by(meeting.held_on))


def level_above_came_first(above, on):
    """STG-12: made known level by level; a level that goes ahead of the one above says why."""
    if above.event is None:
        return f"{above.kind.label} belum tercatat sebelum acara ini."
    if above.event.held_on > above.meeting.held_on:
        return f"{above.kind.label} baru diadakan {dates.long_date(above.event.held_on)}, sesudah acara ini."
    return ""


def decree_came_first(meeting, on):
    """FCU-15: inaugurated is who was named by a decree, on its date or later."""
    unit = FamilyCareUnit.of(meeting.region)
    if unit is None or unit.decree_in_force() is None:
        return "SK belum bernomor dan bertanggal. Catat SK-nya dahulu; pengukuhan menyusul."
    return too_early(unit, meeting.held_on)


# --- evidence and the way to it ---------------------------------------------------------------------------------
def to_attendance(meeting):
    return "Catat daftar hadir", reverse("institutions:attendance", args=[meeting.uid])


def _to_minutes(meeting):
    return "Isi notulen", reverse("institutions:meeting-minutes", args=[meeting.uid])


def _to_edit(meeting):
    return "Ubah pertemuan", reverse("institutions:meeting-update", args=[meeting.uid])


def _to_level_above(above):
    """The event above; where it is not known, the form to enter it, for offices that may."""
    if above.event:
        return "Lihat", above.event.get_absolute_url()
    if level_keeps(above.meeting.keeper.level, above.kind):
        return "Catat dari kertas", reverse("institutions:meeting-create", args=[above.kind])
    return "", ""


def _to_decree(meeting):
    if meeting.keeper_id != meeting.region_id:  # the village's decree is the village's affair
        return "", ""
    return "Buka jalan pendirian", reverse("institutions:road")


def _came(element):
    def present(meeting, on):
        if meeting.present.filter(element=element).exists():
            return ""
        return f"Belum ada yang hadir dari unsur {Element(element).label}."

    return present


def _names(element):
    def evidence(meeting):
        return ", ".join(meeting.present.filter(element=element).values_list("person__name", flat=True)[:3])

    return evidence


def _headcount(meeting):
    women, men = meeting.present_counts()[None]
    return f"{women + men} orang ({women} perempuan, {men} laki-laki)"


MUST = (
    Gate("date", "Tanggal pertemuan sudah tiba", not_in_the_future, fix=_to_edit,
         evidence=lambda m: dates.long_date_with_day(m.held_on)),
    Gate("attendance", "Daftar hadir sudah dicatat", somebody_present, evidence=_headcount, fix=to_attendance,
         applies=recorded_in_full),
    Gate("minutes", "Notulen sudah diisi", minutes_written, fix=_to_minutes, applies=recorded_in_full),
    Gate("method", "Cara mengambil keputusan tercatat", method_recorded, fix=_to_minutes,
         evidence=lambda m: m.get_method_display(), applies=decides),
    Gate("paper", "Bukti kertas lengkap", paper_complete, fix=_to_edit, applies=recorded_from_paper),
    Gate("decree", "SK terbit lebih dahulu", decree_came_first, fix=_to_decree, applies=inaugurates),
)  # fmt: skip
LEVEL_BY_LEVEL = Gate(
    "order", "Tingkat di atasnya lebih dahulu", level_above_came_first, warns=True, applies=predecessor,
    about=level_above, evidence=lambda above: dates.long_date(above.event.held_on), fix=_to_level_above,
)  # fmt: skip
# One warning per element that any kind expects.
EXPECTED = tuple(
    Gate(f"present_{element}", f"Unsur {element.label} hadir", _came(element), warns=True,
         evidence=_names(element), fix=to_attendance, applies=_expects(element))
    for element in Element
)  # fmt: skip
HOLD = (*MUST, LEVEL_BY_LEVEL, *EXPECTED)


def gates_for(meeting, on):
    """What this meeting must show before it counts, as it stands; upper floors add their own conditions."""
    hold = next(step for step in workflow.transitions_of(Meeting) if step.name == "hold")
    return workflow.gates_of(meeting, hold.gates, on)


def not_relied_upon(meeting, *, by, on, note):
    """A meeting on which an FCU was formed or inaugurated stays as it is."""
    if FamilyCareUnit.objects.filter(formation_meeting=meeting).exclude(stage="preparation").exists():
        raise TransitionRefused(["Pembentukan FCU sudah didasarkan pada pertemuan ini."])
    if FamilyCareUnit.objects.filter(inauguration_meeting=meeting).exists():
        raise TransitionRefused(["Pengukuhan FCU sudah didasarkan pada pertemuan ini."])


STAGE = Meeting.Stage
workflow.register(
    Meeting,
    (
        Transition(
            "hold", "Nyatakan terlaksana", (STAGE.PLANNED,), STAGE.HELD, "institutions.hold_meeting",
            relation=keeps, gates=HOLD, asks_date=False,
        ),
        Transition(
            "reopen", "Buka kembali untuk diperbaiki", (STAGE.HELD,), STAGE.PLANNED, "institutions.hold_meeting",
            relation=keeps, effect=not_relied_upon, needs_note=True, asks_date=False,
        ),
        Transition(
            "cancel", "Batalkan pertemuan", (STAGE.PLANNED,), STAGE.CANCELLED, "institutions.hold_meeting",
            relation=keeps, needs_note=True, asks_date=False, is_danger=True,
        ),
    ),
)  # fmt: skip
