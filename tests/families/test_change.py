"""Rounds side by side: what moved in one family, and over the families of an FCU as of any day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.change import GROWS_INTO, compare, comparisons_of, growths_of, move_of, to_ask_again
from families.change_drawing import FIGURES_LEGEND, figures_drawn
from families.change_figures import COLUMNS, change_in, rows_of
from families.models import Answer, Indicator
from fcu_project.models import AuditEvent
from tests.factories import TODAY, AssignmentFactory
from tests.families import make, short
from tests.letters import in_order, text_of

mark = pytest.mark
DAY = timedelta(days=1)
FIRST, SECOND = TODAY - timedelta(days=9), TODAY - timedelta(days=2)


def changed(people, name="Sumiyati", *, first=("L3.2", "L5.1", "L5.2"), last=("L5.2", "L4.1"), pairing=None):
    """A plasma family with two further rounds: two difficulties gone, one come, one stayed."""
    family = pairing.plasma.family if pairing else short.life(
        people.secretary, name, "plasma", "mentored", days=make.DAYS
    )  # fmt: skip
    family.assessments.all().delete()
    make.assessed(family, "plasma", people.secretary, unmet=first, on=FIRST)
    make.assessed(family, "plasma", people.secretary, unmet=last, on=SECOND)
    return family


@mark.parametrize(("first", "last", "move"), [
    ("unmet", "met", "better"), ("met", "unmet", "worse"), ("met", "met", "same"), ("unmet", "unmet", "same"),
    ("open", "met", "new"), ("unknown", "unmet", "new"), ("na", "met", "new"), ("met", "unknown", ""),
    ("unmet", "na", ""), ("open", "open", ""),
])  # fmt: skip
def test_how_an_answer_moved(first, last, move):
    assert move_of(first, last) == move


@mark.clause("MEN-08")
def test_rounds_stand_side_by_side_and_earlier_ones_are_kept(people, sign_in):
    family = changed(people, pairing=make.paired(people))
    told = comparisons_of(family)["plasma"]
    moves = {line.question.code: line.words for line in told.lines}
    assert [moves[code] for code in ("L3.2", "L5.1", "L4.1", "L5.2")] == ["Membaik", "Membaik", "Memburuk", "Tetap"]
    assert told.summary == "9 dari 11 kesulitan sudah tidak dialami; pada putaran pertama 8."
    assert told.moves == "Membaik 2, memburuk 1, tetap 8."
    assert [row.assessed_on for row in told.rounds] == [FIRST, SECOND]
    url = reverse("families:change", args=[family.uid])
    page = sign_in(people.secretary).get(url).content.decode()
    assert "<svg" in page and " style=" not in page and told.summary in page
    assert [row.round for row in family.assessments.order_by("round")] == [1, 2]
    assert reverse("families:assessment-create", args=[family.uid, "plasma"]) in page
    assert url in sign_in(people.secretary).get(family.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(verb="change:view", object_uid=family.uid).count() == 1


def test_the_status_of_the_marriage_is_told_and_never_counted(people):
    family = changed(people, pairing=make.paired(people))
    last = family.assessments.order_by("round").last()
    last.answers.filter(indicator__code="L1").update(choice=make.code("marriage", 2))
    told = comparisons_of(family)["plasma"]
    assert (told.lines[0].question.code, told.lines[0].words) == ("L1", "Berubah")
    assert told.moves == "Membaik 2, memburuk 1, tetap 8." and told.counts[-1].total == 11


def test_one_round_waits_for_the_next_and_none_is_an_empty_page(people, sign_in):
    client, family = sign_in(people.secretary), make.paired(people).plasma.family
    url = reverse("families:change", args=[family.uid])
    assert "Perubahan terbaca setelah ada putaran berikutnya" in client.get(url).content.decode()
    family.assessments.all().delete()
    assert "Belum ada penilaian" in client.get(url).content.decode() and compare([]) is None


def test_each_difficulty_has_the_strength_it_grows_into(people):
    family = changed(people, pairing=make.paired(people))
    assert growths_of(comparisons_of(family)) == []
    make.assessed(family, "pioneer", people.secretary, unmet=("P3.2",), on=SECOND)
    told = {row.difficulty.question.code: row for row in growths_of(comparisons_of(family))}
    assert set(told) == set(GROWS_INTO) and told["L4.2"].strength.question.code == "P4.1"
    assert [told[code].has_grown for code in ("L5.1", "L3.2", "L5.2")] == [True, False, False]
    scored = Indicator.current("plasma").filter(scored=True).values_list("code", flat=True)
    assert set(scored) == set(GROWS_INTO)
    assert set(GROWS_INTO.values()) <= set(Indicator.current("pioneer").values_list("code", flat=True))


def test_a_question_that_was_open_is_new_and_the_paper_says_all(people, sign_in):
    family = changed(people, pairing=make.paired(people))
    Answer.objects.filter(assessment__family=family, assessment__round=1, indicator__code="L2.1").delete()
    url = reverse("families:change", args=[family.uid])
    for paper in ("F4", "A4"):
        content = sign_in(people.secretary).get(f"{url}?cetak=pdf&kertas={paper}").content
        assert in_order(text_of(content), "PERUBAHAN KELUARGA", "sudah tidak dialami", "L2.1", "Baru dijawab", "L3.2")
    assert AuditEvent.objects.filter(verb="print:Perubahan keluarga", object_uid=family.uid).count() == 2


def test_the_village_is_counted_as_of_any_day_women_and_men_apart(people, regions):
    make.selection_group(people)
    village, women = regions.village, [changed(people, name) for name in ("Sumiyati", "Aminah")]
    man = changed(people, "Slamet", last=("L3.2", "L5.1", "L5.2"))
    man.head_sex = "male"
    man.save()
    told = {row.question.code: row for row in change_in(village, TODAY).figures}
    assert (told["L3.2"].before.women, told["L3.2"].before.men) == (2, 1)
    assert (told["L3.2"].now.all, told["L3.2"].better.women, told["L3.2"].same.men) == (1, 2, 1)
    assert (told["L4.1"].worse.all, told["L5.2"].same.all) == (2, 3)
    change = change_in(village, TODAY)
    assert (change.families.all, change.improved.women, change.improved.men) == (3, 2, 0)
    assert change_in(village, SECOND - DAY).families.all == 0  # as it was before the second round
    assert change_in(village, SECOND, FIRST).families.all == 3
    rounds = women[1].assessments.order_by("round")
    rounds.first().answers.filter(indicator__code="L2.1").delete()
    rounds.last().answers.filter(indicator__code="L2.2").delete()
    change = change_in(village, TODAY)
    row = {figure.question.code: figure for figure in change.figures}
    assert (row["L2.1"].new.all, row["L2.2"].other.all) == (1, 1)
    moves = ("better", "worse", "same", "new", "other")
    assert {sum(getattr(figure, name).all for name in moves) for figure in change.figures} == {3}
    make.assessed(women[0], "plasma", people.secretary, on=TODAY)
    assert change_in(village, TODAY, SECOND).families.all == 1
    assert change_in(regions.sibling, TODAY).families.all == 0


@mark.parametrize(("role", "small"), [("secretary", False), ("village_head", False), ("tksk", True)])
def test_who_serves_the_village_reads_numbers_and_above_it_small_ones_are_hidden(role, small, people, sign_in):
    make.selection_group(people)
    for number in range(6):
        changed(people, f"Ibu {'ABCDEF'[number]}", last=("L5.2",) if number else ())
    url = reverse("families:change-figures", args=[people.secretary.region.units.get().uid])
    client = sign_in(getattr(people, role))
    page = client.get(url).content.decode()
    assert "6 (P 6, L 0)" in page and ("&lt;5" in page) == small and " style=" not in page
    assert ("1 (P 1, L 0)" in page) == (not small)  # of L5.2 one fares better
    assert client.get(url + "?unduh=xlsx").status_code == 200
    assert "PERUBAHAN KELUARGA DAMPINGAN" in text_of(client.get(url + "?cetak=pdf&kertas=A4").content)


@mark.parametrize("role", ["pioneer", "member", "lk3", "regency_reports", "province", "ministry"])
def test_nobody_else_reads_them(role, people, sign_in, regions):
    unit = short.unit(regions.village)
    client = sign_in(getattr(people, role))
    assert client.get(reverse("families:change-figures", args=[unit.uid])).status_code == 403


def test_dates_that_make_no_sense_are_told_and_another_village_is_not_there(people, sign_in, regions):
    unit = short.unit(regions.village)
    url = reverse("families:change-figures", args=[unit.uid])
    page = sign_in(people.secretary).get(url + "?dari=kemarin&sampai=").content.decode()
    assert "kemarin" in page and "Belum ada yang bisa dibandingkan" in page
    wrong = sign_in(people.secretary).get(url, {"dari": f"{TODAY:%d-%m-%Y}", "sampai": f"{SECOND:%d-%m-%Y}"})
    assert "Tanggal pembanding harus sebelum" in wrong.content.decode()
    stranger = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(stranger).get(url).status_code == 404


def test_a_plasma_family_is_asked_again_after_the_months_its_region_sets(people, sign_in):
    pairing = make.paired(people)
    family, client = pairing.plasma.family, sign_in(people.secretary)
    assert not to_ask_again(family.region, TODAY) and "Nilai ulang" not in client.get("/").content.decode()
    family.region.ancestor("regency").settings.create(key="assessment_months", value="0")
    assert [row.family for row in to_ask_again(family.region, TODAY)] == [family]
    page = client.get("/").content.decode()
    assert f"Nilai ulang keluarga {family.called}" in page and reverse("families:change", args=[family.uid]) in page
    assert "Sudah waktunya dinilai ulang" in client.get(reverse("families:change", args=[family.uid])).content.decode()
    other = short.life(people.secretary, "Aminah", "plasma", "mentored", days=make.DAYS)
    unit = family.region.units.get()
    figures = reverse("families:change-figures", args=[unit.uid])
    assert "Nilai ulang 2 keluarga dampingan" in client.get("/").content.decode()
    assert other.called in client.get(figures).content.decode()
    for one in (family, other):
        make.assessed(one, "plasma", people.secretary, on=TODAY)
    assert not to_ask_again(family.region, TODAY)


def test_numbers_leave_as_numbers_women_and_men_apart_and_small_ones_hidden_above(people, regions):
    make.selection_group(people)
    for number in range(6):
        changed(people, f"Ibu {'ABCDEF'[number]}", last=("L5.2",) if number else ())
    change = change_in(regions.village, TODAY)
    for above, told in ((False, [1, 1, 0]), (True, ["<5", None, None])):
        row = next(row for row in rows_of(change, above=above) if row["code"] == "L5.2")
        assert [row["numbers"]["better", part] for part in ("all", "women", "men")] == told
        assert {name for name, _ in row["numbers"]} == set(COLUMNS)


def test_on_every_drawing_light_is_the_difficulty_and_dark_that_it_is_gone(people, sign_in):
    drawn = figures_drawn([("L5.1 Sulit", 3, 1, 2)])
    assert [(bar["kind"], bar["number"]) for bar in drawn["bars"]] == [("unmet", 3), ("unmet", 1), ("met", 2)]
    assert "1, 2 tidak lagi" in [row["text"] for row in drawn["texts"]]
    family = changed(people, pairing=make.paired(people))
    unit, client = family.region.units.get(), sign_in(people.secretary)
    legend = "Gelap: tidak dialami. Terang: dialami."
    for url, words in (
        (reverse("families:change", args=[family.uid]), legend),
        (reverse("families:change-figures", args=[unit.uid]), FIGURES_LEGEND),
    ):
        page = " ".join(client.get(url).content.decode().split())
        assert words in page and words in " ".join(text_of(client.get(f"{url}?cetak=pdf").content).split())
