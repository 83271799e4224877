"""Visits: supervision, monitoring, evaluation, notes."""

urlpatterns = []
