"""Births, deaths, who comes, an end that was none, and cards: each on its own day, each told in the history."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from families.actions import card as card_actions
from families.actions import life as actions
from families.actions import member as member_actions
from families.models import Family, FamilyCard, FamilyMember
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_life import CHILD, WIFE, household, living, to
from tests.families.fill_member import with_husband
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.form_routes import picture

OLD, NEW = "9701012003150007", "9701012003159999"
mark = pytest.mark


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


@pytest.fixture
def home(people):
    return household(people)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def send(client, url, data, **changes):
    return client.post(url, {**data, **changes, "_key": new_key()})


def history(client, family):
    return client.get(family.get_absolute_url()).content.decode().partition('id="riwayat"')[2]


# --- birth, marriage ----------------------------------------------------------------------------------------------
def test_a_child_belongs_to_the_family_from_the_day_it_was_born(home, secretary):
    family = home[0]
    page = secretary.get(to("member-birth", family)).content.decode()
    assert "Suharto Wijaya" in page and "Sumiyati" in page  # the parents are known already
    assert send(secretary, to("member-birth", family), CHILD).status_code == 302
    child = FamilyMember.objects.get(name="Bayu Pratama")
    assert (child.joined_on, child.joined_reason, child.no_nik) == (LAST_WEEK, "born", "newborn")
    assert (child.relation.code, child.marital.code, child.is_head) == (4, 1, False)
    assert "Lahir: Bayu Pratama" in history(secretary, family)
    assert AuditEvent.objects.filter(verb="member:born", object_uid=child.uid, effective_on=LAST_WEEK).exists()


def test_a_birth_is_refused_tomorrow_and_before_the_fgd(home, secretary, people):
    tomorrow = typed_date(TODAY + timedelta(days=1))
    before = picture()
    assert send(secretary, to("member-birth", home[0]), CHILD, birth_date=tomorrow).status_code == 422
    assert picture() == before
    candidate = make.candidate(people.secretary, "Maimunah")
    assert send(secretary, to("member-birth", candidate), CHILD).status_code == 409


def test_who_marries_in_joins_on_that_day(home, secretary):
    family = home[0]
    unmarried = send(secretary, to("member-join", family), WIFE, marital="1")
    assert unmarried.status_code == 422 and "belum kawin" in unmarried.content.decode()
    assert send(secretary, to("member-join", family), WIFE).status_code == 302
    row = FamilyMember.objects.get(name="Wulan Sari")
    assert (row.joined_on, row.joined_reason) == (LAST_WEEK, "married")
    assert "Masuk karena menikah: Wulan Sari" in history(secretary, family)


def test_nobody_leaves_before_they_came(home, people, secretary):
    send(secretary, to("member-join", home[0]), WIFE)
    row = FamilyMember.objects.select_related("family").get(name="Wulan Sari")
    with pytest.raises(ValidationError, match="baru masuk"):
        member_actions.end_member(
            row, by=people.secretary, on=TODAY, left_on=LAST_WEEK - timedelta(days=1), reason="moved"
        )


# --- death --------------------------------------------------------------------------------------------------------
def test_when_the_head_dies_the_form_asks_who_leads_and_the_spouse_is_widowed(home, secretary):
    family, head, husband, daughter = home
    card = FamilyCard.objects.get()
    FamilyCard.objects.filter(pk=card.pk).update(valid_from=LAST_WEEK - timedelta(days=30))
    url = to("member-death", family, head)
    page = secretary.get(url)
    assert page.context["form"].initial[f"relation-{husband.pk}"] == "1"  # the spouse is the usual one
    data = {"died_on": typed_date(LAST_WEEK), "widows": "on", f"relation-{husband.pk}": "1",
            f"relation-{daughter.pk}": "4"}  # fmt: skip
    assert send(secretary, url, data).status_code == 302
    family, head, husband = fresh(family), fresh(head), fresh(husband)
    assert (head.left_on, head.left_reason, head.is_head) == (LAST_WEEK, "died", False)
    assert (husband.is_head, husband.marital.code) == (True, 4)
    assert (family.head_name, family.head_sex) == ("Suharto Wijaya", "male")
    html = secretary.get(to("member-list", family)).content.decode()
    assert "nomor KK yang baru belum dicatat" in html
    assert "Meninggal: Sumiyati" in history(secretary, family)


@mark.parametrize(("husband_is", "daughter_is", "words"), [
    ("1", "1", "hanya satu"), ("2", "4", "Pilih satu Kepala Keluarga"), ("4", "1", "lebih dahulu daripada kepala"),
])  # fmt: skip
def test_after_a_death_the_household_is_true_again_or_nothing_is_saved(husband_is, daughter_is, words, home, secretary):
    family, head, husband, daughter = home
    before = picture()
    response = send(secretary, to("member-death", family, head), {
        "died_on": typed_date(TODAY), f"relation-{husband.pk}": husband_is, f"relation-{daughter.pk}": daughter_is,
    })  # fmt: skip
    assert response.status_code == 422 and words in response.content.decode()
    assert picture() == before


def test_the_widowed_status_can_be_left_as_it_is(home, secretary):
    family, head, husband, _ = home
    assert send(secretary, to("member-death", family, husband), {"died_on": typed_date(TODAY)}).status_code == 302
    assert fresh(head).marital.code == 2 and fresh(head).is_head


# --- an end that was none -------------------------------------------------------------------------------------------
def test_a_death_recorded_by_mistake_is_undone_with_a_trace(home, people, secretary):
    family, head, husband, _ = home
    actions.record_death(husband, died_on=LAST_WEEK, by=people.secretary, on=TODAY)
    assert fresh(head).marital.code == 4
    url = to("member-back", family, husband)
    assert url in secretary.get(to("member-list", family)).content.decode()
    answer = send(secretary, url, {"relation": "2", "reason": "Tertukar dengan kakaknya."})
    assert answer.status_code == 302
    row = fresh(husband)
    assert (row.left_on, row.left_reason) == (None, "") and fresh(head).marital.code == 2
    told = history(secretary, family)
    assert "Kembali tercatat: Suharto Wijaya" in told and "Tertukar dengan kakaknya." in told
    assert AuditEvent.objects.filter(verb="member:back", object_uid=row.uid).exists()
    assert secretary.get(url).status_code == 404  # nobody comes back twice


def test_whose_number_stands_in_another_file_does_not_come_back(home, people):
    family, _, husband, _ = home
    member_actions.end_member(husband, by=people.secretary, on=TODAY, left_on=TODAY, reason="moved")
    other = make.candidate(people.secretary, "Maimunah")
    copied = {name: getattr(husband, name) for name in (
        "name", "nik", "sex", "birth_date", "religion", "education", "occupation", "marital", "relation", "nationality",
        "region", "position")}  # fmt: skip
    FamilyMember.objects.create(family=other, joined_on=TODAY, **copied)
    husband = FamilyMember.objects.select_related("family__region", "relation").get(pk=husband.pk)
    with pytest.raises(TransitionRefused, match="NIK ini sudah dipakai"):
        actions.bring_back(husband, reason="Salah catat.", by=people.secretary, on=TODAY)


# --- cards ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def carded(people):
    family, _ = with_husband(people)
    FamilyCard.objects.all().delete()
    FamilyCard.objects.create(
        family=family, region=family.region, number=OLD, valid_from=TODAY - timedelta(days=60)
    )  # fmt: skip
    return family


def typed(family, **changes):
    place = {"address": "Gang Melati 4", "rt": "003", "rw": "002", "card_number": NEW}
    return place | {"_version": fresh(family).version} | changes


def test_another_number_is_a_new_card_or_a_mistake_and_the_user_says_which(carded, secretary):
    asked = send(secretary, to("identity", carded), typed(carded))
    assert asked.status_code == 422 and "Pilih sebabnya" in asked.content.decode()
    assert "card_change" in asked.context["form"].fields
    told = {"card_change": "new", "card_reason": "head_died"}
    sent = typed(carded, **told, card_from=typed_date(LAST_WEEK))
    assert send(secretary, to("identity", carded), sent).status_code == 302
    new, old = FamilyCard.objects.all()
    assert (old.number, old.valid_until) == (OLD, LAST_WEEK)
    assert (new.number, new.valid_from, new.reason, new.valid_until) == (NEW, LAST_WEEK, "head_died", None)
    page = secretary.get(to("card-list", carded)).content.decode()
    assert "Kepala keluarga meninggal" in page and OLD not in page and NEW not in page
    early = {"card_from": typed_date(LAST_WEEK - timedelta(days=1)), "card_number": OLD[:-1] + "8"}
    refused = send(secretary, to("identity", carded), typed(carded, **told, **early))
    assert refused.status_code == 422 and "Kartu baru tidak lebih tua" in refused.content.decode()


def test_a_new_card_may_be_older_than_the_day_on_which_the_first_was_typed(carded, secretary):
    """Of the first card only the day of the record is known."""
    came = TODAY - timedelta(days=61)
    told = {"card_change": "new", "card_reason": "head_died", "card_from": typed_date(came)}
    assert "Dicatat " in secretary.get(to("card-list", carded)).content.decode()
    assert send(secretary, to("identity", carded), typed(carded, **told)).status_code == 302
    new, old = FamilyCard.objects.all()
    assert (new.number, new.valid_from, old.valid_from, old.valid_until) == (NEW, came, came, came)
    page = secretary.get(to("card-list", carded)).content.decode()
    assert "Tidak diketahui" in page and "Kartu ke-2, nomor berubah" in page
    assert "Kartu Keluarga baru, nomor berubah" in history(secretary, carded)


def test_a_new_card_is_asked_about_at_once_from_its_own_link(carded, secretary):
    url = to("identity", carded) + "?kk=baru"
    assert url in secretary.get(to("member-list", carded)).content.decode()
    assert url in secretary.get(to("identity", carded)).content.decode()
    form = secretary.get(url).context["form"]
    assert {"card_change", "card_reason", "card_from"} <= set(form.fields) and form["card_change"].value() == "new"
    told = {"card_change": "new", "card_reason": "members", "card_from": typed_date(TODAY)}
    for number, words in (("", "Nomor KK yang baru belum diisi"), (OLD, "sama dengan yang tersimpan")):
        answer = send(secretary, url, typed(carded, **told, card_number=number))
        assert answer.status_code == 422 and words in answer.content.decode()
    assert send(secretary, url, typed(carded, **told)).status_code == 302
    assert carded.card().number == NEW


def test_a_typing_mistake_is_put_right_in_place(carded, secretary):
    sent = typed(carded, card_change="mistake")
    assert send(secretary, to("identity", carded), sent).status_code == 302
    card = FamilyCard.objects.get()
    assert (card.number, card.valid_from, card.reason) == (NEW, TODAY - timedelta(days=60), "first")
    assert AuditEvent.objects.filter(verb="card:correct", fields=["number"]).exists()


def test_an_old_number_is_found_and_said_to_be_old(carded, people, secretary):
    card_actions.renew_card(carded, NEW, reason="members", valid_from=TODAY, by=people.secretary, on=TODAY)
    for number, is_old in ((OLD, True), (NEW, False)):
        page = secretary.post(reverse("families:family-search"), {"cari": number}, follow=True)
        assert page.redirect_chain[-1][0] == carded.get_absolute_url()
        assert ("nomor KK lama" in page.content.decode()) == is_old


def test_who_is_gone_is_found_by_their_number_and_said_to_be_gone(home, people, secretary):
    family, _, husband, _ = home
    actions.record_death(husband, died_on=LAST_WEEK, by=people.secretary, on=TODAY)
    page = secretary.post(reverse("families:family-search"), {"cari": husband.nik}, follow=True)
    assert page.redirect_chain[-1][0] == family.get_absolute_url()
    assert "Suharto Wijaya pernah tercatat di keluarga ini: meninggal," in page.content.decode()
    assert husband.nik not in page.content.decode()


# --- who may, and where ---------------------------------------------------------------------------------------------
ROUTES = ("member-birth", "member-join", "family-split", "family-move")


@mark.parametrize("name", [*ROUTES, "card-list"])
def test_another_village_finds_nothing(name, home, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert client.get(to(name, home[0])).status_code == 404


@mark.parametrize("role", ["village_head", "tksk"])
def test_who_reads_the_file_does_not_write_it(role, home, people, sign_in):
    client = sign_in(getattr(people, role))
    assert [client.get(to(name, home[0])).status_code for name in ROUTES] == [403] * 4
    assert client.get(to("card-list", home[0])).status_code == 200


@mark.clause("FAM-01")
def test_when_members_change_a_kind_chosen_by_hand_is_questioned(home, secretary):
    family = home[0]
    Family.objects.filter(pk=family.pk).update(composition="couple")
    assert "Menurut anggota: suami istri dan anak" in secretary.get(family.get_absolute_url()).content.decode()
    assert "Bentuk keluarga berbeda" in secretary.get(to("member-list", family)).content.decode()
    Family.objects.filter(pk=family.pk).update(composition="couple_children")
    assert "Menurut anggota" not in secretary.get(family.get_absolute_url()).content.decode()


@mark.clause("FAM-01")
def test_the_list_is_narrowed_to_a_kind_of_family_and_the_kind_is_taken_away(home, people, secretary, sign_in):
    family, _, husband, _ = home
    url = reverse("families:family-list")

    def listed(kind):
        return family.get_absolute_url() in secretary.get(url, {"bentuk": kind}).content.decode()

    assert [kind for kind in Family.Composition.values if listed(kind)] == ["couple_children"]
    actions.record_death(husband, died_on=TODAY, by=people.secretary, on=TODAY)
    assert [kind for kind in Family.Composition.values if listed(kind)] == ["mother_children"]
    assert cells(secretary.get(url, {"unduh": "xlsx"}))[-1] == "Ibu dan anak"
    Family.objects.filter(pk=family.pk).update(composition="kin")
    assert listed("kin") and not listed("mother_children")
    operator = sign_in(people.village_operator)
    assert "bentuk" not in operator.get(url).content.decode()
    assert "Ibu dan anak" not in cells(operator.get(url, {"unduh": "xlsx"}))


def cells(response):
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True).active
    return [cell.value for cell in list(sheet.rows)[1]]


def test_the_former_are_not_members_any_more(home, people):
    family, _, husband, _ = home
    actions.record_death(husband, died_on=date(TODAY.year, 1, 1), by=people.secretary, on=TODAY)
    assert living(family) == ["Sumiyati", "Ratna Dewi"]
