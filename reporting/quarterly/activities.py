"""Chapter II from the records: each kind of activity from its start to its end with its result (II.G.4.1)."""

from django.db.models import Count, Max, Min, Q, Sum

from families.models import AccompanyingVisit, Coaching, MentoringNote, Sex
from institutions.meetings import FOR_FAMILIES
from institutions.plans import Work
from referrals.models import Partnership
from reporting import rows
from reporting.quarterly.help_given import group, help_groups, line, names_in, place_told, shortened

# Meetings about families: their minutes may name them, so the report tells how many, never whom.
ABOUT_FAMILIES = (("selections", "calon keluarga dibahas"), ("designations", "keluarga ditetapkan"),
                  ("briefings", "materi pembekalan diberikan"))  # fmt: skip


def activities_of(unit, quarter):
    """What the records tell of the quarter, kind by kind, as plain JSON that can be frozen.

    [{kind, label, rows: [{start, end, what, women, men, result}]}]; dates in ISO form, women and men None where nobody
    was counted. An activity of help tells its cost, partners and row of the plan too. No family is named.
    """
    village = unit.region
    groups = [
        *_meetings(village, quarter),
        group("survey", "Pendataan keluarga", _surveys(village, quarter)),
        group("assessment", "Penilaian keluarga", _assessments(village, quarter)),
        group("mentoring", "Pendampingan keluarga", _mentoring(village, quarter)),
        group("coaching", "Pembinaan keluarga", _coachings(village, quarter)),
        *help_groups(village, quarter),
        group("partners", "Kerja sama dengan mitra", _partnerships(village, quarter)),
    ]
    return [found for found in groups if found["rows"]]


# In which groups a kind of service shows (III.A.4.2); one without any of them was not given in the quarter.
SHOWN_IN = {
    Work.INFORMATION: ("help_information", "help_media"), Work.COUNSELLING: ("help_guidance", "consultation"),
    Work.ECONOMY: ("help_economy",), Work.REFERRAL: ("referral",), Work.PARTNERSHIP: ("help_partnership", "partners"),
    Work.VALUES: ("help_values",), Work.ADVOCACY: ("help_advocacy",),
}  # fmt: skip


def not_given(groups, plan=()):
    """Of the seven kinds of service those of which the quarter tells nothing, in words (REP-06: nihil is an answer).

    What the plan says was done although no record tells of it is not nihil: it says so.
    """
    told = {found["kind"] for found in groups}
    done = {kind["label"] for kind in plan if any(row["days"] for row in kind["rows"])}
    return [
        f"{work.label} (terlaksana menurut rencana kerja, catatannya belum ada)" if work.label in done else work.label
        for work, kinds in SHOWN_IN.items()
        if not told.intersection(kinds)
    ]


def _meetings(village, quarter):
    """One group per kind, in the order in which the kinds first came."""
    held = rows.meetings_held(village, quarter).order_by("held_on", "id").prefetch_related("decisions")
    present = Q(attendances__present=True)
    held = held.annotate(
        women=Count("attendances", filter=present & Q(attendances__person__sex="female"), distinct=True),
        men=Count("attendances", filter=present & Q(attendances__person__sex="male"), distinct=True),
        **{f"n_{name}": Count(name, distinct=True) for name, _ in ABOUT_FAMILIES},
    )
    groups, named = {}, names_in([village.pk])
    for meeting in held:
        found = groups.setdefault(meeting.kind, group(meeting.kind, meeting.get_kind_display(), []))
        place = place_told(meeting.place, named)
        told = line(meeting.held_on, meeting.held_on, place, _result_of(meeting), meeting.women, meeting.men)
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
    visits = AccompanyingVisit.objects.within(village).filter(rows.during(quarter, "held_on")).order_by()
    for row in visits.values("by_whom").annotate(n=Count("pk"), first=Min("held_on"), last=Max("held_on")):
        who = AccompanyingVisit.Visitor(row["by_whom"]).label
        lines.append(line(row["first"], row["last"], f"Kunjungan {who} kepada pionir atau FCU", f"{row['n']} kali"))
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


def _surveys(village, quarter):
    """Families recorded for the first time, by the sex of their head."""
    found = rows.candidates_new(village, quarter).order_by().aggregate(
        n=Count("pk"), first=Min("recorded_on"), last=Max("recorded_on"),
        women=Count("pk", filter=Q(head_sex=Sex.FEMALE)), men=Count("pk", filter=Q(head_sex=Sex.MALE)),
    )  # fmt: skip
    if not found["n"]:
        return []
    told = f"{found['n']} keluarga dicatat, kepala keluarga P {found['women']}, L {found['men']}"
    return [line(found["first"], found["last"], "Pendataan calon keluarga", told)]


def _coachings(village, quarter):
    """Sessions for pioneers, or for plasma families by pioneers; words that name a family are left out."""
    held = Coaching.objects.within(village).filter(rows.during(quarter, "held_on")).held().order_by("held_on", "id")
    came = Q(attendances__present=True)
    held = list(held.annotate(
        women=Sum("attendances__women", filter=came, default=0), men=Sum("attendances__men", filter=came, default=0),
        came=Count("attendances", filter=came),
    ))  # fmt: skip
    named = names_in([village.pk]) if held else None
    lines = []
    for row in held:
        topic, result = ("" if named.search(text) else text for text in (row.topic, shortened(row.result)))
        what = f"{row.get_group_display()}: {topic}" if topic else row.get_group_display()
        lines.append(line(row.held_on, row.held_on, what, result or f"{row.came} keluarga hadir", row.women, row.men))
    return lines


def _partnerships(village, quarter):
    """What was agreed with partners, from the day it holds; a body is named, its signer is not."""
    begun = Partnership.objects.within(village).filter(rows.during(quarter, "valid_from"), renews=None)
    return [
        line(row.valid_from, row.valid_from, row.partner, shortened(f"{row.get_form_display()}: {row.subject}"))
        for row in begun.order_by("valid_from", "id")
    ]
