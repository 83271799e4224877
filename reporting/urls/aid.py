"""Addresses of earmarked aid."""

urlpatterns = []
