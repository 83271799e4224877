"""Addresses of long papers that the worker makes, and of reminders."""

from django.urls import path

from reporting.views import bundle

urlpatterns = [
    path("cetakan/", bundle.BundleListView.as_view(), name="bundle-list"),
    path("cetakan/buat/", bundle.BundleCreateView.as_view(), name="bundle-create"),
    path("cetakan/<uuid:uid>/", bundle.BundleView.as_view(), name="bundle"),
    path("cetakan/<uuid:uid>/berkas/", bundle.BundleFileView.as_view(), name="bundle-file"),
    path("cetakan/<uuid:uid>/lagi/", bundle.BundleAgainView.as_view(), name="bundle-again"),
    path("laporan/<uuid:uid>/cetakan/", bundle.ReportBundleView.as_view(), name="report-bundle"),
    path("laporan-kantor/<uuid:uid>/cetakan/", bundle.OfficeBundleView.as_view(), name="office-bundle"),
    path(
        "laporan/ingatkan/<uuid:uid>/<int:year>/<int:quarter>/", bundle.RemindView.as_view(), name="report-remind"
    ),
]
