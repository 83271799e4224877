"""Many clerks at once: each issues its own letters and fetches their files; what every printed QR says."""

import io
import subprocess

import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image

from fcu_project import workflow
from institutions.actions import document as document_actions
from institutions.rendering import check_url
from tests.factories import TODAY
from tests.institutions.fill_letters import letter
from tests.test_races import at_once


def clerks_of(client, count):
    """`count` browsers of the one who is signed in with `client`."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    browsers = []
    for _ in range(count):
        own = Client(HTTP_HOST="testserver", raise_request_exception=False)
        own.cookies.load(cookies)
        browsers.append(own)
    return browsers


def print_letters(by, client, *, clerks, each):
    """Every clerk writes, issues and prints `each` letters while the others do the same.

    The answers: [(letter, status, bytes)] of all clerks, errors raised by a thread as they are.
    """

    def work(browser):
        def write_and_print():
            done = []
            for _ in range(each):
                document = letter(by)
                workflow.perform(document, "prepare", by=by, on=TODAY)
                document_actions.issue_document(document, number="", dated_on=TODAY, by=by)
                answer = browser.get(reverse("institutions:document-pdf", args=[document.uid]))
                done.append((document, answer.status_code, answer.content))
            return done

        return write_and_print

    return at_once([work(browser) for browser in clerks_of(client, clerks)])


def printed_qr(content):
    """What the QR at the foot of the first page says, read from the page as a picture of 110 dpi."""
    foot = ["-y", "1150", "-H", "300", "-W", "400"]
    command = ["pdftoppm", "-r", "110", "-gray", "-png", "-f", "1", "-l", "1", *foot, "-"]
    picture = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def wrong_ones(answers):
    """The letters that failed, carry another letter's QR, share a number, or have no file of their own."""
    wrong, numbers = [error for error in answers if isinstance(error, Exception)], {}
    for done in (answer for answer in answers if not isinstance(answer, Exception)):
        for document, status, content in done:
            if status != 200 or printed_qr(content) != [check_url(document)]:
                wrong.append((document, status))
            numbers.setdefault(document.number, []).append(document)
    return wrong + [shared for shared in numbers.values() if len(shared) > 1]
