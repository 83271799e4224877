"""Rows of mentoring for tests, kept through the same actions as the screens."""

from datetime import timedelta

from families.actions import accompanying, coaching, progress
from families.models import AccompanyingVisit, Coaching, Consultation, ProgressReport
from families.periods import span_of
from tests.factories import TODAY

MONTH = span_of(TODAY, 1)
REQUEST = "Minta dihubungkan dengan koperasi."


def report(pairing, by, *, period=MONTH, on=TODAY, **more):
    """The report of one family for one month."""
    told = {"contacts": 2, "done": "Membuat catatan belanja", "request": REQUEST, **more}
    row = ProgressReport(pairing=pairing, period=period, **told)
    pairing.pioneer.refresh_from_db()
    progress.save_sheet(pairing.pioneer, period, [row], reported_on=on, by=by, on=TODAY)
    return row


def consultation(family, by, **more):
    told = {"held_on": TODAY - timedelta(days=1), "topic": "Cara mengurus akta", "adviser": "Bu Bidan", **more}
    return coaching.save_consultation(Consultation(family=family, **told), by=by, on=TODAY)


def session(by, asked, *, group="plasma", **more):
    """A coaching session; `asked` is {participation: (present, people)}."""
    told = {"held_on": TODAY - timedelta(days=2), "topic": "Mengatur uang belanja", **more}
    return coaching.save_coaching(Coaching(group=group, **told), asked, by=by, on=TODAY)


def visit(by, region, pioneer=None, *, by_whom="fcu", **more):
    told = {"held_on": TODAY - timedelta(days=2), "topic": "Cara mendampingi", **more}
    row = AccompanyingVisit(region=region, pioneer=pioneer, by_whom=by_whom, **told)
    return accompanying.save_visit(row, by=by, on=TODAY)


def scene(pairing, people):
    """One row of each, of the village of `pairing`."""
    by, family = people.secretary, pairing.plasma.family
    return {
        "note": pairing.notes.first(),
        "progress_report": report(pairing, by),
        "consultation": consultation(family, by),
        "coaching": session(by, {pairing.plasma: (True, 2, 0)}, coach=pairing.pioneer),
        "visit": visit(by, family.region, pairing.pioneer),
        "village_code": family.region.code,
        "month": f"{MONTH:%Y-%m}",
    }
