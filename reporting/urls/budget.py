"""Addresses of budgets and aid of offices."""

urlpatterns = []
