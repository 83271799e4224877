"""The pages of the cash book: what stands first, what is found, what was typed, who reads and who writes."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project import registry
from institutions.models import AnnualPlan, PlanItem
from reporting.actions import cashbook as actions
from reporting.models import CashBook, CashEntry
from reporting.money import ledger, sources
from reporting.money.purses import REPORT_LINES
from reporting.tasks.cashbook import cash_note, cash_tasks
from tests import factories
from tests.factories import TODAY, InstitutionFactory
from tests.filling import new_key, one_page, typed_date
from tests.letters import page_texts
from tests.reporting import cash, make
from tests.reporting.fill_cashbook import MONEY_IN, MONEY_OUT
from tests.reporting.test_screens import text_of
from tests.test_query_budget import BUDGET, queries

pytestmark = pytest.mark.django_db
BOOK = "/kas/"


def send(client, route, data, **more):
    return client.post(reverse(f"reporting:{route}"), {"_key": new_key(), **data, **more}, follow=True)


def rows_of(client, query=""):
    """The descriptions on the list, the newest first."""
    return [row.text for row in client.get(f"{BOOK}{query}").context["rows"]]


# --- empty ------------------------------------------------------------------------------------------------------
def test_before_the_fcu_and_before_the_book_the_page_says_what_comes_first(people, sign_in):
    client = sign_in(people.treasurer)
    assert "FCU belum dibentuk" in text_of(client.get(BOOK))
    assert client.get("/kas/buka/").status_code == client.get("/kas/masuk/").status_code == 409
    make.unit_of(people.treasurer.region)
    assert "Buka buku kas" in text_of(client.get(BOOK))
    assert [task.title for task in cash_tasks(people.treasurer, TODAY)] == ["Buka buku kas FCU"]
    reader = text_of(sign_in(people.village_head).get(BOOK))
    assert "Bendahara FCU membuka buku kas" in reader and "Buka buku kas" not in reader
    for query in ("?cetak=pdf", "?unduh=xlsx", "?tahun=0000", "?bulan=13&setelah=x"):
        assert sign_in(people.treasurer).get(BOOK + query).status_code == 200


def test_opened_with_what_the_paper_book_had_left(people, sign_in):
    make.unit_of(people.treasurer.region)
    client = sign_in(people.treasurer)
    body = {"opened_on": typed_date(TODAY), "opening_balance": "350.000"}
    assert "dari mana saldo awal Rp350.000" in text_of(send(client, "cash-open", body))
    assert "Saldo awal (rupiah) belum diisi" in text_of(send(client, "cash-open", body, opening_balance=""))
    told = text_of(send(client, "cash-open", body, opening_note="Buku kertas halaman 14"))
    assert "Buku kas dibuka dengan saldo awal Rp350.000" in told and "Saldo kas Rp350.000" in told
    assert "Buku kas sudah dibuka" in text_of(client.get("/kas/buka/"))
    again = send(client, "cash-open", body, opening_note="Sekali lagi")
    assert again.status_code == 409 and "sudah dibuka" in text_of(again)


# --- the list ---------------------------------------------------------------------------------------------------
def test_balance_on_top_then_what_needs_attention_then_the_entries(people, sign_in):
    by = people.treasurer
    cash.aid(by, received=700_000)
    cash.money_in(by, 1_500_000)
    cash.money_out(by, 60_000)
    cash.money_out(by, 900_000)
    told = text_of(sign_in(by).get(BOOK))
    assert "Saldo kas Rp2.140.000" in told and "Rp1.440.000" in told and "Rp700.000" in told
    assert "1 pengeluaran menunggu persetujuan" in told and "1 pengeluaran belum ada foto buktinya" in told
    assert told.index("Saldo kas") < told.index("Uang masuk") < told.index("Perlu perhatian") < told.index("Cari")
    (task,) = cash_tasks(by, TODAY)
    assert task.title == "Lampirkan bukti 1 pengeluaran" and cash_note(by) == "Saldo Rp2.140.000"


@pytest.mark.parametrize("role", ["village_head", "coordinator"])
def test_they_read_and_do_not_write(role, people, sign_in):
    row = cash.money_in(people.treasurer, 90_000)
    client = sign_in(getattr(people, role))
    assert "Rp90.000" in text_of(client.get(BOOK)) and "/kas/masuk/" not in client.get(BOOK).content.decode()
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200 and "/balik/" not in page.content.decode()
    assert client.get("/kas/keluar/").status_code == client.get(f"{row.get_absolute_url()}balik/").status_code == 403


def test_found_by_words_number_and_either_spelling(people, sign_in):
    by = people.treasurer
    cash.money_in(by, 900_000, text="Kwitansi iuran", giver="Haji Sulaiman")
    cash.money_in(by, 1000, text="Iuran kedua", giver="Warga")
    cash.money_out(by, 45_000, text="Fotokopi", payee="Toko Maju")
    client = sign_in(by)
    found = {
        "kuitansi": ["Kwitansi iuran"], "kwitansi": ["Kwitansi iuran"], "SULAIMAN": ["Kwitansi iuran"],
        "maju": ["Fotokopi"], f"BKK-001/{TODAY.year}": ["Fotokopi"], "bkm 2": ["Iuran kedua"],
        "kuitansi no 2": ["Iuran kedua"], "BKK-001/1999": [], "'; drop": [], "\0": None,
    }  # fmt: skip
    for wanted, texts in found.items():
        assert texts is None or rows_of(client, f"?cari={wanted}") == texts


def test_narrowed_by_way_kind_month_purse_and_state(people, sign_in):
    by = people.treasurer
    aid = cash.aid(by, received=700_000)
    cash.money_in(by, 900_000, text="Iuran", days_ago=40)
    cash.money_out(by, 45_000, text="Fotokopi", receipt=factories.scan())
    cash.money_out(by, 46_000, text="Keripik", aid=aid, category="economy")
    client, day = sign_in(by), TODAY - timedelta(days=40)
    assert rows_of(client, "?arah=keluar") == ["Keripik", "Fotokopi"]
    assert rows_of(client, "?jenis=self_help") == rows_of(client, f"?tahun={day.year}&bulan={day.month}") == ["Iuran"]
    assert rows_of(client, "?jenis=economy") == rows_of(client, "?perlu=tanpa-bukti") == ["Keripik"]
    assert rows_of(client, "?bantuan=umum") == ["Fotokopi", "Iuran"]
    assert rows_of(client, f"?bantuan={aid.uid}") == ["Keripik", "Bantuan tahap 1"]
    assert rows_of(client, "?perlu=menunggu&jenis=apa&bantuan=x&bulan=99&arah=ke") == []


def test_pages_follow_each_other_and_cost_the_same(people, sign_in, monkeypatch):
    by = people.treasurer
    cash.money_in(by, 900_000)
    actions.reverse(cash.money_in(by, 1000), by=by, on=TODAY, reason="Salah tulis")
    client = sign_in(by)
    client.get(BOOK)
    few = queries(client, BOOK)
    for number in range(20):
        cash.money_out(by, 1000 + number, text=f"Baris {number}", days_ago=number % 3)
    assert queries(client, BOOK) == few <= BUDGET
    monkeypatch.setattr("reporting.views.cashbook.CashBookView.page_size", 9)
    seen, url = [], BOOK
    while url:
        page = client.get(url).context
        seen += [(row.on, row.pk) for row in page["rows"]]
        url = BOOK + page["next_url"] if page["next_url"] else ""
    assert len(seen) == 23 and seen == sorted(seen, reverse=True)


@pytest.mark.clause("FUN-08")
def test_the_book_of_the_year_on_paper_and_as_a_table(people, sign_in):
    by = people.treasurer
    day = {"on": TODAY}
    cash.book(by, opening=100_000)
    cash.money_in(by, 900_000, **day)
    wrong = cash.money_out(by, 45_000, text="Fotokopi", **day)
    cash.money_out(by, 600_000, text="Menunggu", **day)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Dobel")
    client = sign_in(by)
    text = " ".join(page_texts(client.get(f"{BOOK}?cetak=pdf&arah=masuk").content))
    parts = ("BUKU KAS UMUM", "Saldo", "Rp900.000", "BKK-001", "Rp45.000", "Rp1.000.000", "Pembalikan", "Bendahara")
    assert [part for part in parts if part not in text] == []
    assert "Menunggu" not in text  # it does not count yet
    sheet = load_workbook(io.BytesIO(client.get(f"{BOOK}?unduh=xlsx").getvalue())).active
    table = [[cell.value for cell in line] for line in sheet.iter_rows()]
    place = table[0].index("Penerimaan")
    assert sorted(line[place] for line in table[1:] if line[place]) == [45_000, 900_000]


# --- writing ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-01")
def test_money_in_of_a_donor_asks_whether_anything_binds(people, sign_in):
    cash.book(people.treasurer)
    client = sign_in(people.treasurer)
    assert "Jawab dahulu" in text_of(send(client, "cash-in", MONEY_IN, non_binding=""))
    refused = text_of(send(client, "cash-in", MONEY_IN, non_binding="yes"))
    assert "tidak mengikat (pedoman Bab III.B.4)" in refused and "kembalikan uangnya" in refused
    assert not CashEntry.objects.exists()
    told = text_of(send(client, "cash-in", MONEY_IN))
    assert "Pemberi mengikat FCU? Tidak" in told and "Minta laporan singkat." in told and "Haji Sulaiman" in told
    entry = CashEntry.objects.get()
    assert (entry.amount, entry.source, entry.non_binding) == (1_250_000, "donation", True)
    assert f"Tulis nomor bukti {entry.evidence} pada kertasnya. Saldo kas sekarang Rp1.250.000" in told


def test_the_giver_is_named_by_the_register_or_the_aid(people, sign_in):
    by = people.treasurer
    aid = cash.aid(by)
    body = InstitutionFactory(region=by.region, name="Karang Taruna Tunas")
    client, nobody = sign_in(by), {**MONEY_IN, "giver": "", "source": "self_help"}
    assert "Dari siapa uangnya?" in text_of(send(client, "cash-in", nobody))
    send(client, "cash-in", nobody, giver_body=body.pk)
    send(client, "cash-in", nobody, aid=aid.pk, source="nation")
    assert "Sumber dana bantuan ini" in text_of(send(client, "cash-in", nobody, aid=aid.pk))
    givers = list(CashEntry.objects.order_by("id").values_list("giver", "giver_body", "aid"))
    assert givers == [("Karang Taruna Tunas", body.pk, None), ("Kementerian Sosial", None, aid.pk)]
    offered = client.get(f"/kas/masuk/?bantuan={aid.uid}").context["form"]
    assert offered["source"].value() == "nation" and client.get("/kas/masuk/?bantuan=x").status_code == 404


def test_line_after_line_keeps_day_and_kind(people, sign_in):
    cash.money_in(people.treasurer, 900_000)
    client, day = sign_in(people.treasurer), TODAY - timedelta(days=4)
    response = send(client, "cash-out", MONEY_OUT, on=typed_date(day), next="1")
    form = response.context["form"]
    assert response.request["PATH_INFO"] == "/kas/keluar/" and "Saldo kas sekarang Rp780.000" in text_of(response)
    assert [form[name].value() for name in ("on", "category", "amount")] == [typed_date(day), "mentoring", None]
    assert "autofocus" in str(form["amount"])
    assert client.get("/kas/keluar/?tanggal=kapan&jenis=apa").status_code == 200


@pytest.mark.parametrize(("amount", "told"), [
    ("400.001", "Rp400.000"), ("0", "sedikitnya Rp1"), ("-5.000", "kurang dari nol"), ("1,5 jt", "jt"),
    ("5.000,50", "tanpa koma dan sen"), ("1.5", "angka lengkap"), ("99.999.999.999", "Rp9.999.999.999"), ("", "belum"),
])  # fmt: skip
def test_amounts_are_refused_with_their_number_and_nothing_typed_is_lost(amount, told, people, sign_in):
    cash.money_in(people.treasurer, 400_000)
    response = send(sign_in(people.treasurer), "cash-out", MONEY_OUT, amount=amount)
    assert response.status_code == 422 and told in text_of(response)
    assert response.context["form"]["payee"].value() == "Warung Bu Tini" and CashEntry.objects.count() == 1


def test_rows_of_the_plan_show_what_was_planned_and_what_went_out(people, sign_in):
    by = people.treasurer
    cash.money_in(by, 900_000)
    meeting = factories.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    plan = AnnualPlan.objects.create(
        unit=make.unit_of(by.region), region=by.region, year=TODAY.year, stage="running", agreed_in=meeting
    )
    row = PlanItem.objects.create(plan=plan, kind="counselling", what="Bimbingan", amount=500_000)
    wrong = cash.money_out(by, 20_000, plan_item=row, on=TODAY)
    cash.money_out(by, 30_000, plan_item=row, on=TODAY)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah tulis")
    client = sign_in(by)
    assert "Bimbingan (dana Rp500.000, terpakai Rp30.000)" in text_of(client.get("/kas/keluar/"))
    assert "Bimbingan" in text_of(send(client, "cash-out", MONEY_OUT, plan_item=row.pk))


# --- one entry --------------------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-09")
def test_who_typed_for_whom_stands_on_the_entry(people, sign_in):
    row = cash.money_in(people.secretary, 90_000)
    told = text_of(sign_in(people.village_head).get(row.get_absolute_url()))
    assert "Diketik sekretaris untuk bendahara" in told and people.secretary.person.name in told


def test_reversing_says_what_follows_and_links_both_lines(people, sign_in):
    row = cash.money_in(people.treasurer, 90_000)
    client, url = sign_in(people.treasurer), f"{row.get_absolute_url()}balik/"
    told = text_of(client.get(url))
    assert "uang keluar Rp90.000" in told and "Saldo kas menjadi Rp0" in told
    body = {"_key": new_key(), "on": typed_date(TODAY), "text": "Salah jumlah"}
    page = client.post(url, body, follow=True)
    back = CashEntry.objects.get(reverses=row)
    assert f"{row.evidence} sudah dibalik dengan {back.evidence}. Saldo kas sekarang Rp0" in text_of(page)
    assert row.get_absolute_url() in page.content.decode()
    first = client.get(row.get_absolute_url()).content.decode()
    assert back.get_absolute_url() in first and "/balik/" not in first and client.get(url).status_code == 409


def test_a_receipt_is_seen_through_its_entry_alone(people, sign_in, regions):
    by = people.treasurer
    cash.money_in(by, 900_000)
    row = cash.money_out(by, 60_000)
    url, file_url = f"{row.get_absolute_url()}bukti/lampirkan/", f"{row.get_absolute_url()}bukti/"
    client = sign_in(by)
    assert client.get(file_url).status_code == 404
    assert "Belum dilampirkan" in text_of(client.get(row.get_absolute_url()))
    receipt = SimpleUploadedFile("nota.pdf", one_page(), content_type="application/pdf")
    told = text_of(client.post(url, {"_key": new_key(), "receipt": receipt}, follow=True))
    assert "Bukti terlampir." in told and "nota.pdf" in told
    served = sign_in(people.coordinator).get(file_url)
    assert served["Content-Type"] == "application/pdf" and served["X-Content-Type-Options"] == "nosniff"
    stranger = factories.AssignmentFactory(role="treasurer", region=regions.sibling)
    assert sign_in(stranger).get(file_url).status_code == 404
    assert sign_in(by).get(url).status_code == 409


# --- sources ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-01")
def test_the_register_of_sources_tells_kind_giver_amount_day_and_terms(people, sign_in):
    by, day = people.treasurer, {"on": TODAY}
    cash.money_in(by, 50_000, giver="Warga RT 003", **day)
    cash.money_in(by, 70_000, giver="PT Sawit", source="business", terms="Minta foto kegiatan", **day)
    cash.money_in(by, 30_000, giver="Warga RT 001", **day)
    wrong = cash.money_in(by, 11_000, giver="Salah Ketik", source="donation", **day)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Dobel")
    client = sign_in(people.village_head)
    page = client.get(f"/kas/sumber/?tahun={TODAY.year}")
    assert [gift.giver for gift in page.context["rows"]] == ["Warga RT 001", "Warga RT 003", "PT Sawit"]
    assert [amount for _, amount, _ in page.context["totals"]] == [80_000, 70_000] and page.context["whole"] == 150_000
    paper = " ".join(page_texts(client.get(f"/kas/sumber/?tahun={TODAY.year}&cetak=pdf").content))
    assert all(part in paper for part in ("REGISTER SUMBER DANA", "PT Sawit", "Minta foto", "Rp80.000", "Tidak"))
    sheet = load_workbook(io.BytesIO(client.get("/kas/sumber/?unduh=xlsx").getvalue())).active
    assert sheet.max_row == 4 and client.get("/kas/sumber/?tahun=0000").status_code == 200


def test_the_register_adds_up_to_the_book_also_over_the_turn_of_the_year(people):
    by = people.treasurer
    eve = TODAY.replace(month=1, day=1) - timedelta(days=1)
    make.unit(by.region, decreed_on=eve.replace(day=1))
    cash.book(by, opened_on=eve.replace(day=1))
    late = cash.money_in(by, 40_000, on=eve)
    cash.money_in(by, 90_000, on=TODAY)
    actions.reverse(cash.fresh(late), by=by, on=TODAY, reason="Salah buku")
    book = CashBook.objects.get()
    for year, whole in ((eve.year, 40_000), (TODAY.year, 50_000)):
        gifts = sources.gifts_of(book, year)
        booked = CashEntry.objects.booked().filter(on__year=year).exclude(source="")
        assert sum(gift.amount for gift in gifts) == ledger.total(booked, ledger.NET) == whole
        assert {gift.entry.source for gift in gifts} <= {source for line in REPORT_LINES.values() for source in line}


def test_kas_stands_in_the_menu_of_the_village(people):
    for role in ("secretary", "treasurer", "coordinator", "village_head"):
        assert "Kas" in [entry.label for entry in registry.menu_for(getattr(people, role))]
    assert "Kas" not in [entry.label for entry in registry.menu_for(people.regency_funds)]
