"""Who supervises, monitors, evaluates and watches whom, and how (III.C.1; SME-01, 02, 06 to 10, 13): one table."""

from dataclasses import dataclass

from institutions.documents.letterhead import office_name_of
from reporting.models import Aim, Visit

TARGET, MODE, PHASE = Visit.Target, Visit.Mode, Visit.Phase
OFFICES = ("ministry", "province", "regency_reports")  # III.C.1.1(2): the ministry's unit, Dinas/Instansi Sosial
MONITORS = (*OFFICES, "lk3", "tksk")  # III.C.1.2(3), 1.3(3)
WATCHERS = ("lk3", "tksk", "village_head", "village_operator")  # III.B.6.4(6), 6.5(5), 6.6(3)
# From the centre downwards (II.G.1): whoever is visited stands further on than who visits.
TIERS = (*MONITORS, *WATCHERS[2:], "fcu")
# The role that is visited at an office, and the level at which it works.
VISITED_ROLE = {
    TARGET.PROVINCE: "province", TARGET.REGENCY: "regency_reports", TARGET.LK3: "lk3", TARGET.TKSK: "tksk",
}  # fmt: skip
LEVEL = {
    TARGET.PROVINCE: "province", TARGET.REGENCY: "regency", TARGET.LK3: "regency", TARGET.TKSK: "subdistrict",
    TARGET.FCU: "village",
}  # fmt: skip
METHODS = {
    "guidance": "Arahan", "dialogue": "Dialog", "discussion": "Diskusi", "talk": "Diskusi/dialog",
    "consultation": "Konsultasi", "interview": "Wawancara", "instrument": "Pengisian instrumen",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One aim: which roles do it, towards whom, how, where and when as a rule."""

    roles: tuple[str, ...]
    targets: tuple[str, ...]
    methods: tuple[str, ...]
    modes: tuple[str, ...]
    usual_phase: str
    at_office: bool  # at the office of the Dinas; else where the FCU is
    conclusion: tuple[str, ...]  # fields of Visit that its conclusion fills
    goal: str  # what it is for, in the words of the guide


KINDS = {
    Aim.SUPERVISION: Kind(
        OFFICES, (TARGET.PROVINCE, TARGET.REGENCY, TARGET.FCU), ("guidance", "dialogue", "discussion"), (MODE.VISIT,),
        PHASE.NEEDED, True, ("observed_text", "advice_text"),
        "Pertemuan untuk memberi arahan, bimbingan, dan konsultasi, agar pandangan sama dan hambatan teratasi.",
    ),
    Aim.MONITORING: Kind(
        MONITORS, (TARGET.PROVINCE, TARGET.REGENCY, TARGET.LK3, TARGET.TKSK, TARGET.FCU),
        ("talk", "consultation", "instrument"), (MODE.VISIT, MODE.PHONE, MODE.DESK), PHASE.NEEDED, False,
        ("observed_text", "as_planned", "deviation_text"),
        "Melihat apakah kegiatan sesuai rencana, masalah yang muncul, dan apakah pola kerjanya sudah tepat.",
    ),
    Aim.EVALUATION: Kind(
        MONITORS, (TARGET.FCU,), ("talk", "interview", "instrument"), (MODE.VISIT, MODE.PHONE), PHASE.END, False,
        ("success_text", "failure_text", "change_text", "strength_text"),
        "Menilai proses dan hasil FCU: yang berhasil, yang gagal, yang perlu diubah, kekuatan yang bisa ditingkatkan.",
    ),
    Aim.NOTE: Kind(
        WATCHERS, (TARGET.FCU,), (), (MODE.VISIT, MODE.PHONE, MODE.DESK), PHASE.NEEDED, False,
        ("observed_text", "advice_text"), "Catatan singkat tentang kegiatan FCU yang dilihat sendiri.",
    ),
}  # fmt: skip


def aims_of(by):
    """The aims that this reader may plan, in the order of the guide; a note is written, never planned."""
    if not by.has_perm("reporting.plan_visit"):
        return []
    return [aim for aim, kind in KINDS.items() if aim != Aim.NOTE and by.role in kind.roles]


def may_note(by):
    return by.role in KINDS[Aim.NOTE].roles and by.has_perm("reporting.note_visit")


def targets_of(role, aim):
    """Whom a role may visit with this aim: only those that stand below it."""
    if role not in KINDS[aim].roles:
        return []
    place = TIERS.index(role)
    return [one for one in KINDS[aim].targets if TIERS.index(VISITED_ROLE.get(one, "fcu")) > place]


def methods_of(aim):
    return [(code, METHODS[code]) for code in KINDS[aim].methods]


def method_words(visit):
    """Its methods, in words."""
    return ", ".join(METHODS[code] for code in visit.methods if code in METHODS)


def needs_both(visit):
    """Whether both sides sign: a visit or a call does; what was read at the desk and a note are their writer's."""
    return visit.aim != Aim.NOTE and visit.mode != MODE.DESK


def office_words(role, region):
    """An office that visits or is visited, in words."""
    if role in ("village_head", "village_operator"):
        return f"{region.head_title} {region.name}"
    if role in ("tksk", "lk3"):
        return f"{'TKSK' if role == 'tksk' else 'LK3'} {region}"
    return office_name_of(region)


def target_words(visit):
    """Whom it is about, in words."""
    if visit.target == TARGET.FCU:
        return f"{visit.unit}, {visit.region}"
    return office_words(VISITED_ROLE[visit.target], visit.region)


def usual_place(aim, by, unit=None):
    """Where it is held as a rule (III.C.1.1(5), 1.2(6), 1.3(6)); "" where the FCU has no address yet."""
    if KINDS[aim].at_office:
        return office_name_of(by.region)[:150]
    return (unit.address if unit else "")[:150]
