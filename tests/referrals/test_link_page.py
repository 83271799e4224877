"""The one-time link on a cheap phone and on paper: light, whole without script, its code shown once."""

import gzip

import pytest

from fcu_project import pdf
from referrals.models import AnswerLink
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

pytestmark = pytest.mark.django_db
LIGHT = 30_000  # bytes, compressed


def made(client, row):
    """The page that shows the new link, and the address of the link."""
    post(client, url("link-create", row))
    response = client.get(url("link-create", row))
    return response.content.decode(), response.context["url"]


@pytest.mark.clause("REF-09")
def test_the_code_to_scan_is_shown_once_with_the_link(people, sign_in):
    row = make.sent(people)
    client = sign_in(people.secretary)
    html, address = made(client, row)
    assert pdf.qr_source(address).replace("&", "&amp;") in html or pdf.qr_source(address) in html
    assert address in html and "Pindai dengan kamera HP" in html and row.number in html
    again = page(client, url("link-create", row))
    assert address not in again and "data:image/svg" not in again
    assert AnswerLink.objects.get().token_hash not in html


def test_the_code_leads_to_the_answer_without_an_account(people, sign_in, client):
    row = make.sent(people)
    _, address = made(sign_in(people.secretary), row)
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200


def test_the_page_is_light_and_asks_for_no_script(people, sign_in, client):
    row = make.sent(people, summary="Penghasilan suami tidak tetap. " * 30)
    _, address = made(sign_in(people.secretary), row)
    response = client.get("/" + address.split("/", 3)[3])
    html = response.content.decode()
    assert len(gzip.compress(response.content)) <= LIGHT
    assert "htmx" not in html.replace("htmx-config", "") and "<noscript" not in html and ' onclick="' not in html
    assert '<form class="panel" method="post"' in html and 'name="viewport"' in html
