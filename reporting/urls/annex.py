"""Addresses of what is added to a report: completeness of records, photos, papers."""

from django.urls import path

from reporting.views import annex
from reporting.views.annex import of_office

HERE, OFFICE = "laporan/<uuid:uid>/", "laporan-kantor/<uuid:uid>/"

urlpatterns = [
    path(f"{HERE}kelengkapan/", annex.AspectsView.as_view(), name="report-aspects"),
    path(f"{HERE}lampiran/tambah/", annex.AttachmentCreateView.as_view(), name="attachment-create"),
    path(f"{HERE}lampiran/<uuid:row>/", annex.AttachmentFileView.as_view(), name="attachment-file"),
    path(f"{HERE}lampiran/<uuid:row>/lepas/", annex.AttachmentRemoveView.as_view(), name="attachment-remove"),
    path(f"{OFFICE}kelengkapan/", of_office(annex.AspectsView), name="office-aspects"),
    path(f"{OFFICE}lampiran/tambah/", of_office(annex.AttachmentCreateView), name="office-attachment-create"),
    path(f"{OFFICE}lampiran/<uuid:row>/", of_office(annex.AttachmentFileView), name="office-attachment-file"),
    path(f"{OFFICE}lampiran/<uuid:row>/lepas/", of_office(annex.AttachmentRemoveView), name="office-attachment-remove"),
]
