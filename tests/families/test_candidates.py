"""The short record: many in one sitting, only with a pokja, the same name questioned once; confirmed by the head."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from families.actions import family as family_actions
from families.doubles import doubles_of
from families.models import Family
from fcu_project.models import AuditEvent
from institutions.actions import unit as unit_actions
from institutions.models import WorkingGroup
from tests.factories import TODAY, AssignmentFactory, active_unit
from tests.families import make
from tests.families.fill_family import record
from tests.form_pages import form_with, sent_back
from tests.form_routes import new_key, picture, typed_date

URL = "/keluarga/calon/"
FACTS = ("Status sosial ekonomi", "Pekerjaan", "Jenis masalah")


@pytest.fixture
def group(people):
    return make.selection_group(people)


@pytest.fixture
def pokja(people, sign_in):
    return sign_in(people.working_group)


def send(client, **changes):
    return client.post(URL, {**record(**changes), "_key": new_key()})


# --- entry ----------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FAM-19")
def test_the_short_record_asks_one_line_and_no_identity(group, pokja):
    page = pokja.get(URL)
    names = {name for name, _ in form_with(page, "head_name").fields} | set(page.context["form"].fields)
    assert {"head_name", "rt", "rw", "socio_economic", "occupation", "problems"} <= names
    assert not names & {"nik", "number", "birth_date", "religion", "address"}
    html = page.content.decode()
    assert all(word in html for word in FACTS)
    response = send(pokja)
    assert response.status_code == 302
    family = Family.objects.get()
    assert (family.called, family.rt, family.rw, family.group) == ("Ibu Kartini Rahayu", "003", "002", group)
    assert (family.participation().stage, family.participation().started_on) == ("candidate", family.recorded_on)
    html = pokja.get(family.get_absolute_url()).content.decode()
    for route in ("identity", "member-create"):  # the identity form is not open yet
        assert reverse(f"families:{route}", args=[family.uid]) not in html


@pytest.mark.clause("FAM-03")
@pytest.mark.clause("FAM-02")
def test_problems_and_potential_are_kept_and_shown(group, pokja):
    send(pokja, problems=[make.ProblemType.objects.get(code=c).pk for c in ("utang", "ibadah")])
    family = Family.objects.get()
    assert {problem.dimension for problem in family.problems.all()} == {"economic", "spiritual"}
    html = pokja.get(family.get_absolute_url()).content.decode()
    for words in ("Terjerat utang", "Kehidupan beragama kurang", family.problem_note, family.potential):
        assert words in html


def test_the_form_stays_and_keeps_the_neighbourhood_but_no_name(group, people, pokja):
    gatherer = group.members.first().membership.person
    response = send(pokja, interviewer=gatherer.pk)
    kept = parse_qs(urlsplit(response["Location"]).query)
    assert set(kept) == {"rt", "rw", "dusun", "tanggal", "petugas"}
    assert "Kartini" not in response["Location"] and kept["petugas"] == [str(gatherer.uid)]
    page = pokja.get(response["Location"])
    assert "Ibu Kartini Rahayu tercatat (no. 1)." in page.content.decode()
    form = form_with(page, "head_name")
    assert [form.get(n) for n in ("head_name", "rt", "rw", "hamlet")] == ["", "003", "002", "Krajan Wetan"]
    assert form.get("interviewer") == str(gatherer.pk)
    for number in range(6):
        send(pokja, head_name=f"Keluarga {'abcdef'[number]}", rt=str(number + 1))
    page = pokja.get(URL)
    assert "7 keluarga" in page.content.decode()
    assert [row.number for row in page.context["entered"]] == [7, 6, 5, 4, 3]


def test_save_and_finish_leads_to_the_list(group, pokja):
    assert send(pokja, done="1")["Location"] == "/keluarga/"


def test_a_long_hamlet_does_not_break_what_is_kept(group, pokja):
    response = send(pokja, hamlet="é" * 60)
    assert response.status_code == 302
    assert len(response["Location"]) <= 390


@pytest.mark.parametrize(("typed", "kept"), [("3", "003"), ("03", "003"), ("003", "003"), ("-", "-"), ("", "-")])
def test_neighbourhoods_are_padded(typed, kept, group, pokja):
    send(pokja, rt=typed)
    assert Family.objects.get().rt == kept


@pytest.mark.parametrize("typed", ["1234", "A1", "٣", "1.5", "-1"])
def test_a_neighbourhood_that_is_none_is_refused_in_words(typed, group, pokja):
    response = send(pokja, rt=typed)
    assert response.status_code == 422
    error = str(response.context["form"].errors["rt"])
    assert "RT" in error or "karakter" in error
    assert not Family.objects.exists()


def test_a_title_typed_before_the_name_is_not_said_twice(group, pokja):
    send(pokja, head_name="Ibu  Sumiyati")
    assert Family.objects.get().called == "Ibu Sumiyati"


def test_secret_problems_are_not_offered_on_the_list(group, pokja):
    page = pokja.get(URL)
    html = page.content.decode()
    assert "Korban tindak kekerasan" not in html
    secret = make.ProblemType.objects.get(code="kekerasan")
    assert send(pokja, problems=[secret.pk]).status_code == 422


def test_common_occupations_come_first_with_their_code(group, pokja):
    choices = pokja.get(URL).context["form"].fields["occupation"].choices
    assert choices[1][0] == "Yang sering" and choices[1][1][3][1] == "9 – Petani/pekebun"
    assert len(choices[1][1]) + len(choices[2][1]) == 89


def test_the_same_name_in_the_same_rt_is_questioned_once(group, people, pokja):
    make.candidate(people.secretary, "Kartini Rahayu")
    before = picture()
    response = send(pokja)
    assert response.status_code == 422 and picture() == before
    assert "Sudah ada Ibu Kartini Rahayu di RT 003 (no. 1)" in response.content.decode()
    again = {**sent_back(response, "head_name"), "other_family": "on"}
    assert pokja.post(URL, again).status_code == 302
    assert doubles_of(people.secretary.region) == ([], False)
    assert send(pokja, rt="4").status_code == 302  # another RT asks nothing
    assert Family.objects.count() == 3


# --- the pokja comes first ------------------------------------------------------------------------------------------
@pytest.mark.clause("FAM-05")
def test_without_a_pokja_nothing_is_gathered(people, sign_in):
    unit = active_unit(people.village_operator)
    client = sign_in(people.secretary)
    page = client.get(URL)
    html = page.content.decode()
    assert page.status_code == 200
    assert 'name="head_name"' not in html
    assert reverse("institutions:working-group-create", args=[unit.uid]) in html
    response = send(client)
    assert response.status_code == 409
    assert "Bentuk pokjanya dahulu" in response.content.decode()
    assert not Family.objects.exists()
    group = make.group_of(unit, people.secretary)
    assert send(client).status_code == 302
    assert Family.objects.get().group == group


def test_the_pokja_itself_is_told_who_forms_it(people, sign_in):
    page = sign_in(people.working_group).get(URL)
    assert "FCU belum dibentuk" in page.content.decode()
    active_unit(people.village_operator)
    page = sign_in(people.working_group).get(URL)
    assert "Pokja belum dibentuk" in page.content.decode() and "/pokja/" not in page.content.decode()


def test_a_pokja_of_one_element_is_completed_first(people, sign_in):
    unit = active_unit(people.village_operator)
    members = list(unit.current_members().filter(kind="psks"))
    WorkingGroup.objects.create(unit=unit, name="Pokja", formed_on=TODAY)
    group = WorkingGroup.selection_of(people.secretary.region)
    group.members.create(membership=members[0])
    page = sign_in(people.secretary).get(URL)
    assert "Pokja belum lengkap" in page.content.decode()
    assert unit_actions.SELECTION_ELEMENTS == 2


@pytest.mark.parametrize("role", ["village_operator", "treasurer", "village_head", "tksk", "lk3", "member", "pioneer"])
def test_others_gather_nothing(role, group, people, sign_in):
    assert sign_in(getattr(people, role)).get(URL).status_code == 403


# --- what stands before the FGD -------------------------------------------------------------------------------------
@pytest.mark.clause("FAM-04")
def test_the_three_facts_are_needed_to_be_chosen_in_the_fgd(group, people, pokja):
    """They may be left open at first; whoever is chosen has all three."""
    before = {"recorded_on": typed_date(make.FGD_ON)}
    send(pokja, socio_economic="", occupation="", problems=[], **before)
    family = Family.objects.get()
    html = pokja.get(family.get_absolute_url()).content.decode()
    assert "Belum diisi: status sosial ekonomi, pekerjaan" in html  # the kinds of problems have a section of their own
    by = people.secretary
    make.assessed(family, "plasma", by)
    meeting = make.fgd(people, group, lines=[(family, "plasma")])
    with pytest.raises(make.workflow.TransitionRefused, match="Data calon belum lengkap: Ibu Kartini Rahayu"):
        make.declare_held(meeting, by)
    url = reverse("families:family-update", args=[family.uid])
    sent = {**sent_back(pokja.get(url), "head_name"), **record(**before)}
    assert pokja.post(url, sent).status_code == 302
    make.declare_held(meeting, by)
    assert Family.objects.get().participation().stage == "proposed"


@pytest.mark.clause("FAM-11")
def test_the_two_kinds_of_families_are_explained_where_they_are_gathered(group, pokja):
    html = pokja.get(URL).content.decode()
    assert "keluarga berkualitas: menjalankan peran dan fungsinya" in html and "teladan" in html
    assert "menjangkau pelayanan sosial" in html


# --- the village head confirms --------------------------------------------------------------------------------------
CONFIRM = "/keluarga/konfirmasi/"


@pytest.fixture
def two(group, people):
    return [make.candidate(people.secretary, name) for name in ("Sumiyati", "Maimunah")]


def test_the_head_confirms_those_ticked(two, people, sign_in):
    head = sign_in(people.village_head)
    page = head.get(CONFIRM)
    assert "2 keluarga menunggu" in page.content.decode() and "Pendapatan tidak tetap" in page.content.decode()
    data = {**form_with(page, "_key").data, "ticked": [two[0].pk]}
    assert "1 keluarga dibenarkan." in head.post(CONFIRM, data, follow=True).content.decode()
    one, other = (Family.objects.get(pk=row.pk) for row in two)
    assert (one.confirmed_on, other.confirmed_on) == (people.village_head.today, None)
    assert one.confirmed_by == people.village_head.signature
    assert AuditEvent.objects.filter(verb="family:confirm", object_uid=one.uid).count() == 1


def test_the_head_confirms_all_on_the_screen_and_no_other(two, people, sign_in):
    head = sign_in(people.village_head)
    data = {**form_with(head.get(CONFIRM), "_key").data, "all": "1"}
    late = make.candidate(people.secretary, "Terlambat")
    assert head.post(CONFIRM, data).status_code == 302
    assert set(Family.objects.exclude(confirmed_on=None)) == set(two)
    assert [line.subject for line in head.get(CONFIRM).context["form"].lines()] == [late]


def test_what_was_changed_meanwhile_is_read_again(two, people, sign_in):
    head = sign_in(people.village_head)
    data = {**form_with(head.get(CONFIRM), "_key").data, "all": "1"}
    row = Family.objects.get(pk=two[0].pk)
    row.potential = "Lain sekali"
    row.save()
    before = picture()
    response = head.post(CONFIRM, data)
    assert response.status_code == 422 and picture() == before
    assert "Data Ibu Sumiyati baru saja diubah" in response.content.decode()
    again = {**form_with(response, "_key").data, "all": "1"}
    assert head.post(CONFIRM, again).status_code == 302


def test_nothing_ticked_is_told(two, people, sign_in):
    head = sign_in(people.village_head)
    response = head.post(CONFIRM, form_with(head.get(CONFIRM), "_key").data)
    assert response.status_code == 422
    assert "Centang sedikitnya satu keluarga." in response.content.decode()


def test_a_family_of_another_village_can_not_be_confirmed(two, people, regions, sign_in):
    other = AssignmentFactory(role="village_head", region=regions.sibling)
    data = {"_key": new_key(), "ticked": [two[0].pk], f"seen-{two[0].pk}": two[0].version}
    response = sign_in(other).post(CONFIRM, data)
    assert response.status_code == 422
    assert "Sumiyati" not in response.content.decode()
    assert Family.objects.filter(confirmed_on=None).count() == 2


@pytest.mark.parametrize("role", ["working_group", "psm_facilitator", "treasurer", "tksk"])
def test_who_neither_confirms_nor_keeps_the_paper_does_not_open_it(role, two, people, sign_in):
    assert sign_in(getattr(people, role)).get(CONFIRM).status_code == 403


def test_dates_to_come_are_refused(group, pokja):
    response = send(pokja, recorded_on=(TODAY + timedelta(days=2)).strftime("%d-%m-%Y"))
    assert response.status_code == 422


def test_what_was_confirmed_and_then_changed_is_confirmed_again(people, sign_in):
    """The village head stands for what was read; a changed fact waits for them anew, a potential does not."""
    make.selection_group(people)
    family = make.candidate(people.secretary)
    family_actions.confirm([family], by=people.village_head, on=TODAY)
    family.potential = "Pandai menjahit."
    family_actions.save_family(family, by=people.secretary, on=TODAY, fields=["potential"])
    assert family.confirmed_on == TODAY
    family.rt = "004"
    family_actions.save_family(family, by=people.secretary, on=TODAY, fields=["rt"])
    family.refresh_from_db()
    assert (family.confirmed_on, family.confirmed_by) == (None, "")
