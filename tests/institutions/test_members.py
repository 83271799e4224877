"""Members and officers: who may be one, from where, for how long; nobody of another village slips in by an id."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from institutions.actions import unit as actions
from institutions.models import Candidacy, Meeting, Membership, OfficerTerm, Person
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_routes import new_key, picture

mark = pytest.mark
WEEK = TODAY - timedelta(days=7)
QUALITIES = {"willing": True, "able": True, "social_spirit": True}


@pytest.fixture
def unit(people):
    """An FCU with four members and a held formation meeting, nobody elected yet."""
    by = people.village_operator
    unit = make.started_unit(by)
    make.held_meeting("formation", by, on=WEEK)
    make.with_members(unit, by, on=WEEK)
    unit.refresh_from_db()
    return unit


@pytest.fixture
def formation(unit):
    return Meeting.objects.get(kind="formation", region=unit.region)


@pytest.fixture
def neighbour(regions):
    """The same office one village further, with an FCU, a member, a meeting and a body of its own."""
    by = AssignmentFactory(role="village_operator", region=regions.sibling)
    unit = make.started_unit(by, name="Seberang")
    make.held_meeting("formation", by, on=WEEK)
    make.with_members(unit, by, on=WEEK)
    return by


def candidacy(unit, member, post="coordinator", **changes):
    meeting = changes.pop("meeting", None) or Meeting.objects.get(kind="formation", region=unit.region)
    values = {"post": post, "elected": True, **QUALITIES, "non_partisan": True, **changes}
    return Candidacy(unit=unit, meeting=meeting, membership=member, **values)


# --- members --------------------------------------------------------------------------------------------------------
MEMBER = {"name": "Hasan Basri", "sex": "male", "joined_on": "01-03-2025", "committed": "on"}


@pytest.mark.parametrize(("data", "wrong"), [
    pytest.param({"kind": "psks"}, "institution", marks=mark.clause("MEM-01")),
    pytest.param({"kind": "individual", "competence": "Penyuluh"}, "category", marks=mark.clause("MEM-02")),
    pytest.param({"kind": "individual", "category": "activist"}, "competence", marks=mark.clause("MEM-02", "VAL-05")),
    pytest.param({"kind": "individual", "category": "mayor", "competence": "x"}, "category",
                 marks=mark.clause("MEM-02")),
    ({"kind": "pioneer"}, "kind"),
    pytest.param({"kind": "individual", "category": "activist", "competence": "x", "committed": None}, "committed",
                 marks=mark.clause("VAL-05")),
    ({"kind": "individual", "category": "activist", "competence": "x", "joined_on": "01-01-2999"}, "joined_on"),
])  # fmt: skip
def test_what_a_member_of_each_kind_must_have(data, wrong, unit, people, sign_in):
    before = picture()
    body = {k: v for k, v in {**MEMBER, **data, "_key": new_key()}.items() if v is not None}
    response = sign_in(people.village_operator).post(reverse("institutions:member-create", args=[unit.uid]), body)
    assert response.status_code == 422
    assert wrong in response.context["form"].errors
    assert picture() == before


@mark.clause("MEM-01", "MEM-02")
def test_both_kinds_are_taken_in_and_listed_with_where_they_come_from(unit, people, sign_in):
    client, url = sign_in(people.village_operator), reverse("institutions:member-create", args=[unit.uid])
    body = make.InstitutionFactory(region=unit.region, name="PKK Sidomekar")
    psks = {**MEMBER, "kind": "psks", "institution": body.pk, "position": "Ketua", "category": "activist"}
    alone = {**MEMBER, "name": "Ustaz Mansur", "kind": "individual", "category": "religious_leader",
             "competence": "Penyuluh agama", "institution": body.pk}  # fmt: skip
    for data in (psks, alone):
        assert client.post(url, {**data, "_key": new_key()}).status_code == 302
    first = unit.memberships.get(person__name="Hasan Basri", institution=body)
    second = unit.memberships.get(person__name="Ustaz Mansur")
    assert (first.kind, first.institution, first.position, first.category) == ("psks", body, "Ketua", "")
    assert (second.kind, second.institution, second.category) == ("individual", None, "religious_leader")
    html = client.get(reverse("institutions:member-list", args=[unit.uid])).content.decode()
    assert "Ketua, PKK Sidomekar" in html and "Tokoh agama" in html


@pytest.mark.parametrize("values", [
    pytest.param({"kind": "psks", "institution": None}, marks=mark.clause("MEM-01")),
    pytest.param({"kind": "individual", "category": ""}, marks=mark.clause("MEM-02")),
    {"kind": "individual", "category": "activist", "left_on": WEEK - timedelta(days=1)},
])  # fmt: skip
def test_the_database_itself_asks_for_it(values, unit):
    person = make.PersonFactory(region=unit.region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(unit=unit, person=person, joined_on=WEEK, **values)


def test_a_person_is_a_member_once_at_a_time(unit, people, sign_in):
    by, member = people.village_operator, unit.memberships.first()
    again = {**MEMBER, "kind": "individual", "category": "activist", "competence": "x", "person": member.person.pk}
    client, url = sign_in(by), reverse("institutions:member-create", args=[unit.uid])
    response = client.post(url, {**again, "_key": new_key()})
    assert response.status_code == 422 and "sudah menjadi anggota" in response.content.decode()
    actions.end_membership(member, by=by, on=TODAY, reason="Pindah.")
    assert client.post(url, {**again, "_key": new_key()}).status_code == 302
    assert unit.memberships.filter(person=member.person).count() == 2


def test_only_the_own_village_takes_in_members(unit, people, neighbour):
    member = Membership(unit=unit, person=make.PersonFactory(region=unit.region), kind="individual",
                        category="activist", joined_on=TODAY)  # fmt: skip
    for by in (neighbour, people.tksk, people.regency_reports):
        with pytest.raises(PermissionDenied):
            actions.save_membership(member, by=by, on=TODAY)


@mark.clause("MEM-06")
def test_an_officer_does_not_leave_before_the_post_is_filled_anew(unit, formation, people, sign_in):
    by, member = people.village_operator, unit.memberships.first()
    actions.save_candidacy(candidacy(unit, member), by=by, on=WEEK)
    response = sign_in(by).post(
        reverse("institutions:member-end", args=[unit.uid, member.uid]),
        {"_key": new_key(), "left_on": TODAY.strftime("%d-%m-%Y"), "reason": "Pindah ke kota."},
    )
    assert response.status_code == 409
    assert "masih pengurus" in response.content.decode() and "Pindah ke kota." in response.content.decode()
    assert Membership.objects.get(pk=member.pk).left_on is None


@pytest.mark.parametrize(("day", "told"), [
    (WEEK - timedelta(days=1), "mendahului"), (TODAY + timedelta(days=2), "hari ini")])  # fmt: skip
def test_leaving_has_its_place_in_time(day, told, unit, people, sign_in):
    member = unit.memberships.last()
    response = sign_in(people.village_operator).post(
        reverse("institutions:member-end", args=[unit.uid, member.uid]),
        {"_key": new_key(), "left_on": day.strftime("%d-%m-%Y"), "reason": "Pindah."},
    )
    assert response.status_code == 422
    assert told in str(response.context["form"].errors["left_on"])


# --- officers -------------------------------------------------------------------------------------------------------
@mark.clause("MEM-06", "FCU-06")
def test_three_officers_are_elected_from_the_members(unit, people, sign_in):
    client, url = sign_in(people.village_operator), reverse("institutions:election", args=[unit.uid])
    ticks = {"willing": "on", "able": "on", "social_spirit": "on", "non_partisan": "on", "elected": "on", "votes": "9"}
    for post, member in zip(("coordinator", "secretary", "treasurer"), unit.memberships.all(), strict=False):
        response = client.post(url, {**ticks, "post": post, "membership": member.pk, "_key": new_key()})
        assert response.status_code == 302
    terms = unit.current_officers()
    assert [(t.post, t.elected_on, t.valid_from, t.decree) for t in terms] == [
        (post, WEEK, None, None) for post in ("coordinator", "secretary", "treasurer")
    ]
    assert {t.membership.unit for t in terms} == {unit}


@mark.clause("FCU-06")
@pytest.mark.parametrize("missing", QUALITIES)
def test_the_best_cadres_are_willing_able_and_of_social_spirit(missing, unit, people):
    member, by = unit.memberships.first(), people.village_operator
    with pytest.raises(ValidationError, match="mau, mampu, dan berjiwa sosial"):
        actions.save_candidacy(candidacy(unit, member, **{missing: False}), by=by, on=WEEK)
    assert not OfficerTerm.objects.exists()
    unit.refresh_from_db()
    actions.save_candidacy(candidacy(unit, member, elected=False, **{missing: False}), by=by, on=WEEK)
    assert Candidacy.objects.count() == 1 and not OfficerTerm.objects.exists()


@mark.clause("MEM-06")
def test_one_person_per_post_and_one_post_per_person(unit, people):
    by = people.village_operator
    first, second, *_ = unit.memberships.all()
    actions.save_candidacy(candidacy(unit, first), by=by, on=WEEK)
    for member, post, told in ((second, "coordinator", "sudah terisi"), (first, "treasurer", "jabatan lain")):
        unit.refresh_from_db()
        with pytest.raises(TransitionRefused, match=told):
            actions.save_candidacy(candidacy(unit, member, post), by=by, on=WEEK)
    assert OfficerTerm.objects.count() == 1 and Candidacy.objects.count() == 1


@mark.clause("MEM-06")
def test_the_database_itself_keeps_one_officer_per_post(unit, formation):
    first, second, *_ = unit.memberships.all()
    values = {"unit": unit, "elected_in": formation, "elected_on": WEEK}
    OfficerTerm.objects.create(membership=first, post="coordinator", **values)
    for member, post in ((second, "coordinator"), (first, "secretary")):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficerTerm.objects.create(membership=member, post=post, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficerTerm.objects.create(membership=second, post="treasurer", valid_from=TODAY, valid_until=WEEK, **values)


@mark.clause("MEM-06")
@pytest.mark.parametrize(("begins", "ends", "clash"), [
    (-40, -20, True), (-15, -5, True), (-50, None, True), (-5, None, True), (0, None, False), (-60, -30, False),
])  # fmt: skip
def test_terms_in_one_post_do_not_overlap(begins, ends, clash, unit, formation):
    """A post that was held from day −29 to day −1 is free before and after, and only then."""
    first, second, *_ = unit.memberships.all()
    values = {"unit": unit, "post": "coordinator", "elected_in": formation, "elected_on": WEEK}

    def day(number):
        return None if number is None else TODAY + timedelta(days=number)

    OfficerTerm.objects.create(membership=first, valid_from=day(-29), valid_until=day(-1), **values)
    term = OfficerTerm(membership=second, valid_from=day(begins), valid_until=day(ends), **values)
    if clash:
        with pytest.raises(ValidationError):
            term.full_clean()
    else:
        term.full_clean()


@mark.clause("MEM-06")
def test_who_is_no_member_is_not_elected(unit, people, neighbour):
    by = people.village_operator
    stranger = Membership.objects.filter(unit__region=neighbour.region).first()
    gone = unit.memberships.last()
    actions.end_membership(gone, by=by, on=TODAY, reason="Pindah.")
    for member in (stranger, gone):
        unit.refresh_from_db()
        with pytest.raises(TransitionRefused, match="bukan anggota FCU"):
            actions.save_candidacy(candidacy(unit, member), by=by, on=WEEK)
    assert not OfficerTerm.objects.exists()


@mark.clause("MEM-06")
def test_the_election_closes_with_the_decree(people):
    by = people.village_operator
    unit = make.formed_unit(by)
    row = unit.candidacies.first()
    make.ready_decree(unit, by)
    unit.refresh_from_db()
    with pytest.raises(TransitionRefused, match="draf"):
        actions.withdraw_candidacy(row, by=by, on=TODAY)
    unit.refresh_from_db()
    decreed = make.document_actions.issue_document(
        unit.latest_decree().document, number="1/KEP", dated_on=TODAY, scan=make.scan(), by=by
    )
    unit.refresh_from_db()
    assert decreed.stage == "issued"
    with pytest.raises(TransitionRefused, match="SK"):
        actions.save_candidacy(candidacy(unit, unit.memberships.last(), elected=False), by=by, on=TODAY)
    unit.refresh_from_db()
    with pytest.raises(TransitionRefused, match="SK"):
        actions.withdraw_candidacy(unit.candidacies.first(), by=by, on=TODAY)
    assert len(unit.current_officers()) == 3


def test_a_withdrawn_candidate_gives_the_post_back(unit, people):
    by, member = people.village_operator, unit.memberships.first()
    row = actions.save_candidacy(candidacy(unit, member), by=by, on=WEEK)
    actions.withdraw_candidacy(row, by=by, on=TODAY)
    assert not OfficerTerm.objects.exists() and not Candidacy.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "secretary", "treasurer", "village_head", "tksk"])
def test_officers_do_not_elect_themselves(role, unit, people, sign_in):
    url = reverse("institutions:election", args=[unit.uid])
    data = {"post": "coordinator", "membership": unit.memberships.first().pk, "_key": new_key()}
    assert sign_in(getattr(people, role)).post(url, data).status_code == 403
    assert not Candidacy.objects.exists()


# --- ids of another village -----------------------------------------------------------------------------------------
def foreign(neighbour):
    """Rows of the village next door that someone might put into a form here."""
    unit = neighbour.region.units.get()
    member = unit.memberships.first()
    return {
        "person": member.person.pk, "leader": member.person.pk, "note_taker": neighbour.person.pk,
        "institution": member.institution.pk, "membership": member.pk,
    }  # fmt: skip


@mark.clause("REG-01")
@pytest.mark.parametrize(("route", "field", "data"), [
    ("member-create", "institution", {**MEMBER, "kind": "psks"}),
    ("member-create", "person", {"kind": "individual", "category": "activist", "competence": "x",
                                 "joined_on": "01-03-2025", "committed": "on"}),
    ("election", "membership", {"post": "treasurer", "willing": "on", "able": "on", "social_spirit": "on"}),
    ("attendance", "person", {"element": "psks"}),
    ("attendance", "institution", {"element": "psks", "name": "Siti Aminah", "sex": "female"}),
    ("meeting-create", "leader", {"held_on": "01-03-2025", "place": "Aula", "agenda": "A"}),
    ("meeting-create", "note_taker", {"held_on": "01-03-2025", "place": "Aula", "agenda": "A"}),
])  # fmt: skip
def test_ids_of_another_village_are_no_choice(route, field, data, unit, neighbour, people, sign_in):
    planned = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    args = {"meeting-create": ["routine"], "attendance": [planned.uid]}.get(route, [unit.uid])
    client, before = sign_in(people.village_operator), picture()
    url = reverse(f"institutions:{route}", args=args)
    response = client.post(url, {**data, field: foreign(neighbour)[field], "_key": new_key()})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert picture() == before
    assert "Sukamaju" not in response.content.decode()
    assert "Sukamaju" not in client.get(url).content.decode()


@mark.clause("REG-01")
def test_rows_of_another_village_are_not_reached_through_the_own_one(unit, neighbour, people, sign_in):
    other = neighbour.region.units.get()
    meeting = Meeting.objects.get(region=neighbour.region)
    make.elect(other, meeting, other.memberships.all(), neighbour)
    own = make.held_meeting("routine", people.village_operator, on=TODAY, hold=False)
    client, before = sign_in(people.village_operator), picture()
    for name, args in (
        ("member-end", [unit.uid, other.memberships.last().uid]),
        ("candidacy-withdraw", [unit.uid, other.candidacies.first().uid]),
        ("attendance-remove", [own.uid, meeting.attendances.first().uid]),
        ("person-update", [neighbour.person.uid]),
    ):  # fmt: skip
        url = reverse(f"institutions:{name}", args=args)
        assert (client.get(url).status_code, client.post(url, {"_key": new_key()}).status_code) == (404, 404), name
    ticks = {"_key": new_key(), "present": [meeting.attendances.first().pk]}
    client.post(reverse("institutions:attendance-present", args=[own.uid]), ticks)
    assert picture() == before


@pytest.mark.parametrize("role", ["tksk", "regency_reports", "province", "ministry"])
def test_offices_above_do_not_change_the_people_of_a_village(role, people, regions, sign_in):
    person = make.PersonFactory(region=regions.village, name="Siti Aminah")
    client, url = sign_in(getattr(people, role)), reverse("institutions:person-update", args=[person.uid])
    assert client.get(url).status_code in (403, 404)
    body = {"_key": new_key(), "_version": person.version, "name": "Diganti Orang", "sex": "male"}
    assert client.post(url, body).status_code in (403, 404)
    assert Person.objects.get(pk=person.pk).name == "Siti Aminah"
