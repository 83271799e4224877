"""Indicators of success: values and editions."""

from django.urls import path

from reporting.views import edition, success

EDITION = "indikator/edisi/<uuid:uid>/"
DEFINITION = "indikator/definisi/<uuid:uid>/"
REGION = "indikator/<str:code>/"

editions = [
    path("indikator/edisi/", edition.EditionListView.as_view(), name="edition-list"),
    path("indikator/edisi/baru/", edition.EditionDraftView.as_view(), name="edition-draft"),
    path(EDITION, edition.EditionView.as_view(), name="edition"),
    path(f"{EDITION}terbitkan/", edition.EditionPublishView.as_view(), name="edition-publish"),
    path(f"{EDITION}tambah/", edition.IndicatorCreateView.as_view(), name="indicator-create"),
    path(f"{DEFINITION}ubah/", edition.IndicatorUpdateView.as_view(), name="indicator-update"),
    path(f"{DEFINITION}hapus/", edition.IndicatorRemoveView.as_view(), name="indicator-remove"),
]
values = [
    path("indikator/", success.SuccessView.as_view(), name="success"),
    path(REGION, success.SuccessView.as_view(), name="success-region"),
    path(f"{REGION}nilai/<slug:indicator>/", success.ValueView.as_view(), name="success-value"),
    path(f"{REGION}cetak/<str:matrix>/", success.SuccessPaperView.as_view(), name="success-paper"),
    path(f"{REGION}unduh/", success.SuccessExcelView.as_view(), name="success-excel"),
]

urlpatterns = [*editions, *values]
