"""What keeps the cash book honest: who signs, each paper once, budgets, split payments, what was taken back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fcu_project import workflow
from fcu_project.registry import tasks_for
from fcu_project.workflow import TransitionRefused
from institutions.models import AnnualPlan
from reporting.actions import approval
from reporting.actions import cashbook as actions
from reporting.documents.cash_count import count_facts
from reporting.documents.kuitansi import kuitansi_facts
from reporting.money import cash_recap, ledger, months
from reporting.money.cash_recap import span_of
from reporting.money.plan_spending import budget_problem
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key
from tests.letters import in_order, text_of
from tests.reporting import cash
from tests.reporting.fill_approval import LARGE, coordinator_of, signed_paper, waiting
from tests.reporting.fill_closing import LAST_MONTH, book_of_two_months, closed, count
from tests.reporting.test_cash_count import officer
from tests.reporting.test_plan_spending import opened, rows_of
from tests.reporting.test_plan_spending import plan as planned  # noqa: F401 (the fixture below)

pytestmark = pytest.mark.django_db


def pdf(text):
    content = factories.scan().read() + b"\n%" + text
    return SimpleUploadedFile("nota.pdf", content, content_type="application/pdf")


def on_paper(row, by, *, on=TODAY, signed_by=None, scan=None):
    name = signed_by or coordinator_of(row)
    return approval.approve_on_paper(cash.fresh(row), by=by, on=on, scan=scan or signed_paper(row), signed_by=name)


# --- who signs, on which paper --------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-09")
def test_only_who_coordinated_on_that_day_signs_and_never_who_recorded(people):
    by = people.treasurer
    row = waiting(by)
    with pytest.raises(ValidationError, match=f"Koordinator adalah {people.coordinator.person.name}"):
        on_paper(row, by, signed_by=by.person.name)
    unit = cash.book(by).unit
    acting = officer(unit, "Bu Ratna", "coordinator", since=TODAY - timedelta(days=3))
    with pytest.raises(ValidationError, match="Koordinator adalah Bu Ratna"):
        on_paper(row, by, signed_by=people.coordinator.person.name)
    acting.membership.person = by.person
    acting.membership.save()
    with pytest.raises(ValidationError, match="Yang mencatat tidak menyetujui"):
        on_paper(row, by)
    assert cash.fresh(row).stage == "waiting"


@pytest.mark.clause("MEM-09")
def test_a_coordinator_with_an_account_approves_here_and_not_on_paper(people, sign_in):
    by = people.treasurer
    row, _ = waiting(by), sign_in(people.coordinator)
    with pytest.raises(TransitionRefused, match="Koordinator punya akun"):
        on_paper(row, by)
    page = sign_in(by).get(reverse("reporting:cash-approve-paper", args=[row.uid]))
    assert page.status_code == 409 and people.coordinator.person.name in page.content.decode()


def test_the_approval_has_a_paper_of_its_own(people):
    by = people.treasurer
    cash.money_in(by, LARGE)
    spent = cash.money_out(by, 60_000, receipt=pdf(b"nota"), payee="Toko Subur")
    row, other = waiting(by), waiting(by, text="Sewa tenda", payee="Toko Maju")
    with pytest.raises(ValidationError, match=f"sudah menjadi bukti {spent.evidence}"):
        on_paper(row, by, scan=pdf(b"nota"))
    first = cash.fresh(on_paper(row, by))
    with pytest.raises(ValidationError, match=f"sudah menjadi kertas persetujuan {first.evidence}"):
        on_paper(other, by, scan=signed_paper(row))


def test_a_photo_that_is_a_receipt_is_known_again_as_a_scan(people):
    """A receipt is kept smaller than a scan: the same picture has other bytes, and is still the same."""
    by, out = people.treasurer, BytesIO()
    Image.effect_noise((1800, 1200), 60).convert("RGB").save(out, "JPEG", quality=90)

    def picture():
        return SimpleUploadedFile("nota.jpg", out.getvalue(), content_type="image/jpeg")

    cash.money_in(by, LARGE)
    spent = cash.money_out(by, 60_000, receipt=picture(), payee="Toko Subur")
    with pytest.raises(ValidationError, match=f"sudah menjadi bukti {spent.evidence}"):
        on_paper(waiting(by), by, scan=picture())


@pytest.mark.clause("FUN-08")
def test_a_month_is_closed_on_a_page_of_its_own(people):
    by = people.treasurer
    before = LAST_MONTH.previous
    cash.book(by, opened_on=before.first, opening=500_000)
    spent = cash.money_out(by, 60_000, on=before.first, receipt=pdf(b"nota"))
    with pytest.raises(ValidationError, match=f"sudah menjadi bukti {spent.evidence}.*lembar {before.words}"):
        closed(by, before, scan=pdf(b"nota"))
    closed(by, before, scan=pdf(b"lembar"))
    with pytest.raises(ValidationError, match=f"sudah menjadi lembar buku kas {before.words}"):
        closed(by, LAST_MONTH, scan=pdf(b"lembar"))


# --- budgets, reasons, split payments -------------------------------------------------------------------------------
@pytest.mark.clause("FUN-11")
@pytest.mark.usefixtures("planned")
def test_above_the_budget_of_its_activity_an_expense_says_why(people, sign_in):
    by = people.treasurer
    opened(by)
    course = rows_of(AnnualPlan.objects.get())[0]
    within = cash.money_out(by, 150_000, days_ago=0, plan_item=course, outside_reason="Diketik tanpa perlu")
    assert within.outside_reason == ""
    with pytest.raises(ValidationError, match="sudah terpakai Rp150.000, sisa Rp50.000. Tuliskan alasannya"):
        cash.money_out(by, 60_000, days_ago=0, plan_item=course, payee="Toko Subur")
    row = cash.money_out(by, LARGE, days_ago=0, plan_item=course, payee="Toko Maju", outside_reason="Harga naik")
    assert row.outside_reason == "Harga naik" and "sisa Rp50.000" in budget_problem(row)
    page = sign_in(people.coordinator).get(reverse("reporting:cash-approvals")).content.decode()
    assert "Anggaran Rp200.000, terpakai Rp150.000, sisa Rp50.000." in page and "Harga naik" in page


def test_a_reason_in_place_of_a_receipt_says_something(people):
    cash.money_in(people.treasurer, 400_000)
    with pytest.raises(ValidationError, match="paling sedikit 5 huruf"):
        cash.money_out(people.treasurer, 60_000, no_receipt_reason="-")


@pytest.mark.clause("MEM-09")
def test_a_purchase_in_two_parts_goes_before_the_coordinator(people):
    by = people.treasurer
    cash.money_in(by, 3_000_000)
    first = cash.money_out(by, 300_000, payee="Toko Subur")
    assert cash.money_out(by, 300_000, payee="Toko Maju").stage == "booked"
    assert cash.money_out(by, 300_000, payee="Toko Subur", days_ago=4).stage == "booked"
    second = cash.money_out(by, 200_000, payee="toko  subur")
    assert (first.stage, second.stage) == ("booked", "waiting")
    assert ledger.together_words(second) == (
        "Dengan Rp300.000 lain kepada toko  subur pada hari yang sama, jumlahnya Rp500.000."
    )
    actions.reverse(cash.fresh(first), by=by, on=TODAY, reason="Salah catat")
    assert cash.money_out(by, 250_000, payee="Toko Subur").stage == "booked"


# --- what was taken back --------------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-09")
def test_the_coordinator_is_told_when_an_approved_expense_is_taken_back(people):
    row = waiting(people.treasurer)
    workflow.perform(row, "approve", by=people.coordinator, on=TODAY)
    actions.reverse(cash.fresh(row), by=people.treasurer, on=TODAY, reason="Barang tidak jadi dibeli")

    def told(day):
        return [task.why for task in tasks_for(people.coordinator, day) if "yang sudah disetujui dibalik" in task.title]

    (why,) = told(TODAY)
    assert "BKK-001" in why and "Barang tidak jadi dibeli" in why
    assert told(TODAY + timedelta(days=14)) and not told(TODAY + timedelta(days=16))


def order_of(book):
    return [(line.entry.direction, line.entry.amount) for line in ledger.lines_of(book, TODAY, TODAY)]


@pytest.mark.clause("FUN-08")
def test_a_reversal_of_the_same_day_stands_right_after_its_original(people):
    by = people.treasurer
    book = cash.book(by, opening=500_000)
    first = cash.money_out(by, 70_000, days_ago=0)
    cash.money_out(by, 20_000, days_ago=0)
    actions.reverse(cash.fresh(first), by=by, on=TODAY, reason="Salah catat")
    cash.money_in(by, 30_000, days_ago=0)
    assert order_of(book) == [("in", 30_000), ("out", 70_000), ("in", 70_000), ("out", 20_000)]
    assert [line.balance for line in ledger.lines_of(book, TODAY, TODAY)] == [530_000, 460_000, 530_000, 510_000]


@pytest.mark.clause("FUN-08")
def test_where_a_line_would_fall_below_zero_money_in_stays_first(people):
    """The gift was taken back by itself; what was paid out of it meanwhile came back only afterwards."""
    by = people.treasurer
    book = cash.book(by, opening=100_000)
    cash.money_out(by, 80_000, days_ago=0)
    gift = cash.money_in(by, 50_000, days_ago=0)
    wrong = cash.money_out(by, 60_000, days_ago=0)
    for row in (wrong, gift):
        actions.reverse(cash.fresh(row), by=by, on=TODAY, reason="Salah catat")
    assert [direction for direction, _ in order_of(book)] == ["in", "in", "out", "out", "out"]
    assert min(line.balance for line in ledger.lines_of(book, TODAY, TODAY)) == 20_000


@pytest.mark.clause("FUN-10")
def test_the_report_says_by_how_much_it_differs_from_the_book(people, sign_in):
    by = people.treasurer
    book, span = cash.book(by, opening=100_000), span_of("tahun", TODAY)
    assert cash_recap.reversal_words(book, span) == ""
    cash.money_in(by, 400_000, days_ago=0)
    actions.reverse(cash.fresh(cash.money_out(by, 57_000, days_ago=0)), by=by, on=TODAY, reason="Salah catat")
    words = cash_recap.reversal_words(book, span)
    in_order(words, "penerimaan Rp457.000", "pengeluaran Rp57.000", "pembalikan Rp57.000 sudah dikurangkan")
    client, url = sign_in(by), f"{reverse('reporting:cash-recap')}{span.query}"
    assert words in client.get(url).content.decode()
    assert "pembalikan Rp57.000 sudah dikurangkan" in text_of(client.get(f"{url}&cetak=pdf").content)


def test_months_that_are_not_there_yet_have_no_link(people, sign_in):
    cash.book(people.treasurer)
    page = sign_in(people.treasurer).get(f"{reverse('reporting:cash-recap')}{span_of('tahun', TODAY).query}")
    now = months.month_of(TODAY)
    assert reverse("reporting:cash-month", args=now.key) in page.content.decode()
    assert reverse("reporting:cash-month", args=now.next.key) not in page.content.decode()


# --- papers and pages -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("source, words", [
    ("business", "(CSR atau dunia usaha)"), ("village", "(bantuan pemerintah: APBDes)"),
    ("self_help", "(swadaya masyarakat)"),
])  # fmt: skip
def test_abbreviations_keep_their_capitals(people, source, words):
    assert kuitansi_facts(cash.fresh(cash.money_in(people.treasurer, 90_000, source=source)))["purpose"].endswith(words)


def test_each_page_of_an_entry_offers_its_paper(people, sign_in):
    by = people.treasurer
    came, spent = cash.money_in(by, 400_000), cash.money_out(by, 60_000)
    back = actions.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah catat")
    client = sign_in(by)
    for row, label in ((came, "Cetak tanda terima"), (spent, "Cetak kuitansi"), (back, "Cetak bukti pembalikan")):
        page = client.get(row.get_absolute_url()).content.decode()
        assert label in page and reverse("reporting:cash-kuitansi", args=[row.uid]) in page


def test_an_approval_says_the_number_and_what_is_left(people, sign_in):
    row, client = waiting(people.treasurer), sign_in(people.coordinator)
    url = reverse("transition", args=["reporting.cashentry", row.uid, "approve"])
    page = client.post(url, {"note": "", "_key": new_key()}, follow=True).content.decode()
    assert f"Disetujui, nomor BKK-001/{TODAY.year}, saldo kas sekarang Rp750.000." in page


def test_the_cards_of_the_coordinator_count_what_else_waits(people, sign_in):
    waiting(people.treasurer)
    waiting(people.treasurer, text="Sewa tenda")
    page = sign_in(people.coordinator).get(reverse("reporting:cash-approvals")).content.decode()
    assert "Yang lain menunggu" in page and page.count("Rp1.500.000") >= 2


def test_the_list_of_evidence_is_the_book_of_the_treasurer_with_its_sum(people, sign_in):
    by = people.treasurer
    cash.money_in(by, 900_000)
    wrong = cash.money_out(by, 70_000)
    cash.money_out(by, 60_000)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah catat")
    url = f"{reverse('reporting:cash-evidence')}?cetak=pdf"
    told = text_of(sign_in(people.village_head).get(url).content)
    for words in ("Jumlah, tanpa yang dibatalkan Rp60.000", "Family Care Unit", "Bendahara"):
        assert words.casefold() in told.casefold(), words


def test_a_count_splits_the_purses_and_nobody_sees_their_own_check(people):
    by = people.treasurer
    book_of_two_months(by)
    cash.aid(by, received=400_000, agreed_on=LAST_MONTH.first)
    row = count(by, amount=630_000, giver=by.person, receiver=people.village_head.person)
    told = count_facts(row, "F4")
    assert (told["general"], told["earmarked"], told["balance"]) == ("230.000", "400.000", "630.000")
    assert told["seen_by"]["capacity"][0].startswith("Koordinator")
    row.receiver = people.coordinator.person
    assert "Kepala Desa" in count_facts(row, "F4")["seen_by"]["capacity"][0]


def test_the_hand_over_is_between_officers_and_says_that_office_and_account_stay(people, sign_in):
    by = people.treasurer
    unit = book_of_two_months(by).unit
    officer(unit, "Zubaidah", since=LAST_MONTH.first)
    officer(unit, "Anggota Biasa", "secretary", since=LAST_MONTH.first).delete()  # a member without a post
    page = sign_in(by).get(reverse("reporting:cash-handover-create"))
    assert "Jabatan dan akun bendahara tidak berganti" in page.content.decode()
    names = [person.name for person in page.context["form"].fields["receiver"].queryset]
    assert set(names[:2]) == {"Zubaidah", by.person.name}
    assert people.secretary.person.name in names and "Anggota Biasa" not in names
    check = sign_in(by).get(reverse("reporting:cash-count-create")).context["form"].fields["receiver"].queryset
    assert "Anggota Biasa" in [person.name for person in check]
