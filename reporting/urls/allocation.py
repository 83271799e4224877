"""Addresses of shares agreed in a meeting."""

urlpatterns = []
