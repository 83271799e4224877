"""Addresses of long papers that the worker makes, and of reminders."""

urlpatterns = []
