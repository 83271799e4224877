"""Addresses of budgets and aid of offices."""

from django.urls import path

from reporting.views import budget

HERE = "anggaran/<uuid:uid>/"

urlpatterns = [
    path("anggaran/", budget.BudgetListView.as_view(), name="budget-list"),
    path("anggaran/tambah/", budget.BudgetCreateView.as_view(), name="budget-create"),
    path(HERE, budget.BudgetView.as_view(), name="budget"),
    path(f"{HERE}ubah/", budget.BudgetUpdateView.as_view(), name="budget-update"),
    path(f"{HERE}tarik/", budget.BudgetWithdrawView.as_view(), name="budget-withdraw"),
    path(f"{HERE}berlakukan/", budget.BudgetRestoreView.as_view(), name="budget-restore"),
]
