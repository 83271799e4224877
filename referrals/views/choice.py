"""A recorded family for a consultation or a case: named by the address, or looked for by its head's name."""

from django.shortcuts import get_object_or_404

from families import filters
from families.models import Family
from institutions.views.listing import uid_of
from referrals.reading import knows_families

MOST_FOUND = 8


class WithFamily:
    """`?keluarga=` names the family, `?cari=` looks for one. Only for who may read families: LK3 writes a name."""

    def asked_family(self):
        """The family of the address within reach, None without one. Raises Http404."""
        uid = self.request.GET.get("keluarga", "")
        if not uid or not knows_families(self.request.assignment):
            return None
        rows = Family.objects.visible_to(self.request.assignment).select_related("region")
        return get_object_or_404(rows, uid=uid_of(uid))

    def families(self):
        """Where families are looked for."""
        return Family.objects.visible_to(self.request.assignment).living()

    def choice(self):
        """What the page needs to let somebody choose: the text looked for, and what was found."""
        by, wanted = self.request.assignment, self.request.GET.get("cari", "").strip()
        if filters.looks_like_a_number(wanted) or not knows_families(by):
            wanted = ""
        found, more = [], False
        if wanted:
            rows = filters.by_text(self.families().select_related("region"), wanted)
            found = list(rows.order_by("search_name", "id")[: MOST_FOUND + 1])
            more, found = len(found) > MOST_FOUND, found[:MOST_FOUND]
        return {"wanted": wanted, "found": found, "more": more, "may_choose": knows_families(by)}
