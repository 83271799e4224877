"""System checks that keep an unsafe installation from starting. `manage.py serve` runs them all.

fcu.E001 stands everywhere; the others only speak in production (FCU_ENV=production).
"""

from importlib.util import find_spec

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from fcu_project.models import Installation

ENVIRONMENTS = ("development", "production")
SECRET_LENGTH = 50
SECRET_VARIETY = 10  # distinct characters
DEFAULT_BEGINNINGS = ("django-insecure-", "change", "secret", "ganti")


@register()
def environment(app_configs, **kwargs):
    """E001: psycopg 3 beside psycopg2. E002: a mistyped FCU_ENV, which would pass for development."""
    errors = []
    if find_spec("psycopg") is not None:
        errors.append(
            Error(
                "psycopg 3 is installed: Django would use it in place of psycopg2, with which all is tested.",
                hint="pip uninstall psycopg psycopg-binary, and find out which package brought it.",
                id="fcu.E001",
            )
        )
    if settings.FCU_ENV not in ENVIRONMENTS:
        errors.append(Error(f"FCU_ENV is “{settings.FCU_ENV}”.", hint=f"One of {ENVIRONMENTS}.", id="fcu.E002"))
    return errors


@register(Tags.security)
def production(app_configs, **kwargs):
    """E010–E016: what a production installation must not do without."""
    if settings.FCU_ENV != "production":
        return []
    return [
        Error(message, hint=hint, id=f"fcu.{number}")
        for number, wrong, message, hint in (
            ("E010", settings.DEBUG, "DEBUG is on: errors would show the data to anyone.", "Unset FCU_DEBUG."),
            *_secrets(),
            (
                "E012",
                not settings.ALLOWED_HOSTS or any(host in ("*", "") for host in settings.ALLOWED_HOSTS),
                "The host names served are not given, or are any name.",
                "FCU_HOSTS=fcu.example.go.id",
            ),
            (
                "E013",
                not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE),
                "Cookies would travel unencrypted.",
                "SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE stay on.",
            ),
            (
                "E014",
                not settings.SECURE_SSL_REDIRECT,
                "Pages would be served without TLS.",
                "SECURE_SSL_REDIRECT stays on.",
            ),
            (
                "E015",
                settings.SECURE_PROXY_SSL_HEADER is None,
                "Nothing in front is trusted to bring TLS, and the web server here speaks plain HTTP only.",
                "Put a reverse proxy in front that sets X-Forwarded-Proto itself, and set FCU_BEHIND_PROXY=1.",
            ),
        )
        if wrong
    ]


def _secrets():
    """E011: each secret present, long, not a default, and not used twice."""
    names = {"SECRET_KEY": "SECRET_KEY", "FIELD_KEYS": "FCU_FIELD_KEYS", "INDEX_KEY": "FCU_INDEX_KEY"}
    values = {}
    for setting, variable in names.items():
        try:
            values[variable] = str(getattr(settings, setting, ""))
        except ImproperlyConfigured:  # Django's way to say that SECRET_KEY is empty
            values[variable] = ""
    make = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    for variable, value in values.items():
        weak = len(value) < SECRET_LENGTH or len(set(value)) < SECRET_VARIETY
        default = value.lower().startswith(DEFAULT_BEGINNINGS)
        yield "E011", weak or default, f"{variable} is missing, too short or a default.", make
    given = [value for value in values.values() if value]
    yield "E011", len(set(given)) < len(given), "Two secrets are the same.", f"One each: {make}"


@register(Tags.database)
def demonstration(app_configs, databases=None, **kwargs):
    """E020: demonstration data, whose passwords everyone knows, in production."""
    if settings.FCU_ENV != "production":
        return []
    for alias in databases or ():
        try:
            found = Installation.objects.using(alias).filter(demonstration=True).exists()
        except DatabaseError:  # before the first migration
            connections[alias].close()
            continue
        if found:
            return [
                Error(
                    "The database holds demonstration data, whose accounts and passwords everyone knows.",
                    hint="Begin with an empty database (DATABASE_URL, FCU_DATA).",
                    id="fcu.E020",
                )
            ]
    return []
