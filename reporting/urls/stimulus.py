"""Addresses of stimulus to families: accounts, grants, requests, payments."""

urlpatterns = []
