"""What is not shown or not taken any more: an unsafe signature, an ended try, an archived file, a secret problem."""

import pytest
from django.urls import reverse

from families.models import Family, FamilyMember, Need, Participation, ProblemType, SelectionDecision
from families.workflow.participation import READY_TO_DESIGNATE
from fcu_project import workflow
from tests import factories
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_member import ANSWER, CHILD, chosen, with_husband
from tests.families.fill_pairing import NOTE, PLAN, problem
from tests.filling import new_key, picture, typed_date

mark = pytest.mark


def page(name, family, *more):
    return reverse(f"families:{name}", args=[family.uid, *more])


def archived(family):
    Family.objects.filter(pk=family.pk).update(archived_on=TODAY, archived_reason="Tercatat dua kali.")
    family.refresh_from_db()


def ended(family, stage="withdrawn"):
    family.participations.update(stage=stage, ended_on=TODAY, end_reason="Pindah kerja.")


# --- an unsafe signature ------------------------------------------------------------------------------------------
@mark.parametrize("reader", ["village_head", "secretary", "treasurer", "tksk"])
def test_why_one_signature_was_unsafe_is_on_no_page_of_the_family(reader, people, sign_in):
    family, _ = with_husband(people)
    data = {name: value for name, value in ANSWER.items() if name != "spouse_signed"}
    answer = {**data, "missing_reason": "unsafe", "_key": new_key()}
    assert sign_in(people.secretary).post(page("consent", family), answer).status_code == 302
    html = sign_in(getattr(people, reader)).get(family.get_absolute_url()).content.decode()
    assert "tidak aman" not in html.lower()
    assert "kepala keluarga, hanya satu yang diminta" in html


# --- identity -----------------------------------------------------------------------------------------------------
@mark.parametrize("stage", ["unwilling", "withdrawn", "moved", "finished", "not_chosen"])
def test_who_refused_or_left_gives_no_new_identity_data(stage, people, sign_in):
    family, husband = with_husband(people)
    ended(family, stage)
    client = sign_in(people.secretary)
    before = picture()
    for url in (page("identity", family), page("member-create", family), page("member-update", family, husband.uid)):
        assert client.get(url).status_code == 409
        refused = client.post(url, {**CHILD, "_key": new_key()})
        assert refused.status_code == 409 and "sudah berakhir" in refused.content.decode()
    assert picture() == before
    read = client.get(page("member-list", family))
    assert read.status_code == 200 and "member-create" not in read.content.decode()
    assert page("identity", family) not in client.get(family.get_absolute_url()).content.decode()


def test_a_family_that_is_tried_again_may_be_corrected(people, sign_in):
    family, husband = with_husband(people)
    ended(family)
    make.family_actions.nominate_again(family, by=people.secretary, on=TODAY)
    client = sign_in(people.secretary)
    assert page("identity", family) in client.get(family.get_absolute_url()).content.decode()
    assert client.get(page("member-update", family, husband.uid)).status_code == 200
    left = {"left_reason": "moved", "left_on": typed_date(TODAY), "_key": new_key()}
    assert client.post(page("member-end", family, husband.uid), left).status_code == 302
    assert FamilyMember.objects.get(pk=husband.pk).left_on == TODAY


def test_a_family_that_is_tried_again_without_members_waits_for_the_fgd(people, sign_in):
    family = chosen(people)
    ended(family, "unwilling")
    make.family_actions.nominate_again(family, by=people.secretary, on=TODAY)
    assert sign_in(people.secretary).get(page("identity", family)).status_code == 409


# --- archived files and the sheets of meetings ----------------------------------------------------------------------
def test_an_archived_family_stands_on_no_sheet(people, sign_in):
    group = make.selection_group(people)
    waiting, by = make.candidate(people.secretary), people.secretary
    fgd = make.fgd(people, group, lines=[(waiting, "plasma")])
    willing = make.short.life(by, "Hadi Suwito", "pioneer", "willing", days=make.DAYS)
    meeting = make.planned("pioneer_designation", by, on=make.DESIGNATED_ON)
    client = sign_in(by)
    url = reverse("families:designation", args=[meeting.uid])
    assert "Hadi Suwito" in client.get(url).content.decode()
    archived(willing), archived(waiting)
    assert "Hadi Suwito" not in client.get(url).content.decode()
    life = willing.participation()
    with pytest.raises(workflow.TransitionRefused, match="diarsipkan"):
        make.selection_actions.save_designations(meeting, [make.Designation(participation=life)], by=by, on=TODAY)
    before = picture()
    key, fgd_url = waiting.participation().pk, reverse("families:ranking", args=[fgd.uid])
    fgd.refresh_from_db()
    body = {"ticked": [key], f"rank-{key}": "1", f"choice-{key}": "plasma", f"reason-{key}": "Sepakat.",
            f"limited_access-{key}": "on", "_version": fgd.version, "_key": new_key()}  # fmt: skip
    refused = client.post(fgd_url, body)
    assert refused.status_code == 409 and "Pulihkan dahulu" in refused.content.decode()
    assert picture() == before


def test_a_ranking_takes_no_family_of_another_village(people, regions):
    group = make.selection_group(people)
    fgd = make.fgd(people, group)
    make.short.group(make.short.unit(regions.sibling))
    other = factories.AssignmentFactory(role="secretary", region=regions.sibling)
    stranger = make.candidate(other, "Kartini Rahayu")
    line = SelectionDecision(participation=stranger.participation(), rank=1, choice="pioneer", reason="Sepakat.")
    with pytest.raises(workflow.TransitionRefused, match="bukan dari desa"):
        make.selection_actions.save_ranking(fgd, [line], by=people.secretary, on=TODAY)


def test_no_meeting_takes_an_archived_family_further(people, sign_in):
    group = make.selection_group(people)
    waiting = make.candidate(people.secretary)
    make.assessed(waiting, "plasma", people.secretary)
    fgd = make.fgd(people, group, lines=[(waiting, "plasma")])
    archived(waiting)
    url = reverse("transition", args=["institutions.meeting", fgd.uid, "hold"])
    refused = sign_in(people.secretary).post(url, {"_key": new_key(), "note": ""})
    assert refused.status_code == 409 and "Berkas diarsipkan: Ibu Sumiyati." in refused.content.decode()
    assert waiting.participation().stage == "candidate"
    for name in ("propose", "designate"):
        step = next(step for step in workflow.transitions_of(Participation) if step.name == name)
        gate = next(gate for gate in step.gates if gate.name == "archived")
        assert gate.check(waiting.participation(), TODAY) == "Berkas keluarga ini diarsipkan."
    assert "archived" in [gate.name for gate in READY_TO_DESIGNATE]


# --- what a pioneer adds, and for whom ------------------------------------------------------------------------------
@mark.parametrize("close", [archived, ended])
def test_story_and_plan_are_told_only_while_the_duty_lasts(close, people, sign_in):
    make.selection_group(people)
    family = make.short.life(people.secretary, "Hadi Suwito", "pioneer", "on_duty", days=make.DAYS)
    line = family.participation().plan_items.get()
    close(family)
    client = sign_in(people.secretary)
    before = picture()
    for name, body, more in (("story", {"success_story": "Punya warung."}, ()), ("plan-create", PLAN, ()),
                             ("plan-update", {**PLAN, "_version": line.version}, (line.uid,))):  # fmt: skip
        assert client.get(page(name, family, *more)).status_code == 409
        assert client.post(page(name, family, *more), {**body, "_key": new_key()}).status_code == 409
    assert picture() == before
    card = client.get(page("briefing-card", family))
    assert card.status_code == 200 and page("story", family) not in card.content.decode()


def test_an_archived_family_gets_no_note_and_no_need(people, sign_in):
    pairing = make.paired(people)
    archived(pairing.plasma.family)
    client = sign_in(people.secretary)
    before = picture()
    note = {**NOTE, "need_problem": problem().pk, "_key": new_key()}
    assert client.post(reverse("families:note-create", args=[pairing.uid]), note).status_code == 409
    need = {"title": "Akta anak", "problem": problem().pk, "dimension": "social", "priority": "1",
            "found_on": typed_date(TODAY), "_key": new_key()}  # fmt: skip
    assert client.post(page("need-create", pairing.plasma.family), need).status_code == 409
    assert picture() == before


# --- secret problems ------------------------------------------------------------------------------------------------
@pytest.fixture
def secret(people):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    family.problems.add(ProblemType.objects.get(code="kekerasan"))
    return family


def test_the_admin_offers_no_secret_problem_and_loses_none(secret, people, sign_in):
    client = sign_in(people.secretary)
    url = reverse("admin:families_family_change", args=[secret.pk])
    for address in (url, reverse("admin:families_family_add"), reverse("admin:families_need_add")):
        assert "tindak kekerasan" not in client.get(address).content.decode()
    body = {
        "head_name": "Sumiyati", "head_sex": "female", "rt": "004", "rw": "001", "hamlet": "Krajan",
        "recorded_on": typed_date(TODAY), "socio_economic": secret.socio_economic_id,
        "occupation": secret.occupation_id, "problems": [problem().pk],
    }  # fmt: skip
    assert client.post(url, body).status_code == 302
    assert set(secret.problems.values_list("code", flat=True)) == {"pendapatan-tidak-tetap", "kekerasan"}
    violence = ProblemType.objects.get(code="kekerasan").pk
    refused = client.post(url, {**body, "problems": [violence]})
    assert refused.status_code == 200 and refused.context["errors"]
    need = {"family": secret.pk, "title": "Pendampingan", "problem": violence, "dimension": "social", "priority": "1",
            "found_on": typed_date(TODAY)}  # fmt: skip
    assert client.post(reverse("admin:families_need_add"), need).status_code == 200
    assert not Need.objects.exists()


def test_who_only_reads_in_the_admin_reads_no_secret_problem(secret, people, sign_in):
    html = sign_in(people.village_head).get(
        reverse("admin:families_family_change", args=[secret.pk])
    ).content.decode()  # fmt: skip
    assert "tindak kekerasan" not in html and problem().name in html


def test_the_ranking_sheet_tells_no_secret_problem(secret, people, sign_in):
    fgd = make.fgd(people, people.secretary.region.units.get().working_groups.get())
    html = sign_in(people.secretary).get(reverse("families:ranking", args=[fgd.uid])).content.decode()
    assert "Sumiyati" in html and "tindak kekerasan" not in html
