"""A family that moves: the old village keeps its file, the new one begins its own and never sees the old."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.actions import move as actions
from families.models import Family, FamilyMember, FamilyMove, NumberClash, Pairing
from families.tasks import move_tasks
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_life import coming, living, to
from tests.families.fill_member import with_husband
from tests.families.test_life_events import fresh, history, send
from tests.filling import typed_date
from tests.form_routes import picture

MOVED_ON = TODAY - timedelta(days=3)
ARRIVAL = {"arrived_on": typed_date(TODAY), "rt": "001", "rw": "001", "hamlet": "Tengah", "address": "Gang Anggrek"}
mark = pytest.mark


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


@pytest.fixture
def move(people, regions):
    return coming(people, regions)[0]


@pytest.fixture
def there(move, regions, sign_in):
    return sign_in(AssignmentFactory(role="secretary", region=regions.sibling))


def test_on_the_moving_day_the_file_is_closed_and_nothing_is_lost(move, secretary):
    family = fresh(move.family)
    assert (family.archived_on, move.origin, move.state) == (MOVED_ON, family.region, "announced")
    assert set(family.members.values_list("left_on", "left_reason")) == {(MOVED_ON, "moved")}
    life = family.participation()
    assert (life.stage, life.ended_on, life.end_reason) == ("moved", MOVED_ON, "Ikut anak yang bekerja.")
    page = secretary.get(family.get_absolute_url()).content.decode()
    assert "Pindah ke Desa Sukamaju" in page and "Menunggu jawaban tujuan" in page and to("move-cancel", move) in page
    assert to("restore", family) not in page
    refused = send(secretary, to("restore", family), {})
    assert refused.status_code == 409 and "Batalkan kepindahannya dahulu" in refused.content.decode()
    assert AuditEvent.objects.filter(verb="family:move", object_uid=move.uid, effective_on=MOVED_ON).exists()


def test_the_new_village_reads_a_name_and_an_origin_and_nothing_of_the_file(move, there, regions):
    page = there.get(reverse("families:move-list")).content.decode()
    assert "Sumiyati" in page and "Desa Sidomekar" in page and to("move-arrival", move) in page
    for word in ("Suharto", "Ikut anak", "520801", move.family.get_absolute_url()):
        assert word not in page + there.get(to("move-arrival", move)).content.decode()
    for name in ("family", "member-list", "card-list", "family-update", "family-move"):
        assert there.get(to(name, move.family)).status_code == 404
    assert there.get(to("move-cancel", move)).status_code == 403


def test_with_consent_the_identity_part_goes_along_and_no_clash_arises(move, there, secretary):
    assert send(there, to("move-arrival", move), ARRIVAL).status_code == 302
    move = fresh(move)
    new, old = move.arrived_as, move.family
    assert (move.state, move.answered_on, new.region_id) == ("arrived", TODAY, move.destination_id)
    assert living(new) == ["Sumiyati", "Suharto Wijaya"]
    for row in new.members.select_related("came_from"):
        assert (row.nik, row.birth_date, row.relation_id) == (
            row.came_from.nik, row.came_from.birth_date, row.came_from.relation_id)  # fmt: skip
        assert (row.joined_on, row.joined_reason, row.disability, row.insurance) == (TODAY, "moved_in", None, None)
    assert new.head().name == "Sumiyati" and new.participations.count() == 0
    assert (new.problems.count(), new.needs.count(), new.assessments.count(), new.cards.count()) == (0, 0, 0, 0)
    assert not NumberClash.objects.exists()
    assert "Datang dari Desa Sidomekar" in history(there, new) and "Sumiyati" in history(there, new) + new.head_name
    assert there.get(old.get_absolute_url()).status_code == 404
    assert "Sudah dicatat di tujuan" in secretary.get(old.get_absolute_url()).content.decode()
    assert secretary.get(new.get_absolute_url()).status_code == 404
    assert send(there, to("move-arrival", move), ARRIVAL).status_code == 409  # answered once
    assert send(secretary, to("move-cancel", move), {"reason": "Salah catat."}).status_code == 409


def test_without_consent_only_the_head_is_named(people, regions, sign_in):
    move, by = coming(people, regions, passes_on=False)
    new = actions.record_arrival(
        move, arrived_on=TODAY, place={}, as_candidate=False, by=by, on=TODAY
    )  # fmt: skip
    assert (new.head_name, new.members.count()) == ("Sumiyati", 0)


def test_nobody_arrives_before_they_left_nor_as_candidate_without_a_group(move, there):
    early = typed_date(MOVED_ON - timedelta(days=1))
    before = picture()
    assert send(there, to("move-arrival", move), ARRIVAL, arrived_on=early).status_code == 422
    answer = send(there, to("move-arrival", move), ARRIVAL, as_candidate="on")
    assert answer.status_code == 409 and "pokja" in answer.content.decode()
    assert picture() == before


def test_not_found_is_answered_in_words_that_the_old_village_reads(move, there, secretary, people):
    words = "Sudah dicari di RT 001, tidak dikenal."
    assert send(there, to("move-not-found", move), {"answer": words}).status_code == 302
    assert words in secretary.get(move.family.get_absolute_url()).content.decode()
    tasks = list(move_tasks(people.secretary, TODAY))
    assert [task.title for task in tasks] == ["Ibu Sumiyati tidak ditemukan di Desa Sukamaju"]
    assert send(secretary, to("move-cancel", move), {"reason": "Tidak jadi pindah."}).status_code == 302


def test_the_destination_has_a_task(move, regions):
    by = AssignmentFactory(role="coordinator", region=regions.sibling)
    assert [task.title for task in move_tasks(by, TODAY)] == ["1 keluarga pindah ke sini"]


def test_a_cancelled_move_brings_everything_back(people, regions):
    pairing = make.paired(people)
    for family in (pairing.pioneer.family, pairing.plasma.family):
        life = family.participation()
        stage, membership = life.stage, life.membership
        move = make.moved(family, regions.sibling, people.secretary)
        gone = fresh(life)
        assert (gone.stage, gone.ended_on) == ("moved", MOVED_ON)
        assert Pairing.objects.get().paired_until == MOVED_ON and living(family) == []
        move = FamilyMove.objects.select_related("family__region").get(pk=move.pk)
        actions.cancel_move(move, reason="Tidak jadi pindah.", by=people.secretary, on=TODAY)
        back, family = fresh(life), fresh(family)
        assert (back.stage, back.ended_on, back.end_reason) == (stage, None, "")
        assert (family.archived_on, family.head().name) == (None, family.head_name)
        assert Pairing.objects.get().paired_until is None and len(living(family)) == 2
        if membership:
            assert fresh(membership).left_on is None


def test_a_move_is_not_older_than_the_last_step_and_goes_elsewhere(people, regions, secretary):
    family, _ = with_husband(people)
    sent = {"destination": regions.sibling.code, "reason": "Ikut anak."}
    before = picture()
    for day, status, words in (
        (family.recorded_on - timedelta(days=1), 422, "baru didata"),
        (family.recorded_on, 409, "tidak boleh mendahului"),
        (TODAY + timedelta(days=1), 422, "setelah hari ini"),
    ):
        answer = send(secretary, to("family-move", family), sent, moved_on=typed_date(day))
        assert answer.status_code == status and words in answer.content.decode()
    sent |= {"destination": regions.village.code, "moved_on": typed_date(TODAY)}
    here = send(secretary, to("family-move", family), sent)
    assert here.status_code == 422 and "sama dengan" in here.content.decode()
    assert picture() == before


def test_a_destination_is_found_anywhere_by_its_name(people, regions, secretary):
    family, _ = with_husband(people)
    offered = secretary.get(to("family-move", family)).context["form"].fields["destination"].choices
    assert [code for code, _ in offered] == [regions.kelurahan.code, regions.sibling.code]
    for text in ("kotalama", "Kotalama Banyuraga"):
        page = secretary.get(to("family-move", family), {"cari": text})
        assert [code for code, _ in page.context["form"].fields["destination"].choices][0] == regions.city_village.code
    assert "Tidak ada tempat bernama itu" in secretary.get(f"{to('family-move', family)}?cari=entah").content.decode()


def test_the_tksk_sees_moves_of_the_kecamatan_others_none(move, people, sign_in, regions):
    url = reverse("families:move-list")
    assert "Sumiyati" in sign_in(people.tksk).get(f"{url}?arah=pergi").content.decode()
    far = AssignmentFactory(role="tksk", region=regions.other_subdistrict)
    assert "Sumiyati" not in sign_in(far).get(f"{url}?arah=pergi").content.decode()
    for role in ("lk3", "regency_reports", "province", "pioneer", "village_operator"):
        assert sign_in(getattr(people, role)).get(url).status_code == 403


def test_a_third_village_finds_no_move(move, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.kelurahan))
    for name in ("move-arrival", "move-not-found", "move-cancel"):
        assert client.get(to(name, move)).status_code == 404
    assert "Sumiyati" not in client.get(reverse("families:move-list")).content.decode()


def test_a_moved_family_may_come_back_with_a_file_of_its_own(move, there, people, regions):
    send(there, to("move-arrival", move), ARRIVAL)
    new = Family.objects.get(region=regions.sibling)
    by = AssignmentFactory(role="secretary", region=regions.sibling)
    back = FamilyMove(family=new, destination=regions.village, moved_on=TODAY, reason="Kembali.", passes_on=True)
    actions.record_move(back, by=by, on=TODAY)
    again = actions.record_arrival(
        back, arrived_on=TODAY, place={}, as_candidate=False, by=people.secretary, on=TODAY
    )  # fmt: skip
    assert living(again) == ["Sumiyati", "Suharto Wijaya"] and again.pk != move.family_id
    assert FamilyMember.objects.filter(left_on=None).count() == 2
    with pytest.raises(TransitionRefused):
        actions.cancel_move(fresh(back), reason="Salah.", by=by, on=TODAY)
