"""What the pioneers reported stands beside chapter III of the quarter in which it was handed in."""

import pytest

from families.models import Pairing
from institutions.models import FamilyCareUnit
from tests.families import make as families
from tests.families import mentoring
from tests.reporting import make
from tests.reporting.fill_reports import section_url
from tests.reporting.make import DECREED_ON, QUARTER
from tests.reporting.test_screens import text_of


@pytest.mark.clause("REP-10")
def test_progress_reports_feed_chapter_three(people, sign_in):
    pairing = families.paired(people)
    FamilyCareUnit.objects.update(decreed_on=DECREED_ON, inaugurated_on=DECREED_ON)
    Pairing.objects.update(paired_from=QUARTER.start)
    pairing.refresh_from_db()
    month = QUARTER.start.replace(month=QUARTER.start.month + 2)
    mentoring.report(pairing, people.secretary, period=month, on=QUARTER.end, change_needs=True)
    client, report = sign_in(people.secretary), make.draft(people.secretary)
    page = text_of(client.get(section_url(report, "results")))
    assert "Pendampingan triwulan ini" in page and "Laporan kemajuan masuk 1" in " ".join(page.split())
    assert "Keluarga dengan perubahan yang dilaporkan" in page
    assert "Pendampingan triwulan ini" not in text_of(client.get(section_url(report, "activities")))
