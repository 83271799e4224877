"""Supervision, monitoring and evaluation: who visits whom, what is asked, both signatures (III.C.1)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import visit as actions
from reporting.documents.visit import visit_facts
from reporting.models import Aim, Visit
from reporting.visits.answers import states_of
from reporting.visits.aspects import aspects_of
from reporting.visits.kinds import KINDS, METHODS, aims_of, targets_of
from tests.factories import TODAY, scan
from tests.filling import new_key, typed_date
from tests.reporting import make, visits
from tests.reporting.fill_visit import url

SUPERVISION, MONITORING, EVALUATION = Aim.SUPERVISION, Aim.MONITORING, Aim.EVALUATION


def reasons(call):
    with pytest.raises(TransitionRefused) as refused:
        call()
    return str(refused.value)


def page(client, address, **asked):
    return client.get(address, asked).content.decode()


# --- who, whom ------------------------------------------------------------------------------------------------------
@pytest.mark.clause("SME-01")
def test_supervision_goes_from_the_centre_downwards(people, regions):
    """The ministry supervises the offices below and FCUs, the kabupaten its FCUs; nobody their own office or above."""
    assert targets_of("ministry", SUPERVISION) == ["province", "regency", "fcu"]
    assert targets_of("province", SUPERVISION) == ["regency", "fcu"]
    assert targets_of("regency_reports", SUPERVISION) == ["fcu"]
    assert not targets_of("tksk", SUPERVISION) and SUPERVISION not in aims_of(people.tksk)
    regency = people.regency_reports.region
    visit = visits.signed(
        people.province, people.regency_reports, regency, SUPERVISION, target="regency", place="Kantor Dinas Sosial"
    )
    assert (visit.stage, visit.held_on, visit.answered_on) == ("signed", TODAY, TODAY)
    assert people.province.person.name in visit.signed_by_words
    assert people.regency_reports.person.name in visit.answered_by_words
    with pytest.raises(PermissionDenied):
        visits.planned(people.tksk, regions.village, SUPERVISION)
    with pytest.raises(ValidationError, match="di bawahnya"):
        visits.planned(people.regency_reports, regency, SUPERVISION, target="regency")
    with pytest.raises(ValidationError, match="wilayah"):
        visits.planned(people.tksk, regions.elsewhere)


@pytest.mark.clause("SME-06")
def test_monitoring_is_of_these_roles_only(people, regions, sign_in):
    monitors = {role for role, one in vars(people).items() if MONITORING in aims_of(one)}
    assert monitors == {"ministry", "province", "regency_reports", "lk3", "tksk"}
    visit = visits.filled(people.lk3, regions.village)
    text = page(sign_in(people.lk3), visit.get_absolute_url())
    assert "Rapat rutin berjalan." in text and "LK3 Kabupaten" in text
    make.unit_of(regions.village)
    for other in (people.secretary, people.village_head, people.subdistrict_operator, people.regency_funds):
        assert sign_in(other).get(url("visit-create")).status_code == 403
        with pytest.raises(PermissionDenied):
            visits.planned(other, regions.village)


# --- what is asked --------------------------------------------------------------------------------------------------
@pytest.mark.clause("SME-02")
def test_supervision_asks_the_four_aspects_of_the_guide(people, regions):
    """Where, whom, by what method, and a score on each aspect before anybody signs."""
    assert [code for code, _ in aspects_of(SUPERVISION)] == ["concept", "tasks", "competence", "administration"]
    assert [METHODS[one] for one in KINDS[SUPERVISION].methods] == ["Arahan", "Dialog", "Diskusi"]
    by = people.regency_reports
    visit = visits.begun(by, regions.village, SUPERVISION, place="", met="", methods=[])
    told = reasons(lambda: workflow.perform(visit, "hand", by=by, on=TODAY))
    for left in ("tempat", "yang ditemui", "metode", "Pemahaman konsep FCU", "Kompetensi", "arahan dan bimbingan"):
        assert left in told
    visit.place, visit.met, visit.methods = "Kantor Dinas Sosial", "Koordinator", ["dialogue"]
    actions.save_facts(visit, by=by, on=TODAY)
    done = visits.concluded(visits.with_aspects(visits.fresh(visit), by), by)
    assert workflow.perform(done, "hand", by=by, on=TODAY).stage == "handed"


@pytest.mark.clause("SME-05")
def test_monitoring_says_whether_it_goes_as_planned(people, regions):
    """The deviation is told where it does not; what was seen stands beside it."""
    by = people.tksk
    visit = visits.with_aspects(visits.begun(by, regions.village), by)
    assert "sesuai rencana" in reasons(lambda: workflow.perform(visit, "hand", by=by, on=TODAY))
    told = visits.concluded(visits.fresh(visit), by, as_planned=False, deviation_text="")
    assert "penyimpangan" in reasons(lambda: workflow.perform(told, "hand", by=by, on=TODAY))
    mended = visits.concluded(visits.fresh(visit), by, as_planned=False, deviation_text="Kunjungan terhenti.")
    assert workflow.perform(mended, "hand", by=by, on=TODAY).deviation_text == "Kunjungan terhenti."


@pytest.mark.clause("SME-07")
def test_monitoring_fills_seven_aspects_one_by_one(people, regions, sign_in):
    """Score, yes or no, words; saved one leads to the next, and only a complete one counts."""
    visit = visits.begun(people.tksk, regions.village)
    states = states_of(visit)
    assert [state.label for state in states] == [
        "Jenis kegiatan", "Tahapan", "Hambatan", "Pendukung", "SDM", "Sarana dan prasarana", "Administrasi"
    ]  # fmt: skip
    assert targets_of("province", MONITORING) == ["regency", "lk3", "tksk", "fcu"]
    client, key = sign_in(people.tksk), states[0].lines[0][0].pk
    address = url("visit-fill", visit.uid, "activities")
    body = {f"words-{key}": "Dua kegiatan tertunda.", "_key": new_key(), "_version": visit.version}
    assert client.post(address, body)["Location"] == url("visit-fill", visit.uid, "stages")
    visit = visits.fresh(visit)
    assert visit.done_aspects == [] and visit.answers.get().words == "Dua kegiatan tertunda."
    body |= {f"answer-{key}": "2", "_key": new_key(), "_version": visit.version}
    client.post(address, body)
    assert visits.fresh(visit).done_aspects == ["activities"]
    assert (visit.answers.get().score, states_of(visits.fresh(visit))[0].is_done) == (2, True)
    assert "1/7 aspek" in page(client, visit.get_absolute_url())


@pytest.mark.clause("SME-08")
def test_an_evaluation_tells_success_failure_change_and_strength(people, regions):
    by = people.regency_reports
    assert all(targets_of(role, EVALUATION) == ["fcu"] for role in KINDS[EVALUATION].roles)
    visit = visits.with_aspects(visits.begun(by, regions.village, EVALUATION, phase="end"), by)
    told = reasons(lambda: workflow.perform(visit, "hand", by=by, on=TODAY))
    for left in ("keberhasilan", "kegagalan", "perubahan yang perlu", "kekuatan"):
        assert left in told
    done = visits.concluded(visits.fresh(visit), by)
    assert workflow.perform(done, "hand", by=by, on=TODAY).stage == "handed"


@pytest.mark.clause("SME-13")
def test_monitoring_from_the_desk_needs_no_visit(people, regions):
    """Neither place nor signature of the other side; a deviation is told all the same. Supervision is a meeting."""
    by = people.regency_reports
    visit = visits.with_aspects(visits.begun(by, regions.village, mode="desk", place="Balai desa"), by)
    assert (visit.place, visit.met) == ("", "")
    visit = visits.concluded(visit, by, as_planned=False, deviation_text="Laporan kas tidak cocok.")
    assert {one.name for one in workflow.available(visit, by, TODAY)} == {"finish", "cancel"}
    done = workflow.perform(visit, "finish", by=by, on=TODAY)
    assert (done.stage, done.answered_on, done.deviation_text) == ("signed", None, "Laporan kas tidak cocok.")
    with pytest.raises(ValidationError, match="Cara ini"):
        visits.planned(by, regions.village, SUPERVISION, mode="desk")


def test_nothing_is_dated_in_the_future(people, regions):
    by = people.tksk
    visit = visits.begun(by, regions.village)
    visit.held_on = TODAY + timedelta(days=2)
    with pytest.raises(ValidationError, match="paling lambat hari ini"):
        actions.save_facts(visit, by=by, on=TODAY)
    Visit.objects.filter(pk=visit.pk).update(held_on=TODAY + timedelta(days=2))
    assert "belum tiba" in reasons(lambda: workflow.perform(visits.fresh(visit), "hand", by=by, on=TODAY))


def test_the_questions_are_those_in_force_on_its_day(people, regions):
    """An edition published later asks nothing of what was held before."""
    old = visits.instrument(MONITORING)
    visits.instrument(MONITORING, valid_from=TODAY, edition=visits.EDITION + 1)
    visit = visits.begun(people.tksk, regions.village, held_on=TODAY - timedelta(days=1))
    assert visit.instrument == old


# --- both sides -----------------------------------------------------------------------------------------------------
def test_what_is_being_written_is_seen_by_its_office_alone(people, regions, sign_in):
    visit = visits.filled(people.tksk, regions.village)
    seen = {one for one in ("secretary", "regency_reports", "tksk") if _status(sign_in, people, one, visit) == 200}
    assert seen == {"tksk"}
    workflow.perform(visits.fresh(visit), "hand", by=people.tksk, on=TODAY)
    assert _status(sign_in, people, "secretary", visit) == 200
    workflow.perform(visits.fresh(visit), "back", by=people.tksk, on=TODAY)
    assert _status(sign_in, people, "secretary", visit) == 404
    assert _status(sign_in, people, "tksk", visit) == 200


def _status(sign_in, people, role, visit):
    return sign_in(getattr(people, role)).get(visit.get_absolute_url()).status_code


def test_the_visited_side_signs_with_its_answer(people, regions, sign_in):
    visit = visits.handed(people.tksk, regions.village)
    client = sign_in(people.coordinator)
    assert "Menunggu tanda tangan Anda" in page(client, visit.get_absolute_url())
    address = url("visit-answer", visit.uid)
    assert sign_in(people.tksk).get(address).status_code == 403
    client.post(address, {"answer": "Kami perbaiki.", "agreed": "on", "_key": new_key()})
    visit = visits.fresh(visit)
    assert (visit.stage, visit.answer_note, visit.answered_on) == ("signed", "Kami perbaiki.", TODAY)
    assert not workflow.available(visit, people.tksk, TODAY)


def test_the_signed_page_is_recorded_from_paper(people, regions, sign_in):
    visit = visits.handed(people.tksk, regions.village)
    client, address = sign_in(people.tksk), url("visit-signed-paper", visit.uid)
    body = {"signed_by": "Siti Aminah, Koordinator", "paper_date": typed_date(TODAY), "scan": scan()}
    assert client.post(address, {**body, "_key": new_key()}).status_code == 302
    visit = visits.fresh(visit)
    assert (visit.stage, visit.from_paper, visit.answered_by_words) == ("signed", True, "Siti Aminah, Koordinator")
    assert people.tksk.person.name in visit.recorded_by
    assert sign_in(people.secretary).get(url("visit-scan", visit.uid)).status_code == 200
    assert sign_in(people.lk3).get(url("visit-answer", visit.uid)).status_code == 403


def test_a_plan_is_cancelled_with_its_reason(people, regions):
    visit = visits.planned(people.tksk, regions.village)
    assert "alasannya" in reasons(lambda: workflow.perform(visit, "cancel", by=people.tksk, on=TODAY))
    with pytest.raises(PermissionDenied):
        workflow.perform(visits.fresh(visit), "cancel", by=people.lk3, on=TODAY, note="Banjir.")
    done = workflow.perform(visits.fresh(visit), "cancel", by=people.tksk, on=TODAY, note="Jalan putus.")
    assert (done.stage, done.cancel_note) == ("cancelled", "Jalan putus.")


def test_the_paper_names_who_signed_and_says_what_is_not_signed_yet(people, regions):
    visit = visits.handed(people.tksk, regions.village)
    before = visit_facts(visit, "F4", by=people.tksk)
    assert "Belum ditandatangani yang dituju." in before["standing"] and before["is_looked_for"]
    actions.answer_visit(visit, answer="Setuju.", by=people.secretary, on=TODAY)
    after = str(visit_facts(visits.fresh(visit), "F4", by=people.tksk)["visited"])
    assert people.secretary.person.name.upper() in after and "Sekretaris FCU Melati" in after
    assert not visit_facts(visits.planned(people.tksk, regions.village), "F4", by=people.tksk)["is_looked_for"]


def test_a_plan_with_a_mistyped_year_is_refused(people, regions, sign_in):
    visit = visits.planned(people.tksk, regions.village)
    client, address = sign_in(people.tksk), url("visit-update", visit.uid)
    form = client.get(address).context["form"]
    body = {"_key": new_key(), "_version": form.row_version, "phase": "start", "mode": "visit", "officers": "Sri, TKSK",
            "planned_on": typed_date(TODAY + timedelta(days=3653))}  # fmt: skip
    answer = client.post(address, body)
    assert answer.status_code == 422 and "Rencana paling jauh sampai" in answer.content.decode()
