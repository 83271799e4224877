"""Money, visits, reports and the figures counted from records."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
