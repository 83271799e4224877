"""Work done after the response, by the worker that is started beside the web server."""

from django.db import transaction
from django_tasks import task

from institutions.models import IssuedDocument
from institutions.rendering import document_file


@task()
def render_letter(uid):
    """Render a letter and attach its file. May run twice: the second run finds the file in place."""
    document = IssuedDocument.objects.filter(uid=uid).exclude(stage=IssuedDocument.Stage.DRAFT).first()
    if document is not None and document.facts:  # a draft that was cancelled has nothing to keep
        document_file(document)


def render_soon(document):
    """Ask the worker to render `document` once the transaction has committed."""
    uid = str(document.uid)
    transaction.on_commit(lambda: render_letter.enqueue(uid))
