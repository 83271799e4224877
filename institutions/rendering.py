"""A letter of the register as PDF: its template, its paper, its QR."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fcu_project import files, pdf
from institutions.documents import ATTENDANCE_TEMPLATE, LETTERS, attendance_facts, facts_of, printed
from institutions.documents.letterhead import named_for
from institutions.documents.rules import RULES_TEMPLATE, rules_facts
from institutions.models import IssuedDocument


class _TooLate(Exception):
    """Another renderer attached its file first, or the letter changed meanwhile."""


def check_url(document):
    """The public address that proves issue, as printed in the QR."""
    return settings.PUBLIC_URL + reverse("document-check", args=[document.token])


# What stands across every page of a letter that does not count; one that counts has nothing there.
Stage = IssuedDocument.Stage
MARKS = {Stage.DRAFT: pdf.DRAFT_MARK, Stage.CANCELLED: "BATAL", Stage.REPLACED: "DIGANTI"}


def mark_of(document):
    """The word across every page of the letter as it stands now, "" where it counts."""
    return MARKS.get(document.stage, "")


def render_document(document, paper="", by=None, *, mark=None):
    """PDF bytes. A draft is rendered from the facts as they are now, under DRAF; later from the frozen facts.

    `by` prints who printed it and when at the foot; the kept file has no such line, so that its bytes stay the same.
    `mark`, where given, replaces the word of the letter's stage.
    """
    template, facts, usual, qr_url = _printable(document, by)
    mark = usual if mark is None else mark
    return pdf.render(template, facts, paper=paper or document.region.setting("paper"), mark=mark, qr_url=qr_url)


def bundle_of(meeting, letters, paper="", by=None):
    """One PDF of the letters of a meeting with its attendance list and rules, in the order in which they are needed.

    Raises nothing for a meeting without letters: the attendance list is always there.
    """
    paper = paper or meeting.region.setting("paper")
    order, foot = {"invitation": 0, "record": 3}, {**(printed(by) if by else {}), "paper": paper}
    parts = [(order.get(letter.kind, 4), *_printable(letter, by)) for letter in letters]
    parts.append((1, ATTENDANCE_TEMPLATE, attendance_facts(meeting) | foot, "", ""))
    parts.append((2, RULES_TEMPLATE, rules_facts(meeting) | foot, "", ""))
    parts.sort(key=lambda part: part[0])
    title = f"Berkas {named_for(meeting.get_kind_display(), meeting.region)}, {meeting.region}"
    return pdf.render_together([part[1:] for part in parts], paper=paper, title=title)


def _printable(document, by):
    """(template, facts, mark, address behind the QR) of a letter as it is printed now.

    A letter that was cancelled as a draft never had frozen facts.
    """
    draft = document.stage == Stage.DRAFT
    facts = facts_of(document) if draft or not document.facts else document.facts
    facts = facts | printed(by) if by else facts
    return LETTERS[document.kind].template, facts, mark_of(document), "" if draft else check_url(document)


def document_file(document):
    """The letter's file as it was issued; rendered and attached now if it is not there yet (a worker may have been
    faster). What became of the letter since stands in no kept file.

    Outside any transaction: rendering takes long. Attaching is a compare-and-set on "no file yet", so that two
    renderers leave one file.
    """
    if document.file_id:
        return document.file
    content = render_document(document, mark="")
    try:
        with transaction.atomic():
            stored = files.store(content, "application/pdf", f"{document.kind}.pdf", by=None)
            rows = IssuedDocument.objects.filter(pk=document.pk, file=None, version=document.version)
            if not rows.update(file=stored):
                raise _TooLate  # rolls back, so that no bytes stay without an owner
    except _TooLate:
        document.refresh_from_db()
        return document.file or document_file(document)
    document.file = stored
    return stored
