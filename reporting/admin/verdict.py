"""The verdict on the trial in the admin: same reach, same gates as the pages; it is written on its own pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Verdict, VerdictAnswer


@admin.register(Verdict, site=site)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "region", "from_year", "from_quarter", "until_year", "until_quarter", "stage", "overall")
    list_select_related = ("region__parent", "unit")
    list_filter = ("stage", "overall", "until_year")
    fields = (
        "region", "unit", "from_year", "from_quarter", "until_year", "until_quarter", "stage", "overall",
        "summary_text", "lessons_text", "changes_text", "concluded_on", "concluded_by_words",
    )  # fmt: skip


@admin.register(VerdictAnswer, site=site)
class VerdictAnswerAdmin(ReadOnlyAdmin):
    list_display = ("verdict", "question", "grade")
    list_select_related = ("verdict__region__parent", "verdict__unit")
    list_filter = ("question", "grade")
    fields = ("verdict", "question", "grade", "reason")
