"""The search box of the families: a number is looked up exactly, any other text narrows the list."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import View

from families import filters
from fcu_project import audit
from fcu_project.identity import clean_number


class FamilySearchView(View):
    """The search box: a number is looked up exactly and leads to the file, any other text narrows the list.

    Sent by POST, so that no number ever stands in an address, a history or a log; and none comes back on a page.
    """

    def post(self, request, *args, **kwargs):
        text = request.POST.get("cari", "").replace("\0", "")[:200]
        if not filters.looks_like_a_number(text):
            query = f"?{urlencode({'cari': text.strip()})}" if text.strip() else ""
            return redirect(reverse("families:family-list") + query)
        try:
            number = clean_number(text, "Nomor")
        except ValidationError as problem:
            return self._answer([], problem.messages[0], 422)
        found = self._look_up(number) if request.assignment.has_perm("families.view_familymember") else []
        audit.record(
            "family:search", by=request.assignment, obj=found[0] if len(found) == 1 else None,
            result="ok" if found else "none",
        )  # fmt: skip
        if len(found) == 1:
            if told := self._told_of(found[0]):
                messages.info(request, told)
            return redirect(found[0])
        return self._answer(found, "", 200)

    def _look_up(self, number):
        by = self.request.assignment
        return list(filters.with_number(number, by).select_related("region")[:20]) or filters.with_former(number, by)

    @staticmethod
    def _told_of(family):
        """Why this family was found, where the number is not its own any more; else ""."""
        if row := getattr(family, "former", None):
            return f"{row.name} pernah tercatat di keluarga ini: {row.left_words}."
        return "Yang Anda cari nomor KK lama keluarga ini." if family.by_old_card else ""

    def _answer(self, found, problem, status):
        context = {"found": found, "problem": problem}
        return render(self.request, "families/family_list_found.html", context, status=status)


# --- the short record -----------------------------------------------------------------------------------------------
