"""The page of the PSKS team's report where it is a part of the FCU's: not sent by itself, read as it went (REP-16)."""

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.above.office_duties import owed_periods
from reporting.above.office_kinds import Kind
from reporting.models import OfficeReport
from reporting.quarterly.team_report import owed_quarters
from reporting.tasks.office import office_report_tasks
from tests.factories import TODAY
from tests.reporting import make, team
from tests.reporting.test_office_screens import words


def fresh(part):
    return OfficeReport.objects.with_facts().get(pk=part.pk)


def titles(by):
    return [task.title for task in office_report_tasks(by, TODAY)]


@pytest.mark.clause("REP-16")
def test_the_quarters_it_owes_are_those_of_its_tasks(people):
    row = team.formed(people)
    assert owed_periods(Kind.TEAM, row.region, TODAY) == owed_quarters(row, TODAY) == [make.QUARTER]
    assert titles(people.psks_team) == [f"Tulis laporan triwulan tim PSKS {make.QUARTER.words}"]
    team.part(people)
    assert titles(people.psks_team) == []  # finished: the FCU sends it


def test_a_part_is_not_sent_by_itself(people, sign_in):
    team.formed(people)
    part = fresh(team.part(people))
    with pytest.raises(TransitionRefused, match="bagian laporan FCU"):
        workflow.perform(part, "send", by=people.psks_team, on=TODAY)
    page = words(sign_in(people.psks_team), part.get_absolute_url())
    assert "FCU yang mengirim" in page and "Kirim laporan" not in page


def test_what_went_with_the_fcus_report_is_read_as_it_went(people, sign_in):
    team.formed(people)
    part = team.part(people)
    report = make.sent(people.secretary)
    OfficeReport.objects.filter(pk=part.pk).update(activities_text="Ditulis sesudahnya.")
    part = fresh(part)
    assert part.stage == "joined"
    for by in (people.psks_team, people.secretary, people.regency_reports):
        client = sign_in(by)
        page = words(client, part.get_absolute_url())
        assert "Bagian laporan FCU" in page and team.WORDS in page and "Ditulis sesudahnya." not in page
        assert ("Buka laporan FCU" in page) == by.has_perm("reporting.view_report")
        assert client.get(reverse("reporting:office-paper", args=[part.uid])).status_code == 200
        assert client.get(reverse("reporting:office-excel", args=[part.uid])).status_code == 200
    make.step(make.review(report, people.regency_reports, mend=("results",)), "return", people.regency_reports)
    assert fresh(part).stage == "returned"
    chapter = reverse("reporting:office-chapter", args=[part.uid, "activities"])
    assert "Ditulis sesudahnya." in sign_in(people.psks_team).get(chapter).content.decode()
    assert "Ditulis sesudahnya." not in words(sign_in(people.regency_reports), part.get_absolute_url())
