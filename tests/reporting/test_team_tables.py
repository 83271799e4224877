"""What the team's report tells of its work, counted again in SQL that shares nothing with the tables."""

from datetime import timedelta

import pytest
from django.db import connection

from institutions.actions import team as team_actions
from institutions.models import (
    Activity,
    ActivityPartner,
    Attendance,
    Decision,
    Duty,
    IssuedDocument,
    ItemProgress,
    LetterText,
    Meeting,
    PsksTeam,
    Stakeholder,
    TeamMember,
)
from institutions.plans import Work
from reporting.above.office_tables import tables_of
from tests.factories import InstitutionFactory, PersonFactory
from tests.reporting import helped, make, team

Q = make.QUARTER
BEFORE, AFTER = Q.start - timedelta(days=1), Q.end + timedelta(days=1)
DAYS = (BEFORE, Q.start, Q.end, AFTER)  # two of them lie in the quarter


def meeting(region, on, kind="psks_routine", stage="held", present=()):
    row = Meeting.objects.create(
        kind=kind, region=region, keeper=region, held_on=on, place="Balai", agenda="Rapat", stage=stage
    )
    Decision.objects.create(meeting=row, number=1, text="Kunjungan bersama.")
    for sex in present:
        person = PersonFactory(region=region, sex=sex)
        Attendance.objects.create(meeting=row, person=person, element="psks", present=True)
    Attendance.objects.create(meeting=row, person=PersonFactory(region=region), element="psks", present=False)
    return row


def activity(region, on, actor="psks_team", **more):
    duty = Duty.objects.filter(actor=actor).first()
    return Activity.objects.create(
        duty=duty, region=region, keeper=region, done_on=on, title="Kunjungan lansia", women=5, men=2, **more
    )


def member(row, body=None, *, since=make.DECREED_ON, until=None, **more):
    return TeamMember.objects.create(
        team=row, person=PersonFactory(region=row.region), institution=body, post="member", task="Mendata.",
        valid_from=since, valid_until=until, **more,
    )  # fmt: skip


def letter(row, on, number, stage="issued"):
    document = IssuedDocument.objects.create(
        kind="recognition", region=row.region, issuer="Pemerintah Desa", subject="Pengakuan tim", number=number,
        dated_on=on, year=on.year, stage=stage,
    )  # fmt: skip
    return LetterText.objects.create(document=document, team=row)


@pytest.fixture
def worked(people, regions):
    """A team with records on, before and after the edges of the quarter, and the same of a neighbour."""
    row, village = team.formed(people), regions.village
    body, left = InstitutionFactory(region=village), InstitutionFactory(region=village)
    for day in DAYS:
        meeting(village, day, present=("female", "female", "male"))
        activity(village, day)
        helped.record(village, day).partners.add(body, left)
        ActivityPartner.objects.create(activity=activity(village, day, actor="member"), institution=body)
        Stakeholder.objects.create(
            region=village, level="village", name=f"Pihak {day}", interest="Kesehatan", noted_on=day
        )
        letter(row, day, f"400/{day:%j}")
    meeting(village, Q.start, kind="stakeholder_meeting", present=("male",))
    meeting(village, Q.start, kind="routine", present=("male",))  # the FCU's own
    meeting(village, Q.start, stage="cancelled", present=("male",))
    meeting(regions.sibling, Q.start, present=("male",))
    activity(regions.sibling, Q.start)
    activity(village, Q.start, withdrawn_on=Q.end, withdrawn_reason="Keliru.")
    helped.record(village, Q.start, withdrawn_on=Q.end, withdrawn_reason="Keliru.").partners.add(body)
    letter(row, Q.start, "400/batal", stage="cancelled")
    member(row, body)
    member(row, left, until=Q.start)  # left within the quarter
    member(row, since=AFTER)
    member(row, until=BEFORE)
    return row


def counted(sql, *facts):
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchone()


def named(report):
    return {table["heading"]: table for table in tables_of(report)}


@pytest.mark.clause("REP-16")
def test_every_table_counts_what_the_records_say(people, worked, regions):
    told, village = named(team.part(people)), regions.village.pk
    edges = (village, Q.start, Q.end)
    meetings = counted(
        "SELECT COUNT(DISTINCT m.id), SUM(CASE WHEN p.sex = 'female' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN p.sex = 'male' THEN 1 ELSE 0 END)"
        " FROM institutions_meeting m JOIN institutions_attendance a ON a.meeting_id = m.id"
        " JOIN institutions_person p ON p.id = a.person_id"
        " WHERE m.region_id = %s AND m.held_on BETWEEN %s AND %s AND m.stage = 'held' AND a.present"
        " AND m.kind IN ('psks_routine', 'stakeholder_meeting', 'capacity_training')", *edges,
    )  # fmt: skip
    assert meetings == (3, 4, 3)
    table = told["Pertemuan tim PSKS"]
    assert table["total"] == ["Jumlah", "3 pertemuan", 4, 3, ""] and len(table["rows"]) == 3
    assert table["rows"][0][4] == "Kunjungan bersama"
    done = counted(
        "SELECT COUNT(*), SUM(a.women), SUM(a.men) FROM institutions_activity a JOIN institutions_duty d"
        " ON d.id = a.duty_id WHERE a.region_id = %s AND a.done_on BETWEEN %s AND %s AND d.actor = 'psks_team'"
        " AND a.withdrawn_on IS NULL", *edges,
    )  # fmt: skip
    assert told["Kegiatan tim PSKS"]["total"] == ["Jumlah", f"{done[0]} kegiatan", "", done[1], done[2]]
    assert done == (2, 10, 4)
    letters = counted(
        "SELECT COUNT(*) FROM institutions_issueddocument d JOIN institutions_lettertext t ON t.document_id = d.id"
        " WHERE d.region_id = %s AND d.dated_on BETWEEN %s AND %s AND t.team_id = %s AND d.stage <> 'cancelled'",
        *edges, worked.pk,
    )  # fmt: skip
    assert len(told["Surat tentang tim PSKS"]["rows"]) == letters[0] == 2
    won = counted(
        "SELECT COUNT(*) FROM institutions_stakeholder WHERE region_id = %s AND noted_on BETWEEN %s AND %s", *edges
    )
    table = told["Pemangku kepentingan yang dirangkul"]
    assert len(table["rows"]) == won[0] == 2 and table["note"].startswith("3 pemangku")  # with the earlier one


@pytest.mark.clause("REP-16")
def test_bodies_of_members_are_counted_with_what_they_did(people, worked, regions):
    """Also of a body whose member left within the quarter; what was taken back counts for nobody."""
    table = named(team.part(people))["Kegiatan lembaga anggota tim"]
    for name, helps, others in table["rows"]:
        found = counted(
            "SELECT (SELECT COUNT(*) FROM referrals_recordpartner r JOIN referrals_servicerecord s"
            " ON s.id = r.record_id WHERE r.institution_id = i.id AND s.held_on BETWEEN %s AND %s"
            " AND s.withdrawn_on IS NULL), (SELECT COUNT(*) FROM institutions_activitypartner p"
            " JOIN institutions_activity a ON a.id = p.activity_id WHERE p.institution_id = i.id"
            " AND a.done_on BETWEEN %s AND %s) FROM institutions_institution i WHERE i.name = %s",
            Q.start, Q.end, Q.start, Q.end, name,
        )  # fmt: skip
        assert (helps, others) == found
    assert sorted(row[1:] for row in table["rows"]) == [[2, 0], [2, 2]]


@pytest.mark.clause("REP-16")
def test_members_are_those_on_the_last_day_with_women_and_men(people, worked):
    table = named(team.part(people))["Anggota tim dan tugasnya"]
    there = counted(
        "SELECT COUNT(*), SUM(CASE WHEN p.sex = 'female' THEN 1 ELSE 0 END) FROM institutions_teammember m"
        " JOIN institutions_person p ON p.id = m.person_id WHERE m.team_id = %s AND m.valid_from <= %s"
        " AND (m.valid_until IS NULL OR m.valid_until >= %s)", worked.pk, Q.end, Q.end,
    )  # fmt: skip
    assert len(table["rows"]) == there[0] == 1
    assert table["note"] == f"1 orang pada akhir triwulan: {there[1]} perempuan, {1 - there[1]} laki-laki."


@pytest.mark.clause("REP-16")
def test_the_plan_of_the_team_is_told_as_it_stood_at_the_end_of_the_quarter(people, regions):
    row = team.formed(people)
    agreed = meeting(regions.village, make.DECREED_ON)
    plan = row.plans.create(region=row.region, year=Q.year, stage="running", agreed_in=agreed, agreed_on=BEFORE)
    months = [Q.start.month]
    done = plan.items.create(order=1, kind=Work.VALUES, what="Kunjungan lansia", months=months, owner="Ketua")
    plan.items.create(order=2, kind=Work.VALUES, what="Arisan", months=months, owner="Ketua")
    ItemProgress.objects.create(item=done, state="done", on=Q.end)
    table = named(team.part(people))["Rencana kerja tim dan pelaksanaannya"]
    assert [(line[0], line[3]) for line in table["rows"]] == [("Kunjungan lansia", 1), ("Arisan", 0)]
    assert table["note"] == "1 dari 2 rencana triwulan ini terlaksana."


def test_a_team_that_did_nothing_says_so_in_every_table(people):
    row = team.formed(people)
    assert all(table["note"] for table in tables_of(team.part(people)))
    PsksTeam.objects.filter(pk=row.pk).update(stage="ended", ended_on=BEFORE)
    assert tables_of(team.part(people, Q.next)) == []


def test_the_action_of_winning_a_stakeholder_shows_in_the_quarter(people):
    team.formed(people)
    row = Stakeholder(
        region=people.village_operator.region, level="regency", name="PT Sawit", interest="CSR", noted_on=Q.start
    )
    team_actions.save_stakeholder(row, by=people.village_operator, on=Q.start)
    table = named(team.part(people))["Pemangku kepentingan yang dirangkul"]
    assert table["rows"] == [[Q.start.isoformat(), "PT Sawit", "Kabupaten/kota", "CSR"]]
