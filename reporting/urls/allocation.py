"""Addresses of shares agreed in a meeting."""

from django.urls import path

from reporting.views import allocation

urlpatterns = [
    path("kas/alokasi/", allocation.AllocationListView.as_view(), name="allocation-list"),
    path("kas/alokasi/catat/", allocation.AllocationCreateView.as_view(), name="allocation-create"),
    path("kas/alokasi/kosong/", allocation.BlankAllocationView.as_view(), name="allocation-blank"),
    path("kas/alokasi/<uuid:uid>/", allocation.AllocationView.as_view(), name="allocation"),
]
