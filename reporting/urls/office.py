"""Addresses of the reports of offices: PSKS team, kecamatan, LK3, Dinas, ministry."""

from django.urls import path

from reporting.views import office, office_chapter, office_paper, office_review

ONE = "laporan-kantor/<uuid:uid>/"

urlpatterns = [
    path("laporan-kantor/", office.OfficeListView.as_view(), name="office-list"),
    path("laporan-kantor/buka/", office.OfficeOpenView.as_view(), name="office-open"),
    path(ONE, office.OfficeReportView.as_view(), name="office-report"),
    path(f"{ONE}bagian/<str:chapter>/", office_chapter.ChapterView.as_view(), name="office-chapter"),
    path(
        f"{ONE}kendala/tambah/", office_chapter.OfficeObstacleCreateView.as_view(), name="office-obstacle-create"
    ),
    path(
        f"{ONE}kendala/<uuid:row>/ubah/", office_chapter.OfficeObstacleUpdateView.as_view(),
        name="office-obstacle-update",
    ),
    path(
        f"{ONE}kendala/<uuid:row>/hapus/", office_chapter.OfficeObstacleRemoveView.as_view(),
        name="office-obstacle-remove",
    ),
    path(f"{ONE}versi/<int:number>/", office_review.OfficeVersionView.as_view(), name="office-version"),
    path(f"{ONE}periksa/", office_review.OfficeReviewView.as_view(), name="office-review"),
    path(f"{ONE}cetak/", office_paper.OfficePdfView.as_view(), name="office-paper"),
    path(f"{ONE}excel/", office_paper.OfficeExcelView.as_view(), name="office-excel"),
    path(f"{ONE}pindaian/", office_paper.OfficeScanFileView.as_view(), name="office-signed-scan-file"),
    path(f"{ONE}pindaian/unggah/", office_paper.OfficeScanView.as_view(), name="office-signed-scan"),
]  # fmt: skip
