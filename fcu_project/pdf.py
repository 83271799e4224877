"""Letters as PDF: a template and its facts become bytes, the same way on every machine.

The page carries its own fonts, nothing is fetched from the network or the disk, and no temporary file is shared
between two requests. A document that is issued is rendered once and its bytes are kept; a draft is rendered on the
fly and carries DRAF across every page, as one that no longer counts carries what became of it.
"""

import atexit
import os
from collections import deque
from contextlib import contextmanager

import segno
import weasyprint
from django.conf import settings
from django.http import HttpResponse
from django.template import Context, Engine
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from fcu_project.identity import IDENTITY_NUMBER
from fcu_project.templatetags.letter import Facts

DRAFT_MARK = "DRAF"
PAPER_SIZES = {"F4": "215mm 330mm", "A4": "210mm 297mm"}
TEMPLATES = settings.BASE_DIR / "templates"
FONTS = settings.BASE_DIR / "static" / "fonts"
FONT_FILES = frozenset({"arimo-latin-400-normal.woff2", "arimo-latin-400-italic.woff2", "arimo-latin-700-normal.woff2"})


class ForbiddenAddress(ValueError):
    """A letter asked for something that is not part of it."""


class BundledFetcher(URLFetcher):
    """Gives a letter its own fonts (`bundled:<file>`) and pictures embedded as `data:`; refuses every other address."""

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url, headers=None):
        """The named resource. Raises ForbiddenAddress for a file, a network address or an unknown font."""
        scheme, _, name = url.partition(":")
        if scheme == "data":
            return super().fetch(url, headers)
        if scheme == "bundled" and name in FONT_FILES:
            return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})
        raise ForbiddenAddress(f"a letter may not fetch {scheme!r} addresses")


class _Press:
    """Fonts and parsed styles for one rendering at a time: Pango's font map may not serve two threads at once."""

    def __init__(self):
        self.fonts = FontConfiguration()
        text = (TEMPLATES / "documents" / "documents.css").read_text(encoding="utf-8")
        self.styles = self._style(text)
        self.papers = {name: self._style(f"@page {{ size: {size} }}") for name, size in PAPER_SIZES.items()}

    def _style(self, text):
        return weasyprint.CSS(string=text, font_config=self.fonts, url_fetcher=BundledFetcher())


# Presses that are idle. There are never more than the number of letters that were once rendered at the same time.
_idle = deque()


def _forget_presses():
    """A forked child gets presses of its own; its end must not remove the font files of the parent."""
    while _idle:
        _idle.pop().fonts._folder = None


os.register_at_fork(after_in_child=_forget_presses)
atexit.register(_idle.clear)  # a press removes its unpacked fonts when it goes; at exit nothing else would let it go


@contextmanager
def _press():
    try:
        press = _idle.pop()
    except IndexError:
        press = _Press()
    try:
        yield press
    finally:
        _idle.append(press)


def _engine():
    return Engine(
        dirs=[TEMPLATES],
        builtins=["fcu_project.templatetags.letter"],
        libraries={},
        autoescape=True,
        debug=False,
    )


_templates = _engine()


def qr_source(url):
    """An SVG picture of `url` as a data address; medium error correction survives a stamp over a corner."""
    return segno.make(url, error="m", micro=False, boost_error=False).svg_data_uri(border=2, scale=4)


def without_identity_numbers(text):
    """`text` with every run of sixteen digits or more struck out."""
    return IDENTITY_NUMBER.sub("…", text)


def compose(template_name, facts, *, mark="", qr_url=""):
    """The HTML of a letter: `facts` (JSON-serialisable) in `template_name`, every value escaped."""
    title = without_identity_numbers(str(facts.get("title") or "Dokumen"))
    context = Context(
        {
            "facts": Facts(facts),
            "title": title,
            "mark": mark,
            "qr_source": qr_source(qr_url) if qr_url else "",
        },
        use_tz=True,
    )
    return _templates.get_template(template_name).render(context)


def render(template_name, facts, *, paper="F4", mark="", qr_url=""):
    """The letter as PDF bytes.

    facts    what the letter says; see the module of the same floor that builds them. `title`, `document_id`,
             `printed_on` (ISO moment) and `printed_by` feed the file's title and the foot of every page.
    paper    "F4" (215 × 330 mm) or "A4"; anything else raises KeyError
    mark     a word across every page that says the paper does not count: DRAFT_MARK, "BATAL"; "" for none
    qr_url   address that proves issue, printed as a QR code at the foot; "" for none
    Same arguments, same bytes.
    """
    html = compose(template_name, facts, mark=mark, qr_url=qr_url)
    with _press() as press:
        return _laid_out(press, html, paper).write_pdf(pdf_tags=True, optimize_images=True)


def size_asked(request, usual):
    """The paper that `?kertas=` asks for, else the usual one of the place."""
    asked = request.GET.get("kertas", "")
    return asked if asked in PAPER_SIZES else usual


def response(content, name):
    """A PDF to be looked at in the browser and saved as `name`."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def render_together(parts, *, paper="F4", title):
    """Several letters in one file named `title`, each beginning on a page of its own and counting its own pages.

    parts  [(template_name, facts, mark, qr_url)], as for `render`
    """
    with _press() as press:
        laid = [
            _laid_out(press, compose(template_name, facts, mark=mark, qr_url=qr_url), paper)
            for template_name, facts, mark, qr_url in parts
        ]
        whole = laid[0].copy([page for document in laid for page in document.pages])
        whole.metadata.title = without_identity_numbers(title)
        return whole.write_pdf(pdf_tags=True, optimize_images=True)


def _laid_out(press, html, paper):
    """The pages of a letter. Raises KeyError for an unknown paper."""
    document = weasyprint.HTML(string=html, url_fetcher=BundledFetcher(), media_type="print")
    return document.render(
        stylesheets=[press.styles, press.papers[paper]], font_config=press.fonts, pdf_tags=True, optimize_images=True
    )
