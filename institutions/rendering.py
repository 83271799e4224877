"""A letter of the register as PDF: its template, its paper, its QR."""

from django.conf import settings
from django.urls import reverse

from fcu_project import pdf
from institutions.documents import facts_of, printed
from institutions.models import IssuedDocument

TEMPLATES = {
    IssuedDocument.Kind.INVITATION: "institutions/documents/invitation.html",
    IssuedDocument.Kind.RECORD: "institutions/documents/official_record.html",
    IssuedDocument.Kind.DECREE: "institutions/documents/decree.html",
}


def check_url(document):
    """The public address that proves issue, as printed in the QR."""
    return settings.PUBLIC_URL + reverse("document-check", args=[document.token])


def render_document(document, paper="", by=None):
    """PDF bytes. A draft is rendered from the facts as they are now, under DRAF; later from the frozen facts.

    `by` prints who printed it and when at the foot; the kept file has no such line, so that its bytes stay the same.
    """
    draft = document.stage == IssuedDocument.Stage.DRAFT
    facts = facts_of(document) if draft else document.facts
    return pdf.render(
        TEMPLATES[document.kind],
        facts | printed(by) if by else facts,
        paper=paper or document.region.setting("paper"),
        draft=draft,
        qr_url="" if draft else check_url(document),
    )
