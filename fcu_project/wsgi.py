"""WSGI entry point, served by gunicorn (see the `serve` command)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fcu_project.settings")

application = get_wsgi_application()
