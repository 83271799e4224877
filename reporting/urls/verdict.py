"""Addresses of the verdict on the trial, and of the export for researchers."""

from django.urls import path

from reporting.views import verdict, verdict_paper

ONE = "kesimpulan/<uuid:uid>/"

urlpatterns = [
    path("kesimpulan/", verdict.VerdictListView.as_view(), name="verdict-list"),
    path("kesimpulan/baru/", verdict.VerdictCreateView.as_view(), name="verdict-create"),
    path(ONE, verdict.VerdictView.as_view(), name="verdict"),
    path(f"{ONE}masa/", verdict.SpanView.as_view(), name="verdict-span"),
    path(f"{ONE}pertanyaan/<slug:question>/", verdict.AnswerView.as_view(), name="verdict-answer"),
    path(f"{ONE}kata/", verdict.WordsView.as_view(), name="verdict-words"),
    path(f"{ONE}hapus/", verdict.RemoveView.as_view(), name="verdict-remove"),
    path(f"{ONE}cetak/", verdict_paper.VerdictPaperView.as_view(), name="verdict-paper"),
    path("penelitian/", verdict_paper.ResearchExportView.as_view(), name="research-export"),
]
