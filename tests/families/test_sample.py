"""Made-up families for trials of speed: plausible by the rules of the application, the same for the same seed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Q

from families import household, numbers
from families.filters import with_number
from families.models import Consent, Family, FamilyCard, FamilyMember, Need, Pairing, Participation
from fcu_project.models import Installation
from institutions.models import Meeting
from institutions.models.person import fold
from tests.factories import TODAY

SEALED = {"nik", "number"}  # a seal never looks the same twice


def sample(**options):
    """Makes 60 families in two villages unless told otherwise; returns what the command said."""
    said = StringIO()
    call_command("make_sample_families", **{"families": 60, "villages": 2, "home_families": 40, **options}, stdout=said)
    return said.getvalue()


@pytest.fixture
def made(regions, reference):
    sample()


def rows_of(model):
    names = [f.attname for f in model._meta.concrete_fields if not f.remote_field and f.name not in {"id", *SEALED}]
    return sorted(map(repr, model.objects.values_list(*names)))


def test_every_member_keeps_the_rules_of_a_household(made):
    members = list(FamilyMember.objects.select_related("relation", "marital", "family__region"))
    assert len(members) > 60
    for member in members:
        assert household.errors_of(member, household.beside(member), TODAY) == {}
        assert household.warnings_of(member, household.beside(member), TODAY) == []
        assert numbers.nik_warnings(
            member.nik, sex=member.sex, born=member.birth_date, estimated=False, today=TODAY
        ) == []  # fmt: skip
        member.full_clean(exclude=["search_name", "position", "region"])
    for card in FamilyCard.objects.all():
        assert numbers.card_warnings(card.number) == []


def test_every_family_is_valid_and_its_dates_are_in_order(made):
    for family in Family.objects.all():
        family.full_clean()
        assert family.search_name == fold(family.head_name)
        head = family.head()
        if head is not None:
            assert (head.name, head.sex) == (family.head_name, family.head_sex)
            assert family.composition == household.composition_of(list(family.current_members()))
    for life in Participation.objects.select_related("family"):
        life.full_clean()
        days = (life.family.recorded_on, life.proposed_on, life.answered_on, life.designated_on, life.consolidated_on,
                life.on_duty_from, TODAY)  # fmt: skip
        known = [day for day in days if day]
        assert known == sorted(known)
        assert (life.ended_on is None) == (life.stage not in ("not_chosen", "unwilling", "withdrawn", "finished"))
    assert not Participation.objects.filter(role="candidate").filter(family__members__isnull=False).exists()
    assert not Pairing.objects.filter(paired_from__lt=F("pioneer__consolidated_on")).exists()
    assert not Pairing.objects.exclude(pioneer__family__region=F("plasma__family__region")).exists()
    assert not Consent.objects.filter(answered_on__lt=F("participation__proposed_on")).exists()
    assert not Need.objects.filter(Q(found_on__gt=TODAY) | Q(problem__is_sensitive=True)).exists()


def test_every_stage_and_a_pairing_occur(made):
    assert set(Participation.objects.values_list("role", "stage")) >= {
        ("candidate", "candidate"), ("pioneer", "on_duty"), ("plasma", "mentored"), ("plasma", "designated"),
    }  # fmt: skip
    assert Pairing.objects.exists()


def test_its_numbers_are_found_and_read_as_typed_ones(people, made):
    member = FamilyMember.objects.filter(region=people.secretary.region).first()
    assert list(with_number(member.nik, people.secretary)) == [member.family]


def test_the_same_seed_makes_the_same_village_in_a_sample_of_any_size(regions, reference):
    """What is told of a village hangs on the seed and its code, not on how many others there are."""

    def told(**options):
        with transaction.atomic():
            sample(home=regions.sibling.code, **options)
            rows = {model: set(rows_of(model)) for model in (Family, FamilyMember, FamilyCard, Participation, Pairing)}
            transaction.set_rollback(True)
        return rows

    small, large, other = told(families=40, villages=1), told(families=60), told(families=40, villages=1, seed=8)
    for model, rows in small.items():
        assert rows and rows <= large[model], model
        assert not rows & other[model], model


def test_it_marks_the_installation_and_goes_on_in_other_villages(made):
    assert Installation.current().demonstration
    full = set(Family.objects.values_list("region", flat=True))
    sample(families=10, villages=1)
    assert set(Family.objects.values_list("region", flat=True)) > full


def test_new_rows_follow_those_it_wrote(people, made):
    """The numbering of keys goes on behind what was copied in."""
    row = Family.objects.create(
        region=people.secretary.region, number=900, head_name="Sumiyati", head_sex="female", recorded_on=TODAY
    )
    assert row.pk > Family.objects.exclude(pk=row.pk).order_by("-pk").first().pk


def test_it_refuses_an_installation_with_data_of_its_own(regions, reference):
    Family.objects.create(region=regions.village, number=1, head_name="Sumiyati", head_sex="female", recorded_on=TODAY)
    with pytest.raises(CommandError, match="data of its own"):
        sample()
    assert Family.objects.count() == 1
    assert not Installation.current().demonstration


@pytest.mark.parametrize("options", [{"villages": 99}, {"home": "0000000000"}, {"families": 0}])
def test_it_says_what_can_not_be_done(options, regions, reference):
    with pytest.raises(CommandError):
        sample(**options)
    assert not Family.objects.exists()


def test_production_has_no_made_up_families(regions, reference, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        sample()
    assert not Meeting.objects.exists()
