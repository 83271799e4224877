"""How far an assignment sees: the queryset every scoped model uses."""

from django.db import models

from institutions.models.region import ROOT_CODE, ancestor_codes, within
from institutions.roles import reach_of

ROWS, OWN, ADDRESSED, STUB, FIGURES, NONE = "rows", "own", "addressed", "stub", "figures", "none"


class ScopedQuerySet(models.QuerySet):
    """Rows with a territory. `scope` is the path to the region whose code is compared.

    `published_down`, where a model sets it, is the path to a region for which a row decided above also counts: such
    a row is visible to everyone below that region.
    """

    scope = "region__code"
    published_down = ""
    own_path = ""  # path to a person's uid, for roles that see only their own rows

    def visible_to(self, assignment):
        """Rows this assignment may see; none at all without one."""
        if assignment is None:
            return self.none()
        reach = reach_of(assignment.role, self.model._meta.label_lower)
        if reach == ROWS and assignment.territory == ROOT_CODE:
            return self
        if reach == ROWS:
            condition = self._inside(assignment)
            if not self.published_down:
                return self.filter(condition)
            below = models.Q(**{f"{self.published_down}__in": ancestor_codes(assignment.territory)})
            return self.filter(
                models.Exists(self.model._base_manager.filter(below, pk=models.OuterRef("pk"))) | condition
            )
        if reach == OWN:
            return self.filter(self.own_rows(assignment))
        if reach == ADDRESSED:
            return self.filter(self._inside(assignment)).filter(self.addressed_rows(assignment))
        if reach == STUB:
            return self.filter(self._inside(assignment)).filter(self.stub_rows(assignment))
        return self.none()

    def _inside(self, assignment):
        """Rows of the territory. Nothing lies below a village: its key finds its rows, in the order of an index."""
        if assignment.level == "village" and self.scope.endswith("__code"):
            return models.Q(**{self.scope.removesuffix("__code"): assignment.region_id})
        return within(assignment.territory, self.scope)

    def own_rows(self, assignment):
        """The condition for roles that see only their own rows: of the person, else of the office."""
        if self.own_path:
            return models.Q(**{self.own_path: assignment.actor_uid})
        return models.Q(**{self.scope: assignment.territory})

    def addressed_rows(self, assignment):
        """The condition for offices that see of their territory what was sent to them; none unless a model says."""
        return models.Q(pk__in=())

    def stub_rows(self, assignment):
        """The condition for roles that see of a row only that it is there, and a name; none unless a model says."""
        return models.Q(pk__in=())

    def within(self, region):
        """Rows in the territory of `region`, for counting figures (no person is named)."""
        return self.filter(within(region.code, self.scope))


def reaches(assignment, model, code):
    """Whether rows of `model` kept at the region `code` lie within this assignment's reach."""
    reach = reach_of(assignment.role, model._meta.label_lower)
    if reach == ROWS:
        return code.startswith(assignment.territory)
    return reach == OWN and code == assignment.territory


def scoped(*, scope="region__code", published_down="", own_path=""):
    """A manager class for a model whose region lies at `scope`."""

    class Rows(ScopedQuerySet):
        pass

    Rows.scope, Rows.published_down, Rows.own_path = scope, published_down, own_path
    return Rows.as_manager()
