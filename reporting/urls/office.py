"""Addresses of the reports of offices: PSKS team, kecamatan, LK3, Dinas, ministry."""

urlpatterns = []
