"""Addresses of incidental reports on cases."""

urlpatterns = []
