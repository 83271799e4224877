"""Addresses of inspections of the stimulus."""

urlpatterns = []
