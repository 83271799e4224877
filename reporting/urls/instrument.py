"""Editions of the instruments."""

urlpatterns = []
