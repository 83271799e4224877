"""Planned → held → (cancelled). What a meeting must show before it counts."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.meetings import Element, may_keep
from institutions.models import FamilyCareUnit, Meeting


def keeps(meeting, by):
    """The office that entered the meeting is the party that acts on it; within it, the roles that may keep the kind."""
    return meeting.keeper_id == by.region_id and may_keep(by.role, meeting.kind)


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
    if not meeting.rule.decides or meeting.method:
        return ""
    return "Cara mengambil keputusan (musyawarah mufakat atau suara terbanyak) belum dipilih."


def paper_complete(meeting, on):
    """A meeting entered for another host names its paper: number or scan."""
    if meeting.from_paper and not (meeting.paper_number or meeting.paper_scan_id):
        return "Pertemuan ini dicatat dari kertas: isi nomor surat atau unggah pindaiannya."
    return ""


def _to_attendance(meeting):
    return "Catat daftar hadir", reverse("institutions:attendance", args=[meeting.uid])


def _to_minutes(meeting):
    return "Isi notulen", reverse("institutions:meeting-minutes", args=[meeting.uid])


def _to_edit(meeting):
    return "Ubah pertemuan", reverse("institutions:meeting-update", args=[meeting.uid])


def _came(element):
    def present(meeting, on):
        if element not in meeting.rule.expected or meeting.present.filter(element=element).exists():
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
    Gate("attendance", "Daftar hadir sudah dicatat", somebody_present, evidence=_headcount, fix=_to_attendance),
    Gate("minutes", "Notulen sudah diisi", minutes_written, fix=_to_minutes),
    Gate("method", "Cara mengambil keputusan tercatat", method_recorded, fix=_to_minutes,
         evidence=lambda m: m.get_method_display()),
    Gate("paper", "Bukti kertas lengkap", paper_complete, fix=_to_edit),
)  # fmt: skip
# One warning per element that any kind expects; where the kind does not expect it, the gate is simply open.
EXPECTED = tuple(
    Gate(f"present_{element}", f"Unsur {element.label} hadir", _came(element), warns=True,
         evidence=_names(element), fix=_to_attendance)
    for element in Element
)  # fmt: skip


def gates_for(meeting, on):
    """The gates that this kind of meeting really has, as they stand."""
    expected = [gate for gate in EXPECTED if gate.name.removeprefix("present_") in meeting.rule.expected]
    must = [gate for gate in MUST if gate.name != "paper" or meeting.from_paper]
    must = [gate for gate in must if gate.name != "method" or meeting.rule.decides]
    return workflow.gates_of(meeting, [*must, *expected], on)


def not_relied_upon(meeting, by, on, note):
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
            relation=keeps, gates=(*MUST, *EXPECTED), asks_date=False,
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
