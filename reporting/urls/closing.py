"""Addresses of closed months, counted cash, recaps of money."""

urlpatterns = []
