"""The yardsticks as a small site of their own: what the same work costs without this application.

`/floor/` is a list of fifty families written by hand: keyset paging on the same table, a small template, no sign-in,
no rights, no frame around it. `/admin/` is the stock admin, see `stock`.
"""

from functools import cache

from django.db.models import Q
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import override_settings
from django.urls import path, set_urlconf

from families.models import Family
from tests.benchmarks.stock import site

STOCK_MIDDLEWARE = [
    "tests.benchmarks.floor.own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]  # those below the first as startproject writes them
PAGE = """<!doctype html><title>Keluarga</title><table><tr><th>No.<th>Kepala keluarga<th>Alamat<th>Pekerjaan</tr>
{% for row in rows %}<tr><td>{{ row.number }}</td><td><a href="{{ row.uid }}/">{{ row.head_name }}</a></td>
<td>RT {{ row.rt }}/RW {{ row.rw }}, {{ row.hamlet }}</td><td>{{ row.occupation.label }}</td></tr>{% endfor %}</table>
<a href="?after={{ last.search_name }}&amp;id={{ last.pk }}">Berikutnya</a>"""
ROWS = 50
LED_TO = ("home", "account", "logout")  # by the frame around the admin


def family_list(request, region):
    rows = Family.objects.filter(region=region).select_related("occupation").order_by("search_name", "id")
    if "after" in request.GET:
        name, pk = request.GET["after"], request.GET["id"]
        rows = rows.filter(Q(search_name__gt=name) | Q(search_name=name, pk__gt=pk))
    rows = list(rows[:ROWS])
    return HttpResponse(page().render({"rows": rows, "last": rows[-1]}))


@cache
def page():
    return engines["django"].from_string(PAGE)


def own_addresses(get_response):
    """Middleware that answers from the addresses below instead of those of the application."""

    def answer(request):
        request.urlconf = __name__
        set_urlconf(__name__)
        return get_response(request)

    return answer


def floor_client():
    """A client of this small site. Its middleware is set up once: settings that change would empty every cache."""
    client = Client(HTTP_HOST="testserver")
    with override_settings(MIDDLEWARE=STOCK_MIDDLEWARE):
        client.handler.load_middleware()
    return client


urlpatterns = [
    path("floor/<int:region>/", family_list),
    path("admin/", site.urls),
    *(path(f"{name}/", family_list, name=name) for name in LED_TO),
]
