"""A whole year of the cash book for tests of printed books and recaps, written through the same actions as the screens.

    book = year_of_cash(people)            # last year's, of Desa Sidomekar
    lines_of(book, date(YEAR, 1, 1), date(YEAR, 12, 31))

Every source and every kind of spending occurs, one aid for a purpose (received, spent, the rest given back), and two
reversals, one of each direction. Amounts are in rupiah and stay below the limit from which the coordinator approves.
"""

from datetime import date

from institutions.models import FamilyCareUnit
from institutions.plans import Source
from reporting.actions import cashbook as actions
from reporting.models import CashBook, CashEntry, EarmarkedAid
from reporting.money.purses import Spending
from tests.factories import TODAY
from tests.reporting import make

YEAR = TODAY.year - 1
OPENING = 350_000
AID = 1_200_000
GIVERS = {
    Source.SELF_HELP: ("Iuran warga", "Warga RT 003"), Source.BUSINESS: ("CSR toko bahan bangunan", "UD Karya Makmur"),
    Source.NATION: ("Bantuan operasional", "Kementerian Sosial"), Source.PROVINCE: ("Bantuan provinsi", "Dinas Sosial"),
    Source.REGENCY: ("Bantuan kabupaten", "Dinas Sosial"), Source.VILLAGE: ("Alokasi APBDes", "Pemerintah desa"),
    Source.DONATION: ("Donasi warga rantau", "H. Sukri"),
}  # fmt: skip
SPENT_ON = {
    Spending.INFORMATION: ("Cetak leaflet", "Percetakan Sinar"), Spending.COUNSELLING: ("Honor konselor", "Ibu Dewi"),
    Spending.ECONOMY: ("Bahan latihan keripik", "Toko Rejeki"), Spending.REFERRAL: ("Antar ke Puskesmas", "Pak Amat"),
    Spending.PARTNERSHIP: ("Pertemuan dengan LKS", "Warung Bu Tini"), Spending.VALUES: ("Lomba keluarga", "Toko Pojok"),
    Spending.ADVOCACY: ("Rapat dengan pemerintah desa", "Warung Bu Tini"),
    Spending.MENTORING: ("Konsumsi kunjungan", "Warung Bu Tini"), Spending.BRIEFING: ("Modul pionir", "Fotokopi Jaya"),
    Spending.OFFICE: ("Alat tulis", "Toko Buku Ilmu"),
}  # fmt: skip
# How many lines the book of the year has: per month one of self-help and two expenses, the other sources and kinds of
# spending, the aid with its spending and its rest, two reversals.
LINES = 12 * 3 + 6 + 10 + 4 + 2


def year_of_cash(people, *, year=YEAR):
    """The book of the village's FCU, opened on 1 January of `year` and written in until its December."""
    by = people.treasurer
    book = _opened(by, year)
    for month in range(1, 13):
        _in(book, by, Source.SELF_HELP, date(year, month, 3), 400_000 + month * 5_000)
        for kind, day in ((Spending.MENTORING, 11), (Spending.OFFICE, 24)):
            _out(book, by, kind, date(year, month, day), 60_000 + month * 1_000)
    for place, source in enumerate(source for source in Source if source != Source.SELF_HELP):
        _in(book, by, source, date(year, 2 + place, 15), 450_000 + place * 10_000)
    for place, kind in enumerate(SPENT_ON):
        _out(book, by, kind, date(year, 2 + place, 18), 75_000 + place * 2_500)
    _aid(book, by, year)
    _reversed(book, by, year)
    return CashBook.objects.get(pk=book.pk)


def _opened(by, year):
    decided = date(year - 1, 11, 10)
    unit = FamilyCareUnit.of(by.region) or make.unit(by.region, decreed_on=decided)
    if unit.formed_on is None or unit.formed_on > decided:
        FamilyCareUnit.objects.filter(pk=unit.pk).update(formed_on=decided, decreed_on=decided)
        unit.refresh_from_db()
    begun = CashBook(
        unit=unit, opened_on=date(year, 1, 1), opening_balance=OPENING, opening_note="Buku kas kertas"
    )
    return actions.open_book(begun, by=by, on=begun.opened_on)


def _in(book, by, source, day, amount, **more):
    text, giver = GIVERS[source]
    facts = {"source": source, "text": text, "giver": giver, "non_binding": True, **more}
    return actions.record(CashEntry(book=book, direction="in", on=day, amount=amount, **facts), by=by, on=day)


def _out(book, by, kind, day, amount, **more):
    text, payee = SPENT_ON.get(kind, ("Sisa bantuan dikembalikan", "Kementerian Sosial"))
    facts = {"category": kind, "text": text, "payee": payee, "no_receipt_reason": "Nota di map bukti", **more}
    return actions.record(CashEntry(book=book, direction="out", on=day, amount=amount, **facts), by=by, on=day)


def _aid(book, by, year):
    """Received in April, spent in two parts, the rest given back in October."""
    aid = EarmarkedAid.objects.create(
        unit=book.unit, region=book.region, source=Source.NATION, giver="Kementerian Sosial", amount=AID,
        agreement_number=f"45/PK/{year}", agreed_on=date(year, 3, 20), purpose="Bimbingan usaha keluarga",
        categories=[Spending.ECONOMY], recorded_by=by.signature,
    )  # fmt: skip
    _in(book, by, Source.NATION, date(year, 4, 2), AID, aid=aid, text="Bantuan bimbingan usaha")
    for month in (5, 8):
        _out(book, by, Spending.ECONOMY, date(year, month, 6), 430_000, aid=aid)
    _out(book, by, Spending.GIVEN_BACK, date(year, 10, 9), AID - 2 * 430_000, aid=aid)


def _reversed(book, by, year):
    """One of each direction, taken back the month after."""
    booked = CashEntry.objects.booked().filter(book=book, aid=None, reverses=None)
    for direction, month in (("in", 6), ("out", 7)):
        entry = booked.filter(direction=direction, on__month=month).with_facts().first()
        actions.reverse(entry, by=by, on=date(year, month + 1, 28), reason="Salah tulis jumlah")
