"""What a printed letter costs: beside WeasyPrint alone on the same page, and for eight clerks at once."""

import time

import pytest
import weasyprint
from django.urls import reverse

from fcu_project import pdf, workflow
from institutions.documents import LETTERS, facts_of
from institutions.rendering import check_url
from tests.benchmarks.measure import at_most, in_turns, just_told
from tests.factories import TODAY
from tests.institutions.fill_letters import letter
from tests.printing import print_letters, wrong_ones
from tests.test_races import signed_in

pytestmark = pytest.mark.benchmark

ROUNDS = 30
MOST = 1.25  # times the CPU of WeasyPrint alone
MOST_BYTES = 150_000


@pytest.mark.django_db
def test_a_letter_costs_little_more_than_weasyprint_alone(people, sign_in):
    """A whole request (session, rights, facts, trail, page) against a bare write_pdf of the same page and style."""
    document = letter(people.secretary)
    workflow.perform(document, "prepare", by=people.secretary, on=TODAY)
    client, address = sign_in(people.secretary), reverse("institutions:document-pdf", args=[document.uid])
    other_paper = {"kertas": "A4" if document.region.setting("paper") == "F4" else "F4"}  # not kept: rendered each time
    html = pdf.compose(LETTERS[document.kind].template, facts_of(document), qr_url=check_url(document))
    style = (pdf.TEMPLATES / "documents" / "documents.css").read_text(encoding="utf-8")

    def bare():
        page = weasyprint.HTML(string=html, url_fetcher=pdf.BundledFetcher())
        page.write_pdf(stylesheets=[weasyprint.CSS(string=style, url_fetcher=pdf.BundledFetcher())])

    def ours():
        answer = client.get(address, other_paper)
        assert answer.status_code == 200
        assert len(answer.content) <= MOST_BYTES

    times = in_turns({"alone": bare, "whole": ours}, rounds=ROUNDS, calls=1)
    ratio = times["whole"].cpu_ms / times["alone"].cpu_ms
    at_most("letter, CPU beside WeasyPrint alone", ratio, MOST, told=f"{times['whole']}; alone {times['alone']}")


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_print_five_hundred_letters(people, sign_in):
    by = people.secretary
    client = signed_in(sign_in, by)
    began = time.perf_counter()
    alone = print_letters(by, client, clerks=1, each=24)
    one = 24 / (time.perf_counter() - began)
    began = time.perf_counter()
    answers = print_letters(by, client, clerks=8, each=63)
    eight = 504 / (time.perf_counter() - began)
    just_told("eight clerks at once", f"one {one:.1f} letters/s, eight {eight:.1f} letters/s, {eight / one:.2f}x")
    assert wrong_ones(alone) == []
    assert wrong_ones(answers) == []
