"""What the worker does for this floor, after the response."""

from django.db import transaction
from django_tasks import task

from reporting.bundles import make
from reporting.models import PrintBundle


@task()
def make_bundle(uid):
    """Make a long paper. May run twice: the second run finds it made or being made."""
    if bundle := PrintBundle.objects.filter(uid=uid).first():
        make(bundle)


def make_soon(bundle):
    """Ask the worker once the transaction has committed."""
    uid = str(bundle.uid)
    transaction.on_commit(lambda: make_bundle.enqueue(uid))
