"""What keeps an unsafe installation from starting, and that a safe one does start."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.checks import Error

from fcu_project import checks
from fcu_project.models import Installation
from tests.migrated import migrated

SECRETS = {
    "SECRET_KEY": "rN3vX8qLw2ZpTj7KsYb5HdMf9GcUa4Ee6RtVx1QiWo0PzSk7JhBn3CmD5yAgFu2L",
    "FIELD_KEYS": "kP9sW2xNq7VbZt4JmCy8LrDh5GfTa3Ue6XoRi1EjMw0QzSv7KhBn3HpD5yAgFu2L",
    "INDEX_KEY": "hT6yB1mKz8QcXv3NwPd7SjRg4LfVa9Ue2YoHi5EkMr0QpZs7JxBn3CtD8wAgFu6L",
}
SAFE = {
    "FCU_ENV": "production",
    "DEBUG": False,
    "ALLOWED_HOSTS": ["fcu.example.go.id"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    **SECRETS,
}


@pytest.fixture
def safe(settings):
    """The settings of a production installation that lacks nothing."""
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def ids(found):
    assert all(isinstance(error, Error) and error.hint for error in found)
    return [error.id for error in found]


def test_a_safe_production_installation_has_no_findings(safe):
    assert checks.environment(None) + checks.production(None) == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("DEBUG", True, "E010"),
        ("SECRET_KEY", "", "E011"),
        ("SECRET_KEY", "django-insecure-" + SECRETS["SECRET_KEY"], "E011"),
        ("SECRET_KEY", "changeme" + SECRETS["SECRET_KEY"], "E011"),
        ("SECRET_KEY", SECRETS["SECRET_KEY"][:20], "E011"),
        ("SECRET_KEY", "abc" * 30, "E011"),
        ("FIELD_KEYS", "", "E011"),
        ("FIELD_KEYS", SECRETS["SECRET_KEY"], "E011"),
        ("INDEX_KEY", "", "E011"),
        ("INDEX_KEY", SECRETS["FIELD_KEYS"], "E011"),
        ("ALLOWED_HOSTS", [], "E012"),
        ("ALLOWED_HOSTS", ["fcu.example.go.id", "*"], "E012"),
        ("SESSION_COOKIE_SECURE", False, "E013"),
        ("CSRF_COOKIE_SECURE", False, "E013"),
        ("SECURE_SSL_REDIRECT", False, "E014"),
        ("SECURE_PROXY_SSL_HEADER", None, "E015"),
    ],
)
def test_production_refuses_each_unsafe_setting_by_itself(safe, name, value, number):
    setattr(safe, name, value)
    assert ids(checks.production(None)) == [f"fcu.{number}"]


def test_the_same_settings_are_accepted_in_development(safe):
    safe.FCU_ENV = "development"
    safe.SECRET_KEY = ""
    safe.ALLOWED_HOSTS = []
    assert checks.production(None) == []


def test_a_mistyped_environment_is_an_error_and_not_development(settings):
    settings.FCU_ENV = "produksi"
    assert ids(checks.environment(None)) == ["fcu.E002"]


def test_psycopg_3_is_refused_in_every_environment(settings, tmp_path, monkeypatch):
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert ids(checks.environment(None)) == ["fcu.E001"]


@pytest.mark.django_db
def test_production_refuses_demonstration_data(safe):
    assert checks.demonstration(None, databases=["default"]) == []
    Installation.objects.update_or_create(pk=1, defaults={"demonstration": True})
    assert ids(checks.demonstration(None, databases=["default"])) == ["fcu.E020"]
    assert checks.demonstration(None, databases=None) == []  # without a database nothing is asked of it
    safe.FCU_ENV = "development"
    assert checks.demonstration(None, databases=["default"]) == []


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker):
    """The migrated database of the run, to be copied."""
    with django_db_blocker.unblock():
        return migrated()


@pytest.fixture(scope="module")
def own_database(empty):
    """DATABASE_URL of a migrated database on the server of the run; none on SQLite: there it is a file."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"production_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(url)) as server:
        server.autocommit = True
        server.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {empty}")
        yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.cursor().execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="module")
def installation(own_database, empty, tmp_path_factory):
    """Environment of a migrated production installation of its own."""
    directory = tmp_path_factory.mktemp("production")
    if not own_database:
        shutil.copyfile(empty, directory / "db.sqlite3")
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {
        **inherited,
        **own_database,
        "FCU_ENV": "production",
        "FCU_DATA": str(directory),
        "SECRET_KEY": SECRETS["SECRET_KEY"],
        "FCU_FIELD_KEYS": SECRETS["FIELD_KEYS"],
        "FCU_INDEX_KEY": SECRETS["INDEX_KEY"],
        "FCU_HOSTS": "fcu.example.go.id",
        "FCU_BEHIND_PROXY": "1",
    }
    for command in (["migrate"], ["collectstatic"]):
        done = manage(environment, *command, "--no-input", "--verbosity", "0")
        assert done.returncode == 0, done.stderr
    return environment


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_letters_and_links_lead_to_the_host_that_is_served():
    environment = {"FCU_ENV": "production", "FCU_HOSTS": "fcu.example.go.id,cadangan.example.go.id"}
    told = [sys.executable, "-c", "from fcu_project import settings; print(settings.PUBLIC_URL)"]
    done = subprocess.run(told, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "https://fcu.example.go.id"


def test_serve_refuses_to_start_without_secrets_and_without_tls(installation):
    bare = {name: value for name, value in installation.items() if name not in ("FCU_INDEX_KEY", "FCU_BEHIND_PROXY")}
    done = manage(bare, "serve", "--bind", f"127.0.0.1:{free_port()}")
    assert done.returncode != 0
    assert set(re.findall(r"fcu\.E\d+", done.stderr)) == {"fcu.E011", "fcu.E015"}
    assert "FCU is at" not in done.stdout


def test_serve_answers_over_tls_redirects_plain_http_and_stops_within_ten_seconds(installation):
    port = free_port()
    service = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"],
        cwd=settings.BASE_DIR,
        env=installation,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = []
        for line in service.stdout:
            said.append(line)
            if "FCU is at" in line:
                break
        assert "FCU is at" in said[-1], "".join(said)
        secure = answer(port, {"X-Forwarded-Proto": "https"})
        plain = answer(port, {})
        foreign = answer(port, {"X-Forwarded-Proto": "https", "Host": "evil.example"})
    finally:
        service.terminate()
        began = time.monotonic()
        said += service.communicate(timeout=10)
    assert (secure.status, foreign.status) == (200, 400)
    assert (plain.status, plain.headers["Location"][:8]) == (301, "https://")
    assert int(re.search(r"max-age=(\d+)", secure.headers["Strict-Transport-Security"])[1]) >= 31_536_000
    cookies = secure.headers.get_all("Set-Cookie") or []
    assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in cookies)
    assert service.returncode == 0, "".join(filter(None, said))
    assert time.monotonic() - began < 10


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments, **keywords):
        return None


def answer(port, headers):
    """The answer of the log-in page as the proxy would ask for it, redirects not followed."""
    headers = {"Host": "fcu.example.go.id", **headers}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/masuk/", headers=headers)
    try:
        return urllib.request.build_opener(NoRedirect).open(request, timeout=20)
    except urllib.error.HTTPError as error:
        return error
