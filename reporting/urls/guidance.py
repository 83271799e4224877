"""Addresses of the guidance of reports by the TKSK."""

urlpatterns = []
