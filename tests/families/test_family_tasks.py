"""What the home page asks of each role on the families' way; and which entries the menu gives whom."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from families.tasks import family_tasks
from fcu_project import registry
from institutions.models import WorkingGroup
from institutions.roles import ROLES
from tests.factories import TODAY, AssignmentFactory, active_unit
from tests.families import make
from tests.families.fill_family import clash
from tests.test_query_budget import queries


def asked(by):
    return {task.title: task for task in family_tasks(by, TODAY)}


def titles(by):
    return list(asked(by))


@pytest.fixture
def group(people):
    return make.selection_group(people)


def test_before_the_fcu_is_active_nothing_is_asked(people):
    for role in ROLES:
        assert titles(getattr(people, role)) == []


def test_the_pokja_comes_first(people):
    unit = active_unit(people.village_operator)
    task = asked(people.secretary)["Bentuk pokja seleksi"]
    assert task.url == f"/fcu/{unit.uid}/pokja/"
    assert titles(people.working_group) == []
    make.group_of(unit, people.secretary)
    assert titles(people.secretary) == []


def test_a_pokja_of_one_element_is_to_be_completed(people):
    unit = active_unit(people.village_operator)
    group = WorkingGroup.objects.create(unit=unit, name="Pokja", formed_on=TODAY)
    assert asked(people.secretary)["Lengkapi pokja seleksi"].url == group.get_absolute_url()


def test_candidates_wait_for_assessment_confirmation_and_the_fgd(group, people):
    one, other = (make.candidate(people.secretary, name) for name in ("Sumiyati", "Maimunah"))
    assert titles(people.working_group) == titles(people.secretary) == ["2 calon belum dinilai"]
    assert titles(people.village_head) == ["2 data calon menunggu dibenarkan"]
    make.assessed(one, "plasma", people.secretary)
    assert titles(people.secretary) == ["1 calon belum dinilai", "Rencanakan FGD pokja dan kepala desa/lurah"]
    assert titles(people.working_group) == ["1 calon belum dinilai"]
    make.family_actions.confirm([one], by=people.village_head, on=TODAY)
    assert titles(people.village_head) == ["1 data calon menunggu dibenarkan"]
    make.family_actions.archive(other, by=people.secretary, on=TODAY, reason="Tercatat dua kali.")
    assert titles(people.village_head) == []
    make.fgd(people, group)
    assert titles(people.secretary) == []  # it is planned


def test_after_the_fgd_answers_and_designations_are_asked_for(group, people):
    by = people.secretary
    pioneer, plasma = make.candidate(by, "Hadi Suwito", sex="male"), make.candidate(by)
    for family, which in ((pioneer, "pioneer"), (plasma, "plasma")):
        make.assessed(family, which, by)
    make.fgd(people, group, lines=[(pioneer, "pioneer"), (plasma, "plasma")], hold=True)
    task = asked(by)["2 keluarga belum menjawab kesediaan"]
    assert task.url == "/keluarga/?tahap=proposed"
    for family in (pioneer, plasma):
        make.identified(family, by)
        make.answered(family, by)
    told = asked(by)
    assert set(told) == {"Rencanakan rapat penetapan keluarga pionir", "Rencanakan pertemuan penetapan dampingan"}
    assert told["Rencanakan rapat penetapan keluarga pionir"].url == "/rapat/tambah/pioneer_designation/"
    make.designated("pioneer_designation", [pioneer], by, hold=False)
    assert "Rencanakan rapat penetapan keluarga pionir" not in titles(by)


def test_designated_pioneers_are_to_be_briefed_then_paired(group, people):
    by = people.secretary
    pioneers, plasma = make.willing(people, group)
    make.designated("pioneer_designation", pioneers, by)
    assert "Rencanakan pemantapan keluarga pionir" in titles(by)
    for role in ("tksk", "lk3"):
        task = asked(getattr(people, role))["1 keluarga pionir menunggu pemantapan"]
        assert task.url == "/rapat/tambah/consolidation/" and "Di 1 desa/kelurahan" in task.why
        assert "Hadi" not in task.why
    make.briefed(pioneers, by)
    assert titles(people.lk3) == titles(people.tksk) == []
    assert "1 keluarga pionir belum punya dampingan" in titles(by)
    make.designated("plasma_designation", plasma, by)
    task = asked(by)["1 keluarga dampingan belum punya pendamping"]
    assert titles(by) == [task.title] and task.why.startswith("Ditetapkan sejak ")


def test_a_briefer_of_elsewhere_is_asked_nothing(group, people, regions):
    pioneers, _ = make.willing(people, group)
    make.designated("pioneer_designation", pioneers, people.secretary)
    assert titles(AssignmentFactory(role="lk3", region=regions.city)) == []
    assert titles(AssignmentFactory(role="tksk", region=regions.other_subdistrict)) == []


def test_a_pioneer_visits_within_thirty_days(people):
    pairing = make.paired(people)
    by = AssignmentFactory(role="pioneer", region=people.secretary.region, person=pairing.pioneer.representative)
    assert titles(by) == []
    late = TODAY + timedelta(days=40)
    task = next(iter(family_tasks(by, late)))
    assert task.title == "Kunjungi keluarga Ibu Sumiyati"
    assert (task.due, task.due_state) == (pairing.paired_from + timedelta(days=30), "late")
    make.note(pairing, by)
    assert list(family_tasks(by, TODAY + timedelta(days=20))) == []
    assert list(family_tasks(people.pioneer, late)) == []  # another pioneer


def test_the_dinas_is_told_of_numbers_in_two_villages(people, regions):
    clash(regions)
    assert titles(people.regency_cases) == ["1 NIK tercatat di dua desa"]
    assert titles(people.regency_reports) == []
    assert titles(AssignmentFactory(role="regency_cases", region=regions.city)) == []


def test_the_home_page_costs_the_same_for_one_candidate_and_for_twenty(group, people, sign_in):
    make.candidate(people.secretary)
    client = sign_in(people.secretary)
    client.get("/")
    few = queries(client, "/")
    for number in range(20):
        make.candidate(people.secretary, f"Calon {'abcdefghijklmnopqrst'[number]}")
    assert queries(client, "/") == few


# --- the menu -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_menu_is_cut_off(role, people):
    """At most eight entries, and none that a role holds falls off the end."""
    by = getattr(people, role)
    held = {
        entry.route for entry in registry.menu_entries
        if (not entry.permission or by.has_perm(entry.permission)) and (not entry.levels or by.level in entry.levels)
    }  # fmt: skip
    menu = registry.menu_for(by)
    assert len(menu) <= registry.MOST_ENTRIES
    reached = [other for entry in menu for other in (entry, *descend(entry, by))]
    assert sorted(entry.route for entry in reached) == sorted(held)


def descend(entry, by):
    """All that stands beneath an entry, and beneath that."""
    for other in registry.beneath(entry, by):
        yield other
        yield from descend(other, by)


def test_what_stands_beneath_an_entry_is_one_step_away(people, sign_in):
    client = sign_in(people.secretary)
    shown = beside(client, reverse("institutions:unit-list"))
    assert [label for label, _ in shown][:4] == ["FCU", "Jalan pendirian", "Lembaga", "Orang"]
    assert [label for label, current in shown if current] == ["FCU"]


def test_an_entry_with_tabs_shows_its_own_and_keeps_its_place_in_the_menu(people, sign_in):
    client, by = sign_in(people.secretary), people.secretary
    lembaga = next(entry for entry in registry.menu_entries if entry.label == "Lembaga")
    tabs = [entry.label for entry in registry.beneath(lembaga, by)]
    shown = beside(client, reverse("institutions:institution-list"))
    assert [label for label, _ in shown] == ["FCU", "Lembaga", *tabs] and len(tabs) > 1  # and the way back
    assert [label for label, current in shown if current] == ["Lembaga"]
    page = client.get(reverse("institutions:institution-list")).content.decode()
    assert re.search(r'<a href="/fcu/" aria-current="page">', page)


def beside(client, url):
    """[(label, is current)] of the entries that share the place of a page."""
    shown = re.search(r'<nav class="beside".*?</nav>', client.get(url).content.decode(), re.S)[0]
    return [(label, "aria-current" in link) for link, label in re.findall(r"<a ([^>]*)>([^<]+)</a>", shown)]


@pytest.mark.parametrize(("role", "entries"), [
    ("secretary", ["Keluarga", "Pendampingan"]), ("working_group", ["Keluarga"]), ("village_operator", ["Keluarga"]),
    ("tksk", ["Keluarga", "Pendampingan"]), ("pioneer", ["Keluarga", "Pendampingan"]), ("lk3", []),
    ("regency_cases", ["NIK ganda"]), ("member", []), ("province", ["NIK ganda"]),
])  # fmt: skip
def test_who_gets_which_entry(role, entries, people):
    labels = [entry.label for entry in registry.menu_for(getattr(people, role))]
    assert [label for label in labels if label in ("Keluarga", "Pendampingan", "NIK ganda")] == entries


def test_tiles_count_in_a_village(people):
    make.paired(people)
    notes = {entry.label: entry.note(people.secretary) for entry in registry.menu_for(people.secretary) if entry.note}
    assert notes["Keluarga"] == "0 calon, 1 pionir, 1 dampingan"
    assert notes["Pendampingan"] == "1 pendampingan berjalan"
    above = next(entry for entry in registry.menu_for(people.tksk) if entry.label == "Keluarga")
    assert above.note(people.tksk) == "Keluarga di wilayah Anda"
