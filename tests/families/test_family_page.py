"""The list of families, its search, and one family's file: what each role sees, and that every look is in the trail."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from families.file import FamilyFile
from families.models import Family, FamilyMember, Need, ProblemType
from fcu_project import registry
from fcu_project.models import AuditEvent
from tests.factories import TODAY, AssignmentFactory, PersonFactory
from tests.families import make
from tests.form_pages import sent_back
from tests.test_query_budget import BUDGET, queries

LIST, SEARCH = "/keluarga/", "/keluarga/cari/"


@pytest.fixture
def group(people):
    return make.selection_group(people)


@pytest.fixture
def pairing(people):
    """One pioneer on duty and the family it accompanies; the pioneer has an account."""
    pairing = make.paired(people)
    people.pioneer = AssignmentFactory(
        role="pioneer", region=people.secretary.region, person=pairing.pioneer.representative
    )
    return pairing


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def names(page):
    return [row.head_name for row in page.context["rows"]]


def shown(page):
    return page.content.decode()


# --- the list -------------------------------------------------------------------------------------------------------
def test_the_list_shows_head_neighbourhood_role_and_stage(pairing, people, secretary):
    make.candidate(people.secretary, "Maimunah")
    page = secretary.get(LIST)
    assert names(page) == ["Hadi Suwito", "Maimunah", "Sumiyati"]
    html = shown(page)
    assert "role-pioneer" in html and "role-plasma" in html and "role-candidate" in html
    assert "Menunggu FGD" in html and "Didampingi" in html and "RT 003/RW 002, Krajan" in html
    assert "52080" not in html


@pytest.mark.parametrize(("query", "found"), [
    ("", ["Hadi Suwito", "Maimunah", "Sumiyati"]), ("peran=calon", ["Maimunah"]), ("peran=pionir", ["Hadi Suwito"]),
    ("peran=dampingan", ["Sumiyati"]), ("peran=arsip", ["Lama"]), ("tahap=mentored", ["Sumiyati"]),
    ("tahap=candidate&peran=pionir", []), ("peran=semua", ["Hadi Suwito", "Maimunah", "Sumiyati"]),
    ("tahap='--", ["Hadi Suwito", "Maimunah", "Sumiyati"]), ("cari=sumiy", ["Sumiyati"]),
    ("cari=Ibu Maimúnah", ["Maimunah"]), ("cari=pioner", ["Hadi Suwito"]), ("cari=keluarga pionir", ["Hadi Suwito"]),
    ("cari=rt 4", ["Maimunah"]), ("cari=RT 003/RW 002", ["Hadi Suwito", "Sumiyati"]),
    ("cari=004/002", ["Maimunah"]), ("cari=rw 2", ["Hadi Suwito", "Maimunah", "Sumiyati"]), ("cari=rt 9", []),
    ("cari=%25", []), ("setelah=maimunah~1", ["Maimunah", "Sumiyati"]),
])  # fmt: skip
def test_the_list_is_narrowed_by_what_it_offers_only(query, found, pairing, people, secretary):
    make.candidate(people.secretary, "Maimunah", rt="004")
    old = make.candidate(people.secretary, "Lama")
    make.family_actions.archive(old, by=people.secretary, on=TODAY, reason="Tercatat dua kali.")
    if query.startswith("setelah"):
        query = f"setelah=hadi suwito~{Family.objects.get(head_name='Hadi Suwito').pk}"
    assert names(secretary.get(f"{LIST}?{query}")) == found


NUMBERS = ("5208011203840001", "52080112", "5208 0112 0384", "٥٢٠٨٠١١٢٠٣", "nik 5208011203840001")


@pytest.mark.parametrize("typed", NUMBERS)
@pytest.mark.parametrize("name", ["cari", "peran", "tahap", "lain"])
def test_a_number_in_the_address_is_never_searched_or_repeated(name, typed, group, people, secretary):
    make.candidate(people.secretary)
    page = secretary.get(LIST, {name: typed})
    assert names(page) == ["Sumiyati"]
    assert typed not in shown(page) and typed[:8] not in shown(page)


def test_a_list_costs_the_same_for_one_row_and_for_twenty(group, people, secretary):
    make.candidate(people.secretary)
    secretary.get(LIST)
    few = queries(secretary, LIST)
    for number in range(20):
        make.candidate(people.secretary, f"Calon {'abcdefghijklmnopqrst'[number]}")
    assert queries(secretary, LIST) == few <= BUDGET


def test_the_list_taken_away_holds_no_number_and_no_problem(pairing, people, secretary):
    response = secretary.get(f"{LIST}?unduh=xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[0][:3] == ("Nomor", "Nama kepala keluarga", "L/P")
    told = [str(value) for row in rows for value in row]
    assert "Hadi Suwito" in told and "Dampingan" in told and "003" in told
    assert not any("5208011" in value or "Pendapatan" in value for value in told)
    assert AuditEvent.objects.filter(verb="export:Keluarga").count() == 1


def test_an_empty_list_starts_the_work(group, secretary):
    html = shown(secretary.get(LIST))
    assert "Belum ada keluarga" in html and "/keluarga/calon/" in html


@pytest.mark.parametrize(("role", "status"), [
    ("secretary", 200), ("coordinator", 200), ("treasurer", 200), ("working_group", 200), ("village_operator", 200),
    ("psm_facilitator", 200), ("village_head", 200), ("tksk", 200), ("lk3", 403), ("member", 403),
    ("psks_team", 403), ("regency_reports", 403), ("regency_cases", 403), ("province", 403), ("administrator", 403),
])  # fmt: skip
def test_who_opens_the_list_and_a_file(role, status, group, people, sign_in):
    family = make.candidate(people.secretary)
    client = sign_in(getattr(people, role))
    assert client.get(LIST).status_code == status
    assert client.get(family.get_absolute_url()).status_code == status


def test_a_pioneer_lists_the_own_families_only(pairing, people, sign_in):
    make.candidate(people.secretary, "Maimunah")
    client = sign_in(people.pioneer)
    page = client.get(LIST)
    assert names(page) == ["Sumiyati"]
    assert client.get(f"{LIST}?unduh=xlsx")["Content-Type"].startswith("text/html")
    for other in Family.objects.exclude(head_name="Sumiyati"):
        assert client.get(other.get_absolute_url()).status_code == 404


# --- the search -----------------------------------------------------------------------------------------------------
def test_a_name_goes_on_to_the_list(group, people, secretary):
    assert secretary.post(SEARCH, {"cari": " Sumiyati "})["Location"] == f"{LIST}?cari=Sumiyati"
    assert secretary.post(SEARCH, {"cari": ""})["Location"] == LIST
    assert secretary.get(SEARCH).status_code == 405


@pytest.mark.parametrize("between", ["", " ", ".", "\u00a0", "\u200b"])
def test_a_whole_number_leads_to_the_file(between, pairing, people, secretary):
    family = pairing.plasma.family
    numbers = (family.head().nik, family.card().number)
    for number in numbers:
        response = secretary.post(SEARCH, {"cari": between.join(number)})
        assert response["Location"] == family.get_absolute_url()
        assert number not in response["Location"]
    events = AuditEvent.objects.filter(verb="family:search")
    assert [(event.object_uid, event.result) for event in events] == [(family.uid, "ok")] * 2
    assert not any(number in str(event.__dict__) for event in events for number in numbers)


def test_a_number_nobody_has_is_not_repeated(pairing, secretary):
    number = "5208015503840099"
    response = secretary.post(SEARCH, {"cari": number})
    assert response.status_code == 200
    assert "Tidak ada keluarga dengan nomor itu" in shown(response) and number not in shown(response)
    assert AuditEvent.objects.get(verb="family:search").result == "none"


def test_a_number_of_the_wrong_length_is_told_and_not_repeated(pairing, secretary):
    response = secretary.post(SEARCH, {"cari": "520801550384009"})
    assert response.status_code == 422
    assert "Nomor harus 16 angka. Baru terisi 15." in shown(response) and "520801550384009" not in shown(response)


def test_a_card_that_two_families_share_lists_both(pairing, people, secretary):
    number = pairing.plasma.family.card().number
    make.member_actions.save_card(pairing.pioneer.family, number, by=people.secretary, on=TODAY)
    page = secretary.post(SEARCH, {"cari": number})
    assert "Bapak Hadi Suwito" in shown(page) and "Ibu Sumiyati" in shown(page) and number not in shown(page)


@pytest.mark.parametrize("role", ["working_group", "village_operator", "pioneer"])
def test_who_reads_no_members_finds_no_number(role, pairing, people, sign_in):
    response = sign_in(getattr(people, role)).post(SEARCH, {"cari": pairing.plasma.family.head().nik})
    assert (response.status_code, "Sumiyati" in shown(response)) == (200, False)


def test_a_number_of_another_village_is_not_found(pairing, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    response = client.post(SEARCH, {"cari": pairing.plasma.family.head().nik})
    assert "Tidak ada keluarga dengan nomor itu" in shown(response) and "Sumiyati" not in shown(response)


# --- the file -------------------------------------------------------------------------------------------------------
def section(page, letter):
    return next(row for row in page.context["sections"] if row.letter == letter)


@pytest.mark.clause("FAM-19")
def test_the_file_opens_after_the_fgd_and_not_for_those_passed_over(group, people, secretary):
    chosen, passed = (make.candidate(people.secretary, name) for name in ("Sumiyati", "Maimunah"))
    page = secretary.get(chosen.get_absolute_url())
    closed = {row.letter: (row.state, row.why, row.url) for row in page.context["sections"] if row.letter in "BCG"}
    assert closed == dict.fromkeys("BCG", ("shut", "Terbuka setelah FGD", ""))
    make.assessed(chosen, "plasma", people.secretary)
    make.fgd(people, group, lines=[(chosen, "plasma"), (passed, "not_chosen")], hold=True)
    page = secretary.get(chosen.get_absolute_url())
    opened = {row.letter: row.state for row in page.context["sections"] if row.letter in "BCG"}
    assert opened == {"B": "doing", "C": "todo", "G": "todo"}
    assert reverse("families:identity", args=[chosen.uid]) in shown(page)
    page = secretary.get(passed.get_absolute_url())
    assert [section(page, letter).state for letter in "BCG"] == ["shut"] * 3
    assert "Tidak dipilih" in shown(page)
    assert reverse("families:identity", args=[passed.uid]) not in shown(page)


def test_the_file_of_a_plasma_family_is_whole(pairing, people, secretary):
    family = pairing.plasma.family
    page = secretary.get(family.get_absolute_url())
    assert [(row.letter, row.state) for row in page.context["sections"]] == [(c, "done") for c in "ABCDEFGHI"]
    html = shown(page)
    assert "9/9 bagian" in html and "Didampingi Bapak Hadi Suwito" in html
    assert "11 dari 11 kesulitan tidak dialami" in html
    assert reverse("families:note-create", args=[pairing.uid]) in html


def test_the_file_of_a_pioneer_has_its_own_sections(pairing, people, secretary):
    family = pairing.pioneer.family
    page = secretary.get(family.get_absolute_url())
    assert [row.letter for row in page.context["sections"]] == list("ABCDEFGHIJK")
    html = shown(page)
    assert "18 dari 18 terpenuhi" in html and "5 dari 5 materi, 1 baris rencana aksi" in html
    assert "Mendampingi Ibu Sumiyati" in html and "Tidak ada indikator yang belum terpenuhi" in html


def test_unmet_indicators_ask_for_their_reasons(group, people, secretary):
    family = make.candidate(people.secretary, "Hadi Suwito", sex="male")
    make.assessed(family, "pioneer", people.secretary, unmet=("P3.4", "P5.4"))
    make.fgd(people, group, lines=[(family, "pioneer")], hold=True)
    page = secretary.get(family.get_absolute_url())
    assert (section(page, "I").state, section(page, "I").why) == ("todo", "2 indikator belum beralasan")
    assert section(page, "I").url == reverse("families:unmet-reasons", args=[family.uid])
    assert "16 dari 18 terpenuhi" in section(page, "F").why


def test_a_candidate_may_be_assessed_by_either_list(group, people, sign_in):
    family = make.candidate(people.secretary)
    client = sign_in(people.working_group)
    page = client.get(family.get_absolute_url())
    urls = [url for _, url in section(page, "F").more]
    assert urls == [reverse("families:assessment-create", args=[family.uid, which]) for which in ("pioneer", "plasma")]
    assert [row.letter for row in page.context["sections"]] == ["A", "D", "E", "F", "H"]


def test_history_tells_dates_and_reasons(pairing, people, secretary):
    html = shown(secretary.get(pairing.plasma.family.get_absolute_url()))
    for words in ("Dicatat sebagai calon", "Dipilih dalam FGD: calon keluarga dampingan", "Disepakati bersama.",
                  "Menyatakan bersedia", "Ditetapkan sebagai keluarga dampingan", "Mulai didampingi"):  # fmt: skip
        assert words in html
    when = [event.on for event in FamilyFile(pairing.plasma.family, people.secretary).history()]
    assert when == sorted(when, reverse=True)


def test_steps_are_offered_to_who_decides_and_none_that_a_meeting_makes(pairing, people, sign_in):
    url = pairing.plasma.family.get_absolute_url()
    offered = [step.name for step in sign_in(people.secretary).get(url).context["transitions"]]
    assert offered == ["rise", "withdraw", "move_away"]
    for role in ("village_head", "treasurer", "tksk", "working_group"):
        assert sign_in(getattr(people, role)).get(url).context["transitions"] == []


def test_numbers_are_masked_and_the_look_is_in_the_trail(pairing, people, secretary):
    family = pairing.plasma.family
    page = secretary.get(family.get_absolute_url())
    number = family.card().number
    assert f"{number[:4]}{'•' * 12}" in shown(page) and number not in shown(page)
    assert not any(member.nik in shown(page) for member in family.current_members())
    event = AuditEvent.objects.get(verb="family:view")
    assert (event.object_uid, event.actor) == (family.uid, people.secretary.actor_uid)


def test_a_family_of_another_village_does_not_exist(pairing, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    response = client.get(pairing.plasma.family.get_absolute_url())
    assert response.status_code == 404 and "Sumiyati" not in shown(response)
    assert not AuditEvent.objects.filter(verb="family:view").exists()


@pytest.mark.parametrize(("role", "sees"), [
    ("secretary", "ABCDEFGHI"), ("treasurer", "ABCDEFGHI"), ("village_head", "ABCDEFGHI"), ("tksk", "ABCDEFGHI"),
    ("working_group", "ADEFH"), ("village_operator", ""), ("psm_facilitator", ""), ("pioneer", ""),
])  # fmt: skip
def test_what_a_role_may_not_see_is_not_shown(role, sees, pairing, people, sign_in):
    family = pairing.plasma.family
    problem = ProblemType.objects.get(code="utang")
    make.note(pairing, people.secretary, Need(title="Modal usaha", problem=problem, dimension="economic"))
    page = sign_in(getattr(people, role)).get(family.get_absolute_url())
    html = shown(page)
    assert "".join(row.letter for row in page.context["sections"]) == sees
    reads_file = len(sees) == 9
    assert ("4 orang" in html or "2 orang" in html) == reads_file
    assert ("Nomor KK" in html) == reads_file
    assert ("Disepakati bersama." in html) == reads_file
    assert ("Modal usaha" in html) == (reads_file or role == "pioneer")
    assert ("Tabungan mingguan" in html) == (reads_file or role == "pioneer")
    assert ("Buruh tani/perkebunan" in html) == (role != "pioneer")
    assert ("Tampilkan" in html) == (role == "secretary")


def test_only_the_own_village_is_offered_to_write(pairing, people, sign_in):
    html = shown(sign_in(people.tksk).get(pairing.plasma.family.get_absolute_url()))
    for route in ("family-update", "archive", "need-create", "identity", "reveal", "consent"):
        assert reverse(f"families:{route}", args=[pairing.plasma.family.uid]) not in html, route
    assert reverse("families:member-list", args=[pairing.plasma.family.uid]) in html


def test_secret_problems_stay_off_the_page(pairing, secretary):
    family = pairing.plasma.family
    family.problems.add(ProblemType.objects.get(code="kekerasan"))
    assert "kekerasan" not in shown(secretary.get(family.get_absolute_url()))


def test_upper_floors_add_their_panels(group, people, secretary, monkeypatch):
    monkeypatch.setitem(registry.panel_providers, "family", [lambda request, family: f"<p>Panel {family.number}</p>"])
    family = make.candidate(people.secretary)
    assert f"Panel {family.number}" in shown(secretary.get(family.get_absolute_url()))


# --- the kind of family ---------------------------------------------------------------------------------------------
KINDS = (
    ([(1, "male", 2), (3, "female", 2)], "Suami istri"),
    ([(1, "male", 2), (3, "female", 2), (4, "male", 1)], "Suami istri dan anak"),
    ([(1, "male", 4), (4, "female", 1)], "Ayah dan anak"),
    ([(1, "female", 4), (4, "female", 1)], "Ibu dan anak"),
    ([(1, "female", 4), (9, "female", 1)], "Keluarga sedarah sampai derajat ketiga"),
)  # fmt: skip


@pytest.mark.clause("FAM-01")
@pytest.mark.parametrize(("household", "kind"), KINDS)
def test_the_kind_of_family_is_read_from_its_members_and_can_be_changed(household, kind, group, people, secretary):
    family = make.candidate(people.secretary, sex=household[0][1])
    make.assessed(family, "plasma", people.secretary)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    for number, (relation, sex, marital) in enumerate(household):
        born = date(2012, 1, 2) if relation == 4 else date(1984, 3, 12)
        name = family.head_name if relation == 1 else f"Anggota {'abc'[number]}"
        make.member(family, people.secretary, name, relation=relation, sex=sex, marital=marital, born=born)
    html = shown(secretary.get(family.get_absolute_url()))
    assert f"<dt>Bentuk keluarga</dt><dd>{kind}</dd>" in html
    url = reverse("families:family-update", args=[family.uid])
    page = secretary.get(url)
    assert f"Ikuti daftar anggota ({kind})" in shown(page)
    sent = {**sent_back(page, "rt"), "composition": "kin"}
    assert secretary.post(url, sent).status_code == 302
    html = shown(secretary.get(family.get_absolute_url()))
    assert "<dt>Bentuk keluarga</dt><dd>Keluarga sedarah sampai derajat ketiga" in html
    assert (f"Menurut anggota: {kind.lower()}" in html) == (not kind.startswith("Keluarga sedarah"))
    assert FamilyMember.objects.filter(family=family).count() == len(household)


def test_once_there_are_members_the_head_is_changed_among_them(pairing, people, secretary):
    page = secretary.get(reverse("families:family-update", args=[pairing.plasma.family.uid]))
    assert "head_name" not in page.context["form"].fields and "composition" in page.context["form"].fields


def test_the_pokja_changes_the_record_without_reading_members(pairing, people, sign_in):
    page = sign_in(people.working_group).get(reverse("families:family-update", args=[pairing.plasma.family.uid]))
    assert page.status_code == 200 and "composition" not in page.context["form"].fields


def test_who_gathered_stays_though_no_longer_in_the_group(group, people, secretary):
    family = make.candidate(people.secretary)
    family.interviewer = PersonFactory(region=people.secretary.region, name="Wayan Darma")
    family.save()
    page = secretary.get(reverse("families:family-update", args=[family.uid]))
    assert "Wayan Darma" in shown(page)
