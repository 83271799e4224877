"""Draf → Disepakati → Berjalan → Ditutup: the annual work plan of the FCU or of the PSKS team (PLN-01…03, MEM-07).

The coordinator approves what somebody else put forward. Where there is no such account, and for the PSKS team, whose
Ketua has none, the plan that was signed on paper is recorded with its scan.
"""

from datetime import date

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.documents.plan import leader
from institutions.models import AnnualPlan, IssuedDocument, ItemProgress
from institutions.plans import FCU_MEETINGS, TEAM_MEETINGS, may_write

Stage = AnnualPlan.Stage
MOST_NAMED = 3  # rows that a gate names; the others are counted


# --- conditions ---------------------------------------------------------------------------------------------------
def has_items(plan, on):
    return "" if plan.items.exists() else "Belum ada kegiatan dalam rencana."


def unfinished(plan):
    """[(row, what it lacks)] of the rows that do not tell all six things."""
    return [(item, lacks) for item in plan.items.all() if (lacks := item.lacks())]


def items_complete(plan, on):
    """PLN-02: kind, objective, target, time, funds and source, facilities."""
    rows = unfinished(plan)
    if not rows:
        return ""
    named = "; ".join(f"{item.what} (kurang {', '.join(lacks)})" for item, lacks in rows[:MOST_NAMED])
    more = f"; dan {len(rows) - MOST_NAMED} kegiatan lain" if len(rows) > MOST_NAMED else ""
    return f"Belum lengkap: {named}{more}."


def budgets_add_up(plan, on):
    """Domain 5.16: the lines of a budget come to the amount of their row."""
    for item in plan.items.prefetch_related("budget"):
        lines = list(item.budget.all())
        total = sum(line.amount for line in lines)
        if lines and total != item.amount:
            return f"RAB {item.what} berjumlah {dates.rupiah(total)}, dananya {dates.rupiah(item.amount or 0)}."
    return ""


def agreed_in_meeting(plan, on):
    """PLN-03: made together, in a meeting of the body that was held, on or before the day of agreement."""
    meeting = plan.agreed_in
    if meeting is None:
        return "Musyawarah yang menyepakati belum dipilih."
    kinds = FCU_MEETINGS if plan.unit_id else TEAM_MEETINGS
    if meeting.kind not in kinds or meeting.region_id != plan.region_id:
        return "Rapat itu bukan musyawarah badan ini yang mengambil keputusan. Pilih yang lain."
    if meeting.stage != "held":
        return "Musyawarah itu belum dinyatakan terlaksana."
    if on < meeting.held_on:
        return f"Musyawarah baru diadakan {dates.long_date(meeting.held_on)}; kesepakatan tidak bisa mendahuluinya."
    return ""


def method_told(plan, on):
    """VAL-01, MEM-14: how the members decided, and what was said."""
    meeting = plan.agreed_in
    lacks = [name for name, there in (("cara mengambil keputusan", meeting.method),
                                      ("notulen", meeting.minutes.strip())) if not there]  # fmt: skip
    return f"Pada musyawarah itu belum tercatat: {' dan '.join(lacks)}." if lacks else ""


def record_issued(plan, on):
    """PLN-03: the official record of the meeting is out, or its signed paper is kept as a scan."""
    meeting = plan.agreed_in
    if meeting.paper_scan_id or IssuedDocument.objects.filter(meeting=meeting, kind="record", stage="issued").exists():
        return ""
    return "Berita acara musyawarah belum terbit."


def seated_here(plan, on):
    """VAL-01: the body that plans has its seat where it works."""
    if not plan.unit.address.strip():
        return "Alamat sekretariat FCU belum diisi."
    return "" if plan.unit.seated_in_village else "Sekretariat FCU belum dicatat berada di desa/kelurahan ini."


def year_has_begun(plan, on):
    first = date(plan.year, 1, 1)
    return "" if on >= first else f"Tahun {plan.year} belum mulai."


def year_ends(plan, on):
    first = date(plan.year, 12, 1)
    return "" if on >= first else f"Rencana ditutup pada akhir tahun, mulai {dates.long_date(first)}."


def no_open_revision(plan, on):
    revision = plan.open_revision()
    return f"Revisi ke-{revision.number} belum disetujui." if revision else ""


def all_finished(plan, on):
    ended = (ItemProgress.State.DONE, ItemProgress.State.CANCELLED)
    last = dict(ItemProgress.objects.filter(item__plan=plan, on__lte=on).order_by("on", "id").values_list(
        "item", "state"))  # fmt: skip
    open_rows = [item.what for item in plan.items.all() if last.get(item.pk) not in ended]
    if not open_rows:
        return ""
    named = "; ".join(open_rows[:MOST_NAMED])
    more = f"; dan {len(open_rows) - MOST_NAMED} lainnya" if len(open_rows) > MOST_NAMED else ""
    return f"Belum selesai dan tidak dibatalkan: {named}{more}."


# --- where a shut gate leads --------------------------------------------------------------------------------------
def _to_plan(plan):
    return "Tambah kegiatan", reverse("institutions:plan-item-create", args=[plan.uid])


def _to_first_unfinished(plan):
    rows = unfinished(plan)
    if not rows:
        return "Lihat", f"{plan.get_absolute_url()}#kegiatan"
    return "Lengkapi", reverse("institutions:plan-item-update", args=[plan.uid, rows[0][0].uid])


def _to_choice(plan):
    return "Pilih musyawarah", reverse("institutions:plan-update", args=[plan.uid])


def _to_meeting(plan):
    return "Buka musyawarah", plan.agreed_in.get_absolute_url()


def _to_unit(plan):
    return "Isi alamat", reverse("institutions:unit-update", args=[plan.unit.uid])


def _to_revision(plan):
    revision = plan.open_revision()
    return ("Buka revisi", revision.get_absolute_url()) if revision else ("Lihat", plan.get_absolute_url())


def _told_meeting(plan):
    if plan.agreed_in is None:
        return ""
    return f"{plan.agreed_in.get_kind_display()}, {dates.long_date(plan.agreed_in.held_on)}"


def has_meeting(plan):
    """What is asked of the meeting is asked once there is one; that there is one is a condition of its own."""
    return bool(plan.agreed_in_id)


def of_the_fcu(plan):
    return bool(plan.unit_id)


CONTENT = (
    Gate("items", "Ada kegiatan", has_items, fix=_to_plan, evidence=lambda plan: f"{plan.items.count()} kegiatan"),
    Gate("complete", "Setiap kegiatan lengkap enam hal", items_complete, fix=_to_first_unfinished),
    Gate("budget", "RAB sama dengan dananya", budgets_add_up),
    Gate("meeting", "Musyawarah mufakat sudah terlaksana", agreed_in_meeting, fix=_to_choice, evidence=_told_meeting),
    Gate("method", "Cara memutuskan dan notulen tercatat", method_told, fix=_to_meeting, applies=has_meeting,
         evidence=lambda plan: plan.agreed_in.get_method_display()),
    Gate("record", "Berita acara musyawarah terbit", record_issued, fix=_to_meeting, applies=has_meeting),
    Gate("seat", "FCU berkedudukan di desa/kelurahan", seated_here, fix=_to_unit, applies=of_the_fcu,
         evidence=lambda plan: plan.unit.address),
)  # fmt: skip


# --- who ----------------------------------------------------------------------------------------------------------
def puts_forward(plan, by):
    """Who writes for the FCU and does not approve its plan; a plan is put forward once."""
    return of_the_fcu(plan) and may_write(plan, by) and by.role != "coordinator" and plan.put_forward_by is None


def approves(plan, by):
    """The coordinator of this FCU, of a plan that was put forward (III.B.2.3(1))."""
    return of_the_fcu(plan) and may_write(plan, by) and by.role == "coordinator" and plan.put_forward_by is not None


# --- effects ------------------------------------------------------------------------------------------------------
def put_forward(plan, *, by, on, note):
    plan.put_forward_by, plan.put_forward_on = by.actor_uid, on
    plan.save()


def become_agreed(plan, *, by, on, note):
    plan.agreed_on, plan.approved_by, plan.from_paper, plan.recorded_by = on, by.signature, False, ""
    plan.save()


def become_agreed_on_paper(plan, *, by, on, note):
    """Only with the signed paper: who leads the body has no account, or the office works on paper."""
    if not plan.paper_scan_id:
        raise TransitionRefused(["Unggah pindaian rencana kerja yang sudah ditandatangani."])
    plan.agreed_on, plan.from_paper, plan.recorded_by = on, True, by.signature
    who = " ".join(leader(plan, on)).strip()
    plan.approved_by = f"{who}, menurut kertas bertanda tangan yang dicatat {by.signature}"[:240]
    plan.save()


def begin(plan, *, by, on, note):
    plan.started_on = on
    plan.save()


def close(plan, *, by, on, note):
    plan.closed_on, plan.reached = on, note
    plan.save()


KEEPS = "institutions.change_annualplan"
workflow.register(
    AnnualPlan,
    (
        Transition(
            "put_forward", "Mintakan persetujuan koordinator", (Stage.DRAFT,), Stage.DRAFT, KEEPS,
            relation=puts_forward, gates=CONTENT, effect=put_forward, asks_date=False,
        ),
        Transition(
            "agree", "Setujui rencana kerja", (Stage.DRAFT,), Stage.AGREED, "institutions.approve_annualplan",
            relation=approves, gates=CONTENT, effect=become_agreed, four_eyes="put_forward_by",
        ),
        Transition(
            "agree_on_paper", "Catat persetujuan dari kertas", (Stage.DRAFT,), Stage.AGREED, KEEPS,
            relation=may_write, gates=CONTENT, effect=become_agreed_on_paper,
            url=lambda plan: reverse("institutions:plan-agree", args=[plan.uid]),
        ),
        Transition(
            "start", "Mulai jalankan", (Stage.AGREED,), Stage.RUNNING, KEEPS, relation=may_write,
            gates=(Gate("year", "Tahunnya sudah mulai", year_has_begun),), effect=begin,
        ),
        Transition(
            "close", "Tutup rencana kerja", (Stage.RUNNING,), Stage.CLOSED, KEEPS, relation=may_write,
            gates=(
                Gate("year_end", "Tahunnya berakhir", year_ends),
                Gate("revision", "Tidak ada revisi yang terbuka", no_open_revision, fix=_to_revision),
                Gate("finished", "Semua kegiatan selesai atau dibatalkan", all_finished, warns=True),
            ),
            effect=close, needs_note=True, url=lambda plan: reverse("institutions:plan-close", args=[plan.uid]),
        ),
    ),
)  # fmt: skip
