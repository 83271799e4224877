"""Typing rupiah on a phone: dots come by themselves, the caret stays behind its digit, nothing typed is changed in
meaning; and the cash book fits a narrow window."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import account_for
from tests.browser.test_pages import axe
from tests.reporting import cash

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is typed, key by key, and what then stands there.
TYPED = (
    ("1500000", "1.500.000"), ("1.500.000", "1.500.000"), ("Rp1500000", "Rp1.500.000"), ("Rp. 25000", "Rp. 25.000"),
    ("1.5", "1.5"), ("2,5 jt", "2,5 jt"), ("1 juta", "1 juta"), ("-5000", "-5000"), ("999", "999"),
)  # fmt: skip


def caret(field):
    return field.evaluate("e => e.selectionStart")


def test_rupiah_are_dotted_while_they_are_typed(people, window):
    cash.money_in(people.treasurer, 900_000)
    at = window("bendahara").sign_in(account_for(people.treasurer, "bendahara"))
    at.open("/kas/keluar/")
    field = at.page.locator("[name=amount]")
    for typed, shown in TYPED:
        field.fill("")
        field.press_sequentially(typed)
        expect(field).to_have_value(shown)
    field.fill("")
    field.press_sequentially("1234567")
    for _ in range(3):
        field.press("ArrowLeft")
    assert caret(field) == 6  # 1.234.567, before the last three
    field.press("Backspace")  # a dot alone is passed over
    expect(field).to_have_value("1.234.567")
    field.press("Backspace")
    expect(field).to_have_value("123.567")
    field.press_sequentially("9")
    expect(field).to_have_value("1.239.567")
    assert caret(field) == len("1.239")


def test_money_is_typed_line_after_line_on_a_phone(people, window):
    cash.book(people.treasurer)
    at = window("bendahara").sign_in(account_for(people.treasurer, "bendahara"))
    at.open("/kas/")
    at.follow("Uang masuk")
    at.fill(amount="900000", source="self_help", giver="Warga RT 003", text="Iuran warga")
    at.press("Simpan lalu catat berikutnya")
    at.sees("BKM-001", "Saldo kas sekarang Rp900.000")
    expect(at.page.locator("[name=amount]")).to_be_focused()
    at.open("/kas/keluar/")
    at.fill(amount="45000", category="office", payee="Toko Maju", text="Fotokopi")
    at.press("Simpan")
    at.sees("BKK-001", "Saldo kas sekarang Rp855.000")
    at.follow("Balik catatan ini")
    for path in ("", "/kas/", "/kas/keluar/", "/kas/sumber/", "/kas/?perlu=tanpa-bukti"):
        if path:
            at.open(path)
        at.picture(f"kas{path.strip('/').replace('/', '-')}")
        assert at.overflow(320) == []
        assert axe.run(at.page).response["violations"] == []
