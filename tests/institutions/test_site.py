"""The road of a proposed trial place: by six parties, wholly from paper, back, and what stands in its way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from families.models import Family
from fcu_project import workflow
from fcu_project.models import AuditEvent
from fcu_project.registry import MOST_ENTRIES, beneath, menu_entries, menu_for, tasks_for
from fcu_project.workflow import TransitionRefused
from institutions.actions import site as actions
from institutions.models import PilotSite
from institutions.roles import ROLES
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions.fill_sites import PROPOSAL, STEPS, draft, step, walk

DAY = timedelta(days=1)


def send(client, site, name, day, **more):
    """One step through its own screen."""
    data = {
        "_key": new_key(), "_version": "", "done_on": typed_date(day), "party": f"Penanggung jawab {name}",
        "paper_number": f"{name}/2026", "paper_date": typed_date(day), "note": f"Hasil {name}: memenuhi.", **more,
    }  # fmt: skip
    return client.post(reverse("institutions:site-step", args=[site.uid, name]), data)


def beside(people, regions, until, **more):
    """A proposal of another village in the same kecamatan, walked on from paper."""
    by = AssignmentFactory(role="village_operator", region=regions.sibling)
    return walk(draft(by), by, until, **more), by


@pytest.mark.clause("REG-17")
@pytest.mark.clause("REG-03")
@pytest.mark.clause("REG-16")
def test_six_parties_carry_a_proposal_from_the_village_to_the_conclusion(people, regions, sign_in):
    operator = sign_in(people.village_operator)
    operator.post(reverse("institutions:site-create"), {**PROPOSAL, "_key": new_key()})
    site = PilotSite.objects.get(region=regions.village)
    parties = (
        ("state", people.village_head, {"agreed": "on"}), ("submit", people.village_head, {}),
        ("endorse", people.subdistrict_operator, {}), ("check", people.regency_reports, {}),
        ("recommend", people.regency_reports, {}), ("propose", people.regency_reports, {}),
        ("verify", people.province, {}), ("choose", people.ministry, {}),
    )  # fmt: skip
    ministry = sign_in(people.ministry)
    for number, (name, by, more) in enumerate(parties):
        if name == "verify":  # the kabupaten alone is not enough
            assert "Terverifikasi" not in ministry.get(site.get_absolute_url()).content.decode().split("<aside")[0]
        answer = send(sign_in(by), site, name, LAST_WEEK - DAY * (len(parties) - number), **more)
        assert answer.status_code == 302, (name, answer.content.decode())
        site.refresh_from_db()
        row = site.steps.get(step=name)
        assert (row.from_paper, row.recorded_by) == (False, by.signature)
    assert (site.stage, site.verified_on is None, site.chosen_on) == ("chosen", False, LAST_WEEK - DAY)
    sheet = ministry.get(site.get_absolute_url()).content.decode()
    assert all(f"{name}/2026" in sheet for name, _, _ in parties)
    answers = {"effective": "yes", "efficient": "partly", "feasible": "yes"}
    assert send(ministry, site, "conclude", TODAY, note="").status_code == 422
    assert send(ministry, site, "conclude", TODAY, **answers).status_code == 302
    site.refresh_from_db()
    assert (site.stage, site.effective, site.efficient, site.ended_on) == ("concluded", "yes", "partly", TODAY)
    unit = make.started_unit(people.village_operator)
    page = operator.get(unit.get_absolute_url()).content.decode()
    assert "Uji coba selesai" in page and "Sebagian" in page and str(site.pilot_year) in page


@pytest.mark.clause("REG-04")
@pytest.mark.clause("REG-06")
def test_the_village_walks_the_whole_road_from_paper(people, regions, sign_in):
    client, site = sign_in(people.village_operator), draft(people.village_operator)
    with pytest.raises(TransitionRefused):  # never out of the kecamatan without the camat, never without the letter
        step(site, "check", people.regency_reports)
    assert send(client, site, "state", LAST_WEEK, agreed="on").status_code == 302
    lacking = send(client, site, "submit", LAST_WEEK, paper_number="", paper_date="")
    assert lacking.status_code == 422 and "Nomor surat belum diisi." in lacking.content.decode()
    assert send(client, site, "submit", LAST_WEEK).status_code == 302
    site.refresh_from_db()
    for name in ("check", "recommend", "verify"):
        with pytest.raises(TransitionRefused):
            step(site, name, people.regency_reports)
    without = send(client, site, "endorse", LAST_WEEK, paper_number="")
    assert without.status_code == 422 and "atas nama pihak lain" in without.content.decode()
    assert send(client, site, "endorse", LAST_WEEK, paper_number="", scan=make.scan()).status_code == 302
    site.refresh_from_db()
    with pytest.raises(TransitionRefused):  # the recommendation answers a verification
        step(site, "recommend", people.regency_reports)
    for name in STEPS[3:-1]:
        assert send(client, site, name, LAST_WEEK).status_code == 302, name
    site.refresh_from_db()
    assert site.stage == "chosen"
    assert set(site.steps.values_list("from_paper", flat=True)) == {True}
    sheet = client.get(site.get_absolute_url()).content.decode()
    assert sheet.count("Dicatat dari surat oleh") == 8 and "recommend/2026" in sheet
    row = site.steps.exclude(paper_scan=None).get()
    assert client.get(reverse("institutions:site-scan", args=[site.uid, row.uid])).status_code == 200
    foreign = sign_in(AssignmentFactory(role="village_operator", region=regions.sibling))
    assert foreign.get(reverse("institutions:site-scan", args=[site.uid, row.uid])).status_code == 404


@pytest.mark.clause("REG-05")
def test_data_are_locked_once_the_village_head_says_they_are_right(people, regions, sign_in, reference):
    site, client = draft(people.village_operator), sign_in(people.village_operator)
    families.selection_group(people)
    families.candidate(people.secretary)
    assert send(client, site, "state", LAST_WEEK).status_code == 422  # the tick is missing
    closed = send(client, site, "state", LAST_WEEK, agreed="on")
    assert closed.status_code == 409 and "belum dibenarkan" in closed.content.decode()
    assert reverse("families:confirm") in client.get(site.get_absolute_url()).content.decode()
    Family.objects.update(confirmed_on=TODAY, confirmed_by="Kepala Desa")
    assert send(client, site, "state", LAST_WEEK, agreed="on").status_code == 302
    site.refresh_from_db()
    assert (site.stage, site.stated_on) == ("stated", LAST_WEEK)
    assert "Penanggung jawab state" in client.get(site.get_absolute_url()).content.decode()
    update = reverse("institutions:site-update", args=[site.uid])
    assert client.get(update).status_code == 409
    changed = client.post(update, {**PROPOSAL, "candidates": "99", "_key": new_key(), "_version": site.version})
    site.refresh_from_db()
    assert (changed.status_code, site.candidates) == (409, 24)


@pytest.mark.clause("REG-02")
def test_a_second_place_in_the_kecamatan_needs_a_reason_and_the_ministrys_own(people, regions, sign_in):
    other, _ = beside(people, regions, "propose")
    site = walk(draft(people.village_operator), people.village_operator, "check")
    with pytest.raises(TransitionRefused, match="Satu kecamatan satu lokasi"):
        step(site, "recommend", people.regency_reports)
    assert site.steps.filter(step="recommend").count() == 0
    regency, ministry = sign_in(people.regency_reports), sign_in(people.ministry)

    def give(client, gate, text):
        url = reverse("gate-reason", args=["institutions.pilotsite", site.uid, gate])
        return client.post(url, {"reason": text, "_key": new_key()}).status_code

    assert give(regency, "one_per_subdistrict", "Kecamatan ini sangat luas.") == 302
    for name in ("recommend", "propose"):
        step(site, name, people.regency_reports)
    assert give(ministry, "ministry_exception", "Belum gilirannya memberi.") == 403
    step(site, "verify", people.province)
    with pytest.raises(TransitionRefused):
        step(site, "choose", people.ministry)
    assert give(sign_in(people.tksk), "ministry_exception", "TKSK tidak memutuskan.") == 403
    assert give(ministry, "ministry_exception", "Dua lokasi untuk perbandingan.") == 302
    step(site, "choose", people.ministry)
    assert site.stage == "chosen" and other.stage == "proposed"
    sheet = regency.get(site.get_absolute_url()).content.decode()
    assert "Dua lokasi untuk perbandingan." in sheet and "Kecamatan ini sangat luas." in sheet
    assert AuditEvent.objects.filter(verb="reason:ministry_exception").exists()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_offices_that_have_a_turn_find_the_proposals_in_their_menu(role, people):
    """Camat, Dinas, province and ministry; for others the list stands beneath the road."""
    by = getattr(people, role)
    labels = [entry.label for entry in menu_for(by)]
    deciding = ("subdistrict_operator", "regency_reports", "province", "ministry")
    assert len(labels) <= MOST_ENTRIES and len(labels) == len(set(labels))
    assert role not in deciding or "Usulan lokasi" in labels
    road = next((entry for entry in menu_entries if entry.route == "institutions:road"), None)
    reachable = [*labels, *(entry.label for entry in beneath(road, by))]
    assert reachable.count("Usulan lokasi") == by.has_perm("institutions.view_pilotsite")


def test_a_proposal_that_is_over_or_elsewhere_does_not_stand_in_the_way(people, regions):
    other, by = beside(people, regions, "propose")
    step(other, "refuse", by)
    elsewhere = AssignmentFactory(role="village_operator", region=regions.elsewhere)
    walk(draft(elsewhere), elsewhere, "choose")
    site = walk(draft(people.village_operator), people.village_operator, "choose")
    assert site.stage == "chosen"


def test_a_returned_proposal_walks_again_and_keeps_its_old_papers(people, regions, sign_in):
    site = walk(draft(people.village_operator), people.village_operator, "check")
    with pytest.raises(ValidationError):
        step(site, "return", people.regency_reports, note="")
    step(site, "return", people.regency_reports, note="Jumlah calon keliru.")
    assert (site.stage, site.stated_on) == ("draft", None)
    site.candidates = 30
    actions.save_site(site, by=people.village_operator, on=TODAY)
    step(site, "state", people.village_head)
    step(site, "submit", people.village_head)
    with pytest.raises(TransitionRefused):
        step(site, "check", people.regency_reports)
    assert site.steps.count() == 7
    page = sign_in(people.village_operator).get(site.get_absolute_url()).content.decode()
    assert "Riwayat sebelum dikembalikan" in page and "Jumlah calon keliru." in page


def test_dates_never_run_backwards_and_are_never_to_come(people):
    site = walk(draft(people.village_operator), people.village_operator, "submit")
    for day in (LAST_WEEK - DAY, TODAY + DAY):
        with pytest.raises(ValidationError) as refused:
            step(site, "endorse", people.subdistrict_operator, on=day, paper_date=None)
        assert "done_on" in refused.value.error_dict
    with pytest.raises(ValidationError):
        step(site, "endorse", people.subdistrict_operator, paper_date=TODAY)


def test_who_may_write_which_step(people, regions):
    site = draft(people.village_operator)
    for by in (people.subdistrict_operator, people.regency_reports, people.province, people.ministry, people.tksk):
        with pytest.raises(PermissionDenied):
            step(site, "state", by)
    stranger = AssignmentFactory(role="village_operator", region=regions.sibling)
    with pytest.raises(PermissionDenied):
        step(site, "state", stranger)
    walk(site, people.village_operator, "submit")
    for by in (people.village_head, people.province, people.ministry):
        with pytest.raises(PermissionDenied):
            step(site, "endorse", by)
    step(site, "endorse", people.regency_reports)
    assert site.steps.get(step="endorse").from_paper is True
    for by in (people.province, people.ministry):
        with pytest.raises(PermissionDenied):
            step(site, "check", by)
    step(site, "check", people.subdistrict_operator)
    assert site.steps.get(step="check").from_paper is True


def test_no_step_without_its_paper_whichever_way_it_is_asked_for(people, sign_in):
    site = draft(people.village_operator)
    with pytest.raises(TransitionRefused, match="lembar langkah"):
        workflow.perform(site, "state", by=people.village_head, on=TODAY)
    url = reverse("transition", args=["institutions.pilotsite", site.uid, "state"])
    sign_in(people.village_head).post(url, {"on": typed_date(TODAY), "note": "", "_key": new_key()})
    site.refresh_from_db()
    assert (site.stage, site.steps.count()) == ("draft", 0)
    walk(site, people.village_operator, "submit")
    with pytest.raises(TransitionRefused, match="pengembalian"):
        workflow.perform(site, "return", by=people.regency_reports, on=TODAY, note="Tanpa lembar.")


def test_one_live_proposal_per_village_and_withdrawal_with_a_reason(people, sign_in):
    client, site = sign_in(people.village_operator), draft(people.village_operator)
    again = client.post(reverse("institutions:site-create"), {**PROPOSAL, "_key": new_key()})
    assert again.status_code == 422 and "sudah diusulkan" in again.content.decode()
    url = reverse("transition", args=["institutions.pilotsite", site.uid, "withdraw"])
    assert client.post(url, {"on": typed_date(TODAY), "note": "", "_key": new_key()}).status_code == 422
    client.post(url, {"on": typed_date(TODAY), "note": "Desa memilih mandiri.", "_key": new_key()})
    site.refresh_from_db()
    assert (site.stage, site.ended_on) == ("withdrawn", TODAY)
    assert "Desa memilih mandiri." in client.get(site.get_absolute_url()).content.decode()
    assert client.post(reverse("institutions:site-create"), {**PROPOSAL, "_key": new_key()}).status_code == 302


def test_no_proposal_gates_the_founding(people, sign_in):
    site = walk(draft(people.village_operator), people.village_operator, "submit")
    step(site, "refuse", people.subdistrict_operator, note="Belum siap.")
    unit = make.decreed_unit(people.village_operator)
    assert (site.stage, unit.stage) == ("refused", "decreed")
    page = sign_in(people.village_operator).get(unit.get_absolute_url()).content.decode()
    assert "Mandiri: FCU di luar daftar lokasi uji coba" in page


def test_home_tells_whose_turn_it_is(people):
    def told(by):
        return [task for task in tasks_for(by, TODAY) if "Usulan lokasi" in task.title]

    site = draft(people.village_operator)
    assert told(people.village_operator) and told(people.village_head) and not told(people.subdistrict_operator)
    turns = ("subdistrict_operator", "regency_reports", "regency_reports", "regency_reports", "province", "ministry")
    walk(site, people.village_operator, "submit")
    for name, role in zip(STEPS[2:8], turns, strict=True):
        assert told(getattr(people, role)), name
        assert not told(people.village_operator)
        step(site, name, people.village_operator)
    assert not told(people.ministry)


def test_list_filters_and_excel(people, regions, sign_in):
    beside(people, regions, "submit")
    draft(people.village_operator)
    camat = sign_in(people.subdistrict_operator)
    page = camat.get(reverse("institutions:site-list"), {"tahap": "submitted"}).content.decode()
    assert "Sukamaju" in page and "Desa Sidomekar" not in page
    own = sign_in(people.village_operator).get(reverse("institutions:site-list")).content.decode()
    assert "Sukamaju" not in own
    assert camat.get(reverse("institutions:site-list"), {"unduh": "xlsx"}).status_code == 200


def test_what_a_party_gave_on_a_proposal_shows_its_duty_by_itself(people, regions):
    """Nothing is written twice: the papers of the control sheet are evidence in the list of duties (REG-12)."""
    from institutions.duties import Actor
    from institutions.evidence import duty_lines

    walk(draft(people.village_operator), people.village_operator, "endorse")
    done = {
        line.duty.code
        for actor, region, by in (
            (Actor.VILLAGE_HEAD, regions.village, people.village_head),
            (Actor.SUBDISTRICT, regions.subdistrict, people.subdistrict_operator),
            (Actor.REGENCY, regions.regency, people.regency_reports),
        )
        for line in duty_lines(actor, region, LAST_WEEK.year, by)
        if line.steps
    }
    assert done == {"village-head-general-iid15-1", "village-head-general-iid15-3", "subdistrict-fcu-iid14-2"}
