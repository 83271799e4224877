"""Indicators of success: values and editions."""

urlpatterns = []
