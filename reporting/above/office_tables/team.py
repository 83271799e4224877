"""What the PSKS team did in a quarter, from its records: meetings, plan, activities, its people and bodies (REP-16).

Rows are read by dates. Of help only numbers are told, so that no family is named.
"""

from collections import Counter

from django.db.models import Count, Q

from institutions.duties import Actor
from institutions.meetings import KINDS, Kind
from institutions.models import Activity, ActivityPartner, Institution, IssuedDocument, Meeting, PsksTeam, Stakeholder
from institutions.models.team import TeamMember
from referrals.models import ServiceRecord
from referrals.models.record import RecordPartner
from reporting.above.office_tables.table import DATE, NUMBER, TEXT, Table
from reporting.quarterly.help_given import plan_of, shortened
from reporting.rows import during

HOST = "Tim PSKS"
MEETINGS = tuple(kind for kind in Kind if KINDS[kind].host == HOST)  # those that the team itself holds
SENT_LETTERS = (IssuedDocument.Stage.ISSUED, IssuedDocument.Stage.REPLACED)


def team_at_work(village, quarter):
    """The team of a village that worked in the quarter, the latest where there were two; None where there was none."""
    there = Q(formed_on__lte=quarter.end) & (Q(ended_on=None) | Q(ended_on__gte=quarter.start))
    return PsksTeam.objects.filter(there, region=village).select_related("region").order_by("-formed_on", "-id").first()


def tables(report):
    """The tables of a quarter, in the order of the paper; one without rows says so."""
    team, quarter = team_at_work(report.region, report.period), report.period
    if team is None:
        return []
    return [make(team, quarter) for make in MAKERS]


def last_day(team, quarter):
    """The last day of the quarter on which the team was at work."""
    return min(quarter.end, team.ended_on) if team.ended_on else quarter.end


# --- the rows -------------------------------------------------------------------------------------------------------
def meetings_of(team, quarter):
    """Meetings that the team held, by their day."""
    held = Meeting.objects.filter(during(quarter, "held_on"), region=team.region_id, stage=Meeting.Stage.HELD)
    return held.filter(kind__in=MEETINGS).order_by("held_on", "id")


def activities_of(team, quarter):
    """Notes on the team's own duties (II.F.8.2–8.4)."""
    done = Activity.objects.filter(during(quarter, "done_on"), region=team.region_id, withdrawn_on=None)
    return done.filter(duty__actor=Actor.PSKS_TEAM).order_by("done_on", "id")


def members_of(team, quarter):
    """Who was in the team on its last day of the quarter; the day in `valid_until` is the last one in the team."""
    day = last_day(team, quarter)
    there = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    rows = team.members.filter(there).select_related("person", "institution")
    return sorted(rows, key=lambda row: (TeamMember.Post.values.index(row.post), row.pk))


def bodies_of(team, quarter):
    """The bodies from which somebody was in the team at any time of the quarter."""
    there = Q(valid_from__lte=quarter.end) & (Q(valid_until=None) | Q(valid_until__gte=quarter.start))
    keys = team.members.filter(there, institution__isnull=False).order_by().values("institution")
    return Institution.objects.filter(pk__in=keys).order_by("name", "id")


def letters_of(team, quarter):
    """Letters about the team that were issued, by their day."""
    rows = IssuedDocument.objects.unsealed().filter(during(quarter, "dated_on"), text__team=team)
    return rows.filter(stage__in=SENT_LETTERS).order_by("dated_on", "id")


def stakeholders_of(team, quarter):
    """Stakeholders that were won in the quarter (II.F.8.4(1))."""
    return Stakeholder.objects.filter(during(quarter, "noted_on"), region=team.region_id).order_by("noted_on", "id")


# --- the tables -----------------------------------------------------------------------------------------------------
def meetings_table(team, quarter):
    present = Q(attendances__present=True)
    held = meetings_of(team, quarter).prefetch_related("decisions").annotate(
        women=Count("attendances", filter=present & Q(attendances__person__sex="female"), distinct=True),
        men=Count("attendances", filter=present & Q(attendances__person__sex="male"), distinct=True),
    )  # fmt: skip
    rows = [[row.held_on.isoformat(), row.get_kind_display(), row.women, row.men, _decided(row)] for row in held]
    return Table(
        "Pertemuan tim PSKS", ["Tanggal", "Pertemuan", "Hadir P", "Hadir L", "Keputusan"],
        [DATE, TEXT, NUMBER, NUMBER, TEXT], rows,
        ["Jumlah", f"{len(rows)} pertemuan", sum(row[2] for row in rows), sum(row[3] for row in rows), ""]
        if rows else [],
        "" if rows else "Tidak ada pertemuan yang tercatat pada triwulan ini.",
    )  # fmt: skip


def _decided(meeting):
    return shortened("; ".join(decision.text.rstrip(". ") for decision in meeting.decisions.all()))


def plan_table(team, quarter):
    groups = plan_of(team, quarter)
    rows = [
        [row["what"], group["label"], "Ya" if row["planned"] else "Tidak", len(row["days"]), row["state"]]
        for group in groups
        for row in group["rows"]
    ]
    planned, done = (sum(group[name] for group in groups) for name in ("planned", "done"))
    return Table(
        "Rencana kerja tim dan pelaksanaannya", ["Kegiatan", "Jenis", "Direncanakan", "Hari pelaksanaan", "Keadaan"],
        [TEXT, TEXT, TEXT, NUMBER, TEXT], rows,
        note=f"{done} dari {planned} rencana triwulan ini terlaksana." if rows
        else "Belum ada rencana kerja tim yang disepakati untuk triwulan ini.",
    )  # fmt: skip


def activities_table(team, quarter):
    rows = [
        [row.done_on.isoformat(), row.title, row.place, row.women or 0, row.men or 0]
        for row in activities_of(team, quarter)
    ]
    return Table(
        "Kegiatan tim PSKS", ["Tanggal", "Kegiatan", "Tempat", "Peserta P", "Peserta L"],
        [DATE, TEXT, TEXT, NUMBER, NUMBER], rows,
        ["Jumlah", f"{len(rows)} kegiatan", "", sum(row[3] for row in rows), sum(row[4] for row in rows)]
        if rows else [],
        "" if rows else "Tidak ada kegiatan tim yang tercatat pada triwulan ini.",
    )  # fmt: skip


def bodies_table(team, quarter):
    """How often each member body took part in help and in other activities of the village."""
    bodies = list(bodies_of(team, quarter))
    helped, other = _help_by_body(team, quarter, bodies), _activities_by_body(team, quarter, bodies)
    rows = [[body.name, helped[body.pk], other[body.pk]] for body in bodies]
    return Table(
        "Kegiatan lembaga anggota tim", ["Lembaga", "Kegiatan pelayanan", "Kegiatan lain"], [TEXT, NUMBER, NUMBER],
        rows,
        note="Kegiatan bersama dihitung pada setiap lembaga yang terlibat." if rows
        else "Belum ada anggota tim yang mewakili lembaga.",
    )  # fmt: skip


def _help_by_body(team, quarter, bodies):
    held = ServiceRecord.objects.standing().filter(during(quarter, "held_on"), region=team.region_id)
    parts = RecordPartner.objects.filter(record__in=held, institution__in=bodies)
    return Counter(parts.values_list("institution", flat=True))


def _activities_by_body(team, quarter, bodies):
    """As partner, or through the member of the FCU who did it; once for each body."""
    done = Activity.objects.filter(during(quarter, "done_on"), region=team.region_id, withdrawn_on=None)
    parts = ActivityPartner.objects.filter(activity__in=done, institution__in=bodies)
    own = done.filter(membership__institution__in=bodies).order_by()
    pairs = {*parts.values_list("activity", "institution"), *own.values_list("pk", "membership__institution")}
    return Counter(body for _, body in pairs)


def members_table(team, quarter):
    members = members_of(team, quarter)
    rows = [
        [row.get_post_display(), row.person.name, row.institution.name if row.institution_id else "", row.task]
        for row in members
    ]
    women = sum(row.person.sex == "female" for row in members)
    return Table(
        "Anggota tim dan tugasnya", ["Jabatan", "Nama", "Lembaga asal", "Tugas"], [TEXT] * 4, rows,
        note=f"{len(members)} orang pada akhir triwulan: {women} perempuan, {len(members) - women} laki-laki." if rows
        else "Belum ada anggota yang tercatat.",
    )  # fmt: skip


def letters_table(team, quarter):
    rows = [[row.dated_on.isoformat(), row.number, row.subject, row.issuer] for row in letters_of(team, quarter)]
    return Table(
        "Surat tentang tim PSKS", ["Tanggal", "Nomor", "Perihal", "Penerbit"], [DATE, TEXT, TEXT, TEXT], rows,
        note="" if rows else "Tidak ada surat yang terbit pada triwulan ini.",
    )  # fmt: skip


def stakeholders_table(team, quarter):
    rows = [
        [row.noted_on.isoformat(), row.name, row.get_level_display(), row.interest]
        for row in stakeholders_of(team, quarter)
    ]
    known = Stakeholder.objects.filter(region=team.region_id, noted_on__lte=quarter.end)
    known = known.filter(Q(left_on=None) | Q(left_on__gt=quarter.end)).count()
    return Table(
        "Pemangku kepentingan yang dirangkul", ["Sejak", "Nama", "Tingkat", "Peran atau kepentingannya"],
        [DATE, TEXT, TEXT, TEXT], rows, note=f"{known} pemangku kepentingan seluruhnya pada akhir triwulan.",
    )  # fmt: skip


MAKERS = (
    meetings_table, plan_table, activities_table, bodies_table, members_table, letters_table, stakeholders_table,
)  # fmt: skip
