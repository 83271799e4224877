"""Editions of the instruments."""

from django.urls import path

from reporting.views import instrument

urlpatterns = [
    path("instrumen/", instrument.InstrumentListView.as_view(), name="instrument-list"),
    path("instrumen/edisi-baru/<str:aim>/", instrument.DraftView.as_view(), name="instrument-draft"),
    path("instrumen/<uuid:uid>/", instrument.InstrumentView.as_view(), name="instrument"),
    path("instrumen/<uuid:uid>/kosong/", instrument.BlankView.as_view(), name="instrument-blank"),
    path("instrumen/<uuid:uid>/berlakukan/", instrument.PublishView.as_view(), name="instrument-publish"),
    path("instrumen/<uuid:uid>/buang/", instrument.DiscardView.as_view(), name="instrument-discard"),
    path("instrumen/<uuid:uid>/pertanyaan/baru/", instrument.QuestionCreateView.as_view(), name="question-create"),
    path(
        "instrumen/<uuid:uid>/pertanyaan/<uuid:row>/ubah/", instrument.QuestionUpdateView.as_view(),
        name="question-update",
    ),
    path(
        "instrumen/<uuid:uid>/pertanyaan/<uuid:row>/hapus/", instrument.QuestionRemoveView.as_view(),
        name="question-remove",
    ),
]  # fmt: skip
