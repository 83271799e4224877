"""Chapter II from the records: each kind of activity from its start to its end with its result (II.G.4.1)."""

from django.db.models import Count, Max, Min, Q

from families.models import MentoringNote
from institutions.meetings import FOR_FAMILIES
from reporting import rows
from reporting.help_given import group, help_groups, line, shortened

# Meetings about families: their minutes may name them, so the report tells how many, never whom.
ABOUT_FAMILIES = (("selections", "calon keluarga dibahas"), ("designations", "keluarga ditetapkan"),
                  ("briefings", "materi pembekalan diberikan"))  # fmt: skip


def activities_of(unit, quarter):
    """What the records tell of the quarter, kind by kind, as plain JSON that can be frozen.

    [{kind, label, rows: [{start, end, what, women, men, result}]}]; dates in ISO form, women and men None where nobody
    was counted. An activity of help tells its cost, partners and row of the plan too. No family is named.
    """
    groups = [
        *_meetings(unit.region, quarter),
        group("mentoring", "Pendampingan keluarga", _mentoring(unit.region, quarter)),
        group("assessment", "Penilaian keluarga", _assessments(unit.region, quarter)),
        *help_groups(unit.region, quarter),
    ]
    return [found for found in groups if found["rows"]]


def _meetings(village, quarter):
    """One group per kind, in the order in which the kinds first came."""
    held = rows.meetings_held(village, quarter).order_by("held_on", "id").prefetch_related("decisions")
    present = Q(attendances__present=True)
    held = held.annotate(
        women=Count("attendances", filter=present & Q(attendances__person__sex="female"), distinct=True),
        men=Count("attendances", filter=present & Q(attendances__person__sex="male"), distinct=True),
        **{f"n_{name}": Count(name, distinct=True) for name, _ in ABOUT_FAMILIES},
    )
    groups = {}
    for meeting in held:
        found = groups.setdefault(meeting.kind, group(meeting.kind, meeting.get_kind_display(), []))
        told = line(meeting.held_on, meeting.held_on, meeting.place, _result_of(meeting), meeting.women, meeting.men)
        found["rows"].append(told)
    return list(groups.values())


def _result_of(meeting):
    """Its decisions, else the first lines of its minutes; of meetings about families only how many."""
    if {meeting.kind, *meeting.also_held} & set(FOR_FAMILIES):
        counts = ((getattr(meeting, f"n_{name}"), words) for name, words in ABOUT_FAMILIES)
        return "; ".join(f"{number} {words}" for number, words in counts if number)
    decided = "; ".join(decision.text.rstrip(". ") for decision in meeting.decisions.all())
    return shortened(f"{decided}." if decided else meeting.minutes)


def _mentoring(village, quarter):
    """Contacts by kind, from the first to the last, with the needs that were found and met."""
    notes = rows.mentoring_notes(village, quarter).order_by()
    kinds = notes.values("kind").annotate(n=Count("pk"), first=Min("held_on"), last=Max("held_on"),
                                          families=Count("family", distinct=True)).order_by("kind")  # fmt: skip
    lines = [
        line(row["first"], row["last"], f"{MentoringNote.Kind(row['kind']).label}: {row['n']} kali",
              f"{row['families']} keluarga plasma dihubungi")
        for row in kinds
    ]  # fmt: skip
    found, met = rows.needs_opened(village, quarter).count(), rows.needs_met(village, quarter).count()
    if found or met:
        lines.append(line(quarter.start, quarter.end, "Kebutuhan keluarga", f"{found} ditemukan, {met} terpenuhi"))
    return lines


def _assessments(village, quarter):
    made = rows.assessments_made(village, quarter).order_by()
    found = made.aggregate(n=Count("pk"), first=Min("assessed_on"), last=Max("assessed_on"),
                           families=Count("family", distinct=True))  # fmt: skip
    if not found["n"]:
        return []
    return [line(found["first"], found["last"], f"Penilaian: {found['n']} kali", f"{found['families']} keluarga")]
