"""A confidential consultation: sealed, read by two, opened by another with a reason, in no list and no file."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from referrals.actions import counselling as actions
from referrals.models import Counselling
from tests import letters
from tests.factories import TODAY, AssignmentFactory
from tests.families import make as families
from tests.filling import new_key
from tests.referrals.fill_counselling import ASKED, counselling
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

TOLD = ("Rahmat Hidayat", "membolos", "wali kelas")
REASON = "Konselor berhalangan, klien datang lagi."


@pytest.fixture
def sealed(people):
    return counselling(people.secretary, secret=True)


def looks(row, verb):
    return list(AuditEvent.objects.filter(object_uid=row.uid, verb=verb).values_list("role", flat=True))


@pytest.mark.clause("VAL-09")
def test_read_by_its_two_readers_and_every_look_is_kept(people, regions, sealed, sign_in):
    counsellor = AssignmentFactory(role="coordinator", region=regions.village)
    Counselling.objects.filter(pk=sealed.pk).update(counsellor=counsellor.person)
    readers, others = (people.secretary, counsellor), (people.coordinator,)
    for by in readers:
        html = page(sign_in(by), url("counselling", sealed))
        assert all(words in html for words in TOLD)
    for by in others:
        client = sign_in(by)
        html = page(client, url("counselling", sealed))
        assert "Konsultasi rahasia" in html and not any(words in html for words in TOLD)
        assert client.get(url("counselling-update", sealed)).status_code == 409
        assert client.get(f"{reverse('referrals:counselling-create')}?lagi={sealed.uid}").status_code == 403
        assert client.get(f"{reverse('referrals:case-create')}?konsultasi={sealed.uid}").status_code == 403
        assert post(client, url("counselling-update", sealed), ASKED).status_code == 409
        assert post(client, url("counselling-withdraw", sealed), {"reason": "Salah catat"}).status_code == 409
    assert looks(sealed, "counselling:view-confidential") == ["secretary", "coordinator"]
    assert looks(sealed, "counselling:view") == ["coordinator"]
    assert sign_in(people.lk3).get(url("counselling", sealed)).status_code == 404


@pytest.mark.clause("VAL-09")
def test_another_officer_opens_it_once_with_a_reason(people, sealed, sign_in):
    client, address = sign_in(people.coordinator), url("counselling-open", sealed)
    assert client.get(address).status_code == 405
    refused = post(client, address, {"reason": "mau"})
    assert refused.status_code == 422 and TOLD[0] not in refused.content.decode()
    assert looks(sealed, "counselling:open-confidential") == []
    opened = post(client, address, {"reason": REASON})
    html = opened.content.decode()
    assert opened.status_code == 200 and "no-store" in opened["Cache-Control"]
    assert all(words in html for words in TOLD)
    assert looks(sealed, "counselling:open-confidential") == ["coordinator"]
    assert TOLD[0] not in page(client, url("counselling", sealed))  # only on that answer
    told = page(sign_in(people.secretary), url("counselling", sealed))
    assert REASON in told and people.coordinator.person.name in told
    with pytest.raises(PermissionDenied):
        actions.open_confidential(sealed, by=people.tksk, on=TODAY, reason=REASON)


@pytest.mark.clause("VAL-09")
def test_no_word_of_it_in_the_database_list_book_excel_or_admin(people, sealed, sign_in):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM referrals_counselling")
        assert not any(words in str(cursor.fetchall()) for words in TOLD)
    client = sign_in(people.secretary)
    listed = page(client, "/konsultasi/")
    book = letters.text_of(client.get("/konsultasi/?cetak=pdf").content)
    excel = client.get("/konsultasi/?unduh=xlsx")
    content = b"".join(excel.streaming_content) if excel.streaming else excel.content
    cells = [str(cell) for row in load_workbook(io.BytesIO(content)).active.values for cell in row]
    change = reverse("admin:referrals_counselling_change", args=[sealed.pk])
    admin = page(client, reverse("admin:referrals_counselling_changelist")) + page(client, change)
    for where, text in (("list", listed), ("book", book), ("excel", " ".join(cells)), ("home", page(client, "/"))):
        assert not any(words in text for words in TOLD), where
    for where, text in (("list", listed), ("book", book), ("excel", " ".join(cells)), ("admin", admin)):
        assert "Konsultasi rahasia" in text, where
    assert not any(words in admin for words in TOLD)
    assert not client.get("/konsultasi/?cari=rahmat").context["rows"]


def test_sealed_later_and_opened_again_by_its_reader(people, sign_in):
    family, by = families.paired(people).plasma.family, people.secretary
    row = counselling(by, family=family)
    client = sign_in(by)
    told = {**ASKED, "client": "", "_version": row.version, "is_confidential": "on"}
    assert post(client, url("counselling-update", row), told).status_code == 302
    row.refresh_from_db()
    assert (row.is_confidential, row.family, row.topic, row.called) == (True, None, "", "")
    assert actions.words_of(row)["topic"] == ASKED["topic"] and actions.family_of(row) == family
    assert family.called in page(client, url("counselling", row))
    other = Counselling.objects.get(pk=row.pk)
    other.is_confidential, other.topic, other.client = False, "Lain", "Lain"
    with pytest.raises(TransitionRefused, match="rahasia"):
        actions.save_counselling(other, by=people.coordinator, on=TODAY)
    plain = {**told, "is_confidential": "", "_version": row.version}
    assert post(client, url("counselling-update", row), plain).status_code == 302
    row.refresh_from_db()
    assert (row.is_confidential, row.family, row.topic, row.words) == (False, family, ASKED["topic"], {})


def test_a_reload_shows_and_logs_nothing_again(people, sealed, sign_in):
    client, address, key = sign_in(people.coordinator), url("counselling-open", sealed), new_key()
    assert TOLD[0] in post(client, address, {"reason": REASON}, key=key).content.decode()
    again = post(client, address, {"reason": REASON}, key=key)
    assert (again.status_code, again["Location"]) == (302, url("counselling", sealed))
    assert client.post(address, {"reason": REASON}).status_code == 422
    assert looks(sealed, "counselling:open-confidential") == ["coordinator"]
    sealed.refresh_from_db()
    ((_, when, _),) = actions.openings(sealed)
    assert " pukul " in when


def test_it_is_promised_only_to_who_can_open_it(people, regions, sign_in):
    member = AssignmentFactory(role="member", region=regions.village)
    with pytest.raises(ValidationError, match="tidak punya akun"):
        counselling(people.secretary, secret=True, counsellor=member.person)
    assert counselling(people.secretary, counsellor=member.person).counsellor == member.person
    assert counselling(people.secretary, secret=True, counsellor=people.coordinator.person).pk
