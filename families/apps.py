"""Whom the FCU serves: families, their assessments, consents, pairings."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
