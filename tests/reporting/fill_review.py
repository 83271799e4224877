"""The form of the Dinas on a report, filled in."""

from django.urls import reverse

from reporting.models import Section
from tests.filling import Filling, form
from tests.reporting import make


@form("reporting:review")
def review(people, regions):
    report = make.sent(people.secretary)
    answers = {f"verdict_{section}": "fine" for section in Section}
    notes = {"note_results": "Tambahkan jumlah peserta tiap pertemuan.", "note_finance": "Kuitansi lengkap."}
    return Filling(
        people.regency_reports, reverse("reporting:review", args=[report.uid]),
        {**answers, "verdict_results": "mend", **notes}, text=("note_results", "note_finance"),
        wrong={"note_results": ""}, contested=(report,), row=make.fresh(report),
    )  # fmt: skip
