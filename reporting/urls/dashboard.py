"""Dashboards of every level."""

urlpatterns = []
