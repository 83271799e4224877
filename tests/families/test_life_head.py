"""Another head: what follows who leads the family, and a death of the head that is taken back."""

from datetime import timedelta

import pytest

from families.actions import card as card_actions
from families.actions import life as actions
from families.actions import member as member_actions
from families.models import FamilyCard
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_life import CHILD, household, to
from tests.families.test_life_events import NEW, fresh, history, send
from tests.filling import LAST_WEEK, new_key, typed_date

RELATION, OTHER_WORK = "relation-{}", 12


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


@pytest.fixture
def home(people):
    """The husband has other work than the head."""
    family, head, husband, daughter = household(people)
    husband.occupation = make.code("occupation", OTHER_WORK)
    husband.save()
    return fresh(family), fresh(head), fresh(husband), fresh(daughter)


def head_dies(home, by, on=LAST_WEEK):
    family, head, husband, daughter = home
    standing = {husband.pk: (make.code("relation", 1), None), daughter.pk: (make.code("relation", 4), None)}
    actions.record_death(head, died_on=on, standing=standing, by=by, on=TODAY)
    return family


# --- the work of the head -------------------------------------------------------------------------------------------
def test_the_work_on_record_is_that_of_who_leads(home, people):
    family = head_dies(home, people.secretary)
    assert fresh(family).occupation.code == OTHER_WORK


def test_another_head_and_a_changed_head_bring_their_work(home, people):
    family, head, husband, _ = home
    member_actions.hand_over(husband, relation=make.code("relation", 3), by=people.secretary, on=TODAY)
    assert fresh(family).occupation.code == OTHER_WORK
    husband = fresh(family).members.get(pk=husband.pk)
    husband.occupation = make.code("occupation", 2)
    member_actions.save_member(husband, by=people.secretary, on=TODAY)
    assert fresh(family).occupation.code == 2


# --- a death of the head --------------------------------------------------------------------------------------------
def test_the_card_is_of_before_the_death_until_it_is_renewed(home, people, secretary):
    """Also when the death lies before the day on which the card was typed."""
    family, head, husband, daughter = home
    data = {"died_on": typed_date(LAST_WEEK), f"relation-{husband.pk}": "1", f"relation-{daughter.pk}": "4"}
    page = secretary.post(to("member-death", family, head), {**data, "_key": new_key()}, follow=True)
    renewal = to("identity", family) + "?kk=baru"
    assert f'<a href="{renewal}">Catat KK baru</a>' in page.content.decode()
    page = secretary.get(family.get_absolute_url()).content.decode()
    assert "dari sebelum kepala keluarga meninggal" in page and renewal in page
    assert secretary.get(renewal).context["form"]["card_reason"].value() == "head_died"
    card_actions.renew_card(
        fresh(family), NEW, reason="head_died", valid_from=TODAY, by=people.secretary, on=TODAY
    )  # fmt: skip
    assert "dari sebelum kepala keluarga" not in secretary.get(family.get_absolute_url()).content.decode()


def test_a_head_whose_death_was_none_leads_again_and_the_card_of_the_death_goes(home, people, secretary):
    family, head, husband, daughter = home
    first = FamilyCard.objects.get()
    head_dies(home, people.secretary)
    card_actions.renew_card(
        fresh(family), NEW, reason="head_died", valid_from=LAST_WEEK, by=people.secretary, on=TODAY
    )  # fmt: skip
    assert "nomor berubah" in history(secretary, family)
    url = to("member-back", family, head)
    page = secretary.get(url)
    assert "Batalkan catatan meninggal" in page.content.decode()
    form = page.context["form"]
    told = {RELATION.format(row.pk): form.initial[RELATION.format(row.pk)] for row in (head, husband, daughter)}
    assert list(told.values()) == ["1", "2", "4"]
    answer = send(secretary, url, {**told, "reason": "Tertukar orang.", "takes_back_card": "on"})
    assert answer.status_code == 302
    family, head, husband = fresh(family), fresh(head), fresh(husband)
    assert (head.is_head, head.left_on, head.marital.code) == (True, None, 2)
    assert (husband.is_head, husband.relation.code, husband.marital.code) == (False, 2, 2)
    assert (family.head_name, family.occupation) == (head.name, head.occupation)
    card = FamilyCard.objects.get()
    assert (card.pk, card.valid_until, card.valid_from) == (first.pk, None, TODAY)
    assert "nomor berubah" not in history(secretary, family)


def test_the_stand_in_may_stay_head(home, people, secretary):
    family, head, husband, daughter = home
    head_dies(home, people.secretary)
    told = {RELATION.format(head.pk): "3", RELATION.format(husband.pk): "1", RELATION.format(daughter.pk): "4"}
    both = {**told, RELATION.format(head.pk): "1"}
    refused = send(secretary, to("member-back", family, head), {**both, "reason": "Tertukar."})
    assert refused.status_code == 422 and "hanya satu" in refused.content.decode()
    assert send(secretary, to("member-back", family, head), {**told, "reason": "Tertukar."}).status_code == 302
    assert fresh(family).head_name == husband.name
    assert (fresh(husband).marital.code, fresh(head).relation.code) == (2, 3)


def test_nobody_dies_before_birth(home, secretary):
    family, _, _, daughter = home
    answer = send(secretary, to("member-death", family, daughter), {"died_on": "05-05-2004"})
    assert "Tanggal meninggal tidak boleh mendahului tanggal lahir" in answer.content.decode()


# --- children -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("relation", ["1", "2", "5", "7", "8"])
def test_a_newborn_is_no_parent_of_the_head(relation, home, secretary):
    assert send(secretary, to("member-birth", home[0]), CHILD, relation=relation).status_code == 422


def test_a_child_is_not_offered_as_head(home, people, secretary):
    family = home[0]
    child = make.member(
        fresh(family), people.secretary, "Putri", relation=4, born=TODAY - timedelta(days=5 * 366), marital=1
    )  # fmt: skip
    page = secretary.get(to("member-list", family)).content.decode()
    assert to("member-head", family, home[2]) in page and to("member-head", family, child) not in page


def test_a_child_of_two_is_no_newborn_without_a_number(home, secretary):
    born = {"birth_date": typed_date(TODAY - timedelta(days=800))}
    asked = send(secretary, to("member-birth", home[0]), CHILD, **born)
    assert asked.status_code == 422 and "padahal umurnya 2 tahun" in asked.content.decode()
