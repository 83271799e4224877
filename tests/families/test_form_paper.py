"""The printed form of a family as its household is: who signs, what is still asked, and when it is offered at all."""

import pytest
from django.urls import reverse

from families import documents
from families.models import CodeItem, Consent, FamilyMember, ProblemType, Role
from fcu_project.dates import short_date
from tests.families import make
from tests.families.fill_member import chosen, with_husband
from tests.letters import page_texts

pytestmark = pytest.mark.one_database

UNMARRIED, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4


def form_of(family):
    return documents.form_facts(family.region, "plasma", "F4", family)


def ticked(facts):
    return [row["name"] for row in facts["missing"] if row["mark"]]


def described(facts):
    """The question that only describes: the states that are ticked, and its note."""
    (row,) = [row for group in facts["groups"] for row in group["questions"] if row["choices"]]
    return [state["label"] for state in row["choices"] if state["mark"]], row["note"]


@pytest.fixture
def widowed(people):
    """A family whose marriage a round tells of, and whose husband has died since."""
    family, husband = with_husband(people)
    answer = family.assessments.get().answers.get(indicator__scored=False)
    answer.choice = CodeItem.objects.get(list="marriage", code=1)
    answer.save()
    FamilyMember.objects.filter(pk=husband.pk).update(left_on=make.TODAY, left_reason=FamilyMember.Left.DIED)
    family.members.filter(is_head=True).update(marital=CodeItem.objects.get(list="marital", code=WIDOWED))
    return family


def test_a_widow_signs_alone_and_the_reason_is_ticked(widowed, people, sign_in):
    facts = form_of(widowed)
    assert facts["one_signs"] and ticked(facts) == ["meninggal"]
    pages = page_texts(sign_in(people.secretary).get(reverse("families:form-paper", args=[widowed.uid])).content)
    assert len(pages) == 2 and "Saya dari keluarga" in pages[1] and "data keluarga saya" in pages[1]
    assert "Kami" not in pages[1] and "Suami/istri" not in pages[1]


def test_a_marriage_that_is_over_is_told_with_its_date_and_not_ticked(widowed):
    facts, day = form_of(widowed), widowed.assessments.get().assessed_on
    assert described(facts) == ([], f"{short_date(day)}: Sah menurut agama dan negara")
    assert facts["answered_on"] == day.isoformat()


def test_a_couple_signs_together_and_its_marriage_stays_ticked(people):
    family, _ = with_husband(people)
    answer = family.assessments.get().answers.get(indicator__scored=False)
    answer.choice = CodeItem.objects.get(list="marriage", code=2)
    answer.save()
    facts = form_of(family)
    assert not facts["one_signs"] and ticked(facts) == []
    assert described(facts)[0] == ["Sah menurut agama saja"]


@pytest.mark.parametrize(("marital", "one", "reason"), [
    (UNMARRIED, True, ["tidak punya pasangan"]), (DIVORCED, True, ["cerai"]), (WIDOWED, True, ["meninggal"]),
    (MARRIED, False, []),
])  # fmt: skip
def test_who_signs_of_a_head_without_a_spouse_on_the_card(marital, one, reason, people):
    family = chosen(people)
    make.member(family, people.secretary, "Sumiyati", marital=marital)
    facts = form_of(family)
    assert (facts["one_signs"], ticked(facts)) == (one, reason)


def test_why_asking_both_was_unsafe_is_never_printed(people):
    family, _ = with_husband(people)
    make.answered(family, people.secretary, spouse_signed=False, missing_reason=Consent.Missing.UNSAFE)
    facts = form_of(family)
    assert facts["one_signs"] and ticked(facts) == [] and "tidak aman" not in str(facts["missing"])


def test_what_is_known_is_printed_as_it_is_written(people):
    family, husband = with_husband(people)
    FamilyMember.objects.filter(pk=husband.pk).update(nik="", no_nik=FamilyMember.NoNumber.CARD_LOST)
    family.phone = "6287812345678"
    family.problems.set(ProblemType.objects.filter(code=ProblemType.NONE))
    facts, round_ = form_of(family), family.assessments.get()
    assert facts["home"]["phone"] == "0878-1234-5678"
    assert facts["members"][1]["nik"] == documents.boxes("2")
    numbers = {row.code: number for number, row in ProblemType.numbered()}
    assert [row["number"] for row in facts["problems"] if row["mark"]] == [numbers[ProblemType.NONE]]
    assert facts["interviewer"]["name"] == round_.interviewer.name.upper()
    assert facts["interviewed_on"] == documents.day_boxes(round_.assessed_on)


def test_the_form_is_offered_where_it_is_printed(people, sign_in):
    group = make.selection_group(people)
    family, client = make.candidate(people.secretary), sign_in(people.secretary)
    url = reverse("families:form-paper", args=[family.uid])
    assert url not in client.get(family.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 409
    make.assessed(family, Role.PLASMA, people.secretary)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 200


def test_a_chosen_family_is_led_on_before_it_is_led_back(people, sign_in):
    family, client = chosen(people), sign_in(people.secretary)
    page = client.get(family.get_absolute_url())
    assert [gate.fix_label for gate in page.context["ahead"]] == ["Isi anggota", "Catat kesediaan"]
    html = page.content.decode()
    assert html.index("Langkah berikutnya") < html.index("Tindakan lain") < html.index("Kembalikan ke calon")
    make.identified(family, people.secretary)
    page = client.get(family.get_absolute_url())
    assert [gate.fix_label for gate in page.context["ahead"]] == ["Catat kesediaan"]
