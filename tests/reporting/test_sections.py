"""The sections of a quarterly report as forms: kept unfinished, closed once sent, filled in by who may; the money."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fcu_project.forms import RupiahField
from reporting.models import Section
from tests import factories
from tests.filling import new_key
from tests.reporting import make
from tests.reporting.fill_reports import FINANCE, OBSTACLE, section_url
from tests.reporting.make import QUARTER
from tests.reporting.test_screens import save, text_of


# --- the sections -----------------------------------------------------------------------------------------------
def test_an_unfinished_text_is_kept_and_may_be_finished_later(people, sign_in):
    report = make.draft(people.secretary)
    client = sign_in(people.secretary)
    response = save(client, report, "activities", activities_text="Rapat rutin")
    assert response["Location"] == f"{report.get_absolute_url()}#bagian-activities"
    assert make.fresh(report).activities_text == "Rapat rutin"
    assert not make.fresh(report).is_done("activities")
    save(client, report, "activities", activities_text="Rapat rutin tiap bulan.", done="yes")
    assert make.fresh(report).is_done("activities")
    empty = save(client, report, "next_plan", next_plan_text="", done="yes")
    assert empty.status_code == 422 and "belum diisi" in text_of(empty)


@pytest.mark.parametrize(("section", "field"), [
    ("activities", "activities_text"), ("results", "results_text"), ("next_plan", "next_plan_text"),
])  # fmt: skip
def test_an_identity_number_is_refused_and_the_text_comes_back(section, field, people, sign_in):
    report = make.draft(people.secretary)
    typed = "Keluarga dengan 3399011505900004 dikunjungi."
    response = save(sign_in(people.secretary), report, section, **{field: typed})
    assert response.status_code == 422
    assert "Jangan menulis NIK" in text_of(response) and typed in unescape(response.content.decode())
    assert getattr(make.fresh(report), field) == ""


@pytest.mark.parametrize("field", ["obstacle", "solution", "owner"])
def test_no_identity_number_in_an_obstacle_nor_in_the_note_on_money(field, people, sign_in):
    report = make.draft(people.secretary)
    client = sign_in(people.secretary)
    url = reverse("reporting:obstacle-create", args=[report.uid])
    refused = client.post(url, {**OBSTACLE, field: "NIK 3399011505900004", "_key": new_key()})
    assert refused.status_code == 422 and not report.obstacles.exists()
    money = save(client, report, "finance", **{**FINANCE, "finance_note": "KK 3399011505900004"})
    assert money.status_code == 422 and make.fresh(report).finance_kind == ""


@pytest.mark.clause("REP-05")
def test_obstacles_are_added_changed_and_struck(people, sign_in):
    report = make.draft(people.secretary)
    client, page = sign_in(people.secretary), section_url(report, "obstacles")
    for body in (OBSTACLE, {**OBSTACLE, "obstacle": "Hujan."}):
        added = client.post(reverse("reporting:obstacle-create", args=[report.uid]), {**body, "_key": new_key()})
        assert added["Location"] == page
    without = client.post(
        reverse("reporting:obstacle-create", args=[report.uid]), {**OBSTACLE, "solution": "", "_key": new_key()}
    )
    assert without.status_code == 422 and report.obstacles.count() == 2
    none = save(client, report, "obstacles", no_obstacles="on", done="yes")
    assert none.status_code == 422 and "Hapus dahulu kendalanya" in text_of(none)
    row = report.obstacles.get(obstacle="Hujan.")
    url = reverse("reporting:obstacle-update", args=[report.uid, row.uid])
    client.post(url, {**OBSTACLE, "obstacle": "Hujan lebat.", "_key": new_key(), "_version": row.version})
    assert "Hujan lebat." in text_of(client.get(page))
    for row in report.obstacles.all():
        client.post(reverse("reporting:obstacle-remove", args=[report.uid, row.uid]), {"_key": new_key()})
    assert save(client, report, "obstacles", no_obstacles="on", done="yes").status_code == 302
    assert make.fresh(report).no_obstacles


def test_the_obstacle_of_another_report_is_not_changed_here(people, sign_in):
    make.unit(people.secretary.region, decreed_on=QUARTER.previous.start - timedelta(days=5))
    here, there = make.draft(people.secretary), make.draft(people.secretary, QUARTER.previous)
    row = make.obstacle(there, people.secretary)
    url = reverse("reporting:obstacle-remove", args=[here.uid, row.uid])
    assert sign_in(people.secretary).post(url, {"_key": new_key()}).status_code == 404


@pytest.mark.parametrize("section", [section.value for section in Section])
def test_what_was_sent_is_not_written_on_and_no_word_is_lost(section, people, sign_in):
    report = make.sent(people.secretary)
    client = sign_in(people.secretary)
    opened = client.get(section_url(report, section))
    assert opened.status_code == 409 and "tidak bisa diubah lagi" in text_of(opened)
    typed = "Ditulis saat rekan mengirimnya."
    data = FINANCE | {"finance_note": typed} if section == "finance" else {f"{section}_text": typed}
    response = save(client, report, section, **{**data, "done": "yes"})
    assert response.status_code == 409 and "tidak bisa diubah lagi" in text_of(response)
    assert section == "obstacles" or typed in unescape(response.content.decode())
    assert make.fresh(report).version == report.version


def test_who_fills_in_which_section(people, regions, sign_in):
    report = make.draft(people.secretary)
    treasurer, head = sign_in(people.treasurer), sign_in(people.village_head)
    assert treasurer.get(section_url(report, "finance")).status_code == 200
    for section in ("activities", "results", "obstacles", "next_plan"):
        assert treasurer.get(section_url(report, section)).status_code == 403
        assert save(treasurer, report, section, done="no").status_code == 403
    assert treasurer.get(reverse("reporting:obstacle-create", args=[report.uid])).status_code == 403
    assert head.get(section_url(report, "finance")).status_code == 403
    stranger = sign_in(factories.AssignmentFactory(role="secretary", region=regions.sibling))
    for section in Section:
        assert stranger.get(section_url(report, section.value)).status_code == 404
    assert sign_in(people.secretary).get(section_url(report, "pendahuluan")).status_code == 404


# --- finance ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-06")
def test_the_treasurer_fills_in_the_finance_and_reads_the_closing_balance(people, sign_in):
    report = make.draft(people.secretary)
    client = sign_in(people.treasurer)
    response = save(client, report, "finance", **FINANCE)
    assert response.status_code == 302
    fresh = make.fresh(report)
    assert (fresh.opening_balance, fresh.income_self_help, fresh.income_donation) == (100_000, 250_000, 50_000)
    assert (fresh.closing_balance, fresh.is_done("finance")) == (100_000, True)
    assert "Saldo akhir triwulan ini Rp100.000." in text_of(client.get(response["Location"].split("#")[0]))


def test_more_spent_than_there_was_is_refused_in_words(people, sign_in):
    report = make.draft(people.secretary)
    response = save(sign_in(people.treasurer), report, "finance", **{**FINANCE, "expense_total": "900.000"})
    assert response.status_code == 422
    assert "Pengeluaran lebih besar daripada saldo awal dan uang masuk." in text_of(response)
    nihil = save(sign_in(people.treasurer), report, "finance", **{**FINANCE, "finance_kind": "nihil"})
    assert nihil.status_code == 422 and "harus nol" in text_of(nihil)
    empty = dict.fromkeys(FINANCE, "") | {"finance_kind": "nihil", "done": "yes"}
    assert save(sign_in(people.treasurer), report, "finance", **empty).status_code == 302


def test_the_opening_balance_is_brought_forward(people, sign_in):
    make.unit(people.secretary.region, decreed_on=QUARTER.previous.start - timedelta(days=5))
    make.filled(people.secretary, QUARTER.previous)
    report = make.draft(people.secretary)
    page = sign_in(people.treasurer).get(section_url(report, "finance"))
    assert 'name="opening_balance" value="50.000"' in page.content.decode()
    assert "Saldo akhir triwulan lalu Rp50.000" in text_of(page)


@pytest.mark.parametrize(("typed", "amount"), [
    ("1500000", 1_500_000), ("1.500.000", 1_500_000), ("Rp1.500.000", 1_500_000), ("Rp 1.500.000", 1_500_000),
    ("rp. 500", 500), (" 0 ", 0), ("", 0), (None, 0), ("9.999.999.999", 9_999_999_999), ("007", 7),
])  # fmt: skip
def test_rupiah_as_people_write_it(typed, amount):
    assert RupiahField(label="Uang").clean(typed) == amount


@pytest.mark.parametrize(("typed", "told"), [
    ("-5000", "kurang dari nol"), ("Rp-5000", "kurang dari nol"), ("(5000)", "kurang dari nol"),
    ("1.500.000,00", "tanpa koma"), ("1500,5", "tanpa koma"), ("500,-", "tanpa koma"), ("1,5 jt", "angka lengkap"),
    ("1.5", "angka lengkap"), ("1.50.000", "angka lengkap"), ("15 ribu", "angka lengkap"), ("1e6", "angka lengkap"),
    ("²", "angka lengkap"), ("١٢٣", "angka lengkap"), ("10.000.000.000", "terlalu besar"), ("9" * 400, "terlalu besar"),
    ("Rp", "angka lengkap"), ("1 500 000", "angka lengkap"), ("0x10", "angka lengkap"),
])  # fmt: skip
def test_what_is_no_rupiah_is_refused_in_plain_words(typed, told):
    with pytest.raises(ValidationError) as refused:
        RupiahField(label="Uang").clean(typed)
    assert told in refused.value.messages[0]
