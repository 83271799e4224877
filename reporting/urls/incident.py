"""Addresses of incidental reports on cases."""

from django.urls import path

from reporting.views import incident

urlpatterns = [
    path("laporan-insidental/", incident.IncidentListView.as_view(), name="incident-list"),
    path("laporan-insidental/buat/", incident.IncidentCreateView.as_view(), name="incident-create"),
    path("laporan-insidental/<uuid:uid>/", incident.IncidentView.as_view(), name="incident"),
    path("laporan-insidental/<uuid:uid>/isi/", incident.IncidentUpdateView.as_view(), name="incident-update"),
    path("laporan-insidental/<uuid:uid>/diserahkan/", incident.IncidentHandedView.as_view(), name="incident-handed"),
    path("laporan-insidental/<uuid:uid>/cetak/", incident.IncidentPaperView.as_view(), name="incident-paper"),
]
