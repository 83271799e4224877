"""What the sender of a report keeps and sees: the number of the receipt, and lateness by the first sending (REP-07)."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from reporting.documents.receipt_of_report import receipt_facts
from reporting.models import ReportVersion
from reporting.quarterly.aspects import Line, counts_of
from reporting.recap import days_late
from reporting.views.report_list import lines_of
from reporting.workflow.report import told_receipt
from tests.reporting import make

DUE = make.QUARTER.next.start + timedelta(days=9)


def sent_twice(people, first, again):
    """A report that came on the day `first` and, mended after a return, on the day `again`."""
    report = make.sent(people.secretary)
    version = report.latest_version()
    ReportVersion.objects.filter(pk=version.pk).update(sent_on=first)
    version.pk, version.uid, version._state.adding = None, uuid.uuid4(), True
    version.number, version.sent_on, version.receipt_number = 2, again, f"{version.receipt_number}-2"
    version.save()
    return make.fresh(report)


def due_line(report):
    return next(row["value"] for row in receipt_facts(report, report.latest_version())["lines"]
                if row["label"] == "Batas kirim")  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "words"), [(-3, "tepat waktu (pertama kali dikirim"), (4, "terlambat 4 hari (")])
def test_sent_again_after_a_return_is_as_late_as_its_first_sending(people, first, words):
    report = sent_twice(people, DUE + timedelta(first), DUE + timedelta(40))
    assert words in due_line(report)


@pytest.mark.django_db
def test_the_list_of_the_village_says_what_was_late(people):
    report = sent_twice(people, DUE + timedelta(4), DUE + timedelta(40))
    line = next(line for line in lines_of([report.unit], people.secretary) if line.report == report)
    assert line.words.endswith("terlambat 4 hari")
    assert days_late(SimpleNamespace(first_sent_on=DUE), DUE) == days_late(None, DUE) == 0


@pytest.mark.django_db
def test_whoever_sends_reads_the_number_of_the_receipt_with_its_link(people):
    report = make.sent(people.secretary)
    assert report.receipt_number in told_receipt(report)
    assert f'href="{reverse("reporting:report-receipt", args=[report.uid])}"' in told_receipt(report)


def test_an_explained_aspect_is_not_counted_as_missing():
    lines = [Line(None, 3, ""), Line(None, 0, "Belum waktunya."), Line(None, 0, "Tidak ada."), Line(None, 0, "")]
    assert counts_of(lines) == "1 tercatat, 2 dijelaskan, 1 belum"
