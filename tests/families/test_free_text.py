"""No identity number among words: free text is neither encrypted nor masked."""

import pytest
from django.urls import reverse

from families.models import Family, MentoringNote
from fcu_project.forms import GuardedForm
from fcu_project.models import AuditEvent
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_member import ANSWER, with_husband
from tests.families.fill_pairing import NOTE, PLAN, designated_pioneer, problem
from tests.filling import new_key, picture, typed_date

WORDS = "Jangan menulis NIK atau nomor KK di sini."
NUMBERS = ("9701014303840001", "9701 0143 0384 0001", "9701.0143.0384.0001", "9701-0143-0384-0001")


def story(people):
    family = designated_pioneer(people)
    row = family.participation()
    return reverse("families:story", args=[family.uid]), {"_version": row.version}, "success_story"


def plan(people):
    return reverse("families:plan-create", args=[designated_pioneer(people).uid]), PLAN, "problem"


def note(people):
    url = reverse("families:note-create", args=[make.paired(people).uid])
    return url, {**NOTE, "need_problem": problem().pk}, "topic"


def need(people):
    url = reverse("families:need-create", args=[make.paired(people).plasma.family.uid])
    body = {"problem": problem().pk, "dimension": "social", "priority": "1", "found_on": typed_date(TODAY)}
    return url, body, "title"


def consent(people):
    return reverse("families:consent", args=[with_husband(people)[0].uid]), ANSWER, "note"


def waiting(people):
    make.selection_group(people)
    return make.candidate(people.secretary)


def archive(people):
    return reverse("families:archive", args=[waiting(people).uid]), {}, "reason"


def potential(people):
    family = waiting(people)
    body = {"rt": "003", "rw": "002", "head_name": "Sumiyati", "head_sex": "female", "_version": family.version,
            "recorded_on": typed_date(family.recorded_on)}  # fmt: skip
    return reverse("families:family-update", args=[family.uid]), body, "potential"


def withdrawal(people):
    life = make.paired(people).pioneer
    url = reverse("transition", args=["families.participation", life.uid, "withdraw"])
    return url, {"on": typed_date(TODAY)}, "note"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("case", [note, consent])
def test_a_number_is_refused_however_it_is_grouped(case, number, people, sign_in):
    refuse(case, number, people, sign_in)


@pytest.mark.parametrize("case", [story, plan, need, archive, potential, withdrawal])
def test_every_kind_of_words_refuses_it(case, people, sign_in):
    refuse(case, NUMBERS[1], people, sign_in)


def refuse(case, number, people, sign_in):
    url, body, field = case(people)
    before = picture()
    response = sign_in(people.secretary).post(url, {**body, field: f"Nomornya {number} ya.", "_key": new_key()})
    assert response.status_code == 422 and picture() == before
    assert response.context["form"].errors[field] == [WORDS]
    assert not AuditEvent.objects.filter(verb__contains=number).exists()


def test_a_phone_number_and_dates_are_no_identity_number(people, sign_in):
    url, body, field = note(people)
    words = "Telepon 081234567890 pada 12-03-2025, lalu 13-03-2025."
    assert sign_in(people.secretary).post(url, {**body, field: words, "_key": new_key()}).status_code == 302
    assert MentoringNote.objects.get().topic == words


def test_the_admin_refuses_it_too(people, sign_in):
    family = waiting(people)
    body = {
        "head_name": "Sumiyati", "head_sex": "female", "rt": "004", "rw": "001", "hamlet": "Krajan",
        "recorded_on": typed_date(TODAY), "problem_note": f"NIK {NUMBERS[0]}",
    }  # fmt: skip
    response = sign_in(people.secretary).post(reverse("admin:families_family_change", args=[family.pk]), body)
    assert response.status_code == 200 and WORDS in response.content.decode()
    assert Family.objects.get().problem_note == ""


def test_no_form_of_the_families_is_forgotten():
    def below(form):
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    found = [form for form in below(GuardedForm) if form.__module__.startswith("families.")]
    assert len(found) > 15
    forgotten = [form.__name__ for form in found if not form.refuses_numbers]
    assert sorted(forgotten) == ["ConfirmForm", "DaysForm"]  # the one only ticks, the other only takes days
