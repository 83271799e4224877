"""Chapter II from the records: each kind of activity from its start to its end with its result (II.G.4.1); what of the
quarter is not recorded yet (II.G.4)."""

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.urls import reverse

from families.models import MentoringNote, Pairing
from fcu_project import dates
from institutions.meetings import FOR_FAMILIES
from institutions.models import Meeting
from reporting import rows

RESULT_LENGTH = 300
# Meetings about families: their minutes may name them, so the report tells how many, never whom.
ABOUT_FAMILIES = (("selections", "calon keluarga dibahas"), ("designations", "keluarga ditetapkan"),
                  ("briefings", "materi pembekalan diberikan"))  # fmt: skip


def activities_of(unit, quarter):
    """What the records tell of the quarter, kind by kind, as plain JSON that can be frozen.

    [{kind, label, rows: [{start, end, what, women, men, result}]}]; dates in ISO form, women and men None where nobody
    was counted. No family is named.
    """
    groups = [
        *_meetings(unit.region, quarter),
        _group("mentoring", "Pendampingan keluarga", _mentoring(unit.region, quarter)),
        _group("assessment", "Penilaian keluarga", _assessments(unit.region, quarter)),
        _group("referral", "Rujukan keluarga", _referrals(unit.region, quarter)),
    ]
    return [group for group in groups if group["rows"]]


def _group(kind, label, lines):
    return {"kind": kind, "label": label, "rows": lines}


def _line(start, end, what, result, women=None, men=None):
    return {"start": start.isoformat(), "end": end.isoformat(), "what": what, "women": women, "men": men,
            "result": result}  # fmt: skip


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
        group = groups.setdefault(meeting.kind, _group(meeting.kind, meeting.get_kind_display(), []))
        line = _line(meeting.held_on, meeting.held_on, meeting.place, _result_of(meeting), meeting.women, meeting.men)
        group["rows"].append(line)
    return list(groups.values())


def _result_of(meeting):
    """Its decisions, else the first lines of its minutes; of meetings about families only how many."""
    if {meeting.kind, *meeting.also_held} & set(FOR_FAMILIES):
        counts = ((getattr(meeting, f"n_{name}"), words) for name, words in ABOUT_FAMILIES)
        return "; ".join(f"{number} {words}" for number, words in counts if number)
    decided = "; ".join(decision.text.rstrip(". ") for decision in meeting.decisions.all())
    return _shortened(f"{decided}." if decided else meeting.minutes)


def _shortened(text):
    plain = " ".join(text.split())
    return plain if len(plain) <= RESULT_LENGTH else plain[: RESULT_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _mentoring(village, quarter):
    """Contacts by kind, from the first to the last, with the needs that were found and met."""
    notes = rows.mentoring_notes(village, quarter).order_by()
    kinds = notes.values("kind").annotate(n=Count("pk"), first=Min("held_on"), last=Max("held_on"),
                                          families=Count("family", distinct=True)).order_by("kind")  # fmt: skip
    lines = [
        _line(row["first"], row["last"], f"{MentoringNote.Kind(row['kind']).label}: {row['n']} kali",
              f"{row['families']} keluarga plasma dihubungi")
        for row in kinds
    ]  # fmt: skip
    found, met = rows.needs_opened(village, quarter).count(), rows.needs_met(village, quarter).count()
    if found or met:
        lines.append(_line(quarter.start, quarter.end, "Kebutuhan keluarga", f"{found} ditemukan, {met} terpenuhi"))
    return lines


def _assessments(village, quarter):
    made = rows.assessments_made(village, quarter).order_by()
    found = made.aggregate(n=Count("pk"), first=Min("assessed_on"), last=Max("assessed_on"),
                           families=Count("family", distinct=True))  # fmt: skip
    if not found["n"]:
        return []
    return [_line(found["first"], found["last"], f"Penilaian: {found['n']} kali", f"{found['families']} keluarga")]


def _referrals(village, quarter):
    sent = rows.referrals_sent(village, quarter).order_by()
    answered, done = rows.referrals_answered(village, quarter), rows.referrals_closed(village, quarter)
    told = rows.referrals_served(village, quarter).count()
    found = sent.aggregate(n=Count("pk"), first=Min("sent_on"), last=Max("sent_on"))
    lines = []
    if found["n"]:
        lines.append(_line(found["first"], found["last"], "Rujukan dikirim", f"{found['n']} rujukan"))
    if answered.exists() or done.exists():
        result = f"{answered.count()} dilayani, {done.count()} selesai, {told} memperoleh pelayanan"
        lines.append(_line(quarter.start, quarter.end, "Tindak lanjut rujukan", result))
    return lines


# --- what is missing --------------------------------------------------------------------------------------------
def unrecorded(unit, quarter):
    """What happened in the quarter, or should have, and is not written down: [(sentence, url)] (REP-11)."""
    village = unit.region
    return [
        *_meetings_left_planned(village, quarter),
        *_meetings_without_record(village, quarter),
        *_pairings_without_contact(village, quarter),
        *_referrals_without_answer(village, quarter),
    ]


def _when(meeting):
    return f"{meeting.get_kind_display()} tanggal {dates.long_date(meeting.held_on)}"


def _meetings_left_planned(village, quarter):
    planned = Meeting.objects.filter(rows.during(quarter, "held_on"), region=village, stage=Meeting.Stage.PLANNED)
    past = planned.filter(held_on__lt=dates.today_in(village.zone)).order_by("held_on")
    return [(f"{_when(m)} belum dinyatakan terlaksana.", m.get_absolute_url()) for m in past]


def _meetings_without_record(village, quarter):
    came = Count("attendances", filter=Q(attendances__present=True))
    found = []
    for meeting in rows.meetings_held(village, quarter).annotate(came=came).order_by("held_on"):
        if not meeting.came:
            url = reverse("institutions:attendance", args=[meeting.uid])
            found.append((f"{_when(meeting)} belum ada daftar hadirnya.", url))
        if not meeting.minutes.strip():
            found.append((f"{_when(meeting)} belum ada notulennya.", meeting.get_absolute_url()))
    return found


def _pairings_without_contact(village, quarter):
    """Pairings under way in the quarter without a single contact in it."""
    contacts = MentoringNote.objects.filter(rows.during(quarter, "held_on"), pairing=OuterRef("pk"))
    active = Pairing.objects.filter(plasma__family__region=village, paired_from__lte=quarter.end)
    active = active.filter(Q(paired_until=None) | Q(paired_until__gte=quarter.start)).filter(~Exists(contacts))
    active = active.select_related("pioneer__family", "plasma__family").order_by("paired_from", "id")
    return [(f"{row}: belum ada catatan pendampingan.", row.get_absolute_url()) for row in active]


def _referrals_without_answer(village, quarter):
    """Referrals overdue when the quarter ended and still unanswered: an answer may have come and not been written."""
    late = rows.referrals_overdue_end(village, quarter).waiting().order_by("sent_on", "id")
    return [
        (f"{row} yang dikirim {dates.long_date(row.sent_on)} belum ada balasannya.", row.get_absolute_url())
        for row in late
    ]
