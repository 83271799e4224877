"""Planned → held → (cancelled). What a meeting must show before it counts."""

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
def _if(applies, check):
    """`check`, asked only of meetings to which it applies."""

    def asked(meeting, on):
        return check(meeting, on) if applies(meeting) else ""

    asked.applies = applies
    return asked


def recorded_in_full(meeting):
    """Entered with its list and minutes; of an event above, a lower office only has the paper that proves it."""
    return not meeting.told_by_paper


def decides(meeting):
    return meeting.rule.decides and recorded_in_full(meeting)


def recorded_from_paper(meeting):
    return meeting.from_paper


def inaugurates(meeting):
    return meeting.kind == Kind.INAUGURATION


def has_predecessor(meeting):
    return bool(predecessors(meeting))


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


def predecessors(meeting):
    """Kinds that come before this event (IV.A.1.1, IV.B.1–3), but those that it fills itself."""
    filled = (meeting.kind, *meeting.also_held)
    before = [KINDS[kind].follows for kind in filled]
    return [kind for kind in before if kind and kind not in filled]


def held_before(kind, meeting):
    """The latest event of `kind` on or before the day of `meeting` that counts where it counts, or None."""
    events = Meeting.objects.unlocking(kind, meeting.counts_below).filter(held_on__lte=meeting.held_on)
    return events.order_by("-held_on", "-id").first()


def level_above_came_first(meeting, on):
    """STG-12: made known level by level; a level that goes ahead of the one above says why."""
    missing = [Kind(kind) for kind in predecessors(meeting) if not held_before(kind, meeting)]
    if not missing:
        return ""
    later = Meeting.objects.unlocking(missing[0], meeting.counts_below).order_by("held_on").first()
    if later:
        return f"{missing[0].label} baru diadakan {dates.long_date(later.held_on)}, sesudah acara ini."
    return f"{missing[0].label} belum tercatat sebelum acara ini."


def decree_came_first(meeting, on):
    """FCU-15: inaugurated is who was named by a decree, on its date or later."""
    unit = FamilyCareUnit.objects.filter(region=meeting.region).exclude(stage="inactive").first()
    if unit is None or unit.decree_in_force() is None:
        return "SK belum bernomor dan bertanggal. Catat SK-nya dahulu; pengukuhan menyusul."
    return too_early(unit, meeting.held_on)


# --- evidence and the way to it ---------------------------------------------------------------------------------
def _to_attendance(meeting):
    return "Catat daftar hadir", reverse("institutions:attendance", args=[meeting.uid])


def _to_minutes(meeting):
    return "Isi notulen", reverse("institutions:meeting-minutes", args=[meeting.uid])


def _to_edit(meeting):
    return "Ubah pertemuan", reverse("institutions:meeting-update", args=[meeting.uid])


def _to_predecessor(meeting):
    """The event above; where it is not known, the form to enter it, for offices that may."""
    kind = next(iter(predecessors(meeting)), "")
    event = kind and (
        held_before(kind, meeting) or Meeting.objects.unlocking(kind, meeting.counts_below).order_by("held_on").first()
    )
    if event:
        return "Lihat", event.get_absolute_url()
    if kind and level_keeps(meeting.keeper.level, kind):
        return "Catat dari kertas", reverse("institutions:meeting-create", args=[kind])
    return "", ""


def _predecessor_words(meeting):
    events = [held_before(kind, meeting) for kind in predecessors(meeting)]
    return ", ".join(dates.long_date(event.held_on) for event in events if event)


def _to_decree(meeting):
    if meeting.keeper_id != meeting.region_id:  # the village's decree is the village's affair
        return "", ""
    return "Buka jalan pendirian", reverse("institutions:road")


def _came(element):
    def present(meeting, on):
        if meeting.present.filter(element=element).exists():
            return ""
        return f"Belum ada yang hadir dari unsur {Element(element).label}."

    return _if(_expects(element), present)


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
    Gate("attendance", "Daftar hadir sudah dicatat", _if(recorded_in_full, somebody_present), evidence=_headcount,
         fix=_to_attendance),
    Gate("minutes", "Notulen sudah diisi", _if(recorded_in_full, minutes_written), fix=_to_minutes),
    Gate("method", "Cara mengambil keputusan tercatat", _if(decides, method_recorded), fix=_to_minutes,
         evidence=lambda m: m.get_method_display()),
    Gate("paper", "Bukti kertas lengkap", _if(recorded_from_paper, paper_complete), fix=_to_edit),
    Gate("decree", "SK terbit lebih dahulu", _if(inaugurates, decree_came_first), fix=_to_decree),
)  # fmt: skip
LEVEL_BY_LEVEL = Gate(
    "order", "Tingkat di atasnya lebih dahulu", _if(has_predecessor, level_above_came_first), warns=True,
    evidence=_predecessor_words, fix=_to_predecessor,
)  # fmt: skip
# One warning per element that any kind expects; where the kind does not expect it, the gate is simply open.
EXPECTED = tuple(
    Gate(f"present_{element}", f"Unsur {element.label} hadir", _came(element), warns=True,
         evidence=_names(element), fix=_to_attendance)
    for element in Element
)  # fmt: skip
HOLD = (*MUST, LEVEL_BY_LEVEL, *EXPECTED)


def gates_for(meeting, on):
    """The gates that this meeting really has, as they stand."""
    asked = [gate for gate in HOLD if not hasattr(gate.check, "applies") or gate.check.applies(meeting)]
    return workflow.gates_of(meeting, asked, on)


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
