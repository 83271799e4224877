"""What the home page asks of each role on the way of a referral; it names a place and days, never a family."""

from datetime import timedelta

import pytest

from referrals.models import Referral
from referrals.tasks.referral import referral_tasks
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.referrals import make
from tests.referrals.test_screens import several


def asked(by):
    return {task.title: task for task in referral_tasks(by, TODAY)}


def late(row, days=19):
    Referral.objects.filter(pk=row.pk).update(sent_on=TODAY - timedelta(days=days))


def test_without_referrals_nothing_is_asked(people):
    for role in ("secretary", "coordinator", "treasurer", "village_head", "tksk", "lk3", "pioneer", "province"):
        assert asked(getattr(people, role)) == {}


def test_a_draft_of_the_own_office(people):
    make.draft(people)
    assert list(asked(people.secretary)) == ["1 draf rujukan belum dikirim"]
    assert asked(people.lk3) == asked(people.treasurer) == {}


@pytest.mark.clause("REF-10")
def test_an_overdue_referral_is_named_by_its_place(people):
    row = make.sent(people, place_name="Koperasi Lama")
    assert asked(people.secretary) == {}
    late(row)
    task = asked(people.secretary)["Koperasi Lama belum menjawab"]
    assert (task.due, task.due_state) == (TODAY - timedelta(days=5), "late")
    assert "menunggu 19 hari" in task.why and "Sumiyati" not in task.title + task.why
    assert "Koperasi Lama belum menjawab" in asked(people.tksk)


def test_a_declined_one_asks_for_another_place(people):
    row = make.replied(make.sent(people, place_name="Koperasi Lama"), people.secretary, "refused")
    title = "Ditolak: Koperasi Lama, pilih tempat lain"
    assert asked(people.secretary)[title].url == row.get_absolute_url()
    make.referral_actions.start_referral(row.need, by=people.secretary, on=TODAY)
    assert title not in asked(people.secretary)


def test_what_was_served_is_to_be_closed(people):
    make.served(people)
    assert "1 rujukan sudah dilayani" in asked(people.secretary)


@pytest.mark.clause("REF-02")
def test_tksk_is_told_of_a_new_referral(people):
    row = make.sent(people)
    assert list(asked(people.tksk)) == ["1 rujukan baru di kecamatan Anda"]
    late(row, 14)
    assert asked(people.tksk) == {}


@pytest.mark.clause("REF-04")
def test_lk3_accepts_forwards_waits_and_closes(people):
    row = make.at_lk3(people)
    assert list(asked(people.lk3)) == ["1 rujukan menunggu diterima"]
    late(row, 20)
    assert asked(people.lk3)["1 rujukan menunggu diterima"].due_state == "late"
    make.step(row, "accept", people.lk3, on=TODAY)
    assert list(asked(people.lk3)) == ["1 rujukan diterima, belum diteruskan atau dilayani"]
    make.forward(row, people.lk3, on=TODAY, place_name="Balai Latihan Kerja")
    assert asked(people.lk3) == {}  # the place has a term of its own
    Referral.objects.filter(pk=row.pk).update(forwarded_on=TODAY - timedelta(days=15))
    assert list(asked(people.lk3)) == ["Balai Latihan Kerja belum menjawab"]
    assert "15 hari sejak diteruskan" in asked(people.secretary)["Balai Latihan Kerja belum menjawab"].why
    make.replied(row, people.lk3, on=TODAY)
    assert asked(people.lk3) == {}
    assert list(asked(people.secretary)) == ["1 rujukan sudah dilayani"]  # who sent it tells how it ended


def test_others_are_told_that_lk3_has_it_and_has_not_sent_it_on(people):
    late(make.at_lk3(people, accepted=True), 20)
    title = "LK3 sudah menerima, belum meneruskan"
    assert "20 hari sejak dikirim" in asked(people.secretary)[title].why


def test_a_place_that_cannot_help_is_named_to_lk3_and_to_the_sender(people):
    row = make.replied(make.forwarded(people), people.lk3, "refused")
    name = "Balai Latihan Kerja tidak bisa melayani"
    assert list(asked(people.lk3)) == [f"{name}: cari lembaga lain"]
    assert f"{name}: LK3 memilih lagi" in asked(people.secretary)
    make.forward(row, people.lk3, on=TODAY, place_name="Rumah Belajar")
    assert asked(people.lk3) == {} and asked(people.secretary) == {}


def test_the_pioneer_hears_how_it_ended_for_a_fortnight(people):
    pairing = families.paired(people)
    by = AssignmentFactory(role="pioneer", region=people.secretary.region, person=pairing.pioneer.representative)
    row = make.closed(people, pairing=pairing)
    task = asked(by)["Rujukan keluarga Ibu Sumiyati selesai"]
    assert task.why.startswith("Kebutuhan terpenuhi") and task.url == row.get_absolute_url()
    assert asked(people.pioneer) == {}  # of other families
    Referral.objects.filter(pk=row.pk).update(closed_on=TODAY - timedelta(days=14))
    assert asked(by) == {}


@pytest.mark.parametrize("role", ["secretary", "tksk"])
def test_tasks_cost_the_same_for_one_and_for_ten(role, people, django_assert_max_num_queries):
    several(people, 1)
    with django_assert_max_num_queries(20) as few:
        asked(getattr(people, role))
    several(people, 9)
    with django_assert_max_num_queries(len(few)):
        asked(getattr(people, role))
