"""Addresses of approvals of expenses and kuitansi."""

urlpatterns = []
