"""The finance half of a report where the FCU keeps a cash book: taken from the book, frozen, never typed."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import files, workflow
from fcu_project.workflow import TransitionRefused
from institutions.plans import Source
from reporting.actions import cashbook
from reporting.actions import report as actions
from reporting.models import MonthClosing, Report, Section
from reporting.money import ledger, quarter_money
from reporting.money.purses import REPORT_LINES
from reporting.quarterly import content
from reporting.tasks.report import report_tasks
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key
from tests.letters import in_order, text_of
from tests.reporting import cash, make
from tests.reporting.make import QUARTER

pytestmark = pytest.mark.django_db
FIRST, LAST = QUARTER.start, QUARTER.end


@pytest.fixture
def by(people):
    """A treasurer whose book was opened half a year ago with Rp500.000."""
    cash.book(people.treasurer, opening=500_000, opened_on=FIRST - timedelta(days=30))
    return people.treasurer


def money_in(by, amount, day, **more):
    return cash.money_in(by, amount, on=day, **more)


def money_out(by, amount, day, **more):
    return cash.money_out(by, amount, on=day, **more)


def busy(by):
    """Money of two sources, aid for a purpose, three expenses of which one was taken back."""
    money_in(by, 100_000, FIRST - timedelta(days=1))
    money_in(by, 250_000, FIRST)
    money_in(by, 400_000, FIRST + timedelta(days=9), source="village", giver="Pemerintah desa")
    aid = cash.aid(by, agreed_on=FIRST)
    money_in(by, 900_000, FIRST + timedelta(days=20), aid=aid, source="nation", giver="Kementerian Sosial")
    money_out(by, 300_000, FIRST + timedelta(days=30), aid=aid, category="economy")
    money_out(by, 120_000, FIRST + timedelta(days=31), receipt=factories.scan())
    wrong = money_out(by, 75_000, FIRST + timedelta(days=32), category="office")
    cashbook.reverse(cash.fresh(wrong), by=by, on=FIRST + timedelta(days=33), reason="Salah ketik")
    money_out(by, 10_000, LAST + timedelta(days=1))
    return aid


def finance(report):
    return quarter_money.finance_of(make.fresh(report))


def confirmed(report, by, note=""):
    return actions.save_finance(make.fresh(report), note=note, done=True, by=by, on=TODAY)


def sendable(people):
    """A report that is finished, with its reasons for what is not recorded and not closed."""
    return make.reasoned(make.filled(people.secretary), people.secretary)


@pytest.mark.clause("FUN-10")
def test_the_period_totals_come_from_the_book_and_equal_its_balances(people, by):
    aid = busy(by)
    told = finance(make.draft(people.secretary))
    book = cash.book(by)
    assert told["opening_balance"] == ledger.balance_before(book, FIRST) == 600_000
    assert (told["income_self_help"], told["income_government"], told["expense_total"]) == (250_000, 1_300_000, 420_000)
    assert quarter_money.closing_of(told) == ledger.balance_on(book, LAST) == 1_730_000
    lines = told["book"]
    assert [(row["label"], row["amount"]) for row in lines["sources"]] == [
        ("Swadaya masyarakat", 250_000), ("Bantuan pemerintah: APBN", 900_000),
        ("Bantuan pemerintah: APBDes", 400_000),
    ]  # fmt: skip
    assert [(row["label"], row["booked"], row["back"], row["amount"]) for row in lines["categories"]] == [
        ("Bimbingan usaha dan penguatan ekonomi", 300_000, 0, 300_000), ("Pendampingan keluarga", 120_000, 0, 120_000),
        ("Sekretariat dan rapat pelayanan", 75_000, 75_000, 0),
    ]  # fmt: skip
    assert sum(row["amount"] for row in lines["evidence"]) == told["expense_total"]
    assert [row["lacks"] for row in lines["evidence"]] == [True, False, False, False]
    assert [(row["label"], row["opening"], row["income"], row["closing"]) for row in lines["aids"]] == [
        (aid.giver, 0, 900_000, 600_000)
    ]  # fmt: skip


def test_every_source_has_its_one_line_in_the_report():
    listed = [source for sources in REPORT_LINES.values() for source in sources]
    assert sorted(listed) == sorted(Source) and len(listed) == len(set(listed))


@pytest.mark.clause("FUN-10")
def test_nothing_is_typed_where_there_is_a_book(people, by, sign_in):
    busy(by)
    report = make.draft(people.secretary)
    client, url = sign_in(by), reverse("reporting:section", args=[report.uid, "finance"])
    page = client.get(url).content.decode()
    assert 'name="expense_total"' not in page and 'name="finance_kind"' not in page
    for words in ("Rp1.730.000", "Pendampingan keluarga", "Rp120.000", "Kementerian Sosial", "Belum ditutup",
                  "1 pengeluaran belum ada foto buktinya"):  # fmt: skip
        assert words in page, words
    body = {"_key": new_key(), "_version": report.version, "done": "yes", "expense_total": "1", "finance_note": "Cocok"}
    assert client.post(url, body).status_code == 302
    saved = make.fresh(report)
    assert (saved.finance_kind, saved.expense_total, saved.closing_balance) == ("totals", 420_000, 1_730_000)
    assert saved.finance_note == "Cocok" and saved.is_done(Section.FINANCE)


def test_without_a_book_the_totals_are_typed(people, sign_in):
    report = make.draft(people.secretary)
    url = reverse("reporting:section", args=[report.uid, "finance"])
    assert 'name="expense_total"' in sign_in(people.treasurer).get(url).content.decode()
    cash.book(people.treasurer, opened_on=min(LAST + timedelta(days=1), TODAY))  # after the quarter
    assert 'name="expense_total"' in sign_in(people.treasurer).get(url).content.decode()
    assert "book" not in finance(report)


def test_a_book_opened_within_the_quarter_begins_with_its_own_balance(people):
    opened = FIRST + timedelta(days=40)
    cash.book(people.treasurer, opening=70_000, opened_on=opened)
    told = finance(make.draft(people.secretary))
    assert (told["opening_balance"], told["book"]["opened_on"]) == (70_000, opened.isoformat())
    first = f"{opened:%m}".lstrip("0")
    assert len(told["book"]["months"]) == LAST.month - int(first) + 1


@pytest.mark.clause("FUN-10")
def test_a_report_that_disagrees_with_its_book_is_not_sent(people, by):
    money_in(by, 250_000, FIRST)
    report = sendable(people)
    money_in(by, 40_000, FIRST + timedelta(days=3))
    with pytest.raises(TransitionRefused) as refused:
        make.step(report, "send", people.secretary)
    told = " ".join(refused.value.reasons)
    assert "Swadaya masyarakat di laporan Rp250.000, di buku kas Rp290.000" in told and "simpan lagi" in told
    confirmed(report, by)
    sent = make.step(report, "send", people.secretary)
    assert sent.latest_version().content["sections"]["finance"]["income_self_help"] == 290_000


def test_totals_typed_before_the_book_was_opened_are_looked_through_again(people):
    report = make.filled(people.secretary)
    cash.book(people.treasurer, opening=100_000, opened_on=FIRST)
    assert "di buku kas Rp0" in content.section_problem(make.fresh(report), Section.FINANCE)
    confirmed(report, people.treasurer)
    assert content.open_problem(make.fresh(report), Section.FINANCE) == ""


def test_what_was_sent_stays_and_a_backdated_entry_shows(people, by):
    report = sendable(people)
    make.step(report, "send", people.secretary)
    frozen = make.fresh(report).latest_version().content["sections"]["finance"]
    money_out(by, 60_000, LAST)
    assert make.fresh(report).latest_version().content["sections"]["finance"] == frozen
    assert content.later_changes(make.fresh(report)) == [("Jumlah pengeluaran", "Rp0", "Rp60.000")]
    following = finance(make.draft(people.secretary, QUARTER.next))
    assert following["book"]["carried"] == {"period": QUARTER.words, "reported": 500_000, "booked": 440_000}
    assert "kurang Rp60.000" in quarter_money.shown(following)["carried"]


@pytest.mark.clause("FUN-10")
def test_a_month_that_is_not_closed_is_a_warning_with_a_written_reason(people, by):
    report = make.filled(people.secretary)
    workflow.give_reason(report, workflow.find_gate(Report, "recorded"), "Pencatat sakit.", by=people.secretary)
    with pytest.raises(TransitionRefused, match="Belum ditutup di buku kas"):
        make.step(report, "send", people.secretary)
    book, scan = cash.book(by), files.store_scan(factories.scan(), by=by)
    for month in range(FIRST.month, FIRST.month + 3):
        MonthClosing.objects.create(
            book=book, year=QUARTER.year, month=month, opening=500_000, income=0, expense=0, closing=500_000, lines=0,
            signed_on=TODAY, scan=scan, treasurer="Bu Sri", coordinator="Pak Joko", closed_by=by.signature,
        )  # fmt: skip
    assert make.step(report, "send", people.secretary).stage == "sent"


def test_a_reversal_of_an_earlier_quarter_may_leave_a_line_below_zero(people, by):
    earlier = money_in(by, 200_000, FIRST - timedelta(days=2))
    cashbook.reverse(cash.fresh(earlier), by=by, on=FIRST + timedelta(days=2), reason="Dicatat dua kali")
    report = confirmed(make.draft(people.secretary), by)
    assert (report.opening_balance, report.income_self_help, report.closing_balance) == (700_000, -200_000, 500_000)


def test_a_finance_section_to_be_mended_is_mended_in_the_book(people, by):
    report = make.step(sendable(people), "send", people.secretary)
    report = make.step(make.review(report, people.regency_reports, mend=[Section.FINANCE]), "return",
                       people.regency_reports)  # fmt: skip
    assert content.unmended(report) == [Section.FINANCE]
    money_out(by, 60_000, LAST)
    assert content.unmended(make.fresh(report)) == []


def test_the_reviewer_reads_the_same_tables(people, by, sign_in):
    busy(by)
    report = make.step(sendable(people), "send", people.secretary)
    page = sign_in(people.regency_reports).get(reverse("reporting:review", args=[report.uid])).content.decode()
    reason = "Bulan buku kas yang belum ditutup. Alasan: Pencatat sakit."
    for words in ("Bantuan pemerintah: APBDes", "Kementerian Sosial", "BKK-001/", reason, "Rp600.000"):
        assert words in page, words


@pytest.mark.clause("FUN-10")
def test_the_paper_has_the_finance_report_and_the_list_of_evidence(people, by, sign_in):
    busy(by)
    report = confirmed(make.draft(people.secretary), by)
    paper = sign_in(people.secretary).get(reverse("reporting:report-paper", args=[report.uid]))
    told = text_of(paper.content)
    assert in_order(
        told, "LAMPIRAN 1", "LAPORAN KEUANGAN", "Rp1.730.000", "Uang masuk menurut sumber", "4.1", "Rp250.000",
        "Uang keluar menurut kategori", "5.08", "Rp120.000", "Bantuan bertujuan", "Rp600.000", "Bendahara",
        "LAMPIRAN 2", "LAMPIRAN 3", "DAFTAR BUKTI PENGELUARAN", "BKK-001/", "Belum ada", "Jumlah pengeluaran",
        "Rp420.000",
    )  # fmt: skip
    assert "Warung Bu Tini" not in told and "Konsumsi pertemuan" not in told  # whom it was paid to may be a family
    assert "Tini" not in json.dumps(finance(report)) and not re.search(r"\d{16}", told)


def test_a_quarter_without_any_money_is_nihil(people):
    cash.book(people.treasurer, opened_on=FIRST)
    report = confirmed(make.draft(people.secretary), people.treasurer)
    assert report.finance_kind == "nihil"


def test_quarters_follow_each_other_without_a_gap(people, by):
    busy(by)
    this, following = (
        quarter_money.amounts_of(cash.book(by), quarter) for quarter in (QUARTER, QUARTER.next)
    )
    assert quarter_money.closing_of(this) == following["opening_balance"]


def test_the_list_of_sections_names_what_disagrees(people, by, sign_in):
    money_in(by, 250_000, FIRST)
    report = make.filled(people.secretary)
    money_out(by, 40_000, LAST)
    page = sign_in(people.secretary).get(report.get_absolute_url()).content.decode()
    assert "Buku kas mengatakan lain: Jumlah pengeluaran." in page and "Tidak sama" in page
    form = sign_in(by).get(reverse("reporting:section", args=[report.uid, "finance"])).content.decode()
    assert "Jumlah pengeluaran: semula Rp0, sekarang Rp40.000" in form


def test_what_is_booked_between_the_last_look_and_the_sending_is_not_sent(people, by, monkeypatch):
    """The book is held and asked again when the report is frozen."""
    report = sendable(people)
    report = make.approved(report)
    look, seen = quarter_money.problem, []

    def looked(row):
        told = look(row)
        if not seen:  # another hand books right after the condition was found met
            seen.append(money_out(by, 40_000, LAST))
        return told

    monkeypatch.setattr(quarter_money, "problem", looked)
    with pytest.raises(TransitionRefused, match="Jumlah pengeluaran di laporan Rp0, di buku kas Rp40.000"):
        workflow.perform(make.fresh(report), "send", by=people.secretary, on=TODAY)
    assert make.fresh(report).latest_version() is None


def test_the_treasurer_is_asked_to_close_and_confirm_instead_of_typing(people, by):
    report = make.filled(people.secretary, leave_out=(Section.FINANCE,))
    task = next(iter(report_tasks(by, TODAY)))
    assert task.title == f"Tutup buku dan periksa keuangan laporan {QUARTER.words}" and task.verb == "Periksa"
    assert "Belum ditutup di buku kas" in task.why and task.url.endswith("/bagian/finance/")
    confirmed(report, by)
    assert list(report_tasks(by, TODAY)) == []


def test_aid_given_back_is_not_told_as_spent(people, by):
    aid = cash.aid(by, agreed_on=FIRST)
    money_in(by, 700_000, FIRST + timedelta(days=2), aid=aid, source="nation", giver="Kementerian Sosial")
    money_out(by, 300_000, FIRST + timedelta(days=3), aid=aid, category="economy")
    money_out(by, 400_000, FIRST + timedelta(days=4), aid=aid, category="given_back")
    told = finance(make.draft(people.secretary))
    [row] = told["book"]["aids"]
    assert (row["income"], row["expense"], row["returned"], row["closing"]) == (700_000, 300_000, 400_000, 0)
    [shown] = quarter_money.shown(told)["aids"]
    assert (shown["expense"], shown["returned"]) == ("Rp300.000", "Rp400.000")


def test_a_running_quarter_names_the_months_that_are_not_over(people, by):
    report = make.draft(people.secretary)
    middle = FIRST.replace(month=FIRST.month + 1, day=5)
    told = quarter_money.too_early(report, middle)
    assert "masih berjalan: " in told and "belum mulai: " in told
    assert quarter_money.too_early(report, LAST + timedelta(days=1)) == ""
