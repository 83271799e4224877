"""Pendamping dan dampingan: pairing, its conditions, notes, needs, the pioneer's own account."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Family, MentoringNote, Need, Pairing, Participation
from fcu_project import workflow
from institutions.models import Institution, Membership
from tests import factories
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_pairing import NOTE, problem, ready_to_pair
from tests.filling import new_key, typed_date
from tests.steps import stage_of

CREATE = "/pendampingan/tambah/"


def choice(pioneer, plasma, **changes):
    return {
        "pioneer": pioneer.pk, "plasma": plasma.pk, "paired_from": typed_date(make.PAIRED_ON), "reason": "",
        "_key": new_key(), **changes,
    }  # fmt: skip


@pytest.mark.clause("MEN-01")
def test_a_briefed_pioneer_accompanies_a_designated_family(people, sign_in):
    pioneer, plasma = ready_to_pair(people)
    client = sign_in(people.secretary)
    response = client.post(CREATE, choice(pioneer, plasma, reason="Bertetangga."))
    row = Pairing.objects.get()
    assert response["Location"] == row.get_absolute_url()
    assert (row.paired_from, row.reason, row.paired_until) == (make.PAIRED_ON, "Bertetangga.", None)
    assert (stage_of(pioneer), stage_of(plasma)) == ("on_duty", "mentored")
    page = client.get("/pendampingan/").content.decode()
    assert "Ibu Sumiyati" in page and "Bapak Hadi Suwito" in page


@pytest.mark.clause("MEN-01", "FAM-15")
def test_pairing_before_the_briefing_is_refused_with_the_reason(people, sign_in):
    pioneers, plasma = make.willing(people, make.selection_group(people))
    make.designated("pioneer_designation", pioneers, people.secretary)
    make.designated("plasma_designation", plasma, people.secretary)
    response = sign_in(people.secretary).post(
        CREATE, choice(pioneers[0].participation(), plasma[0].participation(), reason="Dekat rumah.")
    )
    assert response.status_code == 422
    assert "belum selesai dibekali" in response.content.decode() and "Dekat rumah." in response.content.decode()
    assert not Pairing.objects.exists()
    assert stage_of(pioneers[0].participation()) == "designated"


@pytest.mark.clause("FAM-18")
def test_a_family_without_its_meeting_cannot_be_accompanied(people, sign_in):
    pioneers, plasma = make.willing(people, make.selection_group(people))
    make.designated("pioneer_designation", pioneers, people.secretary)
    make.briefed(pioneers, people.secretary)
    response = sign_in(people.secretary).post(CREATE, choice(pioneers[0].participation(), plasma[0].participation()))
    assert response.status_code == 422  # a willing family is not even offered
    with pytest.raises(workflow.TransitionRefused, match="belum ditetapkan"):
        make.pairing_actions.pair(
            Pairing(pioneer=pioneers[0].participation(), plasma=plasma[0].participation(), paired_from=TODAY),
            by=people.secretary, on=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("days, words", [(1, "selesainya pembekalan"), (5, "selesainya pembekalan")])
def test_no_pairing_dated_before_the_briefing(days, words, people, sign_in):
    pioneer, plasma = ready_to_pair(people)
    early = typed_date(make.BRIEFED_ON - timedelta(days=days))
    response = sign_in(people.secretary).post(CREATE, choice(pioneer, plasma, paired_from=early))
    assert response.status_code == 422 and words in response.content.decode()


@pytest.mark.clause("MEN-01")
def test_a_second_companion_and_a_full_load_ask_for_a_reason(people, sign_in, regions):
    pioneers, plasma = make.willing(people, make.selection_group(people), pioneers=("Hadi Suwito", "Ahmad Fauzi"))
    make.designated("pioneer_designation", pioneers, people.secretary)
    make.briefed(pioneers, people.secretary)
    make.designated("plasma_designation", plasma, people.secretary)
    one, other = (family.participation() for family in pioneers)
    client = sign_in(people.secretary)
    client.post(CREATE, choice(one, plasma[0].participation()))
    warned = client.post(CREATE, choice(other, plasma[0].participation()))
    assert warned.status_code == 422 and "sudah didampingi Bapak Hadi Suwito" in warned.content.decode()
    assert Pairing.objects.count() == 1
    client.post(CREATE, choice(other, plasma[0].participation(), reason="Pionir pertama sering melaut."))
    assert Pairing.objects.count() == 2
    regions.regency.settings.create(key="pairing_load", value="1")
    more = make.candidate(people.secretary, "Maimunah")
    make.assessed(more, "plasma", people.secretary)
    assert "paling banyak 1" in " ".join(make.pairing_actions.pairing_warnings(one, plasma[0].participation()))


def test_a_pioneer_from_afar_and_a_conflict_ask_for_a_reason(people, sign_in, regions):
    far, plasma = ready_to_pair(people)
    Family.objects.filter(pk=far.family_id).update(rt="009", rw="008", hamlet="Timur")
    near = make.short.life(people.secretary, "Ahmad Fauzi", "pioneer", "consolidated", days=make.DAYS).participation()
    client = sign_in(people.secretary)
    labels = str(client.get(CREATE).context["form"]["pioneer"])
    assert "mendampingi 0 keluarga (paling banyak 5)" in labels
    for told in ({}, {"closeness": "further"}):
        warned = client.post(CREATE, choice(far, plasma, **told))
        assert warned.status_code == 422
        assert "tinggal lebih jauh, padahal Bapak Ahmad Fauzi lebih dekat (RT sama)" in warned.content.decode()
    conflict = {"conflict": "debt", "conflict_note": "Lewat sekretaris."}
    warned = client.post(CREATE, choice(near, plasma, **conflict))
    assert warned.status_code == 422 and "Ada benturan kepentingan" in warned.content.decode()
    assert not Pairing.objects.exists()
    terms = {"closeness": "same_group"}
    assert not make.pairing_actions.pairing_warnings(far, plasma, **terms)
    regions.regency.settings.create(key="pairing_load", value="1")
    other = make.short.life(people.secretary, "Maimunah", "plasma", "designated", days=make.DAYS).participation()
    client.post(CREATE, choice(near, other))
    assert "(sudah penuh 1)" in str(client.get(CREATE).context["form"]["pioneer"])
    assert client.post(CREATE, choice(far, plasma)).status_code == 302  # the nearer one has no room any more


def test_a_pioneer_writes_a_visit_on_the_phone_and_opens_a_need(people, sign_in, regions):
    """Problem, need, priority; contact date, kind, topic, agreement; a proposed referral."""
    pairing = make.paired(people)
    account = factories.AssignmentFactory(role="pioneer", region=regions.village, person=pairing.pioneer.representative)
    client = sign_in(account)
    assert "Ibu Sumiyati" in client.get("/pendampingan/").content.decode()
    url = reverse("families:note-create", args=[pairing.uid])
    body = {**NOTE, "need_problem": problem().pk, "need_referral": "on", "change_access": "on", "_key": new_key()}
    assert client.post(url, body)["Location"] == pairing.get_absolute_url()
    note, need = MentoringNote.objects.get(), Need.objects.get()
    assert (note.kind, note.held_on, note.topic, note.agreed) == ("visit", TODAY, NOTE["topic"], NOTE["agreed"])
    assert (note.author, note.from_paper, note.change_access) == (pairing.pioneer.representative, False, True)
    assert (need.title, need.priority, need.problem, need.found_in) == ("Modal jualan sayur", 2, problem(), note)
    assert need.needs_referral and need.dimension == "economic"
    page = client.get(pairing.get_absolute_url()).content.decode()
    assert "Modal jualan sayur" in page and "Menabung tiap Sabtu" in page and "perlu rujukan" in page


def test_the_secretary_types_the_card_from_paper(people, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.secretary)
    url = reverse("families:note-create", args=[pairing.uid])
    without_need = {**NOTE, "need_title": "", "need_priority": "", "_key": new_key()}
    assert client.post(url, without_need).status_code == 302
    note = MentoringNote.objects.get()
    assert note.from_paper and note.recorded_by.startswith(people.secretary.person.name)
    assert note.author == pairing.pioneer.representative
    assert not Need.objects.exists()


@pytest.mark.clause("FAM-15")
def test_no_visit_before_the_duty_began(people, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.secretary)
    url = reverse("families:note-create", args=[pairing.uid])
    early = {**NOTE, "held_on": typed_date(make.PAIRED_ON - timedelta(days=1)), "need_title": "", "need_priority": ""}
    response = client.post(url, {**early, "next_on": "", "_key": new_key()})
    assert response.status_code == 422 and "tidak boleh mendahului pendampingan" in response.content.decode()
    assert NOTE["topic"] in response.content.decode()
    assert not MentoringNote.objects.exists()


def test_half_a_need_is_asked_to_be_finished(people, sign_in):
    pairing = make.paired(people)
    url = reverse("families:note-create", args=[pairing.uid])
    response = sign_in(people.secretary).post(url, {**NOTE, "need_priority": "", "_key": new_key()})
    words = response.content.decode()
    assert response.status_code == 422
    assert "Pilih jenis masalah dari kebutuhan ini." in words and "Pilih prioritas kebutuhan ini." in words
    assert not MentoringNote.objects.exists() and not Need.objects.exists()


def test_a_pioneer_sees_the_own_families_and_no_other(people, sign_in, regions):
    pairing = make.paired(people)
    other = make.candidate(people.secretary, "Maimunah")
    account = factories.AssignmentFactory(role="pioneer", region=regions.village, person=pairing.pioneer.representative)
    client = sign_in(account)
    assert client.get(pairing.plasma.family.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(pairing.pioneer.family.get_absolute_url()).status_code == 404  # the own file is the FCU's
    stranger = sign_in(people.pioneer)
    for url in (pairing.get_absolute_url(), pairing.plasma.family.get_absolute_url(),
                reverse("families:note-create", args=[pairing.uid])):  # fmt: skip
        assert stranger.get(url).status_code == 404, url
    make.pairing_actions.end_pairing(pairing, by=people.secretary, on=TODAY, ended_on=TODAY, reason="Pindah dusun")
    assert client.get(pairing.plasma.family.get_absolute_url()).status_code == 404
    assert client.get(pairing.get_absolute_url()).status_code == 404  # nor is the card theirs any more
    assert "Sumiyati" not in client.get("/pendampingan/?lalu=1").content.decode()


def test_needs_are_closed_with_an_outcome_once(people, sign_in):
    pairing = make.paired(people)
    make.note(pairing, people.secretary, Need(title="Modal usaha", problem=problem(), dimension="economic"))
    need = Need.objects.get()
    client = sign_in(people.secretary)
    url = reverse("families:need-close", args=[need.uid])
    done = {"state": "met", "closed_on": typed_date(TODAY), "outcome": "Pinjaman koperasi cair."}
    assert client.post(url, {**done, "_key": new_key()}).status_code == 302
    again = client.post(url, {**done, "_key": new_key()})
    assert again.status_code == 409 and "sudah selesai" in again.content.decode()
    need.refresh_from_db()
    assert (need.state, need.closed_on, need.outcome) == ("met", TODAY, "Pinjaman koperasi cair.")


@pytest.mark.clause("MEM-03", "PSK-08")
def test_whoever_withdraws_leaves_the_fcu_the_register_and_the_family(people, sign_in):
    pairing = make.paired(people)
    pioneer = pairing.pioneer
    assert Membership.objects.get(kind="pioneer").left_on is None
    url = reverse("transition", args=["families.participation", pioneer.uid, "withdraw"])
    body = {"on": typed_date(TODAY), "note": "Pindah kerja ke kota.", "_key": new_key()}
    assert sign_in(people.secretary).post(url, body).status_code == 302
    pioneer.refresh_from_db()
    assert (pioneer.stage, pioneer.ended_on, pioneer.end_reason) == ("withdrawn", TODAY, "Pindah kerja ke kota.")
    assert Membership.objects.get(kind="pioneer").left_on == TODAY
    assert Institution.objects.get(element__code="keluarga-pionir").closed_on == TODAY
    assert Pairing.objects.get().paired_until == TODAY
    assert Participation.objects.get(pk=pairing.plasma_id).stage == "mentored"  # the family itself goes on


@pytest.mark.parametrize("role, status", [("member", 403), ("lk3", 403), ("regency_reports", 403), ("ministry", 403),
                                          ("village_operator", 403), ("tksk", 200), ("village_head", 200)])  # fmt: skip
def test_who_reads_the_card(role, status, people, sign_in):
    pairing = make.paired(people)
    assert sign_in(getattr(people, role)).get(pairing.get_absolute_url()).status_code == status


def test_another_village_finds_nothing(people, sign_in, regions):
    pairing = make.paired(people)
    outsider = sign_in(factories.AssignmentFactory(role="secretary", region=regions.sibling))
    assert outsider.get(pairing.get_absolute_url()).status_code == 404
    assert outsider.post(reverse("families:pairing-end", args=[pairing.uid]), {"_key": new_key()}).status_code == 404
    assert "Sumiyati" not in outsider.get("/pendampingan/").content.decode()
