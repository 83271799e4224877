"""Whom the FCU serves: families, their assessments, consents, pairings."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "Keluarga"

    def ready(self):
        from families import workflow  # noqa: F401  registers the tables of transitions
