"""Empowerment by five ways: planned, done, next, gathered for each family; and the pair itself, near or in conflict."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.documents.pairing import list_facts
from families.models import ActionPlanItem, FamilyCard, FamilyMember, MentoringNote, Need, Pairing, ProblemType, Way
from families.nearness import closeness_of, kin_sign
from families.ways import ways_of
from tests.factories import TODAY, AssignmentFactory
from tests.families import make, mentoring
from tests.families.fill_pairing import NOTE, PLAN
from tests.families.test_pairing import CREATE, choice
from tests.families.test_papers import paper
from tests.filling import new_key, typed_date
from tests.letters import in_order, text_of

mark = pytest.mark


@mark.clause("MEN-09")
def test_plan_notes_consultations_and_coaching_stand_by_the_five_ways(people, sign_in):
    pairing = make.paired(people)
    family, by = pairing.plasma.family, people.secretary
    ActionPlanItem.objects.create(
        participation=pairing.pioneer, number=2, family=family, way="advocacy", problem="Akta", goal="Punya akta",
        activity="Mengurus akta anak di balai.", period="Desember",
    )  # fmt: skip
    make.note(pairing, by, way="protection", topic="Menjaga anak di rumah", next_plan="Menengok anak",
              next_on=TODAY + timedelta(days=3))  # fmt: skip
    mentoring.consultation(family, by)
    mentoring.session(by, {pairing.plasma: (True, 1, 0)}, coach=pairing.pioneer)
    lines = {line.label: line for line in ways_of(family, by)}
    assert list(lines) == [way.label for way in Way]  # the five of the guide, in its order
    assert [step.what for step in lines["Advokasi"].planned] == ["Mengurus akta anak di balai."]
    assert [step.what for step in lines["Perlindungan"].done] == ["Menjaga anak di rumah"]
    assert [step.what for step in lines["Perlindungan"].ahead] == ["Menengok anak"]
    assert [step.what for step in lines["Konsultasi"].done] == ["Cara mengurus akta"]
    assert [step.what for step in lines["Bimbingan"].done] == ["Mengatur uang belanja"]
    assert lines["Pelembagaan keluarga"].is_empty
    client, url = sign_in(by), reverse("families:empowerment", args=[family.uid])
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert "Mengurus akta anak" in client.get(url).content.decode()
    text = text_of(client.get(f"{url}?cetak=pdf&kertas=A4").content)
    assert "di balai, Desember" in text and "Halaman 1 dari 1" in text
    assert in_order(text, "RENCANA PEMBERDAYAAN KELUARGA", "Ibu Sumiyati", "Bapak Hadi Suwito", "Direncanakan",
                    "Bimbingan", "Konsultasi", "Perlindungan", "Advokasi", "Mengurus akta anak",
                    "Pelembagaan keluarga")  # fmt: skip


def test_a_secret_need_is_told_in_no_plan(people):
    pairing = make.paired(people)
    secret = Need(title="Aman", problem=ProblemType.objects.get(code="kekerasan"), dimension="social")
    make.note(pairing, people.secretary, secret, topic="Bercerita dipukul")
    assert "dipukul" not in repr(ways_of(pairing.plasma.family, people.secretary))


@mark.clause("MEN-09")
def test_a_line_of_the_plan_names_its_family_its_way_and_the_day_it_was_done(people, sign_in):
    pairing = make.paired(people)
    family, client = pairing.pioneer.family, sign_in(people.secretary)
    url = reverse("families:plan-create", args=[family.uid])
    told = {**PLAN, "family": pairing.plasma.family.pk, "way": "guidance", "done_on": typed_date(TODAY)}
    refused = client.post(url, {**told, "result": "", "_key": new_key()})
    assert refused.status_code == 422 and "Tuliskan realisasinya" in refused.content.decode()
    assert client.post(url, {**told, "_key": new_key()}).status_code == 302
    row = ActionPlanItem.objects.get(activity=PLAN["activity"])
    assert (row.family, row.way, row.done_on) == (pairing.plasma.family, "guidance", TODAY)
    stranger = make.short.life(people.secretary, "Maimunah", "plasma", "mentored", days=make.DAYS)
    assert client.post(url, {**told, "family": stranger.pk, "_key": new_key()}).status_code == 422
    text = text_of(paper(client, "briefing-paper", family.uid))
    assert in_order(text, "RENCANA AKSI", "Ibu Sumiyati", PLAN["goal"])


# --- notes are mended -----------------------------------------------------------------------------------------------
def test_a_note_is_mended_by_its_author_or_the_fcu(people, sign_in):
    pairing = make.paired(people)
    own = AssignmentFactory(role="pioneer", region=pairing.plasma.family.region, person=pairing.pioneer.representative)
    row = make.note(pairing, own)
    url = reverse("families:note-update", args=[row.uid])
    typed = {name: value for name, value in NOTE.items() if not name.startswith("need_")}
    body = {**typed, "topic": "Tabungan dua mingguan", "way": "guidance", "_version": row.version, "_key": new_key()}
    assert sign_in(own).post(url, body).status_code == 302
    row.refresh_from_db()
    assert (row.topic, row.way) == ("Tabungan dua mingguan", "guidance")
    early = {**body, "held_on": typed_date(make.PAIRED_ON - timedelta(days=1)), "_version": row.version}
    assert sign_in(people.secretary).post(url, {**early, "_key": new_key()}).status_code == 422
    assert sign_in(people.tksk).get(url).status_code == 403
    by_office = make.note(pairing, people.secretary)
    assert sign_in(own).get(reverse("families:note-update", args=[by_office.uid])).status_code == 403
    assert MentoringNote.objects.count() == 2


# --- near, and in conflict ------------------------------------------------------------------------------------------
def test_how_near_two_families_live_is_taken_from_the_file(people):
    one, other = (row.family for row in make.ready(people))
    for place, closeness in (
        ({}, "same_rt"), ({"rt": "009"}, "same_rw"), ({"rt": "009", "rw": "008"}, "same_hamlet"),
        ({"rt": "009", "rw": "008", "hamlet": "Lain"}, "further"), ({"rt": "-", "rw": "-", "hamlet": ""}, ""),
    ):  # fmt: skip
        for name, value in place.items():
            setattr(other, name, value)
        assert closeness_of(one, other) == closeness, place


@mark.clause("MEN-01")
def test_the_nearest_and_least_burdened_pioneer_is_offered_first(people, sign_in):
    pioneer, plasma = make.ready(people)
    far = make.short.life(people.secretary, "Ahmad Fauzi", "pioneer", "consolidated", days=make.DAYS)
    far.rt, far.rw, far.hamlet = "009", "008", "Timur"
    far.save()
    form = sign_in(people.secretary).get(f"{CREATE}?keluarga={plasma.family.uid}").context["form"]
    labels = [label for value, label in form.fields["pioneer"].choices if value]
    assert labels[0].startswith("Bapak Hadi Suwito") and "RT sama, mendampingi 0 keluarga" in labels[0]
    assert labels[1].startswith("Bapak Ahmad Fauzi") and "sama" not in labels[1]
    sign_in(people.secretary).post(CREATE, choice(pioneer, plasma))
    assert Pairing.objects.get().closeness == "same_rt"


def test_kin_are_found_in_the_file_and_asked_about(people, sign_in):
    pioneer, plasma = make.ready(people)
    assert kin_sign(pioneer.family, plasma.family) == ""
    FamilyMember.objects.filter(family=plasma.family, is_head=True).update(father_name="Hadi Suwito")
    client = sign_in(people.secretary)
    asked = client.post(CREATE, choice(pioneer, plasma))
    assert asked.status_code == 422 and "mungkin kerabat" in asked.content.decode() and not Pairing.objects.exists()
    unkept = client.post(CREATE, choice(pioneer, plasma, conflict="kin"))
    assert unkept.status_code == 422 and "dijaga" in unkept.content.decode()
    client.post(CREATE, choice(pioneer, plasma, conflict="none"))  # the name is a coincidence
    assert Pairing.objects.get().conflict == ""


def test_one_family_card_or_a_split_speaks_for_kin(people):
    one, other = (row.family for row in make.ready(people))
    FamilyCard.objects.create(family=other, region=other.region, number=FamilyCard.objects.get(family=one).number,
                              valid_from=TODAY, valid_until=TODAY)  # fmt: skip
    assert "satu kartu" in kin_sign(one, other)
    FamilyCard.objects.filter(family=other).delete()
    FamilyMember.objects.filter(family=other, is_head=True).update(came_from=one.head())
    assert "dahulu tercatat" in kin_sign(one, other)


def test_a_conflict_is_told_to_the_officers_and_to_others_only_that_there_is_one(people, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.secretary)
    url = reverse("families:pairing-update", args=[pairing.uid])
    body = {"closeness": "", "conflict": "debt", "_key": new_key(), "_version": pairing.version}
    assert client.post(url, {**body, "conflict_note": ""}).status_code == 422
    assert client.post(url, {**body, "conflict_note": "Lewat sekretaris.", "_key": new_key()}).status_code == 302
    pairing.refresh_from_db()
    assert (pairing.conflict, pairing.conflict_note) == ("debt", "Lewat sekretaris.")
    assert "Lewat sekretaris." in client.get(pairing.get_absolute_url()).content.decode()
    own = AssignmentFactory(role="pioneer", region=pairing.plasma.family.region, person=pairing.pioneer.representative)
    for reader in (own, people.tksk, people.village_head):
        page = sign_in(reader).get(pairing.get_absolute_url()).content.decode()
        assert "Ada catatan" in page and "utang" not in page and "Lewat sekretaris" not in page
    rows = Pairing.objects.all().with_last_note()
    (line,) = list_facts(pairing.plasma.family.region, rows, "F4", by=people.secretary)["rows"]
    assert "ada catatan" in line["remark"] and "utang" not in line["remark"]
