"""Draf → Berlaku: an edition of an instrument is written, then published from a day on, and never changed after."""

from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import Gate, Transition
from reporting.models import Instrument
from reporting.visits import editions

STAGE = Instrument.Stage
WRITES = "reporting.change_instrument"


def every_aspect_asked(edition, on):
    """The guide's aspects are complete: each has a question (III.C.1)."""
    bare = editions.bare_aspects(edition)
    return f"Belum punya pertanyaan: {', '.join(bare)}." if bare else ""


def something_changed(edition, on):
    if editions.before(edition) and not editions.difference(edition):
        return "Belum ada yang diubah dari edisi sebelumnya."
    return ""


COMPLETE = Gate("aspects", "Semua aspek punya pertanyaan", every_aspect_asked)
CHANGED = Gate("changed", "Ada yang diubah", something_changed)

workflow.register(
    Instrument,
    (
        Transition(
            "publish", "Berlakukan edisi ini", (STAGE.DRAFT,), STAGE.PUBLISHED, WRITES,
            gates=(COMPLETE, CHANGED), asks_date=False,
            url=lambda edition: reverse("reporting:instrument-publish", args=[edition.uid]),
        ),
    ),
)  # fmt: skip
