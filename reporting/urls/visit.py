"""Visits: supervision, monitoring, evaluation, notes."""

from django.urls import path

from reporting.views import visit, visit_fill, visit_list

urlpatterns = [
    path("pembinaan-fcu/", visit_list.VisitListView.as_view(), name="visit-list"),
    path("pembinaan-fcu/baru/", visit.visit_create, name="visit-create"),
    path("pembinaan-fcu/jadwal/", visit_list.ScheduleView.as_view(), name="visit-schedule"),
    path("pembinaan-fcu/tahap/", visit_list.PhasesView.as_view(), name="visit-phases"),
    path("pembinaan-fcu/<uuid:uid>/", visit.VisitView.as_view(), name="visit"),
    path("pembinaan-fcu/<uuid:uid>/ubah/", visit.VisitUpdateView.as_view(), name="visit-update"),
    path("pembinaan-fcu/<uuid:uid>/isi/<slug:aspect>/", visit_fill.VisitFillView.as_view(), name="visit-fill"),
    path("pembinaan-fcu/<uuid:uid>/simpulan/", visit_fill.VisitConclusionView.as_view(), name="visit-conclusion"),
    path("pembinaan-fcu/<uuid:uid>/tanggapan/", visit_fill.VisitAnswerView.as_view(), name="visit-answer"),
    path("pembinaan-fcu/<uuid:uid>/cetak/", visit_fill.VisitPaperView.as_view(), name="visit-paper"),
    path(
        "pembinaan-fcu/<uuid:uid>/bertanda-tangan/", visit_fill.VisitSignedPaperView.as_view(),
        name="visit-signed-paper",
    ),  # fmt: skip
    path("pembinaan-fcu/<uuid:uid>/bertanda-tangan/berkas/", visit_fill.VisitScanView.as_view(), name="visit-scan"),
    path("catatan-pantauan/baru/", visit_fill.NoteCreateView.as_view(), name="note-create"),
]
