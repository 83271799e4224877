"""Addresses of the quarterly reports and of what is added up from them."""

from django.urls import path

from reporting.views import figures, paper, recap, report, report_list, review, section

reports = [
    path("laporan/", report_list.report_list, name="report-list"),
    path("laporan/buka/", report_list.ReportOpenView.as_view(), name="report-open"),
    path("laporan/<uuid:uid>/", report.ReportView.as_view(), name="report"),
    path("laporan/<uuid:uid>/bagian/<str:section>/", section.SectionView.as_view(), name="section"),
    path("laporan/<uuid:uid>/kendala/tambah/", section.ObstacleCreateView.as_view(), name="obstacle-create"),
    path("laporan/<uuid:uid>/kendala/<uuid:row>/ubah/", section.ObstacleUpdateView.as_view(), name="obstacle-update"),
    path("laporan/<uuid:uid>/kendala/<uuid:row>/hapus/", section.ObstacleRemoveView.as_view(), name="obstacle-remove"),
    path("laporan/<uuid:uid>/angka/<str:code>/", figures.FigureView.as_view(), name="figure"),
    path("laporan/<uuid:uid>/cetak/", paper.ReportPdfView.as_view(), name="report-paper"),
    path("laporan/<uuid:uid>/pindaian/", section.SignedScanFileView.as_view(), name="signed-scan-file"),
    path("laporan/<uuid:uid>/pindaian/unggah/", section.SignedScanView.as_view(), name="signed-scan"),
]
offices = [
    path("laporan/matriks/", recap.MatrixView.as_view(), name="matrix"),
    path("laporan/<uuid:uid>/periksa/", review.ReviewView.as_view(), name="review"),
    path("laporan/<uuid:uid>/versi/<int:number>/", review.VersionView.as_view(), name="version"),
    path("rekap/", recap.RecapView.as_view(), name="recap"),
    path("rekap/<str:code>/", recap.RecapView.as_view(), name="recap-region"),
]

urlpatterns = [*reports, *offices]
