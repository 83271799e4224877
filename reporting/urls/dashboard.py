"""Dashboards of every level."""

from django.urls import path

from reporting.views import dashboard

urlpatterns = [
    path("dasbor/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("dasbor/<str:code>/", dashboard.DashboardView.as_view(), name="dashboard-region"),
    path("dasbor/<str:code>/cetak/", dashboard.DashboardPaperView.as_view(), name="dashboard-paper"),
    path("dasbor/<str:code>/excel/", dashboard.DashboardExcelView.as_view(), name="dashboard-excel"),
]
