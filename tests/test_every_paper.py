"""Every paper, even without a single fact: whole, inside its page, light, and readable by a screen reader."""

import logging
import re

import pytest

from fcu_project import pdf
from tests.letters import page_texts, paper_of, reader, words_on

# A template that is a paper of its own, not a part of one.
NAMES = sorted(
    str(path.relative_to(pdf.TEMPLATES))
    for path in pdf.TEMPLATES.glob("*/documents/*.html")
    if path.read_text(encoding="utf-8").startswith('{% extends "documents/base.html" %}')
)
FOOT = {
    "printed_on": "2025-08-04T10:42+07:00", "printed_zone": "WIB", "printed_by": "Siti Aminah, Sekretaris",
    "title": "Kertas 3201234567890123 untuk dicoba", "document_id": "XX-1", "letterhead": {"kind": "fcu"},
}  # fmt: skip
DRAWN = {"chart": {"width": 400, "height": 300, "wide": 100, "tall": 75}}  # a drawing has a size
MOST_BYTES = 150_000


def test_all_papers_are_found():
    assert len(NAMES) > 30


@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_without_facts_is_whole(name, paper, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        content = pdf.render(name, {**FOOT, **DRAWN, "paper": paper}, paper=paper)
    assert not caplog.records
    assert len(content) <= MOST_BYTES
    document, text = reader(content), " ".join(page_texts(content))
    assert document.trailer["/Root"]["/Lang"] == "id"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in document.trailer["/Root"]
    assert document.metadata.title and not re.search(r"\d{16}", document.metadata.title)
    assert not re.search(r"\bNone\b|\(\)|\{\{|\{%", text)
    wide, tall = paper_of(content)
    for number in range(1, len(document.pages) + 1):
        for left, top, right, bottom, word in words_on(content, number):
            assert left >= 7 and right <= wide - 7 and top >= 5 and bottom <= tall - 3, word


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_has_a_heading_and_heads_of_columns(name):
    """What a screen reader steps through: one h1 at least, and tables of rows with a head."""
    html = pdf.compose(name, FOOT)
    assert "<h1" in html or name.endswith(("invitation.html", "letter.html", "reply.html"))
    for table in re.findall(r'<table class="grid.*?</table>', html, re.S):
        assert "<th" in table
