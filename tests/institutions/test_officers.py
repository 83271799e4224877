"""Officers after the first decree: changed only by a new one, acting for a limited time, free of party politics."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.actions import officer as actions
from institutions.actions import unit as unit_actions
from institutions.documents import decree_facts
from institutions.documents.letterhead import coordinator_of
from institutions.models import Candidacy, FamilyCareUnit, IssuedDocument, OfficerTerm, RegionSetting
from institutions.tasks.officer import officer_tasks
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.families.make import group_of
from tests.filling import new_key, typed_date
from tests.institutions.fill_unit import TICKS, acting, elect, replacing_meeting, spare_member, term_of, vacate

mark = pytest.mark
MET, LEFT = TODAY - timedelta(days=10), TODAY - timedelta(days=5)


def day(ago):
    return TODAY - timedelta(days=ago)


@pytest.fixture
def by(people):
    return people.village_operator


@pytest.fixture
def unit(by):
    """An FCU whose decree is thirty days old, and a meeting of its members ten days ago."""
    unit = make.decreed_unit(by)
    unit.meeting = replacing_meeting(unit, by, on=MET)
    unit.refresh_from_db()
    return unit


def decree_again(unit, by, *, on=LEFT, number="141/20/KEP/2025"):
    """Open, prepare and issue the decree that changes the officers."""
    unit.refresh_from_db()
    decree = document_actions.open_decree(unit, by=by, on=TODAY)
    decree.signer_name = "Bambang Hartono"
    document_actions.save_decree(decree, by=by, on=TODAY)
    workflow.perform(decree.document, "prepare", by=by, on=TODAY)
    document_actions.issue_document(decree.document, number=number, dated_on=on, scan=make.scan(), by=by)
    return decree


# --- a change by a new decree -----------------------------------------------------------------------------------
@mark.clause("MEM-12")
def test_a_secretary_is_replaced_by_a_new_decree_and_the_old_one_is_kept(unit, by, sign_in, client):
    """Elected in the browser with a reason; the old officer stays until the decree; both decrees and terms are kept."""
    old, member, first = term_of(unit, "secretary"), spare_member(unit), unit.decree_in_force()
    browser = sign_in(by)
    page = reverse("institutions:officers", args=[unit.uid])
    body = {**TICKS, "_key": new_key(), "meeting": unit.meeting.pk, "post": "secretary", "membership": member.pk}
    url = reverse("institutions:officer-replace", args=[unit.uid])
    assert "reason" in browser.post(url, body).context["form"].errors
    assert browser.post(url, {**body, "_key": new_key(), "reason": "Pindah ke kota"}).status_code == 302
    assert [t.membership_id for t in unit.current_officers()].count(old.membership_id) == 1
    html = browser.get(page).content.decode()
    assert "Menunggu SK perubahan" in html and "Pindah ke kota" in html and "Siapkan SK perubahan" in html
    browser.post(reverse("institutions:decree-create", args=[unit.uid]), {"_key": new_key()})
    decree = FamilyCareUnit.objects.get(pk=unit.pk).latest_decree()
    assert decree.replaces == first and "Perubahan Susunan Pengurus" in decree.document.subject
    assert first.document.number in decree.dictums
    assert "Pindah ke kota" not in decree.considerations  # why stays in the record of officers
    gone = f"bahwa Sekretaris {old.membership.person.name} tidak lagi menjalankan tugasnya"
    assert gone in decree.considerations and "huruf a, huruf b, dan huruf c" in decree.considerations
    assert {m["name"]: m["position"] for m in decree_facts(decree)["members"]}[member.person.name] == "Sekretaris"
    decree = decree_again(unit, by)
    unit = FamilyCareUnit.objects.get(pk=unit.pk)
    old.refresh_from_db()
    assert (old.valid_until, old.ended_reason, old.decree) == (day(6), "Pindah ke kota", first)
    new = term_of(unit, "secretary")
    assert (new.membership, new.valid_from, new.decree, new.non_partisan_on) == (member, LEFT, decree, MET)
    assert (unit.stage, unit.decreed_on) == ("decreed", first.document.dated_on)
    kept = IssuedDocument.objects.get(pk=first.document_id)
    assert (kept.stage, kept.get_stage_display(), unit.decree_in_force()) == ("replaced", "Diganti", decree)
    assert old.membership.person.name in [m["name"] for m in kept.facts["members"] if m["position"] == "Sekretaris"]
    assert "Surat ini sudah diganti" in client.get(reverse("document-check", args=[kept.token])).content.decode()
    html = browser.get(page).content.decode()
    assert decree.document.number in html and first.document.number in html and "Pindah ke kota" in html
    assert browser.get(f"{page}?unduh=xlsx").status_code == 200
    old_page = browser.get(reverse("institutions:document-detail", args=[kept.uid])).content.decode()
    assert "Diganti dengan" in old_page and old.membership.person.name in old_page


@mark.clause("MEM-12")
def test_two_officers_swap_their_posts(unit, by):
    first, second = term_of(unit, "coordinator"), term_of(unit, "secretary")
    elect(unit, by, second.membership, "coordinator", meeting=unit.meeting, reason="Koordinator minta diganti")
    document = document_actions.open_decree(FamilyCareUnit.objects.get(pk=unit.pk), by=by, on=TODAY).document
    button = next(b for b in workflow.available(document, by, TODAY) if b.name == "prepare")
    assert "Sekretaris belum dipilih" in next(g.detail for g in button.gates if g.name == "officers")
    elect(unit, by, first.membership, "secretary", meeting=unit.meeting, reason="Menjadi koordinator")
    decree_again(unit, by)
    unit.refresh_from_db()
    now = {t.post: t.membership_id for t in unit.current_officers()}
    assert (now["coordinator"], now["secretary"]) == (second.membership_id, first.membership_id)
    before = {t.post: t.membership_id for t in unit.current_officers(day(6))}
    assert (before["coordinator"], before["secretary"]) == (first.membership_id, second.membership_id)


@mark.clause("MEM-12")
@pytest.mark.parametrize(("ago", "told"), [(11, "tidak boleh bertanggal sebelum"), (30, "tidak boleh"), (10, "")])
def test_a_change_is_dated_after_the_first_decree_and_not_before_the_election(ago, told, unit, by):
    elect(unit, by, spare_member(unit), "secretary", meeting=unit.meeting)
    if told:
        with pytest.raises(TransitionRefused, match=told):
            decree_again(unit, by, on=day(ago))
    else:
        decree_again(unit, by, on=day(ago))
    assert len(unit.elected_officers()) == (1 if told else 0)
    assert unit.decree_in_force().is_change == (not told)


@mark.clause("MEM-12")
def test_without_a_later_meeting_or_an_election_there_is_no_change(unit, by, sign_in):
    formation = unit.formation_meeting
    with pytest.raises(TransitionRefused, match="SK baru"):
        elect(unit, by, spare_member(unit), "secretary", meeting=formation)
    unit.refresh_from_db()
    assert document_actions.open_decree(unit, by=by, on=TODAY) == unit.decree_in_force()
    row = elect(unit, by, spare_member(unit), "secretary", meeting=unit.meeting)
    unit.refresh_from_db()
    decree = document_actions.open_decree(unit, by=by, on=TODAY)
    response = sign_in(by).post(
        reverse("institutions:candidacy-withdraw", args=[unit.uid, row.uid]), {"_key": new_key()}
    )
    assert response.url == reverse("institutions:officers", args=[unit.uid])
    with pytest.raises(TransitionRefused, match="pengganti"):
        workflow.perform(decree.document, "prepare", by=by, on=TODAY)


@mark.clause("MEM-12")
def test_no_button_replaces_a_decree_and_only_the_issuer_does(unit, by, people):
    document = unit.decree_in_force().document
    assert "replace" not in [b.name for b in workflow.available(document, by, TODAY)]
    with pytest.raises(PermissionDenied):
        workflow.perform(document, "replace", by=by, on=TODAY)
    elect(unit, by, spare_member(unit), "secretary", meeting=unit.meeting)
    unit.refresh_from_db()
    decree = document_actions.open_decree(unit, by=by, on=TODAY)
    decree.signer_name = "Bambang"
    document_actions.save_decree(decree, by=by, on=TODAY)
    workflow.perform(decree.document, "prepare", by=by, on=TODAY)
    with pytest.raises(PermissionDenied), transaction.atomic():
        workflow.perform(decree.document, "issue", by=people.secretary, on=LEFT)


def test_of_two_elections_to_one_post_one_waits(unit, by):
    """Both read the unit before either wrote: the second is told, none is overwritten."""
    stale = FamilyCareUnit.objects.get(pk=unit.pk)
    member = spare_member(unit)
    elect(unit, by, member, "secretary", meeting=unit.meeting)
    other = unit.memberships.exclude(pk=member.pk).first()
    late = Candidacy(unit=stale, meeting=unit.meeting, membership=other, post="secretary", willing=True, able=True,
                     social_spirit=True, non_partisan=True, elected=True)  # fmt: skip
    with pytest.raises(StaleVersion), transaction.atomic():
        actions.elect_replacement(late, by=by, on=MET, reason="x")
    late.unit = FamilyCareUnit.objects.get(pk=unit.pk)
    with pytest.raises(TransitionRefused, match="terisi"), transaction.atomic():
        actions.elect_replacement(late, by=by, on=MET, reason="x")
    assert len(unit.elected_officers()) == 1


# --- acting officers ------------------------------------------------------------------------------------------------
@mark.clause("MEM-16")
def test_a_member_acts_in_a_vacant_post_until_the_new_decree(unit, by, people, sign_in):
    """From the vacancy to the decree in the browser of the secretary; letters say Plt.; the decree ends it."""
    browser, member = sign_in(people.secretary), spare_member(unit)
    old, url = term_of(unit, "coordinator"), reverse("institutions:officer-acting", args=[unit.uid])
    body = {"post": "coordinator", "membership": member.pk, "basis": "094/3/ST/2025", "non_partisan": "on",
            "basis_dated_on": typed_date(day(8)), "valid_from": typed_date(day(8))}  # fmt: skip
    ends = {"valid_until": typed_date(day(8) + timedelta(days=89))}
    held = browser.post(url, {**body, **ends, "_key": new_key()})
    assert held.status_code == 409 and "masih dijabat" in held.content.decode()
    leave = reverse("institutions:officer-leave", args=[unit.uid, old.uid])
    left = {"_key": new_key(), "ended_on": typed_date(day(9)), "reason": "Meninggal dunia"}
    assert browser.post(leave, left).status_code == 302
    assert "Jabatan Koordinator kosong" in [task.title for task in officer_tasks(people.secretary, TODAY)]
    late = browser.post(url, {**body, "_key": new_key(), "valid_until": typed_date(day(8) + timedelta(days=90))})
    assert late.status_code == 422 and "paling lama 90 hari" in str(late.context["form"].errors["valid_until"])
    assert browser.post(url, {**body, **ends, "_key": new_key()}).status_code == 302
    unit.refresh_from_db()
    assert coordinator_of(unit) == ("Plt. Koordinator", member.person.name)
    assert coordinator_of(unit, day(9)) == ("Koordinator", old.membership.person.name)
    assert "Plt. Koordinator" in browser.get(reverse("institutions:officers", args=[unit.uid])).content.decode()
    again = browser.post(url, {**body, **ends, "_key": new_key(), "membership": unit.memberships.last().pk})
    assert again.status_code == 409
    last = day(8) + timedelta(days=89)
    assert [t.post for t in unit.current_officers(last)][0] == "coordinator"
    assert "coordinator" not in [t.post for t in unit.current_officers(last + timedelta(days=1))]
    assert any("berakhir" in t.title for t in officer_tasks(people.secretary, last - timedelta(days=14)))
    assert not any("berakhir" in t.title for t in officer_tasks(people.secretary, last - timedelta(days=15)))
    meeting = replacing_meeting(unit, by, on=day(7))
    elect(unit, by, member, "coordinator", meeting=meeting)
    decree_again(unit, by)
    term = OfficerTerm.objects.get(acting=True)
    assert (term.valid_until, coordinator_of(unit)) == (day(6), ("Koordinator", member.person.name))


@mark.clause("MEM-16")
def test_the_limit_is_a_setting_and_counts_from_the_first_who_acts(unit, by):
    RegionSetting.objects.create(region=unit.region, key="acting_officer_days", value="20")
    vacate(unit, by, "secretary", on=day(9))
    member = spare_member(unit)
    unit.refresh_from_db()
    actions.appoint_acting(acting(unit, member, "secretary", first=day(8), days=10), by=by, on=day(8))
    second = acting(unit, member, "secretary", first=TODAY + timedelta(days=2), days=11)
    unit.refresh_from_db()
    with pytest.raises(ValidationError, match="20 hari"):
        actions.appoint_acting(second, by=by, on=TODAY)
    second.valid_until -= timedelta(days=1)
    unit.refresh_from_db()
    actions.appoint_acting(second, by=by, on=TODAY)


def test_who_acts_is_a_member_without_another_post(unit, by, regions):
    vacate(unit, by, "secretary", on=day(9))
    holder = term_of(unit, "treasurer").membership
    neighbour = AssignmentFactory(role="village_operator", region=regions.sibling)
    for actor, member, error in ((by, holder, TransitionRefused), (neighbour, spare_member(unit), PermissionDenied)):
        unit.refresh_from_db()
        with pytest.raises(error), transaction.atomic():
            actions.appoint_acting(acting(unit, member, "secretary", first=day(8)), by=actor, on=TODAY)
    assert not OfficerTerm.objects.filter(acting=True).exists()


def test_a_member_who_is_an_officer_leaves_the_post_first(unit, by, sign_in):
    term = term_of(unit, "secretary")
    leave = reverse("institutions:member-end", args=[unit.uid, term.membership.uid])
    browser = sign_in(by)
    assert reverse("institutions:officers", args=[unit.uid]) in browser.get(leave).content.decode()
    body = {"left_on": typed_date(LEFT), "reason": "Pindah"}
    refused = browser.post(leave, {**body, "_key": new_key()})
    assert refused.status_code == 409 and "halaman Pengurus" in refused.content.decode()
    vacate(unit, by, "secretary", on=LEFT)
    assert browser.post(leave, {**body, "_key": new_key()}).status_code == 302


@pytest.mark.parametrize("ago", [31, -1])
def test_an_officer_leaves_within_the_term(ago, unit, by):
    with pytest.raises(ValidationError):
        actions.leave_post(term_of(unit, "secretary"), by=by, on=day(ago), reason="x")


def test_an_fcu_that_ends_ends_its_terms_and_groups_on_that_day(unit, by, people):
    """Officers by decree, who acts for some weeks yet, and the working group; never before they began."""
    group = group_of(unit, people.secretary)
    vacate(unit, by, "secretary", on=day(9))
    unit.refresh_from_db()
    acts = actions.appoint_acting(acting(unit, spare_member(unit), "secretary", first=day(4)), by=by, on=day(4))
    unit.refresh_from_db()
    with pytest.raises(TransitionRefused, match="Plt. Sekretaris"):
        workflow.perform(unit, "deactivate", by=by, on=LEFT, note="Digabung.")
    unit.refresh_from_db()
    workflow.perform(unit, "deactivate", by=by, on=day(2), note="Digabung.")
    terms = OfficerTerm.objects.filter(unit=unit).exclude(valid_until=day(9))
    assert {(term.valid_until, term.ended_reason) for term in terms} == {(day(2), "FCU tidak aktif")}
    assert terms.filter(pk=acts.pk).exists() and terms.count() == 3
    group.refresh_from_db()
    assert group.ended_on == day(2)
    assert unit.current_officers(TODAY) == [] and len(unit.current_officers(day(2))) == 3


# --- free of party politics -----------------------------------------------------------------------------------------
@mark.clause("VAL-02")
def test_officers_state_to_be_free_of_party_politics_and_no_field_asks_for_a_party(unit, by, people, sign_in):
    """Elected only with the statement, dated by the meeting; recorded later for those of before; no party is kept."""
    assert {t.non_partisan_on for t in unit.current_officers()} == {unit.formation_meeting.held_on}
    row = unit.candidacies.first()
    row.pk, row.uid, row.non_partisan, row.meeting = None, None, False, unit.meeting
    with pytest.raises(ValidationError, match="partai politik"), transaction.atomic():
        unit_actions.save_candidacy(row, by=by, on=MET)
    term = term_of(unit, "secretary")
    OfficerTerm.objects.filter(pk=term.pk).update(non_partisan_on=None)
    url = reverse("institutions:officer-statement", args=[unit.uid, term.uid])
    browser = sign_in(people.secretary)
    body = {"non_partisan_on": typed_date(LEFT)}
    assert browser.post(url, {**body, "_key": new_key()}).status_code == 422
    assert browser.post(url, {**body, "_key": new_key(), "stated": "on"}).status_code == 302
    term.refresh_from_db()
    assert term.non_partisan_on == LEFT
    stated = {"non_partisan", "non_partisan_on"}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            words = f"{field.name} {getattr(field, 'verbose_name', '')}".lower()
            assert field.name in stated or not ("partai" in words or "political" in words or "parpol" in words), field


# --- the same in a nagari -------------------------------------------------------------------------------------------
def test_a_nagari_speaks_of_itself(people, regions, sign_in):
    """Pages, decree and its change name the Nagari and its Wali Nagari, never Desa or Kepala Desa."""
    village, by = regions.village, people.village_operator
    village.spoken_kind = "Nagari"
    village.save()
    for key, value in (("village_head_title", "Wali Nagari"), ("decree_title", "Keputusan Wali Nagari")):
        RegionSetting.objects.create(region=village, key=key, value=value)
    by.region = village
    unit = make.decreed_unit(by)
    FamilyCareUnit.objects.filter(pk=unit.pk).update(address="Balai Nagari")
    meeting = replacing_meeting(unit, by, on=MET)
    elect(unit, by, spare_member(unit), "secretary", meeting=meeting)
    unit.refresh_from_db()
    first, change = unit.decree_in_force(), document_actions.open_decree(unit, by=by, on=TODAY)
    texts = [str(decree_facts(decree) | {"legal_bases": []}) for decree in (first, change)]  # laws keep their titles
    assert all("Nagari Sidomekar" in text and "Wali Nagari" in text for text in texts)
    browser = sign_in(by)
    for route in ("unit-detail", "officers", "officer-replace", "unit-chart", "unit-profile"):
        html = browser.get(reverse(f"institutions:{route}", args=[unit.uid])).content.decode()
        texts.append(html.partition("<main")[2].partition("</main>")[0])
    for text in texts:
        found = text.replace("Balai Desa", "").replace("desa/kelurahan", "")
        assert "Kepala Desa" not in found and "Desa " not in found, found[max(0, found.find("Desa ") - 200):][:400]
