"""The letter office on a cheap phone: a letter comes in, is answered, approved, issued, proven."""

import io
import re
import subprocess

import pytest
import zxingcpp
from PIL import Image

from institutions.models import IncomingLetter, IssuedDocument
from tests import factories as make
from tests.browser.conftest import LAPTOP, account_for
from tests.letters import text_of

pytestmark = pytest.mark.browser
SENDER, ABOUT = "Camat Tegalwangi", "Permintaan data keluarga dampingan"


def test_a_letter_is_answered_from_the_post_to_the_proof(people, window):
    make.decreed_unit(people.village_operator)
    secretary = window("secretary").sign_in(account_for(people.secretary, "sekretaris"))
    coordinator = window("coordinator").sign_in(account_for(people.coordinator, "koordinator"))
    record_what_came_in(secretary)
    address = answer_it(secretary)
    coordinator.open(address)
    take(coordinator, "Setujui surat ini")
    coordinator.sees("Disetujui")
    issue_it(secretary, address)
    letter = IssuedDocument.objects.get(kind="letter")
    prove_it(window, secretary, letter)
    the_books_tell_it(secretary, letter)
    cancel_it(secretary, letter, window)


def take(window, step, note=""):
    window.follow(step)
    if note:
        window.fill(note=note)
    window.press(step)


def record_what_came_in(secretary):
    secretary.open("/surat-masuk/catat/")
    secretary.fill(sender=SENDER, subject=ABOUT, number="460/21/2025", disposition="Sekretaris, siapkan jawaban")
    assert secretary.overflow(360) == []
    secretary.press("Simpan")
    secretary.sees(f"agenda {IncomingLetter.objects.get().agenda_number}")


def answer_it(secretary):
    secretary.open(IncomingLetter.objects.get().get_absolute_url())
    secretary.follow("Tulis jawaban")
    form = secretary.page.locator("main form")
    assert form.locator("[name=addressee]").input_value() == SENDER
    assert ABOUT in form.locator("[name=opening]").input_value()
    secretary.fill(body="Data kami kirim bersama surat ini.")
    assert secretary.overflow(360) == []
    secretary.picture("surat-tulis")
    secretary.press("Simpan draf")
    take(secretary, "Siapkan untuk ditandatangani")
    secretary.picture("surat-siap")
    return secretary.page.url.removeprefix(secretary.base)


def issue_it(secretary, address):
    secretary.open(address)
    secretary.follow("Catat nomor dan tanggal (terbit)")
    secretary.press("Terbitkan surat")
    secretary.sees("Surat terbit.", "001/")
    assert secretary.overflow(360) == []


def printed_proof(content):
    """The address that the QR on the printed page holds."""
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "-f", "1", "-l", "1", "-"]
    picture = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))][0]


def prove_it(window, secretary, letter):
    paper = secretary.download(f"/surat/{letter.uid}/surat.pdf")
    assert letter.number in text_of(paper) and ABOUT in text_of(paper)
    stranger = window("stranger")
    stranger.open(re.sub(r"^https?://[^/]+", "", printed_proof(paper)))
    stranger.sees("Surat ini terbit", letter.number)
    assert ABOUT not in stranger.page.content()
    assert stranger.overflow(360) == []


def the_books_tell_it(secretary, letter):
    sent = text_of(secretary.download("/surat/?cetak=pdf"))
    assert letter.number in sent and SENDER in sent
    received = text_of(secretary.download("/surat-masuk/?cetak=pdf&kertas=A4"))
    number = letter.number.partition("/")[0]
    assert all(word in received for word in (*ABOUT.split(), "Dijawab", number))  # cells of several lines
    secretary.open("/surat/?cari=camat")
    secretary.sees(letter.subject)


def cancel_it(secretary, letter, window):
    secretary.page.set_viewport_size(LAPTOP)
    secretary.open(letter.get_absolute_url())
    take(secretary, "Batalkan surat", note="Datanya keliru, diganti surat baru.")
    secretary.sees("Datanya keliru")
    assert "BATAL" in text_of(secretary.download(f"/surat/{letter.uid}/surat.pdf"))
    stranger = window("stranger again")
    stranger.open(f"/cek/{letter.token}/")
    stranger.sees("Surat ini dibatalkan")
