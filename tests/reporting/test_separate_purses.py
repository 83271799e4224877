"""Two books: the cash of the FCU and the stimulus to families are never mixed (II.D.1.3(3–5), III.B.4)."""

import pkgutil
from importlib import import_module

import pytest
from django import forms as django_forms
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import reporting.forms
from institutions.plans import Source
from reporting.actions import report as actions
from reporting.money import ledger, quarter_money
from reporting.money.plan_spending import spending
from reporting.money.purses import Spending
from tests.factories import TODAY
from tests.families import short
from tests.institutions import fill_plan
from tests.letters import page_texts
from tests.reporting import cash, make, stimulus
from tests.reporting.make import QUARTER

CASH_MODULES = ("reporting.models.cashbook", "reporting.models.aid")
STIMULUS_MODULES = ("reporting.models.stimulus", "reporting.models.receipts")


def models_in(modules):
    return {model for model in apps.get_app_config("reporting").get_models() if model.__module__ in modules}


def opened(people):
    """The book with Rp300.000, of an FCU whose families were chosen by its group."""
    short.group(make.unit_of(people.secretary.region))
    return cash.book(people.treasurer, opening=300_000, opened_on=QUARTER.start)


CASH, STIMULUS = models_in(CASH_MODULES), models_in(STIMULUS_MODULES)


@pytest.mark.clause("FUN-12")
def test_no_row_of_one_book_points_to_a_row_of_the_other():
    assert len(CASH) >= 8 and len(STIMULUS) >= 8
    for own, other in ((CASH, STIMULUS), (STIMULUS, CASH)):
        for model in own:
            pointed = {field.related_model for field in model._meta.get_fields(include_hidden=True)}
            assert not pointed & other, model


@pytest.mark.django_db
@pytest.mark.clause("FUN-12")
def test_a_payment_to_a_family_changes_no_balance_of_the_fcu(people):
    book = opened(people)
    report = make.draft(people.secretary)
    before = quarter_money.finance_of(report)
    payment = stimulus.paid(people, amount=2_000_000)
    stimulus.receipt(people, payment, 500_000)
    book.refresh_from_db()
    assert (book.balance, book.earmarked, ledger.balance_on(book, TODAY)) == (300_000, 0, 300_000)
    assert quarter_money.finance_of(report) == before
    assert not book.entries.exists()


@pytest.mark.django_db
@pytest.mark.clause("FUN-12")
def test_no_sum_reads_both_books(people):
    """Whatever tells the FCU's money asks no table of the stimulus."""
    book = opened(people)
    cash.money_out(people.treasurer, 20_000, on=QUARTER.end)
    stimulus.paid(people)
    report, plan = make.draft(people.secretary), fill_plan.plan_of(book.unit, people.secretary)
    with CaptureQueriesContext(connection) as asked:
        quarter_money.finance_of(report)
        spending(plan, TODAY, people.treasurer)
        ledger.lines_of(book, QUARTER.start, QUARTER.end)
        ledger.general_money(book, QUARTER.year)
    tables = {model._meta.db_table for model in STIMULUS}
    told = " ".join(query["sql"] for query in asked)
    assert book._meta.db_table in told or "reporting_cashentry" in told
    assert [table for table in tables if f'"{table}"' in told] == []


@pytest.mark.clause("FUN-12")
def test_a_form_of_the_cash_book_offers_no_stimulus():
    words = " ".join(label for choices in (Source, Spending) for label in choices.labels).lower()
    assert "stimul" not in words
    modules = [
        import_module(f"reporting.forms.{found.name}") for found in pkgutil.iter_modules(reporting.forms.__path__)
    ]
    for form in {form for module in modules for form in vars(module).values() if isinstance(form, type)}:
        meta = getattr(form, "_meta", None) if hasattr(form, "base_fields") else None
        if getattr(meta, "model", None) not in CASH:
            continue
        for name, field in form.base_fields.items():
            if isinstance(field, django_forms.ModelChoiceField):
                assert field.queryset.model not in STIMULUS, (form, name)


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.clause("FUN-12")
def test_the_printed_finance_report_says_nothing_of_the_stimulus(people, sign_in):
    by = people.treasurer
    opened(people)
    cash.money_out(by, 20_000, on=QUARTER.end)
    stimulus.receipt(people, stimulus.paid(people, amount=2_345_000), 567_000)
    report = actions.save_finance(make.draft(people.secretary), done=True, by=by, on=TODAY)
    paper = sign_in(people.secretary).get(reverse("reporting:report-paper", args=[report.uid]))
    annexes = [page for page in page_texts(paper.content) if "LAMPIRAN 1" in page or "LAMPIRAN 3" in page]
    told = " ".join(annexes)
    assert len(annexes) == 2 and "Rp280.000" in told and "Rp20.000" in told
    for words in ("stimul", "2.345.000", "567.000", "Sumiyati", "BRI"):
        assert words.lower() not in told.lower(), words
