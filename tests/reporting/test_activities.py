"""Chapter II from the records, and what of the quarter is not recorded yet."""

import pytest

from fcu_project.workflow import TransitionRefused
from referrals.models import Referral
from reporting.periods import quarter_of
from reporting.quarterly.activities import activities_of
from reporting.quarterly.missing import unrecorded
from tests import factories
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.referrals import make as referrals
from tests.reporting import make
from tests.reporting.make import QUARTER
from tests.reporting.village import rich


@pytest.mark.clause("REP-11")
def test_unrecorded_activities_warn_and_ask_for_a_reason(people):
    by = people.secretary
    report = make.filled(by)
    held = short.held("routine", by.region, make.day(QUARTER, 5))
    planned = short.held("routine", by.region, make.day(QUARTER, 9))
    type(planned).objects.filter(pk=planned.pk).update(stage="planned")
    rows = unrecorded(report.unit, report.period)
    assert [words.split(" belum ")[1] for words, _ in rows] == ["dinyatakan terlaksana.", "ada daftar hadirnya."]
    assert all(url.startswith("/rapat/") for _, url in rows) and str(held.uid) in rows[1][1]
    with pytest.raises(TransitionRefused, match="2 kegiatan belum lengkap"):
        make.step(report, "send", by)
    make.reasoned(report, by)
    sent = make.step(report, "send", by)
    assert sent.latest_version().content["reasons"] == {"recorded": "Pencatat sakit."}


@pytest.mark.clause("REP-11")
def test_a_pairing_without_a_contact_is_missed(people):
    pairing = families.paired(people)
    quarter = quarter_of(families.PAIRED_ON)
    unit = pairing.plasma.family.region.units.get()
    assert any("belum ada catatan pendampingan" in words for words, _ in unrecorded(unit, quarter))
    families.note(pairing, people.secretary, held_on=families.PAIRED_ON)
    assert not any("catatan pendampingan" in words for words, _ in unrecorded(unit, quarter))


@pytest.mark.clause("REP-11")
def test_a_referral_without_an_answer_is_missed_until_it_is_written_down(people):
    village = rich(people)
    unit, said = village.units.get(), "belum ada balasannya"
    assert [said in words for words, _ in unrecorded(unit, QUARTER)].count(True) == 1
    waiting = Referral.objects.get(stage="sent")
    referrals.step(waiting, "decline", people.lk3, on=TODAY, note="Kuota habis.")
    assert not any(said in words for words, _ in unrecorded(unit, QUARTER))


@pytest.mark.clause("REP-06")
def test_activities_by_kind_from_start_to_end_with_their_result(people):
    by = people.secretary
    pairing = families.paired(people)
    families.note(pairing, by, held_on=families.PAIRED_ON)
    families.note(pairing, by, held_on=TODAY, kind="phone")
    factories.held_meeting("routine", by, on=families.PAIRED_ON, hold=True)
    unit = by.region.units.get()
    told = {group["kind"]: group for q in {quarter_of(families.PAIRED_ON), quarter_of(TODAY)}
            for group in activities_of(unit, q)}  # fmt: skip
    routine = told["routine"]["rows"][0]
    assert (routine["women"] + routine["men"], routine["result"]) == (3, "Sepakat melanjutkan.")
    assert routine["start"] == routine["end"] == families.PAIRED_ON.isoformat()
    assert any("1 keluarga plasma" in row["result"] for row in told["mentoring"]["rows"])
    words = str(told)
    assert "Sumiyati" not in words and "Hadi" not in words  # no family is named to the Dinas
    assert told["pioneer_designation"]["rows"][0]["result"] == "1 keluarga ditetapkan"
