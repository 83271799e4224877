"""What of the quarter is not recorded yet: good reporting starts with the regular record of each activity (II.G.4)."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from families.models import MentoringNote, Pairing
from fcu_project import dates
from institutions.models import ItemProgress, Meeting
from referrals.kinds import Kind
from referrals.models import CaseStep
from reporting import help_rows, rows
from reporting.quarterly.help_given import planned_rows
from reporting.quarterly.recall import recall

# Nobody is gathered for a leaflet or a written proposal: of these no participants are missed.
WITHOUT_PEOPLE = (Kind.MEDIA, Kind.ADVOCACY)


def unrecorded(unit, quarter):
    """What happened in the quarter, or should have, and is not written down: [(sentence, url)] (REP-11)."""
    village = unit.region
    return [
        *_meetings_left_planned(village, quarter),
        *_meetings_without_record(village, quarter),
        *_pairings_without_contact(village, quarter),
        *_referrals_without_answer(village, quarter),
        *_help_without_record(village, quarter),
        *_cases_without_step(village, quarter),
        *_emergencies_without_paper(village, quarter),
        *_planned_and_not_done(unit, quarter),
    ]


def unrecorded_in(report):
    """The same of the quarter of a report."""
    return recall(report, "unrecorded", lambda: unrecorded(report.unit, report.period))


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


def _help_without_record(village, quarter):
    """Activities of help without their participants or their result."""
    found = []
    for row in help_rows.help_held(village, quarter).order_by("held_on", "id"):
        lacks = []
        if row.participants is None and row.kind not in WITHOUT_PEOPLE:
            lacks.append("jumlah peserta")
        if not row.result.strip():
            lacks.append("hasil")
        if lacks:
            day = dates.long_date(row.held_on)
            found.append((f"{row.topic}, {day}: belum ada {' dan '.join(lacks)}nya.", row.get_absolute_url()))
    return found


def _cases_without_step(village, quarter):
    """Cases open when the quarter ended in which nothing was written down during it."""
    steps = CaseStep.objects.filter(rows.during(quarter, "done_on"), case=OuterRef("pk"))
    still = help_rows.cases(village).filter(rows.lasting(quarter, "opened_on", "closed_on"))
    silent = still.filter(~Exists(steps)).order_by("opened_on", "id")
    return [(f"{row}: belum ada langkah yang dicatat pada triwulan ini.", row.get_absolute_url()) for row in silent]


def _emergencies_without_paper(village, quarter):
    """Calls of the quarter of which LK3 was not told, or that have neither a referral nor a reason for none."""
    left = help_rows.emergencies(village, quarter).unwritten().order_by("called_at", "id")
    return [
        (f"Rujukan darurat {dates.long_date(row.called_at.astimezone(dates.zone_of(village.zone)))} belum lengkap: "
         "kabar ke LK3 atau surat rujukannya.", row.get_absolute_url())
        for row in left
    ]  # fmt: skip


def _planned_and_not_done(unit, quarter):
    """Rows planned for the quarter of which nothing was done, once it is over; what was cancelled in it is none."""
    if not quarter.is_over(unit.region):
        return []
    return [
        (f"{item.what}: direncanakan pada triwulan ini, belum ada pelaksanaannya.", item.get_absolute_url())
        for item, cell in planned_rows(unit, quarter)
        if cell.planned and not cell.done and cell.state != ItemProgress.State.CANCELLED
    ]
