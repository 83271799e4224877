"""The verdict on the trial: nine questions on evidence, concluded once all is told, frozen, on paper (SME-12)."""

from datetime import timedelta

import pytest

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import Lesson, Region
from reporting.actions import verdict as actions
from reporting.models import Aim, Report, Verdict, VerdictAnswer, Visit
from reporting.verdicts import evidence, sites
from reporting.verdicts.ground import UNTOLD
from reporting.verdicts.questions import QUESTIONS
from reporting.visits.aspects import aspects_of
from reporting.workflow.verdict import EVALUATED
from tests.factories import TODAY, give_all_reasons
from tests.letters import page_texts
from tests.reporting import helped, make, verdicts, visits
from tests.reporting.make import QUARTER, day

pytestmark = pytest.mark.django_db


def evaluation(people, region=None, *, phase="end", stage="signed", **told):
    unit = make.unit_of(region or people.secretary.region)
    return Visit.objects.create(
        stage=stage, aim="evaluation", target="fcu", phase=phase, region=unit.region, unit=unit,
        by_region=people.ministry.region, by_role="ministry", by_words="Kementerian Sosial", officers="Petugas",
        planned_on=TODAY - timedelta(days=9), held_on=TODAY - timedelta(days=9), **told,
    )  # fmt: skip


def tables_named(verdict, question):
    return {table["heading"]: table for table in evidence.tables_of(verdict, question)}


def conclude(people, verdict):
    return workflow.perform(verdicts.fresh(verdict), "conclude", by=people.ministry, on=TODAY)


@pytest.mark.clause("SME-12")
def test_the_nine_questions_of_the_guide_are_asked_and_each_has_evidence():
    assert list(QUESTIONS) == [
        "effectiveness", "efficiency", "feasibility", "worth", "benefit", "support", "thinking", "attitude", "action",
    ]  # fmt: skip
    named = [name for row in QUESTIONS.values() for name in row.evidence]
    assert all(row.evidence and row.asks.endswith("?") and row.clause for row in QUESTIONS.values())
    assert sorted(named) == sorted(evidence.TABLES) and len(set(named)) == len(named)


@pytest.mark.clause("SME-12")
def test_it_is_concluded_only_once_all_is_answered_in_words_and_what_is_missing_is_explained(people):
    verdict = verdicts.answered(people, verdicts.draft(people), leave_out=("worth",))
    with pytest.raises(TransitionRefused) as refusal:
        conclude(people, verdict)
    told = " ".join(refusal.value.reasons)
    assert "1 dari 9 pertanyaan belum dijawab: Nilai kelayakan" in told
    assert "Belum diisi: kesimpulan dan alasan kesimpulan." in told
    assert "Belum ada evaluasi akhir kegiatan" in told and "1 dari 1 laporan triwulan" in told
    verdict = verdicts.worded(people, verdicts.answered(people, verdict, leave_out=set(QUESTIONS) - {"worth"}))
    with pytest.raises(TransitionRefused) as refusal:
        conclude(people, verdict)
    assert len(refusal.value.reasons) == 2  # the two that may be explained
    evaluation(people)
    make.accepted(people)
    assert conclude(people, verdict).stage == "concluded"
    assert (verdicts.fresh(verdict).concluded_on, verdict.overall) == (TODAY, "fit_if")


@pytest.mark.clause("SME-12")
def test_evidence_is_frozen_and_later_facts_change_nothing(people, regions):
    helped.record(regions.village, day(QUARTER, 3))
    verdict = verdicts.draft(people)
    before = tables_named(verdict, "action")["Kegiatan bersama"]["rows"][0]
    assert before == ["Semua kegiatan pelayanan", 1, 12, 8, 4]
    verdict = _concluded(people, verdict)
    helped.record(regions.village, day(QUARTER, 4))
    assert tables_named(verdicts.fresh(verdict), "action")["Kegiatan bersama"]["rows"][0] == before
    reopened = workflow.perform(
        verdicts.fresh(verdict), "reopen", by=people.ministry, on=TODAY, note="Angka baru masuk."
    )
    assert tables_named(reopened, "action")["Kegiatan bersama"]["rows"][0][1] == 2
    assert not Verdict.objects.visible_to(people.province).exists()


def _concluded(people, verdict):
    verdict = verdicts.worded(people, verdicts.answered(people, verdict))
    give_all_reasons(verdict, "conclude", people.ministry)
    return conclude(people, verdict)


def test_what_nobody_wrote_down_is_said_to_be_missing(people):
    found = evidence.all_tables(verdicts.draft(people))
    cells = [row[1] for tables in found.values() for table in tables for row in table["rows"]]
    assert cells.count(UNTOLD) > 20
    accompanied = found["effectiveness"][0]["rows"]
    assert {row[1] for row in accompanied} == {UNTOLD}


def test_figures_come_from_accepted_reports_with_women_and_men(people):
    report = make.accepted(people)
    row = report.figures
    row.plasma_end, row.plasma_end_women, row.plasma_end_men = 7, 4, 3
    row.plasma_helped, row.plasma_helped_women, row.plasma_helped_men = 6, 2, 4
    row.save()
    verdict = verdicts.draft(people)
    assert ["Keluarga plasma", 7, 4, 3] in tables_named(verdict, "effectiveness")[
        "Keluarga yang didampingi dan hasilnya"
    ]["rows"]
    money = tables_named(verdict, "efficiency")["Uang yang dikeluarkan dan keluarga yang dilayani FCU"]["total"]
    assert money == ["Jumlah", 1, 300_000, 6, 2, 4, 50_000]
    own = tables_named(verdict, "support")["Asal uang FCU"]["rows"]
    assert own[0] == ["Swadaya masyarakat", 250_000, 1]
    assert tables_named(verdict, "feasibility")["Laporan triwulan"]["rows"] == [
        [QUARTER.words, 1, 1, int(TODAY <= QUARTER.due_on(report.region)), 1]
    ]


def test_evaluators_are_quoted_in_the_village_and_counted_above_it(people, regions):
    evaluation(people, success_text="Ibu-ibu menabung.")
    here = tables_named(verdicts.draft(people), "worth")["Yang ditulis dalam evaluasi"]
    above = tables_named(verdicts.draft(people, regions.regency), "worth")["Yang ditulis dalam evaluasi"]
    assert "Ibu-ibu menabung." in str(here) and "Ibu-ibu menabung." not in str(above)
    assert ["Menulis keberhasilan", 1] in above["rows"]


@pytest.mark.clause("SME-12")
def test_a_territory_is_judged_on_the_verdicts_of_its_sites(people, sign_in):
    verdicts.concluded(people)
    whole = verdicts.draft(people, verdicts.nation())
    assert whole.unit is None
    below = tables_named(whole, "benefit")["Kesimpulan lokasi di bawahnya"]["rows"]
    assert ["Sebagian besar terbukti", 1] in below
    page = sign_in(people.ministry).get(whole.get_absolute_url()).content.decode()
    assert "Yang sudah disimpulkan di bawahnya" in page and "Layak dengan perbaikan" in page


def test_a_site_below_without_a_verdict_has_to_be_explained(people, regions):
    make.unit_of(regions.village)
    verdict = verdicts.worded(people, verdicts.answered(people, verdicts.draft(people, regions.regency)))
    with pytest.raises(TransitionRefused, match="1 lokasi uji coba di bawahnya belum disimpulkan"):
        conclude(people, verdict)
    names = [gate.name for b in workflow.available(verdict, people.ministry, TODAY) for gate in b.gates]
    assert EVALUATED.name not in names


def test_the_time_is_suggested_from_the_reports_and_only_once(people):
    make.accepted(people)
    verdict = actions.begin_verdict(people.secretary.region, by=people.ministry, on=TODAY)
    assert (verdict.from_year, verdict.until_quarter) == (QUARTER.year, QUARTER.number)
    with pytest.raises(Exception, match="sudah ada"):
        actions.begin_verdict(people.secretary.region, by=people.ministry, on=TODAY)
    Report.objects.filter(pk__gt=0).update(stage="sent")
    with pytest.raises(Exception, match="belum ada laporan yang diterima"):
        actions.begin_verdict(verdicts.nation(), by=people.ministry, on=TODAY)


def test_who_reads_what(people, sign_in):
    verdict = verdicts.draft(people)
    for by in (people.province, people.regency_reports, people.secretary):
        assert sign_in(by).get(verdict.get_absolute_url()).status_code == 404
    verdict = _concluded(people, verdict)
    for by in (people.province, people.regency_reports, people.secretary, people.lk3):
        page = sign_in(by).get(verdict.get_absolute_url())
        assert page.status_code == 200 and "Bukti efficiency cukup." in page.content.decode()
        assert "Hapus draf" not in page.content.decode()
    page = sign_in(people.province).get("/kesimpulan/").content.decode()
    assert str(verdict.region) in page and "Mulai kesimpulan" not in page


@pytest.mark.clause("SME-12")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_sheet_says_on_paper_what_was_concluded(people, sign_in, paper):
    verdict = verdicts.draft(people)
    url = f"/kesimpulan/{verdict.uid}/cetak/?kertas={paper}"
    draft = page_texts(sign_in(people.ministry).get(url).content)
    assert all("DRAF" in "".join(text.split()[:4]) for text in draft)
    verdict = _concluded(people, verdict)
    text = " ".join(" ".join(page_texts(sign_in(people.ministry).get(url).content)).split())
    for row in QUESTIONS.values():
        assert row.label in text and f"Bukti {row.code} cukup." in text
    for words in ("Layak dengan perbaikan", "Layak bila petugasnya lengkap.", "Rapat rutin menentukan.",
                  "Pembekalan ditambah satu hari.", "Sudah diundang, berhalangan hadir.", QUARTER.words,
                  people.ministry.person.name.upper()):  # fmt: skip
        assert words.casefold() in text.casefold(), words


def test_lessons_of_the_territory_stand_beside_the_words(people, sign_in):
    Lesson.objects.create(
        region=people.secretary.region, noted_on=TODAY, aspect="activity", experience="Formulir terlalu panjang.",
        suggestion="Ringkas.", noted_by="Sekretaris",
    )  # fmt: skip
    verdict = verdicts.draft(people)
    page = sign_in(people.ministry).get(f"/kesimpulan/{verdict.uid}/kata/").content.decode()
    assert "Formulir terlalu panjang." in page and "/pembelajaran/" in page


def test_sites_are_listed_with_where_they_stand_and_the_evaluated_ones_are_a_task(people, regions, sign_in):
    make.unit_of(regions.village)
    client = sign_in(people.ministry)
    page = client.get("/kesimpulan/").content.decode()
    assert "Belum disimpulkan" in page and str(regions.village) in page
    evaluation(people)
    assert sites.to_conclude(Region.objects.get(code="")).count() == 1
    assert "1 lokasi sudah dievaluasi, belum disimpulkan" in client.get("/").content.decode()
    verdicts.draft(people)
    assert "belum disimpulkan" not in client.get("/").content.decode()
    assert str(regions.village) not in client.get("/kesimpulan/?saring=belum").content.decode().split("<main")[1]
    assert str(regions.village) in client.get("/kesimpulan/?saring=draf&cari=sidomekar").content.decode()
    assert client.get("/kesimpulan/?unduh=xlsx").status_code == 200


def test_the_evidence_goes_to_excel(people, sign_in):
    verdict = verdicts.concluded(people)
    response = sign_in(people.province).get(f"{verdict.get_absolute_url()}?unduh=xlsx")
    assert response.status_code == 200 and "Bukti" in response["Content-Disposition"]


def test_an_answer_to_what_was_concluded_is_refused(people):
    verdict = verdicts.concluded(people)
    answer = VerdictAnswer.objects.get(verdict=verdict, question="worth")
    with pytest.raises(TransitionRefused, match="sudah ditetapkan"):
        actions.save_answer(answer, by=people.ministry, on=TODAY)


def test_scores_of_evaluations_stand_in_the_words_and_order_of_the_guide(people):
    visits.filled(people.regency_reports, people.secretary.region, Aim.EVALUATION, phase="end")
    Visit.objects.update(stage="signed")
    scores = tables_named(verdicts.draft(people), "worth")["Skor evaluasi menurut aspek"]["rows"]
    asked = Visit.objects.get().instrument.questions.filter(answer="score").values_list("aspect", flat=True)
    assert scores == [[label, 1, "3,0"] for code, label in aspects_of(Aim.EVALUATION) if code in asked]
    assert len(scores) > 2 and scores[0][0] == "Proses"
