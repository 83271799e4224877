"""The ground floor: what every other app stands on. It knows no domain noun."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "fcu_project"
    verbose_name = "Dasar aplikasi"

    def ready(self):
        from fcu_project import checks  # noqa: F401  registers the system checks
