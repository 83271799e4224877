"""Problems by dimension, potentials, open needs: counted, searched, and each number leads to its families."""

import pytest
from django.urls import reverse

from families.actions.pairing import close_need
from families.models import Family, ProblemType
from families.problems import need_table, problem_lines
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_priority import need_of
from tests.families.test_fgd import words_of
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.letters import text_of
from tests.test_query_budget import queries

SECRET = "kekerasan"


def page(name, *args):
    return reverse(f"families:{name}", args=args)


def kind(code):
    return ProblemType.objects.get(code=code)


def told(by):
    """{name of the kind: (all, women-headed, men-headed)} as this reader reads it."""
    return {
        str(line.problem): (line.total, line.women, line.men) for _, lines in problem_lines(by) for line in lines
    }


@pytest.fixture
def families(people):
    make.selection_group(people)
    by = people.secretary
    found = [make.candidate(by, "Sumiyati"), make.candidate(by, "Wagini"), make.candidate(by, "Hadi", sex="male")]
    found[0].problems.add(kind("dokumen"), kind(SECRET))
    Family.objects.filter(pk=found[0].pk).update(potential="Pandai menjahit, rukun dengan tetangga")
    Family.objects.filter(pk=found[2].pk).update(potential="Punya kebun kopi")
    return found


@pytest.mark.clause("FAM-03")
def test_problems_are_counted_by_dimension_and_lead_to_their_families(people, families, sign_in):
    assert told(people.secretary) == {
        "Pendapatan tidak tetap": ("3", "2", "1"), "Belum punya dokumen kependudukan": ("1", "1", "0"),
    }  # fmt: skip
    client = sign_in(people.working_group)
    table = words_of(client.get(page("problem-list")))
    assert table.index("Sosial") < table.index("Ekonomi")  # in the order of the guide
    assert "2 keluarga punya catatan potensi." in table
    drilled = words_of(client.get(page("problem-families", "dokumen")))
    assert "Ibu Sumiyati" in drilled and "Wagini" not in drilled
    paper = text_of(client.get(page("problem-families", "dokumen") + "?cetak=pdf").content)
    assert "BELUM PUNYA DOKUMEN" in paper and "Sumiyati" in paper
    paper = text_of(client.get(page("problem-list") + "?cetak=pdf").content)
    assert "PETA MASALAH KELUARGA" in paper and "Belum punya dokumen" in paper
    assert "spreadsheet" in client.get(page("problem-list") + "?unduh=xlsx")["Content-Type"]


@pytest.mark.clause("FAM-02")
@pytest.mark.clause("FAM-03")
def test_potentials_and_problems_stand_on_the_data_sheet_and_are_searched(people, families, sign_in):
    client = sign_in(people.secretary)
    pioneer = make.short.life(people.secretary, "Karto", "pioneer", "willing", days=make.DAYS)
    plasma = make.short.life(people.secretary, "Tumini", "plasma", "willing", days=make.DAYS)
    for family, good in ((pioneer, "Ketua kelompok tani"), (plasma, "Rajin arisan")):
        Family.objects.filter(pk=family.pk).update(potential=good, problem_note="Atap bocor")
        sheet = text_of(client.get(reverse("families:form-paper", args=[family.uid])).content)
        assert good in sheet and "Atap bocor" in sheet and "Pendapatan tidak tetap" in sheet
    found = words_of(client.get(page("potential-list") + "?cari=JAHIT"))
    assert "Ibu Sumiyati" in found and "kebun kopi" not in found
    assert "kebun kopi" in words_of(client.get(page("potential-list") + "?cari=Hadi"))
    paper = text_of(client.get(page("potential-list") + "?cetak=pdf").content)
    assert "Ketua kelompok tani" in paper


def test_secret_kinds_are_not_told_in_a_village_and_small_numbers_not_above_it(people, families, sign_in):
    name = str(kind(SECRET))
    for by in (people.secretary, people.village_head, people.tksk):
        assert sign_in(by).get(page("problem-families", SECRET)).status_code == 404
    assert name not in told(people.secretary)
    assert told(people.tksk)[name] == ("<5", "–", "–")
    for number in range(5):
        make.candidate(people.secretary, f"Maimunah {'abcde'[number]}").problems.add(kind(SECRET))
    assert told(people.tksk)[name] == ("6", "–", "–")  # no man among them: who is left would be told
    assert name in words_of(sign_in(people.tksk).get(page("problem-list")))


def test_needs_are_listed_by_urgency_with_their_age(people, sign_in):
    need = need_of(people, priority=1)
    client = sign_in(people.secretary)
    assert need_table(people.secretary) == [
        ("Sosial", "social", [(1, "mendesak", 1), (2, "segera", 0), (3, "bisa menunggu", 0)], 1)
    ]
    listed = words_of(client.get(page("need-list") + "?dimensi=social&prioritas=1"))
    assert "Akta lahir anak" in listed and "7 hari" in listed
    assert "Tidak ada kebutuhan yang cocok" in words_of(client.get(page("need-list") + "?dimensi=economic"))
    assert "Akta lahir anak" in text_of(client.get(page("need-list") + "?cetak=pdf").content)
    need.problem = kind(SECRET)
    need.save()
    assert "Akta lahir anak" not in words_of(client.get(page("need-list")))
    assert need_table(people.secretary) == []


def test_a_need_that_was_wrong_is_changed_or_opened_again(people, sign_in):
    need, client = need_of(people), sign_in(people.secretary)
    body = {"title": "Akta lahir anak ketiga", "problem": need.problem_id, "dimension": "social", "priority": "1",
            "found_on": typed_date(LAST_WEEK)}  # fmt: skip
    update, reopen = page("need-update", need.uid), page("need-reopen", need.uid)
    client.post(update, {**body, "_key": new_key(), "_version": need.version})
    need.refresh_from_db()
    assert (need.title, need.priority) == ("Akta lahir anak ketiga", 1)
    assert client.get(reopen).status_code == 409  # it is open
    close_need(need, by=people.secretary, on=TODAY, state="met", outcome="Akta diterima.")
    assert client.get(update).status_code == 409
    late = client.post(update, {**body, "_key": new_key(), "_version": need.version})
    assert late.status_code == 409
    client.post(reopen, {"_key": new_key(), "_version": need.version, "note": "Ternyata akta anak lain."})
    need.refresh_from_db()
    assert (need.state, need.closed_on) == ("open", None)
    assert "Ternyata akta anak lain." in need.outcome and "Akta diterima." in need.outcome
    assert "Akta lahir anak ketiga" in words_of(client.get(page("need-list")))


def test_what_is_counted_is_the_readers_own_territory(people, families, regions, sign_in):
    beside = AssignmentFactory(role="secretary", region=regions.sibling)
    assert told(beside) == {}
    client = sign_in(beside)
    for address in (page("problem-families", "dokumen"), page("potential-list")):
        assert "Sumiyati" not in words_of(client.get(address))


def test_pages_cost_the_same_for_few_families_and_for_many(people, families, sign_in):
    client = sign_in(people.secretary)
    urls = [page("problem-list"), page("problem-families", "pendapatan-tidak-tetap"), page("potential-list"),
            page("need-list")]  # fmt: skip
    for url in urls:
        client.get(url)
    few = [queries(client, url) for url in urls]
    for letter in "abcdefgh":
        family = make.candidate(people.secretary, f"Maimunah {letter}")
        family.problems.add(kind("utang"))
        Family.objects.filter(pk=family.pk).update(potential="Beternak ayam")
        family.needs.create(title="Modal", problem=kind("utang"), dimension="economic", found_on=TODAY, recorded_by="x")
    assert [queries(client, url) for url in urls] == few
