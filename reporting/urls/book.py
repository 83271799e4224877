"""Addresses of the report taken away: as Excel, as receipt."""

urlpatterns = []
