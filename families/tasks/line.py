"""Tasks on the way from the first list to the companion's visits."""

from datetime import timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse

from families.actions.family import confirms_in_person
from families.actions.pairing import without_companion
from families.models import Assessment, BriefingTopic, NumberClash, Pairing, Participation, Role
from fcu_project import dates
from fcu_project.registry import Task
from institutions.actions.unit import SELECTION_ELEMENTS
from institutions.meetings import Kind, may_keep
from institutions.models import FamilyCareUnit, Meeting, WorkingGroup
from institutions.roles import VILLAGE

VISIT_WITHIN = timedelta(days=30)
STAGE = Participation.Stage
TO_LIST = "families:family-list"


def family_tasks(by, today):
    """Tasks of one assignment; each only with the permission to do it."""
    if by.role == "pioneer":
        yield from _visits(by, today)
    elif by.level == VILLAGE and by.has_perm("families.view_participation"):
        yield from _village(by)
    elif by.has_perm("families.brief_pioneer"):
        yield from _to_brief(by)
    if by.has_perm("families.view_numberclash"):
        yield from _clashes(by)


# --- the village ----------------------------------------------------------------------------------------------------
def _village(by):
    gathers, decides = by.has_perm("families.add_assessment"), by.has_perm("families.decide_participation")
    if not gathers and not confirms_in_person(by):
        return
    standing = _standing(by.region)
    if by.has_perm("institutions.add_workinggroup"):
        yield from _group(by)
    if confirms_in_person(by):
        yield from _to_confirm(by)
    if gathers:
        yield from _to_assess(by, standing)
    if decides:
        # kept here or by LK3 and TKSK for this village
        planned = set(Meeting.objects.filter(region=by.region, stage="planned").values_list("kind", flat=True))
        yield from _to_decide(by, standing, planned)
        yield from _to_pair(by, standing)


def _standing(region):
    """{(role, stage): (how many, since when)} of the families on their way; one query."""
    rows = Participation.objects.filter(family__region=region, family__archived_on=None, ended_on=None)
    counted = rows.values("role", "stage").annotate(
        n=Count("id"), since=Min("started_on"), chosen=Min("proposed_on"), answered=Min("answered_on"),
        designated=Min("designated_on"),
    )  # fmt: skip
    return {(row["role"], row["stage"]): row for row in counted.order_by()}


def _group(by):
    """The selection group comes first (FAM-05, MEM-11)."""
    unit = FamilyCareUnit.objects.filter(region=by.region, stage=FamilyCareUnit.Stage.ACTIVE).first()
    if unit is None:
        return
    group = WorkingGroup.selection_of(by.region)
    if group is None:
        yield Task(
            "Bentuk pokja seleksi", "Pendataan keluarga dimulai setelah pokjanya ada.",
            reverse("institutions:working-group-create", args=[unit.uid]), "Bentuk", urgency=12,
        )  # fmt: skip
    elif len(group.elements()) < SELECTION_ELEMENTS:
        yield Task(
            "Lengkapi pokja seleksi", "Anggotanya harus dari sedikitnya dua unsur PSKS.", group.get_absolute_url(),
            "Lengkapi", urgency=12,
        )  # fmt: skip


def _to_confirm(by):
    rows = Participation.objects.filter(
        family__region=by.region, family__archived_on=None, family__confirmed_on=None, ended_on=None, designated_on=None
    )
    told = rows.aggregate(n=Count("id"), since=Min("started_on"))
    if told["n"]:
        yield Task(
            f"{told['n']} data calon menunggu dibenarkan", f"Dicatat pokja sejak {dates.long_date(told['since'])}.",
            reverse("families:confirm"), "Benarkan", urgency=18,
        )  # fmt: skip


def _candidates(by):
    """Candidates of the village, each with whether it was assessed."""
    rounds = Assessment.objects.filter(family=OuterRef("family"))
    rows = Participation.objects.filter(family__region=by.region, stage=STAGE.CANDIDATE, family__archived_on=None)
    return rows.annotate(assessed=Exists(rounds))


def _to_assess(by, standing):
    if (Role.CANDIDATE, STAGE.CANDIDATE) not in standing:
        return
    told = _candidates(by).filter(assessed=False).aggregate(n=Count("id"), since=Min("started_on"))
    if told["n"]:
        yield Task(
            f"{told['n']} calon belum dinilai", f"Calon pertama didata {dates.long_date(told['since'])}.",
            f"{reverse(TO_LIST)}?peran=calon&tahap=candidate", "Nilai", urgency=24,
        )  # fmt: skip


# What waits for a meeting: the role and stage it takes up, its kind, the title, why, the fact that tells since when.
FOR_MEETINGS = (
    (Role.PIONEER, STAGE.WILLING, Kind.PIONEER_DESIGNATION, "Rencanakan rapat penetapan keluarga pionir",
     "{n} keluarga bersedia menjadi pionir sejak {day}.", "answered"),
    (Role.PLASMA, STAGE.WILLING, Kind.PLASMA_DESIGNATION, "Rencanakan pertemuan penetapan dampingan",
     "{n} keluarga bersedia didampingi sejak {day}.", "answered"),
)  # fmt: skip


def _to_decide(by, standing, planned):
    if Kind.FOCUS_GROUP not in planned and (Role.CANDIDATE, STAGE.CANDIDATE) in standing:
        ready = _candidates(by).filter(assessed=True).count()
        if ready:
            yield Task(
                "Rencanakan FGD pokja dan kepala desa/lurah", f"{ready} calon sudah dinilai dan menunggu keputusan.",
                _meeting(Kind.FOCUS_GROUP), "Rencanakan", urgency=26,
            )  # fmt: skip
    waiting = [standing[key] for key in ((role, STAGE.PROPOSED) for role in Role.values) if key in standing]
    if waiting:
        number, since = sum(row["n"] for row in waiting), min(row["chosen"] for row in waiting)
        yield Task(
            f"{number} keluarga belum menjawab kesediaan", f"Dipilih dalam FGD sejak {dates.long_date(since)}.",
            f"{reverse(TO_LIST)}?tahap={STAGE.PROPOSED}", "Catat", urgency=22,
        )  # fmt: skip
    for role, stage, kind, title, why, fact in FOR_MEETINGS:
        row = standing.get((role, stage))
        if row and kind not in planned and may_keep(by.role, kind):
            day = dates.long_date(row[fact])
            yield Task(title, why.format(n=row["n"], day=day), _meeting(kind), "Rencanakan", urgency=28)
    if (Role.PIONEER, STAGE.DESIGNATED) in standing:
        yield from _to_consolidate(by, planned)


def _designated(by):
    """Designated pioneers of the territory, each with how many of the briefings were given in held meetings."""
    rows = Participation.objects.visible_to(by).filter(
        ended_on=None, role=Role.PIONEER, stage=STAGE.DESIGNATED, family__archived_on=None
    )
    given = Count("briefings__topic", filter=Q(briefings__meeting__stage="held"), distinct=True)
    return list(rows.annotate(given=given).select_related("family").order_by("designated_on", "id"))


def _to_consolidate(by, planned):
    """Of the village's designated pioneers: another session for some, the declaration for those fully briefed."""
    rows, topics = _designated(by), BriefingTopic.objects.count()
    left = [row for row in rows if row.given < topics]
    if left and Kind.CONSOLIDATION not in planned and may_keep(by.role, Kind.CONSOLIDATION):
        day = dates.long_date(left[0].designated_on)
        yield Task(
            "Rencanakan pemantapan keluarga pionir",
            f"{len(left)} keluarga pionir ditetapkan sejak {day} dan belum selesai dibekali.",
            _meeting(Kind.CONSOLIDATION), "Rencanakan", urgency=28,
        )  # fmt: skip
    yield from _to_declare(by, [row for row in rows if row.given >= topics])


def _to_declare(by, rows):
    """Pioneers with all briefings wait for a word, not for another session: one card after the other."""
    if rows and by.has_perm("families.brief_pioneer"):
        yield Task(
            f"{len(rows)} keluarga pionir siap dinyatakan sudah dibekali", "Lima materi pembekalannya sudah lengkap.",
            reverse("families:briefing-card", args=[rows[0].family.uid]), "Buka kartu", urgency=21,
        )  # fmt: skip


def _to_pair(by, standing):
    if not by.has_perm("families.add_pairing"):
        return
    ready, plasma = standing.get((Role.PIONEER, STAGE.CONSOLIDATED)), {"n": 0}
    if (Role.PLASMA, STAGE.DESIGNATED) in standing or (Role.PLASMA, STAGE.MENTORED) in standing:
        plasma = without_companion(by.region).aggregate(n=Count("id"), since=Min("designated_on"))
    if plasma["n"]:
        yield Task(
            f"{plasma['n']} keluarga dampingan belum punya pendamping",
            f"Ditetapkan sejak {dates.long_date(plasma['since'])}.", reverse("families:pairing-create"), "Pasangkan",
            urgency=23,
        )  # fmt: skip
    elif ready:
        yield Task(
            f"{ready['n']} keluarga pionir belum punya dampingan", "Sudah selesai dibekali.",
            reverse("families:pairing-list"), "Lihat", urgency=34,
        )  # fmt: skip


def _meeting(kind):
    return reverse("institutions:meeting-create", args=[kind])


# --- who briefs, who visits, who looks at double numbers ------------------------------------------------------------
def _to_brief(by):
    """LK3 and TKSK: pioneers of the territory who are designated and not briefed yet."""
    rows, topics = _designated(by), BriefingTopic.objects.count()
    left = [row for row in rows if row.given < topics]
    if left and may_keep(by.role, Kind.CONSOLIDATION):
        villages = len({row.family.region_id for row in left})
        yield Task(
            f"{len(left)} keluarga pionir menunggu pemantapan",
            f"Di {villages} desa/kelurahan, ditetapkan sejak {dates.long_date(left[0].designated_on)}.",
            _meeting(Kind.CONSOLIDATION), "Rencanakan", urgency=22,
        )  # fmt: skip
    yield from _to_declare(by, [row for row in rows if row.given >= topics])


def _visits(by, today):
    """The pioneer's own families without a contact for a month."""
    rows = Pairing.objects.visible_to(by).filter(paired_until=None).with_last_note()
    for pairing in rows.select_related("plasma__family").order_by(F("last_note_on").asc(nulls_first=True), "id"):
        last = pairing.last_note_on or pairing.paired_from
        due = last + VISIT_WITHIN
        if due <= today:
            told = "Catatan terakhir" if pairing.last_note_on else "Didampingi sejak"
            yield Task(
                f"Kunjungi keluarga {pairing.plasma.family.called}", f"{told} {dates.long_date(last)}.",
                reverse("families:note-create", args=[pairing.uid]), "Catat", due, "late" if due < today else "soon",
                urgency=20,
            )  # fmt: skip


def _clashes(by):
    told = NumberClash.objects.visible_to(by).filter(settled_on=None).aggregate(n=Count("id"), since=Min("found_on"))
    if told["n"]:
        yield Task(
            f"{told['n']} NIK tercatat di dua desa", f"Ditemukan sejak {dates.long_date(told['since'])}.",
            reverse("families:clash-list"), "Periksa", urgency=20,
        )  # fmt: skip
