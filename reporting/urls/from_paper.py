"""Addresses of what the Dinas decided on paper, and of the letter that goes with a report."""

from django.urls import path

from reporting.views import cover, from_paper

HERE = "laporan/<uuid:uid>/"

urlpatterns = [
    path(f"{HERE}keputusan-dinas/", from_paper.PaperDecisionView.as_view(), name="report-decision-paper"),
    path(f"{HERE}sudah-dikirim/", from_paper.SentOnPaperView.as_view(), name="report-sent-paper"),
    path(f"{HERE}kertas/", from_paper.PaperScanView.as_view(), name="report-paper-scan"),
    path(f"{HERE}nihil/", from_paper.NothingView.as_view(), name="report-nothing"),
    path(f"{HERE}surat-pengantar/", cover.ReportCoverView.as_view(), name="report-cover"),
    path("laporan-kantor/<uuid:uid>/surat-pengantar/", cover.OfficeCoverView.as_view(), name="office-cover"),
]
