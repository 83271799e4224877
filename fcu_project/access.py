"""The gatekeeper of every route: one policy file says who may open it, with which methods. Deny by default.

Which rows a route may then touch is asked a second time, by `visible_to` on every queryset.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from fcu_project import audit

POLICY_FILE = Path(__file__).with_name("policy.toml")
REACHES = ("public", "signed-in", "assigned", "permission", "rows", "admin")


@dataclass(frozen=True)
class Rule:
    """What one route asks for.

    reach: public (anyone) · signed-in (any account) · assigned (any role, once chosen) · permission (the role decides,
    no row) · rows (the role decides, and the row must lie within the actor's reach, else 404) · admin (the admin site
    asks by itself).
    """

    reach: str
    permission: str = ""
    methods: tuple[str, ...] = ("GET", "HEAD", "OPTIONS")


def load_policy(path=POLICY_FILE):
    """The policy file as {route name: Rule}. Raises ImproperlyConfigured on an unknown reach or no permission."""
    rules = {}
    for route, row in tomllib.loads(path.read_text()).items():
        methods = tuple(row.get("methods", "GET").split())
        if "GET" in methods:
            methods += ("HEAD", "OPTIONS")
        rule = Rule(row["reach"], row.get("permission", ""), methods)
        if rule.reach not in REACHES or (rule.reach in ("permission", "rows") and not rule.permission):
            raise ImproperlyConfigured(f"policy.toml: {route}: {row}")
        rules[route] = rule
    return rules


POLICY = load_policy()


def rule_for(view_name):
    """The rule of a route, or None. Routes of the admin site share one rule."""
    return POLICY.get(view_name) or (POLICY["admin:*"] if view_name.startswith("admin:") else None)


def may_open(assignment, url):
    """Whether the policy lets this assignment open `url` at all; for links that would only lead to a refusal."""
    try:
        return may_use(assignment, resolve(url.split("?")[0]).view_name)
    except Resolver404:
        return False


def may_use(assignment, view_name):
    """The same for a route that is known by its name."""
    rule = rule_for(view_name)
    return not rule.permission or assignment.has_perm(rule.permission)


def _without_nul(request, kwargs):
    """NUL can be stored nowhere and one database refuses even to look for it: an address with it leads nowhere, a
    search for it finds nothing. Raises Http404."""
    if any("\0" in value for value in kwargs.values() if isinstance(value, str)):
        raise Http404
    if any("\0" in value for values in request.GET.lists() for value in [values[0], *values[1]]):
        clean = request.GET.copy()
        clean.clear()
        for name, values in request.GET.lists():
            clean.setlist(name.replace("\0", "\ufffd"), [value.replace("\0", "\ufffd") for value in values])
        request.GET = clean


class PolicyMiddleware:
    """Asks the policy before any view runs, and keeps private pages out of every cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = audit.enter_request(request.META.get("REMOTE_ADDR", ""))
        try:
            response = self.get_response(request)
        finally:
            audit.leave_request(token)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        _without_nul(request, kwargs)
        rule = rule_for(match.view_name)
        if rule is None:
            raise ImproperlyConfigured(f"{match.view_name} has no rule in policy.toml")
        if rule.reach == "public":
            return self._method(request, rule)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if request.assignment is None and rule.reach != "signed-in":
            return redirect("switch-role")
        if rule.reach == "admin" and not request.user.is_staff:
            raise PermissionDenied
        if rule.permission and not request.assignment.has_perm(rule.permission):
            audit.record("denied", by=request.assignment, result="403")
            raise PermissionDenied
        return self._method(request, rule)

    @staticmethod
    def _method(request, rule):
        if rule.reach != "admin" and request.method not in rule.methods:
            return HttpResponseNotAllowed(rule.methods)
        return None
