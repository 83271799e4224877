"""Addresses of inspections of the stimulus."""

from django.urls import path

from reporting.views import checks

urlpatterns = [
    path("stimulan/pemeriksaan/", checks.CheckListView.as_view(), name="stimulus-check-list"),
    path("stimulan/belum-diperiksa/", checks.UncheckedListView.as_view(), name="stimulus-unchecked"),
    path("stimulan/<uuid:uid>/periksa/", checks.CheckCreateView.as_view(), name="stimulus-check-create"),
    path("stimulan/<uuid:uid>/lembar-periksa/", checks.CheckBlankView.as_view(), name="stimulus-check-blank"),
    path("stimulan/pemeriksaan/<uuid:uid>/", checks.CheckView.as_view(), name="stimulus-check"),
    path("stimulan/pemeriksaan/<uuid:uid>/ubah/", checks.CheckUpdateView.as_view(), name="stimulus-check-update"),
    path("stimulan/pemeriksaan/<uuid:uid>/tutup/", checks.CheckResolveView.as_view(), name="stimulus-check-resolve"),
    path("stimulan/pemeriksaan/<uuid:uid>/foto/", checks.CheckPhotoView.as_view(), name="stimulus-check-photo"),
    path("stimulan/pemeriksaan/<uuid:uid>/cetak/", checks.CheckPaperView.as_view(), name="stimulus-check-paper"),
]
