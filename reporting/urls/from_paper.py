"""Addresses of what the Dinas decided on paper, and of the letter that goes with a report."""

urlpatterns = []
