"""The book of referrals is that of a whole year, on paper and as a table (REF-04)."""

from tests import letters
from tests.factories import TODAY
from tests.referrals import make
from tests.referrals.test_screens import LIST, page, sheet


def test_the_book_holds_the_whole_year_whatever_is_chosen_on_the_screen(people, sign_in):
    make.closed(people, level="regency")
    for by in (people.secretary, people.lk3):
        client = sign_in(by)
        for chosen in ("", "terlambat", "selesai"):
            address = f"{LIST}?saring={chosen}"
            assert f"?tahun={TODAY.year}&amp;cetak=pdf" in page(client, address)
            assert len(sheet(client.get(f"{address}&unduh=xlsx"))) == 2
            book = letters.text_of(client.get(f"{address}&cetak=pdf").content)
            assert f"Tahun {TODAY.year}" in book and "Balai" in book
        assert len(sheet(client.get(f"{LIST}?tahun={TODAY.year - 2}&unduh=xlsx"))) == 1
