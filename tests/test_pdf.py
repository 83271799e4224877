"""The renderer: paper, foot, draft mark, gaps, QR, nothing fetched, many threads at once."""

import base64
import io
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import SimpleTestCase
from PIL import Image

from fcu_project import pdf
from fcu_project.templatetags import letter
from tests.letters import (
    DOTS,
    LETTERS,
    TEMPLATE,
    invitation,
    page_texts,
    paper_of,
    qr_codes,
    reader,
    record,
    text_of,
    words_on,
)

CHECK = "https://fcu.sukaraya.go.id/periksa/"


@pytest.mark.parametrize(("paper", "size"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_paper_sizes(paper, size):
    assert paper_of(pdf.render(TEMPLATE("invitation"), invitation(), paper=paper)) == size


def test_unknown_paper_is_refused():
    with pytest.raises(KeyError):
        pdf.render(TEMPLATE("invitation"), invitation(), paper="Letter")


@pytest.mark.parametrize("name", LETTERS)
def test_margins_leave_room_for_the_binding(name):
    """At least left 3, right 2, top 2, bottom 2.5 cm: no text of the body lies outside (the foot is below)."""
    content = pdf.render(TEMPLATE(name), LETTERS[name]())
    for page in range(1, len(reader(content).pages) + 1):
        body = [box for box in words_on(content, page) if box[1] < 330 - 25]
        assert body
        assert min(left for left, *_ in body) >= 29.9
        assert max(right for _, _, right, *_ in body) <= 215 - 19.6  # the last glyph may overhang a little
        assert min(top for _, top, *_ in body) >= 19.5
        assert max(bottom for *_, bottom, _ in body) <= 330 - 24.5


@pytest.mark.parametrize("name", LETTERS)
def test_every_page_has_its_foot(name):
    pages = page_texts(pdf.render(TEMPLATE(name), LETTERS[name]()))
    for number, text in enumerate(pages, 1):
        assert LETTERS[name]()["document_id"] in text
        assert f"Halaman {number} dari {len(pages)}" in text
        assert "Dicetak 4 Agustus 2025 pukul 10.42 WIB oleh Siti Aminah, Operator desa" in text


@pytest.mark.parametrize("name", LETTERS)
def test_draft_mark_on_every_page_of_a_draft_only(name):
    assert all("DRAF" in text for text in page_texts(pdf.render(TEMPLATE(name), LETTERS[name](), mark=pdf.DRAFT_MARK)))
    assert "DRAF" not in text_of(pdf.render(TEMPLATE(name), LETTERS[name]()))


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("blank", [None, "", "   "])
def test_gaps_print_as_dotted_lines(name, blank):
    """A letter without a single fact can still be filled in by pen."""
    empty = {key: [] if isinstance(value, list) else blank for key, value in LETTERS[name]().items()}
    for facts in ({}, empty):
        text = text_of(pdf.render(TEMPLATE(name), facts))
        assert DOTS in text
        assert "None" not in text
        assert "()" not in text


def test_a_zero_is_a_fact():
    facts = record(votes={"for": 20, "against": 0}, attendance={"women": 0, "men": 4, "total": 4, "by_element": []})
    text = text_of(pdf.render(TEMPLATE("official_record"), facts))
    assert "tidak setuju 0." in text
    assert "0 (nol) perempuan dan 4 (empat) laki-laki" in text


def test_title_language_and_no_identity_number_in_the_properties():
    file = reader(
        pdf.render(TEMPLATE("invitation"), invitation(title="Undangan 3374 0141 0190 0001 dan 3374014101900001"))
    )
    assert file.trailer["/Root"]["/Lang"] == "id"
    assert file.metadata.title == "Undangan … dan …"
    assert set(file.metadata) <= {"/Title", "/Producer"}


def test_fonts_are_embedded_and_a_letter_is_small(tmp_path):
    for name, facts in LETTERS.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf.render(TEMPLATE(name), facts(), qr_url=f"{CHECK}abc/"))
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert fonts
        assert all("Arimo" in font for font in fonts)
        assert all(font.split()[-5] == "yes" for font in fonts), fonts
        assert path.stat().st_size <= 150_000


def test_same_arguments_give_the_same_bytes():
    """A repeated rendering of frozen facts is the same file, so its fingerprint holds."""
    first, second = (pdf.render(TEMPLATE("decree"), LETTERS["decree"](), qr_url=f"{CHECK}abc/") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_qr_of_every_page_leads_to_the_check_page(name, paper):
    url = f"{CHECK}Q7f3kZx9LmN2pR5tVwY8aBcD/"
    content = pdf.render(TEMPLATE(name), LETTERS[name](), paper=paper, qr_url=url)
    for page in {1, len(reader(content).pages)}:
        assert qr_codes(content, page) == [url]


def test_no_qr_without_an_address():
    assert qr_codes(pdf.render(TEMPLATE("invitation"), invitation())) == []


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "<img src=http://127.0.0.1:9/x.png>",
    "{{7*7}}",
    "{% debug %}",
    "<style>@import url(http://127.0.0.1:9/x.css);</style>",
    '"><link rel=attachment href=file:///etc/hostname>',
    "</title><link rel=stylesheet href=file:///etc/passwd>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_fetches_nothing(text, monkeypatch):
    """I22: what people type stands on the paper as they typed it, and opens no file and no address."""
    asked = []
    fetch = pdf.BundledFetcher.fetch

    def watched(self, url, headers=None):
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(pdf.BundledFetcher, "fetch", watched)
    facts = invitation(title=text, subject=text, guests=[{"name": text, "position": text, "element": text}] * 2)
    content = pdf.render(TEMPLATE("invitation"), facts)
    printed = "".join(text_of(content).split())
    assert printed.count("".join(text.split())) >= 7
    assert [url for url in asked if not url.startswith(("data:", "bundled:"))] == []
    assert "root:" not in printed
    assert "/EmbeddedFiles" not in str(reader(content).trailer["/Root"].get("/Names", {}))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "FILE:///etc/passwd", "http://example.org/x.png", "https://example.org/", "ftp://example.org/",
        "bundled:../../manage.py", "bundled:", "bundled:/etc/passwd", "bundled:arimo-latin-400-normal.woff2?x", "x",
        "javascript:alert(1)",
    ],
)  # fmt: skip
def test_fetcher_refuses_everything_but_its_own(url):
    with pytest.raises(ValueError):
        pdf.BundledFetcher().fetch(url)


def test_fetcher_gives_fonts_and_embedded_pictures():
    for name in pdf.FONT_FILES:
        assert pdf.BundledFetcher().fetch(f"bundled:{name}").read().startswith(b"wOF2")
    assert pdf.BundledFetcher().fetch("data:text/plain,halo").read() == b"halo"


def test_crest_is_an_embedded_picture_or_nothing():
    plain = reader(pdf.render(TEMPLATE("invitation"), invitation())).pages[0]
    assert len(plain.images) == 0
    file = io.BytesIO()
    Image.new("RGB", (8, 10), "navy").save(file, "PNG")
    picture = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    with_crest = invitation(letterhead=invitation()["letterhead"] | {"crest": picture})
    assert len(reader(pdf.render(TEMPLATE("invitation"), with_crest)).pages[0].images) == 1
    hostile = invitation(letterhead=invitation()["letterhead"] | {"crest": "file:///etc/passwd"})
    assert len(reader(pdf.render(TEMPLATE("invitation"), hostile)).pages[0].images) == 0


def test_eight_at_once_each_with_its_own_words_and_qr():
    """Eight clerks print at the same moment: every letter carries its own name, number and QR."""

    def print_one(number):
        name = list(LETTERS)[number % len(LETTERS)]
        marker = f"Balai Warga Nomor {number:03d}"
        facts = LETTERS[name]()
        facts = facts | {"document_id": f"ID-{number:03d}"}
        if "meeting" in facts:
            facts["meeting"] = facts["meeting"] | {"place": marker}
        elif "venue" in facts:
            facts["venue"] = marker
        else:
            facts["subject"] = marker
        url = f"{CHECK}{number:03d}-{'abcdefgh' * 2}/"
        content = pdf.render(TEMPLATE(name), facts, paper=("F4", "A4")[number % 2], qr_url=url)
        return number, marker, url, content

    with ThreadPoolExecutor(8) as pool:
        letters = list(pool.map(print_one, range(16)))
    for number, marker, url, content in letters:
        pages = page_texts(content)
        assert marker.upper() in pages[0].upper()
        assert all(f"ID-{number:03d}" in text for text in pages)
        assert qr_codes(content) == [url]
        others = {m for _, m, _, _ in letters} - {marker}
        assert not any(other.upper() in " ".join(pages).upper() for other in others)


def test_a_failed_rendering_gives_its_press_back():
    pdf.render(TEMPLATE("invitation"), invitation())
    idle = len(pdf._idle)
    with pytest.raises(KeyError):
        pdf.render(TEMPLATE("invitation"), invitation(), paper="A5")
    assert len(pdf._idle) == idle


def test_a_letter_takes_less_than_a_second():
    pdf.render(TEMPLATE("decree"), LETTERS["decree"]())
    started = time.process_time()
    pdf.render(TEMPLATE("decree"), LETTERS["decree"](), qr_url=f"{CHECK}abc/")
    assert time.process_time() - started < 1


class LetterFilters(SimpleTestCase):
    def test_dates(self):
        day = "2025-08-14"
        self.assertEqual(letter.long_date(day), "14 Agustus 2025")
        self.assertEqual(letter.long_date_with_day(day), "Kamis, 14 Agustus 2025")
        self.assertEqual(letter.day_name(day), "Kamis")
        self.assertEqual(letter.month_name(day), "Agustus")
        self.assertEqual(letter.day_in_words(day), "empat belas")
        self.assertEqual(letter.year_in_words(day), "dua ribu dua puluh lima")
        self.assertEqual(letter.short_date(day), "14-08-2025")
        self.assertEqual(letter.year(day), "2025")

    def test_a_gap_stays_a_gap_and_odd_text_stays_as_typed(self):
        self.assertEqual(str(letter.long_date("")), "." * 20)
        self.assertEqual(str(letter.long_date(letter.Missing())), "." * 20)
        self.assertEqual(letter.long_date("akhir Agustus"), "akhir Agustus")

    def test_times(self):
        self.assertEqual(letter.clock("09:05"), "09.05")
        self.assertEqual(letter.clock("2025-08-04T10:42+07:00"), "10.42")

    def test_marks_of_a_list(self):
        self.assertEqual([letter.letter_of(n) for n in (1, 3, 26, 27)], ["a", "c", "z", "aa"])

    def test_missing_is_false_empty_and_deep(self):
        facts = letter.Facts({"place": None, "people": [], "count": 0})
        self.assertFalse(facts["place"])
        self.assertEqual(str(facts["place"]["name"]["first"]), "." * 20)
        self.assertEqual(list(facts["place"]), [])
        self.assertEqual(facts["people"], [])
        self.assertEqual(facts["count"], 0)
