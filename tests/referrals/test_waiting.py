"""Who is waited for and how long, by tier, place and sender; and the reminder that names no family (REF-10)."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from families.models import ProblemType
from fcu_project.models import AuditEvent
from referrals.models import Referral
from referrals.nudges import nudge_for
from referrals.tasks.referral import referral_tasks
from referrals.waits import Waits
from tests import letters
from tests.factories import TODAY
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

pytestmark = pytest.mark.django_db
PAGE = "/rujukan/menunggu/"


def ago(days):
    return TODAY - timedelta(days=days)


def dated(row, **days):
    """Move what happened to a referral to so many days ago."""
    Referral.objects.filter(pk=row.pk).update(**{f"{name}_on": ago(number) for name, number in days.items()})


def line(lines, label):
    return next((row.count, row.late, row.longest, row.usual) for row in lines if row.label == label)


def counted(by, limit=14):
    return Waits(by, TODAY, limit)


@pytest.fixture
def several(people):
    """At a place for 20 days; answered there after 3 and 5; at LK3 for 2; with LK3's place since 4 of 10."""
    pairing = make.families.paired(people)
    titles = iter(("Akta", "Kursus", "Modal", "Sekolah", "Obat"))

    def need():
        return make.need(people, pairing=pairing, title=next(titles))

    dated(make.sent(people, row=need(), place_name="Koperasi Lama"), sent=20)
    for days in (3, 5):
        row = make.served(people, row=need(), place_name="Koperasi Lama")
        dated(row, sent=30, answered=30 - days)
    dated(make.at_lk3(people, row=need()), sent=2)
    row = make.forwarded(people, row=need(), place="Balai Latihan Kerja")
    dated(row, sent=10, forwarded=4, accepted=9)


# --- the list -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-10")
def test_waits_are_counted_by_tier_place_and_sender(people, several):
    told = counted(people.secretary)
    assert line(told.tiers, "Kecamatan") == (1, 1, 20, 4)
    assert line(told.tiers, "LK3") == (1, 0, 2, 6)  # the other one it forwarded after six days
    assert line(told.tiers, "Diteruskan LK3 ke lembaga") == (1, 0, 4, None)  # it has a term of its own
    assert line(told.places, "Koperasi Lama") == (1, 1, 20, 4)
    assert line(told.places, "Balai Latihan Kerja") == (1, 0, 4, None)
    assert line(told.places, "LK3") == (1, 0, 2, 6)
    of_lk3 = counted(people.lk3)
    assert [row.label for row in of_lk3.tiers] == ["LK3", "Diteruskan LK3 ke lembaga"]
    assert line(of_lk3.senders, "Desa Sidomekar") == (2, 0, 4, 6)
    assert line(counted(people.tksk, limit=3).tiers, "Diteruskan LK3 ke lembaga")[1] == 1


@pytest.mark.parametrize(("answered", "usual"), [(364, 16), (366, None)])
def test_answers_of_the_last_twelve_months_count(answered, usual, people):
    dated(make.served(people, place_name="Koperasi Lama"), sent=answered + 16, answered=answered)
    assert [row.usual for row in counted(people.secretary).places] == ([usual] if usual else [])


def test_a_recalled_one_is_neither_waited_for_nor_answered(people):
    make.step(make.sent(people), "recall", people.secretary, on=TODAY, note="Keluarga pindah.")
    assert counted(people.secretary).tiers == []


def test_the_place_of_a_secret_problem_is_not_named(people):
    row = make.sent(people, place_name="Rumah Aman")
    ProblemType.objects.filter(pk=row.need.problem_id).update(is_sensitive=True)
    told = counted(people.secretary)
    assert told.places == [] and line(told.tiers, "Kecamatan")[0] == 1


@pytest.mark.clause("REF-10")
def test_page_paper_and_excel_name_no_family(people, several, sign_in):
    for by in (people.secretary, people.tksk, people.lk3):
        client = sign_in(by)
        html = page(client, PAGE)
        paper = letters.text_of(client.get(f"{PAGE}?cetak=pdf").content)
        sheet = load_workbook(BytesIO(b"".join(client.get(f"{PAGE}?unduh=xlsx").streaming_content)))
        cells = " ".join(str(cell.value) for row in sheet.active.iter_rows() for cell in row)
        for text in (html, paper, cells):
            assert "Balai Latihan Kerja" in text and "Sumiyati" not in text
        assert PAGE in page(client, "/rujukan/")
    assert sign_in(people.pioneer).get(PAGE).status_code == 403


# --- the reminder ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-10")
def test_a_reminder_tells_of_the_letter_and_nothing_of_the_family(people, regions, sign_in):
    service = make.service(regions.subdistrict)
    type(service).objects.filter(pk=service.pk).update(phone="6281234567890")
    row = make.sent(people, service=service)
    told = nudge_for(make.fresh(row), people.secretary)
    assert told.name == "Koperasi Mitra Warga" and told.whatsapp_url.startswith("https://wa.me/6281234567890?text=")
    assert row.number in told.text and "5 hari menunggu jawaban" in told.text
    for url_ in (told.whatsapp_url, told.mail_url):
        assert told.text in unquote(url_)
    family = row.family
    for secret in ("Sumiyati", row.need.title, str(row.need.problem), row.request, row.summary, family.phone or "x9"):
        assert secret not in told.text, secret
    client = sign_in(people.secretary)
    html = page(client, url("nudge", row))
    assert "mailto:?subject=" in html and url("nudge", row) in page(client, row.get_absolute_url())
    assert post(client, url("nudge", row)).status_code == 302
    assert AuditEvent.objects.get(verb="referral:nudge-place").object_uid == row.uid
    assert "Lembaga tujuan diingatkan" in page(client, row.get_absolute_url())


def test_it_goes_to_who_has_to_act(people, regions):
    row = make.at_lk3(people)
    assert nudge_for(make.fresh(row), people.secretary).whom == "lk3"
    assert nudge_for(make.fresh(row), people.lk3) is None  # it has to act itself
    make.step(row, "accept", people.lk3, on=TODAY)
    make.forward(make.fresh(row), people.lk3, on=TODAY, place_name="Balai Latihan Kerja")
    row = make.fresh(row)
    to_place = nudge_for(row, people.lk3)
    assert (to_place.whom, to_place.name) == ("place", "Balai Latihan Kerja")
    assert row.forwarding_letter.number in to_place.text and to_place.whatsapp_url.startswith("https://wa.me/?text=")
    assert nudge_for(row, people.tksk).whom == "lk3"
    make.replied(row, people.lk3, on=TODAY)
    assert nudge_for(make.fresh(row), people.lk3) is None


def test_who_has_to_act_itself_is_offered_no_reminder(people, sign_in):
    client = sign_in(people.lk3)
    row = make.at_lk3(people)
    for accepts in (False, True):
        if accepts:
            make.step(row, "accept", people.lk3, on=TODAY)
        assert url("nudge", row) not in page(client, row.get_absolute_url())
        for response in (client.get(url("nudge", row)), post(client, url("nudge", row))):
            assert response.status_code == 409 and "menunggu LK3 sendiri" in response.content.decode()


def test_nobody_is_reminded_once_it_was_answered(people, sign_in):
    row = make.served(people)
    client = sign_in(people.secretary)
    assert client.get(url("nudge", row)).status_code == 409
    assert post(client, url("nudge", row)).status_code == 409
    assert url("nudge", row) not in page(client, row.get_absolute_url())


def test_home_leads_to_the_reminder_and_to_the_list(people):
    pairing = make.families.paired(people)
    row = make.sent(people, pairing=pairing, place_name="Koperasi Lama")
    dated(row, sent=20)
    (task,) = [task for task in referral_tasks(people.secretary, TODAY) if task.due_state == "late"]
    assert task.also == ("Ingatkan", url("nudge", row))
    make.at_lk3(people, row=make.need(people, pairing=pairing, title="Kursus"))
    (task,) = [task for task in referral_tasks(people.lk3, TODAY) if "menunggu diterima" in task.title]
    assert task.also[1] == PAGE


def test_the_cost_is_the_same_for_one_and_for_many(people, sign_in, django_assert_max_num_queries):
    pairing = make.families.paired(people)
    make.sent(people, row=make.need(people, pairing=pairing, title="0"), place_name="Koperasi 0")
    with django_assert_max_num_queries(3) as few:
        counted(people.secretary)
    for number in range(1, 8):
        need = make.need(people, pairing=pairing, title=str(number))
        make.sent(people, row=need, place_name=f"Koperasi {number}")
    with django_assert_max_num_queries(len(few)):
        assert len(counted(people.secretary).places) == 8
