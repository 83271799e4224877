"""Lists about families: a search is told by name or neighbourhood, and only who may print takes a list away."""

from families import filters
from institutions.views.listing import KeyedListView


class FamilyLookupView(KeyedListView):
    """A keyed list whose address never carries what may be an identity number."""

    def get(self, request, *args, **kwargs):
        request.GET = filters.without_numbers(request.GET)
        if not request.assignment.has_perm("families.print_family"):
            self.columns, self.register = (), None
        self.find()
        return super().get(request, *args, **kwargs)

    def find(self):
        """Look up what the list is about."""

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(shows_village=by.level != "village", **kwargs)
