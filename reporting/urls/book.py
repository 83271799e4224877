"""Addresses of the report taken away: as Excel, as receipt."""

from django.urls import path

from reporting.views import paper

urlpatterns = [
    path("laporan/<uuid:uid>/excel/", paper.ReportExcelView.as_view(), name="report-excel"),
    path("laporan/<uuid:uid>/tanda-terima/", paper.ReceiptView.as_view(), name="report-receipt"),
]
