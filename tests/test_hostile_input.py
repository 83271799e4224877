"""What people and programs may type into any form or address: shown literally, refused in words, never a crash."""

import uuid
from html import escape

import pytest
from django.urls import reverse

from institutions.models import FamilyCareUnit, Institution, Meeting, Person
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_pages import values_of
from tests.form_routes import WITH_TEXT, filler, new_key, picture
from tests.test_writing import ENGLISH

STRANGE = {
    "script": "<script>alert(1)</script>",
    "breakout": "\"><img src=x onerror=alert(1)> ' & </textarea>",
    "template": "{{ 7*7 }}{% debug %}${7*7}",
    "right-to-left": "daftar\u202egnp.exe \u200f\u0645\u0631\u062d\u0628\u0627",
    "emoji": "Setuju 👍🏽 keluarga 👨‍👩‍👧 🇮🇩",
    "combining": "Bale\u0301 Desa, u\u0308nit\u200b nol",
    "formula": "=HYPERLINK(\"http://x\") +1 -1 @a",
}  # fmt: skip


@pytest.fixture
def filled(people, regions, sign_in, remember):
    return filler(people, regions, sign_in, remember)


# --- words -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize(("name", "fields", "page"), [
    ("institutions:institution-create", ("name", "leader", "address", "activities", "target_group"), None),
    ("institutions:meeting-minutes", ("minutes", "objections"), None),
    ("institutions:meeting-update", ("place", "agenda"), None),
    ("institutions:decision-create", ("text", "owner"), None),
    ("institutions:unit-update", ("name", "address"), None),
    ("institutions:decree-update", ("signer_name", "considerations", "dictums"), None),
    ("gate-reason", ("reason",), None),
    ("institutions:member-end", ("reason",), "institutions:member-list"),
])  # fmt: skip
def test_strange_words_are_kept_exactly_and_shown_literally(name, fields, page, kind, filled):
    client, filling = filled(name)
    text = STRANGE[kind]
    response = client.post(filling.url, filling.body(new_key(), **dict.fromkeys(fields, text)))
    assert response.status_code == 302
    target = reverse(page, args=[FamilyCareUnit.objects.get().uid]) if page else response["Location"]
    html = client.get(target, follow=True).content.decode()
    assert escape(text) in html or escape(text).replace("&#x27;", "&#39;") in html
    assert "<script>alert" not in html and "<img src=x" not in html
    stored = [value for rows in picture().values() if isinstance(rows, list) for row in rows for value in row]
    assert text in stored


@pytest.mark.parametrize("kind", [*STRANGE, "digits", "control"])
def test_strange_names_of_people_are_refused_in_words_and_come_back(kind, filled):
    client, filling = filled("institutions:person-create")
    text = {**STRANGE, "digits": "12345", "control": "Siti\x07Aminah"}[kind]
    before = picture()
    response = client.post(filling.url, filling.body(new_key(), name=text))
    if kind == "combining":  # an accent typed as a mark of its own is a letter all the same
        text = "Rene\u0301 Nai\u0308ma"
        response = client.post(filling.url, filling.body(new_key(), name=text))
        assert response.status_code == 302
        assert Person.objects.filter(name=text).exists()
        return
    assert response.status_code == 422
    assert picture() == before
    assert "Nama hanya berisi huruf" in response.content.decode()
    assert " ".join(text.split()) in [" ".join(value.split()) for value in values_of(response)]
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("name", WITH_TEXT)
def test_a_null_character_is_refused_in_every_field(name, filled):
    client, filling = filled(name)
    before = picture()
    response = client.post(filling.url, filling.body(new_key(), **{f: f"{filling.data[f]}\x00x" for f in filling.text}))
    assert response.status_code == 422
    assert picture() == before
    errors = errors_in(response.context["form"])
    assert fields_of(filling, response) <= set(errors)
    assert not any(ENGLISH.search(message) for messages in errors.values() for message in messages)


def errors_in(form):
    """{field: sentences} of a form, those of the lines of a sheet under the names of their cells."""
    lines = form.written.forms if hasattr(form, "written") else ()
    return {**form.errors, **{line.add_prefix(name): told for line in lines for name, told in line.errors.items()}}


def fields_of(filling, response):
    """The fields that its texts belong to: the cells of a table are one, unless every line is a form of its own."""
    form = response.context["form"]
    fields = {*form.fields, *(filling.text if hasattr(form, "written") else ())}
    return {name if name in fields else name.partition("-")[0] for name in filling.text}


@pytest.mark.one_database
@pytest.mark.parametrize("name", WITH_TEXT)
def test_ten_thousand_characters_are_refused_and_come_back(name, filled):
    client, filling = filled(name)
    before = picture()
    long = {f: "9" * 10_000 if f == "votes" else "a" * 10_000 for f in filling.text}
    response = client.post(filling.url, filling.body(new_key(), **long))
    assert response.status_code == 422
    assert picture() == before
    errors = errors_in(response.context["form"])
    assert fields_of(filling, response) <= set(errors)
    assert not any(ENGLISH.search(message) for messages in errors.values() for message in messages)
    assert not set(long.values()) - set(values_of(response))


def test_both_texts_of_a_conflict_are_shown_literally(filled):
    client, filling = filled("institutions:institution-update")
    row = Institution.objects.get(pk=filling.row.pk)
    row.leader = "<script>alert('dia')</script>"
    row.save()
    mine = "<script>alert('saya')</script>"
    response = client.post(filling.url, filling.body(new_key(), leader=mine))
    assert response.status_code == 409
    html = response.content.decode()
    assert "<script>alert" not in html
    assert html.count(escape(row.leader)) == 1 and escape(mine) in html


@pytest.mark.parametrize("text", ["abc", "nomor hp", "+62 812 abc", "0812-١٢٣٤-5678"])
def test_a_phone_number_of_letters_is_refused_not_dropped(text, filled):
    client, filling = filled("institutions:person-create")
    response = client.post(filling.url, filling.body(new_key(), phone=text))
    assert response.status_code == 422
    assert "phone" in response.context["form"].errors
    assert text in values_of(response)


# --- keys and numbers -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("junk", ["abc", "-1", "0", "99999999999999999999", "1 OR 1=1", "1.5", "[]", "\x00"])
@pytest.mark.parametrize(("name", "fields"), [
    ("institutions:institution-create", ("element", "psks_type")),
    ("institutions:meeting-create", ("leader", "note_taker", "also")),
    ("institutions:attendance", ("person", "institution", "element")),
    ("institutions:attendance-many", ("ticked",)),
    ("institutions:member-create", ("person", "institution", "category", "kind")),
    ("institutions:member-many", ("ticked",)),
    ("institutions:election", ("membership", "post")),
    ("institutions:decree-update", ("legal_bases",)),
])  # fmt: skip
def test_a_choice_that_was_not_offered_is_refused_in_words(name, fields, junk, filled):
    client, filling = filled(name)
    before = picture()
    response = client.post(filling.url, filling.body(new_key(), **dict.fromkeys(fields, junk)))
    assert response.status_code == 422
    assert picture() == before
    errors = response.context["form"].errors
    assert set(fields) <= set(errors)
    assert not any(ENGLISH.search(message) for messages in errors.values() for message in messages)


@pytest.mark.parametrize("junk", ["-5", "1e5", "1.000", "99999999999999999999", "dua belas", "NaN"])
def test_a_number_that_is_none_is_refused_in_words(junk, filled):
    client, filling = filled("institutions:institution-create")
    response = client.post(filling.url, filling.body(new_key(), members_male=junk, founded_year=junk))
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert {"members_male", "founded_year"} <= set(errors)
    assert not any(ENGLISH.search(message) for messages in errors.values() for message in messages)


# --- addresses --------------------------------------------------------------------------------------------------------
JUNK = (
    "'", '"', "' OR 1=1 --", "'; DROP TABLE institutions_person; --", "%", "_", "\\", "\x00", "a\x00b~5", "🙂" * 50,
    "x" * 3000, "~", "~~~", "a~b", "1~1~1", "-1", "99999999999999999999", "2025-13-45~1", "2025-01-01~٣", "~5",
    "<script>alert(1)</script>", "{{7*7}}", "\u202e", "None~None", "1~99999999999999999",
)  # fmt: skip
LISTS = {
    "institutions:institution-list": ("cari", "unsur", "setelah"),
    "institutions:person-list": ("cari", "setelah"),
    "institutions:meeting-list": ("setelah",),
    "institutions:unit-list": ("setelah",),
    "institutions:document-list": ("jenis", "setelah"),
    "institutions:road": ("halaman",),
    "institutions:institution-create": ("unsur",),
}


@pytest.mark.parametrize("role", ["village_operator", "regency_reports"])
@pytest.mark.parametrize(("name", "parameter"), [(n, p) for n, parameters in LISTS.items() for p in parameters])
def test_junk_in_the_address_of_a_list_is_harmless(name, parameter, role, people, regions, sign_in):
    """No crash, no row of another place, and what was searched for is printed literally."""
    other = AssignmentFactory(role="village_operator", region=regions.city_village)
    make.InstitutionFactory(region=regions.city_village, name="Rahasia Kotalama")
    make.PersonFactory(region=regions.city_village, name="Orang Kotalama")
    make.held_meeting("routine", other, on=TODAY, hold=False)
    make.InstitutionFactory(region=regions.village, name="Posyandu Anggrek")
    client = sign_in(getattr(people, role))
    for junk in JUNK:
        response = client.get(reverse(name), {parameter: junk})
        assert response.status_code == 200, repr(junk)
        html = response.content.decode()
        assert "Kotalama" not in html, repr(junk)
        assert "<script>alert" not in html
        if parameter in ("cari", "unsur"):
            assert "Anggrek" not in html, repr(junk)


def test_broken_encoding_and_unknown_parameters_change_nothing(people, regions, sign_in):
    make.InstitutionFactory(region=regions.village, name="Posyandu Anggrek")
    client = sign_in(people.village_operator)
    plain = client.get("/lembaga/").context["rows"]
    for query in ("cari=%ED%A0%80", "cari=%FF%FE", "=&&==", "stage=x&region__code=97&_connector=OR&sort=password"):
        response = client.get(f"/lembaga/?{query}")
        assert response.status_code == 200
        if "cari" not in query:
            assert response.context["rows"] == plain


def test_signs_of_a_pattern_are_ordinary_characters_in_a_search(people, regions, sign_in):
    make.InstitutionFactory(region=regions.village, name="Koperasi 100% Halal")
    make.InstitutionFactory(region=regions.village, name="PKK_RW")
    client = sign_in(people.village_operator)
    pages = {text: client.get("/lembaga/", {"cari": text}) for text in ("%", "_", "é")}
    found = {text: [row.name for row in page.context["rows"]] for text, page in pages.items()}
    assert found == {"%": ["Koperasi 100% Halal"], "_": ["PKK_RW"], "é": [
        i.name for i in Institution.objects.filter(search_name__contains="e")]}  # fmt: skip


NOWHERE = (
    "/jalan/0/", "/jalan/-1/", "/jalan/99999999999999999999999/", "/jalan/%00/", "/jalan/９７０１０１２００１/",
    "/jalan/9701012001'--/", "/cek/x/", "/cek/%00/", "/cek/' OR 1=1/", "/rapat/tambah/apa-saja/", "/rapat/tambah/%00/",
    "/lembaga/1/", "/surat/-1/", "/fcu/9223372036854775808/", "/tahap/institutions.person/{uid}/hold/",
    "/tahap/auth.user/{uid}/hold/", "/tahap/institutions.meeting/{uid}/hold/",
    "/alasan/institutions.meeting/{uid}/date/",
    "/tahap/%00/{uid}/hold/", "/rapat/{uid}/", "/fcu/{uid}/anggota/", "/surat/{uid}/surat.pdf",
)  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_leads_nowhere_is_the_friendly_page(path, people, sign_in):
    response = sign_in(people.village_operator).get(path.format(uid=uuid.uuid4()))
    assert response.status_code == 404
    assert "tidak ditemukan" in response.content.decode()


@pytest.mark.parametrize(("label", "name"), [("meeting", "no-such-step"), ("meeting", "\x00"), ("person", "hold")])
def test_a_step_that_does_not_exist_is_not_found(label, name, people, sign_in):
    row = make.held_meeting("routine", people.village_operator, on=TODAY, hold=False)
    client = sign_in(people.village_operator)
    for method in (client.get, client.post):
        assert method(f"/tahap/institutions.{label}/{row.uid}/{name}/".replace("\x00", "%00")).status_code == 404
    assert Meeting.objects.get(pk=row.pk).stage == "planned"


# --- size and shape -------------------------------------------------------------------------------------------------
def test_floods_are_refused_before_any_form_is_read(filled):
    client, filling = filled("institutions:person-create")
    before = picture()
    fields = {f"f{n}": "x" for n in range(1100)}
    assert client.post(filling.url, filling.body(new_key(), **fields)).status_code == 400
    assert client.post(filling.url, filling.body(new_key(), name="a" * 4_000_000)).status_code in (400, 413)
    assert picture() == before


@pytest.mark.parametrize("content_type", ["application/json", "text/xml", "application/octet-stream"])
def test_another_kind_of_body_is_no_form(content_type, filled):
    client, filling = filled("institutions:person-create")
    before = picture()
    response = client.post(filling.url, b'{"name": "Siti"}', content_type=content_type)
    assert response.status_code == 422
    assert picture() == before


# --- fields nobody offered ------------------------------------------------------------------------------------------
@pytest.fixture
def smuggle(people, regions):
    """smuggle() → fields that no form has, with values someone might wish for. Asked once the form is there: what they
    point at is made beside it."""

    def fields():
        other = AssignmentFactory(role="village_operator", region=regions.sibling)
        unit = make.started_unit(other, name="Seberang")
        sibling = regions.sibling.pk
        return {
            "stage": "active", "region": sibling, "region_id": sibling, "keeper": sibling, "unit": unit.pk,
            "id": "4711", "pk": "4711", "uid": str(uuid.uuid4()), "version": "99", "from_paper": "on",
            "decreed_on": "01-01-2025", "formed_on": "01-01-2025", "recorded_by": "Bukan saya", "search_name": "zzz",
            "kind": "formation", "elected_in": "1", "left_on": "01-01-2025", "created_at": "2001-01-01",
        }  # fmt: skip

    return fields


@pytest.mark.parametrize(("name", "model"), [
    ("institutions:institution-create", Institution), ("institutions:institution-update", Institution),
    ("institutions:person-create", Person), ("institutions:person-update", Person),
    ("institutions:meeting-create", Meeting), ("institutions:meeting-update", Meeting),
    ("institutions:unit-create", FamilyCareUnit), ("institutions:unit-update", FamilyCareUnit),
])  # fmt: skip
def test_fields_that_no_form_offers_are_ignored(name, model, filled, smuggle, people, regions):
    client, filling = filled(name)
    smuggled = smuggle()
    have = set(model.objects.values_list("pk", flat=True))
    extra = {k: v for k, v in smuggled.items() if k not in filling.data}
    assert client.post(filling.url, filling.body(new_key(), **extra)).status_code == 302
    row = filling.row and model.objects.get(pk=filling.row.pk) or model.objects.exclude(pk__in=have).get()
    assert row.region == regions.village
    assert str(row.uid) != smuggled["uid"] and row.pk != 4711
    assert row.version == (filling.row.version + 1 if filling.row else 1)
    if model is Meeting:
        assert (row.stage, row.keeper, row.from_paper, row.recorded_by) == ("planned", regions.village, False, "")
    if model is FamilyCareUnit:
        assert (row.stage, row.decreed_on, row.formed_on) == ("preparation", None, None)
    if model in (Institution, Person):
        assert row.search_name != "zzz"


def test_a_member_goes_to_the_unit_of_the_address_and_starts_as_present(filled, smuggle, regions):
    client, filling = filled("institutions:member-create")
    smuggled = smuggle()
    extra = {k: v for k, v in smuggled.items() if k not in filling.data}
    assert client.post(filling.url, filling.body(new_key(), **extra)).status_code == 302
    unit = FamilyCareUnit.objects.get(region=regions.village)
    member = unit.memberships.get()
    assert (member.left_on, member.person.region, str(member.joined_on) < str(TODAY)) == (None, regions.village, True)
    assert FamilyCareUnit.objects.get(region=regions.sibling).memberships.count() == 0
