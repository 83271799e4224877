"""Persiapan → Dibentuk → Dikukuhkan → Aktif: the gates of founding (IV.A.1–1.5, IV.B.1–5).

Evidence inside the village blocks. Events above it warn and ask for a written reason, so that nobody above can hold a
village up for want of an account.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.meetings import ABOVE_THE_VILLAGE, Kind
from institutions.models import FamilyCareUnit, Institution, IssuedDocument, Meeting, OfficerTerm


def in_own_village(unit, by):
    """The village's own office acts on its FCU."""
    return unit.region_id == by.region_id


# --- evidence ---------------------------------------------------------------------------------------------------
def held(kind, region):
    """Meetings that count as `kind` for this village, the latest first."""
    return Meeting.objects.unlocking(kind, region).order_by("-held_on", "-id")


@contextmanager
def looked_up_once(unit):
    """While a page is made its conditions share what they look up about `unit`; nothing is remembered beyond that, so
    that no step is ever taken on what was true before."""
    if "_found" in unit.__dict__:  # a part of such a page
        yield
        return
    unit._found = {}
    try:
        yield
    finally:
        del unit._found


def _once(unit, name, look_up):
    found = unit.__dict__.get("_found")
    if found is None:
        return look_up()
    if name not in found:
        found[name] = look_up()
    return found[name]


def _own_event(unit, kind, used_up):
    """The latest meeting of the village itself; an FCU that ended used its own up."""
    meetings = held(kind, unit.region).filter(region=unit.region)
    return _once(unit, kind, lambda: meetings.exclude(**{f"{used_up}__stage": "inactive"}).first())


def formation_meeting(unit):
    if unit.formation_meeting_id:
        return unit.formation_meeting
    return _own_event(unit, Kind.FORMATION, "formed_units")


def inauguration_meeting(unit):
    if unit.inauguration_meeting_id:
        return unit.inauguration_meeting
    return _own_event(unit, Kind.INAUGURATION, "inaugurated_units")


def village_coordination(unit):
    """The village's own coordination meeting (FCU-05)."""
    meetings = held(Kind.COORDINATION_VILLAGE, unit.region).filter(region=unit.region)
    return _once(unit, Kind.COORDINATION_VILLAGE, meetings.first)


def profiled_institutions(region):
    """Institutions of the village whose profile was written down."""
    found = Institution.objects.filter(region=region, closed_on=None, identified_on__isnull=False)
    return found.exclude(leader="").exclude(activities="")


@dataclass(frozen=True)
class EventAbove:
    """An event above the village as it bears on the formation: the latest before it, or else the first after it."""

    kind: Kind
    event: Meeting | None
    formation: Meeting | None


def _event_above(kind):
    def about(unit):
        events, formation = held(kind, unit.region), formation_meeting(unit)
        return EventAbove(kind, events.latest_by(formation.held_on) if formation else events.first(), formation)

    return about


def held_before_formation(above, on):
    """STG-11 to STG-14: what the village is to learn first is held first."""
    if above.event is None:
        return "Belum tercatat."
    if above.formation and above.event.held_on > above.formation.held_on:
        return (
            f"Baru diadakan {dates.long_date(above.event.held_on)}, sesudah musyawarah pembentukan "
            f"({dates.long_date(above.formation.held_on)})."
        )
    return ""


def _event_words(event):
    return f"{dates.long_date(event.held_on)}, {event.place}"


def _event_link(above):
    if above.event:
        return "Lihat", above.event.get_absolute_url()
    return "Catat dari kertas", reverse("institutions:meeting-create", args=[above.kind])


def institution_profiled(unit, on):
    """FCU-04: at least one body profiled before the formation."""
    if profiled_institutions(unit.region).exists():
        return ""
    return "Belum ada lembaga setempat yang profilnya lengkap (ketua, kegiatan, tanggal didata)."


def village_coordination_held(unit, on):
    """FCU-05: the village's own coordination meeting, which may be the same day as the formation."""
    if village_coordination(unit):
        return ""
    return "Rapat koordinasi desa/kelurahan belum terlaksana."


def formation_held(unit, on):
    """FCU-06: a formation meeting with attendance and a decision method."""
    if formation_meeting(unit):
        return ""
    return "Musyawarah pembentukan belum dinyatakan terlaksana (daftar hadir, notulen, cara memutuskan)."


def has_members(unit, on):
    """MEM-01, MEM-02: members of both first kinds; the third, pioneers, join later."""
    kinds = set(unit.current_members().values_list("kind", flat=True))
    missing = [label for kind, label in (("psks", "perwakilan unsur PSKS"), ("individual", "perorangan"))
               if kind not in kinds]  # fmt: skip
    return f"Belum ada anggota dari {' dan '.join(missing)}." if missing else ""


def has_three_officers(unit, on):
    """MEM-06: Koordinator, Sekretaris, Bendahara, each elected and each a member."""
    terms = {
        term.post: term
        for term in unit.officers_after_decree()
        if not (term.elected_in and term.elected_in.stage == "cancelled")
    }
    missing = [label for post, label in OfficerTerm.Post.choices if post not in terms]
    if missing:
        return f"{' dan '.join(missing)} belum dipilih. FCU memerlukan tiga pengurus, semuanya dari anggota."
    gone = [t.membership.person.name for t in terms.values() if t.membership.left_on or t.membership.unit_id != unit.pk]
    return f"{', '.join(gone)} bukan anggota FCU lagi." if gone else ""


def seated_in_village(unit, on):
    """FCU-13, VAL-01: the FCU sits at the local level."""
    if unit.address and unit.seated_in_village:
        return ""
    return "Alamat sekretariat di dalam desa/kelurahan belum diisi."


def record_issued(unit, on):
    """The berita acara of the formation has its number and date."""
    meeting = formation_meeting(unit)
    issued = meeting and meeting.documents.filter(kind=IssuedDocument.Kind.RECORD, stage="issued").exists()
    return "" if issued else "Berita acara pembentukan belum bernomor dan bertanggal."


def decree_issued(unit, on):
    """FCU-07: inaugurated only with a decree that has number and date."""
    if unit.decree_in_force():
        return ""
    decree = unit.latest_decree()
    if decree is None:
        return "SK belum disiapkan."
    if decree.document.stage == IssuedDocument.Stage.DRAFT:
        return "SK masih draf. Periksa isinya, lalu siapkan untuk ditandatangani."
    return f"SK siap ditandatangani. Setelah ditandatangani {decree.signer_title}, catat nomor dan tanggalnya."


def inauguration_held(unit, on):
    """FCU-15: the event is held on or after the date of the decree."""
    meeting = inauguration_meeting(unit)
    if meeting is None:
        return "Acara pengukuhan belum dinyatakan terlaksana."
    return too_early(unit, meeting.held_on)


def too_early(unit, held_on):
    """Why an inauguration on this day comes before the decree, or ""."""
    if not unit.decreed_on or held_on >= unit.decreed_on:
        return ""
    return (
        f"Acara pengukuhan ({dates.long_date(held_on)}) tidak boleh mendahului tanggal SK "
        f"({dates.long_date(unit.decreed_on)})."
    )


# --- gates ------------------------------------------------------------------------------------------------------
def _to(label, name):
    """A link to the unit's own screen; before there is a unit, to the screen that starts one."""

    def fix(unit):
        return (label, reverse(name, args=[unit.uid])) if unit.pk else _start(unit)

    return fix


def _start(unit):
    return "Mulai FCU di sini", reverse("institutions:unit-create")


def _officer_words(unit):
    return ", ".join(f"{t.get_post_display()} {t.membership.person.name}" for t in unit.current_officers())


def _institution_words(unit):
    names = list(profiled_institutions(unit.region).values_list("name", flat=True)[:6])
    total = profiled_institutions(unit.region).count()
    more = f", dan {total - 5} lainnya" if total > 6 else ""
    return f"{total} lembaga: {', '.join(names[: 5 if total > 6 else 6])}{more}"


def _formation_words(unit):
    meeting = formation_meeting(unit)
    return f"{dates.long_date(meeting.held_on)}, {meeting.place}, {meeting.get_method_display().lower()}"


def _meeting_link(kind, finder):
    def fix(unit):
        meeting = finder(unit)
        if meeting is None:
            planned = Meeting.objects.filter(purposes__kind=kind, region=unit.region, stage="planned")
            meeting = planned.order_by("-id").first()
        if meeting is None:
            return "Rencanakan musyawarah", reverse("institutions:meeting-create", args=[kind])
        return "Lengkapi", meeting.get_absolute_url()

    return fix


def _decree_link(unit):
    decree = unit.latest_decree()
    if decree:
        ready = decree.document.stage == IssuedDocument.Stage.READY
        return "Catat nomor SK" if ready else "Buka SK", decree.get_absolute_url()
    if not unit.pk:
        return _start(unit)
    return "Siapkan SK", reverse("institutions:decree-create", args=[unit.uid])


def _record_link(unit):
    meeting = formation_meeting(unit)
    if meeting is None:
        return _meeting_link(Kind.FORMATION, formation_meeting)(unit)
    record = meeting.documents.filter(kind="record").exclude(stage="cancelled").first()
    return "Buka berita acara", record.get_absolute_url() if record else meeting.get_absolute_url()


ABOVE = tuple(
    Gate(kind, kind.label, held_before_formation, warns=True, about=_event_above(kind),
         evidence=lambda above: _event_words(above.event), fix=_event_link)
    for kind in ABOVE_THE_VILLAGE
)  # fmt: skip
IDENTIFIED = Gate(
    "institution_profiled", "Lembaga setempat sudah diidentifikasi", institution_profiled, evidence=_institution_words,
    fix=lambda unit: ("Catat lembaga", reverse("institutions:identification")),
)  # fmt: skip
COORDINATED = Gate(
    "coordination_village", "Rapat koordinasi desa/kelurahan", village_coordination_held,
    evidence=lambda unit: _event_words(village_coordination(unit)),
    fix=_meeting_link(Kind.COORDINATION_VILLAGE, village_coordination),
)  # fmt: skip
FORMATION = (
    Gate("formation", "Musyawarah pembentukan terlaksana", formation_held, evidence=_formation_words,
         fix=_meeting_link(Kind.FORMATION, formation_meeting)),
    Gate("seat", "Sekretariat di dalam desa/kelurahan", seated_in_village, evidence=lambda u: u.address,
         fix=_to("Isi alamat", "institutions:unit-update")),
    Gate("members", "Anggota dari unsur PSKS dan perorangan", has_members,
         evidence=lambda u: f"{u.current_members().count()} anggota",
         fix=_to("Tambah anggota", "institutions:member-list")),
    Gate("officers", "Tiga pengurus terpilih dari anggota", has_three_officers, evidence=_officer_words,
         fix=_to("Pilih pengurus", "institutions:election")),
    Gate("record", "Berita acara pembentukan terbit", record_issued, fix=_record_link),
)  # fmt: skip
DECREED = (Gate("decree", "SK terbit", decree_issued, fix=_decree_link,
                evidence=lambda u: dates.long_date(u.decreed_on) if u.decreed_on else ""),)  # fmt: skip
INAUGURATED = (
    Gate("inauguration", "Acara pengukuhan terlaksana", inauguration_held,
         evidence=lambda u: dates.long_date(inauguration_meeting(u).held_on),
         fix=_meeting_link(Kind.INAUGURATION, inauguration_meeting)),
)  # fmt: skip


# --- effects ----------------------------------------------------------------------------------------------------
def become_formed(unit, *, by, on, note):
    unit.formation_meeting = formation_meeting(unit)
    unit.formed_on = unit.formation_meeting.held_on
    unit.save()


def become_active(unit, *, by, on, note):
    unit.inauguration_meeting = inauguration_meeting(unit)
    unit.inaugurated_on = unit.inauguration_meeting.held_on
    unit.save()


def end_everything(unit, *, by, on, note):
    """The FCU ends, and on the same day the terms of its officers, acting ones included, and its working groups."""
    if unit.decreed_on and on < unit.decreed_on:
        raise TransitionRefused(["Tanggal tidak aktif tidak boleh mendahului tanggal SK."])
    unit.deactivated_on = on
    unit.save()
    _end_terms(unit, on)
    _end_groups(unit, on)


ENDS_WITH_IT = "FCU tidak aktif"


def _end_terms(unit, on):
    """Whoever is in office, acts or was elected holds the post until that day, no longer."""
    for term in unit.officer_terms.filter(Q(valid_until=None) | Q(valid_until__gt=on)):
        if term.valid_from and term.valid_from > on:
            raise TransitionRefused([
                f"{term.title} menjabat sejak {dates.long_date(term.valid_from)}. "
                "Tanggal tidak aktif tidak boleh mendahuluinya."
            ])  # fmt: skip
        term.valid_until, term.ended_reason = on, term.ended_reason or ENDS_WITH_IT
        term.save()


def _end_groups(unit, on):
    for group in unit.working_groups.filter(Q(ended_on=None) | Q(ended_on__gt=on)):
        if group.formed_on > on:
            raise TransitionRefused([f"{group} baru dibentuk {dates.long_date(group.formed_on)}."])
        group.ended_on = on
        group.save()


STAGE = FamilyCareUnit.Stage
workflow.register(
    FamilyCareUnit,
    (
        Transition(
            "form", "Nyatakan FCU dibentuk", (STAGE.PREPARATION,), STAGE.FORMED,
            "institutions.form_familycareunit", relation=in_own_village,
            gates=(*ABOVE, IDENTIFIED, COORDINATED, *FORMATION), effect=become_formed, asks_date=False,
        ),
        Transition(
            "decree", "Tetapkan dengan SK", (STAGE.FORMED,), STAGE.DECREED, "institutions.issue_decree",
            relation=in_own_village, gates=DECREED, asks_date=False,
            url=lambda unit: _decree_link(unit)[1],
        ),
        Transition(
            "inaugurate", "Nyatakan FCU dikukuhkan dan aktif", (STAGE.DECREED,), STAGE.ACTIVE,
            "institutions.inaugurate_familycareunit", relation=in_own_village, gates=INAUGURATED,
            effect=become_active, asks_date=False,
        ),
        Transition(
            "deactivate", "Nonaktifkan FCU", (STAGE.PREPARATION, STAGE.FORMED, STAGE.DECREED, STAGE.ACTIVE),
            STAGE.INACTIVE, "institutions.issue_decree", relation=in_own_village, effect=end_everything,
            needs_note=True, is_danger=True,
        ),
    ),
)  # fmt: skip
