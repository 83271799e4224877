"""Addresses of what is added to a report: completeness of records, photos, papers."""

urlpatterns = []
