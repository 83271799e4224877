"""Settings of the FCU application, all steered by the environment.

FCU_ENV       development (default) | production
FCU_DATA      directory of the database, uploads and generated keys; default ./var
DATABASE_URL  default: SQLite in FCU_DATA; e.g. postgres://user@host/name
SECRET_KEY    required in production; in development generated once into FCU_DATA
FCU_FIELD_KEYS / FCU_INDEX_KEY  keys of encrypted fields and of their blind index; as SECRET_KEY
FCU_DEBUG     1 shows Django's error pages to developers; never in production
FCU_HOSTS     comma-separated host names served in production
FCU_ORIGINS   comma-separated https origins trusted for forms, if behind a proxy
FCU_PUBLIC_URL  address under which the public reaches this installation, in QR codes and one-time links
FCU_BEHIND_PROXY  1 when a reverse proxy terminates TLS and sets X-Forwarded-Proto
FCU_TILE_URL  address of map tiles, https://host/{z}/{x}/{y}.png; without it maps have a plain ground
FCU_TILE_CREDIT  whom the tiles come from, printed on the map
"""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("FCU_DATA", BASE_DIR / "var"))
FCU_ENV = os.environ.get("FCU_ENV", "development")
PRODUCTION = FCU_ENV == "production"
TESTING = "pytest" in sys.modules
DEBUG = not PRODUCTION and os.environ.get("FCU_DEBUG", "0") == "1" and not TESTING


def _list(name, default=""):
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret(name):
    """A secret from the environment; outside production one is made once and kept readable by its owner only."""
    value = os.environ.get(name, "")
    if value or PRODUCTION:
        return value
    path = DATA_DIR / "keys" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = _secret("SECRET_KEY")
FIELD_KEYS = _secret("FCU_FIELD_KEYS")
INDEX_KEY = _secret("FCU_INDEX_KEY")
ALLOWED_HOSTS = _list("FCU_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
# In production the first host served, unless another address is given; a leading dot stands for its subdomains.
_public = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION and ALLOWED_HOSTS else "http://127.0.0.1:8000"
PUBLIC_URL = os.environ.get("FCU_PUBLIC_URL", _public).rstrip("/")
CSRF_TRUSTED_ORIGINS = _list("FCU_ORIGINS")

INSTALLED_APPS = [
    "fcu_project",
    "institutions",
    "families",
    "referrals",
    "reporting",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "import_export",
    "django_filters",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "institutions.session.AssignmentMiddleware",
    "fcu_project.access.PolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fcu_project.urls"
WSGI_APPLICATION = "fcu_project.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("fcu",)
CRISPY_TEMPLATE_PACK = "fcu"
CRISPY_FAIL_SILENTLY = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fcu_project.context.shell",
            ],
        },
    }
]

# Database. IMMEDIATE takes the write lock at the start of a transaction, so two writers queue instead of failing;
# FULL keeps an acknowledged save through a power cut. ATOMIC_REQUESTS stays off: it would make readers queue too.
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
            "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # PostgreSQL would compile a query over many villages for seconds before it runs it for a tenth of one.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts and sessions
AUTH_USER_MODEL = "institutions.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "institutions.session.AssignmentBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest a sign-in may last; idle limits per role are shorter
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
IDLE_SECONDS_VILLAGE = 2 * 60 * 60
IDLE_SECONDS_ABOVE = 30 * 60
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLED = not TESTING or os.environ.get("FCU_TEST_AXES") == "1"
AXES_VERBOSE = False

# Language and time. Dates are dates; the quarter ends in the village's own zone (WIB, WITA, WIT).
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "media", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
SCAN_MAX_BYTES = 5 * 1024 * 1024
PHOTO_MAX_BYTES = 5 * 1024 * 1024

# Background work
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if TESTING:
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Web
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Maps work without tiles. Where a server of tiles is named, pictures may come from there, and from nowhere else.
TILE_URL, TILE_CREDIT = os.environ.get("FCU_TILE_URL", ""), os.environ.get("FCU_TILE_CREDIT", "")
if TILE_URL:
    _tiles = urlsplit(TILE_URL)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(f"{_tiles.scheme}://{_tiles.netloc}")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "fcu_project.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # HSTS preload binds a whole domain: its owner's decision, not ours
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    if os.environ.get("FCU_BEHIND_PROXY") == "1":
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
