"""No identity number stands anywhere in clear: not in the database, the logs, the trail, an address, or a page of
anybody but the one who typed it or asked for it with a reason."""

import io
import logging
import re
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.urls import reverse

from families.models import Family, FamilyCard, FamilyMember, Pairing
from fcu_project.access import may_open
from fcu_project.identity import WrongKey, seal, unseal
from fcu_project.models import AuditEvent
from tests.families import make
from tests.families.fill_member import ANSWER, CHILD, with_husband
from tests.filling import new_key
from tests.letters import text_of

mark = pytest.mark
CARD, NIK, ROTTEN = "9701012003150007", CHILD["nik"], ("97010117080900O7", "970101170809077", "9701011708090777")


class Recorder:
    """A client that remembers every address it asked for or was sent to."""

    def __init__(self, client, addresses):
        self.client, self.addresses = client, addresses

    def _keep(self, response):
        request = response.request
        self.addresses.append(f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}")
        self.addresses.append(response.headers.get("Location", ""))
        return response

    def get(self, *args, **kwargs):
        return self._keep(self.client.get(*args, **kwargs))

    def post(self, *args, **kwargs):
        return self._keep(self.client.post(*args, **kwargs))


def text(response):
    """What a response says, unpacked: pages, letters, workbooks."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"%PDF"):
        return re.sub(r"\s", "", text_of(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return content.decode("utf-8", "replace")


def known_numbers():
    """Every number that is stored now."""
    rows = [*FamilyMember.objects.values_list("nik", flat=True), *FamilyCard.objects.values_list("number", flat=True)]
    return {number for number in rows if number}


def leaks(where, numbers):
    return sorted(number for number in numbers if number in where)


def url(name, *args):
    return reverse(f"families:{name}", args=args)


def drive(desk, family):
    """The secretary types the identity part, wrongly and rightly, searches, exports, prints, asks for the numbers."""
    identity = {"address": "Gang Melati 4", "rt": "003", "rw": "002", "card_number": "9701012003150", "_key": new_key()}
    place = {**identity, "_version": family.version}
    assert desk.post(url("identity", family.uid), place).status_code == 422
    assert desk.post(url("identity", family.uid), place | {"card_number": CARD}).status_code == 302
    for wrong in ROTTEN:
        typed = {**CHILD, "nik": wrong, "relation": "" if wrong.isdigit() else "4", "_key": new_key()}
        assert desk.post(url("member-create", family.uid), typed).status_code == 422
    assert desk.post(url("member-create", family.uid), {**CHILD, "_key": new_key()}).status_code == 302
    child = FamilyMember.objects.get(name=CHILD["name"])
    for data in ({**CHILD, "nik": NIK, "_version": 99}, {**CHILD, "nik": NIK, "_version": child.version}):
        desk.post(url("member-update", family.uid, child.uid), {**data, "_key": new_key()})
    again = {**CHILD, "name": "Orang Kedua", "_key": new_key()}
    assert desk.post(url("member-create", family.uid), again).status_code == 422
    for number in (NIK, CARD, "9701011111111111", f"nik {NIK}"):
        desk.post(url("family-search"), {"cari": number})
    desk.post(url("consent", family.uid), {**ANSWER, "_key": new_key()})
    desk.get(url("family-list"), {"unduh": "xlsx"})
    revealed = desk.post(url("reveal", family.uid), {"reason": "Mencocokkan dengan kartu di rumah keluarga."})
    assert NIK in text(revealed) and CARD in text(revealed)


def pages_about(families):
    """Addresses on which something of these families may stand."""
    found = [url("family-list"), url("family-list") + "?unduh=xlsx", url("pairing-list"), url("clash-list"), "/"]
    found += [url("candidate-paper"), "/rapat/", "/orang/", "/orang/?unduh=xlsx", "/lembaga/", "/lembaga/?unduh=xlsx"]
    for family in families:
        names = ("family", "identity", "member-list", "member-create", "consent", "form-paper", "reveal", "archive",
                 "briefing-card", "unmet-reasons", "family-update")  # fmt: skip
        found += [url(name, family.uid) for name in names]
        for member in family.members.all():
            found += [url(name, family.uid, member.uid) for name in ("member-update", "member-end", "member-head")]
    found += [url("pairing", row.uid) for row in Pairing.objects.all()]
    for model in (Family, FamilyMember, FamilyCard):
        base = f"/admin/families/{model._meta.model_name}/"
        found += [base, *(f"{base}{row.pk}/change/" for row in model.objects.all())]
    return found


def stored_text():
    """All that the database holds, as text: the bytes of its file, or every row of every table."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = Path(connection.settings_dict["NAME"])
        files = [path, *path.parent.glob(f"{path.name}-*")]
        return "".join(file.read_bytes().decode("latin-1") for file in files)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608  names of our own tables
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


@mark.django_db(transaction=True)
def test_no_number_stands_anywhere_in_clear(people, sign_in, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "fontTools")  # tells of every glyph
    addresses = []
    pairing = make.paired(people)
    made = chosen_beside(people)
    drive(Recorder(sign_in(people.secretary), addresses), made)
    numbers = known_numbers() | set(ROTTEN)
    assert len(numbers) >= 6 + len(ROTTEN)
    families = list(Family.objects.all())
    assert pairing.plasma.family in families

    answers = 0
    for role, assignment in vars(people).items():
        reader = Recorder(sign_in(assignment), addresses)
        for address in pages_about(families):
            if address.endswith(".pdf") and role != "secretary":
                continue  # the same letter, or a refusal
            if not may_open(assignment, address):
                continue  # refused before the page is made; proven for every route where access is tested
            response = reader.get(address)
            answers += response.status_code == 200
            assert leaks(text(response), numbers) == [], (role, address)
    assert answers > 100

    assert leaks(stored_text(), numbers) == []
    assert leaks("\n".join(str(value) for row in AuditEvent.objects.values_list() for value in row), numbers) == []
    assert leaks("\n".join(addresses), numbers) == []
    records = [f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records]
    assert leaks("\n".join(records) + "".join(capfd.readouterr()), numbers) == []


def chosen_beside(people):
    """One more family that an FGD chose, with its head recorded."""
    by = people.secretary
    group = by.region.units.get().working_groups.get()
    family = make.candidate(by, "Ni Ketut Asih")
    make.assessed(family, "plasma", by)
    make.fgd(people, group, lines=[(family, "plasma")], hold=True)
    make.member(family, by, "Ni Ketut Asih")
    family.refresh_from_db()
    return family


# --- the columns -------------------------------------------------------------------------------------------------
def raw(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


NIKS, CARDS = ("families_familymember", "nik"), ("families_familycard", "number")


@pytest.fixture
def family(people):
    return with_husband(people)[0]


def test_equal_numbers_look_different_and_are_found_exactly(family, people):
    number = family.card().number
    other = make.candidate(people.secretary, "Tetangga")
    FamilyCard.objects.create(family=other, region=other.region, number=number, valid_from=other.recorded_on)
    one, two = raw(*CARDS)
    assert one != two and number not in one
    index = FamilyCard._meta.get_field("number_index")
    assert FamilyCard.objects.filter(number_index=index.value_for(number)).count() == 2
    near = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not FamilyCard.objects.filter(number_index=index.value_for(near)).exists()
    nik_index = FamilyMember._meta.get_field("nik_index")
    assert nik_index.value_for(number) != index.value_for(number)  # a NIK column says nothing of a KK column


def test_a_replaced_key_still_reads_and_new_numbers_are_sealed_with_the_newest(family, settings):
    old = settings.FIELD_KEYS
    before, numbers = raw(*NIKS), [row.nik for row in family.members.order_by("id")]
    settings.FIELD_KEYS = f"another-key-of-next-year,{old}"
    assert [row.nik for row in FamilyMember.objects.order_by("id")] == numbers
    FamilyMember.objects.order_by("id").first().save()
    first, second = raw(*NIKS)
    assert first.partition(":")[0] != before[0].partition(":")[0] and second == before[1]
    settings.FIELD_KEYS = "another-key-of-next-year"
    assert FamilyMember.objects.order_by("id").values_list("nik", flat=True)[0] == numbers[0]
    with pytest.raises(WrongKey):
        list(FamilyMember.objects.order_by("id")[1:2])


def test_the_wrong_key_says_so_and_gives_no_number(family, settings):
    settings.FIELD_KEYS = "not-the-key"
    with pytest.raises(WrongKey, match="FCU_FIELD_KEYS") as refusal:
        list(FamilyMember.objects.all())
    assert not re.search(r"\d{16}", str(refusal.value))


def test_a_number_moved_to_another_column_is_refused(family):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE families_familymember SET nik = %s WHERE is_head = %s", [raw(*CARDS)[0], True])
    with pytest.raises(WrongKey, match="another column"):
        list(FamilyMember.objects.all())


@mark.parametrize("spoil", [lambda s: s[:-4] + "AAAA", lambda s: s.partition(":")[0] + ":", lambda s: s.lower()])
def test_a_changed_ciphertext_is_refused(spoil):
    sealed = seal("9701011203840001", "x")
    assert unseal(sealed, "x") == "9701011203840001"
    with pytest.raises(WrongKey):
        unseal(spoil(sealed), "x")


def test_a_number_cannot_be_searched_but_by_its_index(family):
    for lookup in ("nik", "nik__contains", "nik__startswith", "nik__regex"):
        with pytest.raises(FieldError):
            FamilyMember.objects.filter(**{lookup: "9701"}).exists()
