"""Columns of the list of families in Excel, and of the small reference lists that the administrator carries in and out.

No number of identity, and nothing of a problem, ever leaves by the list of families.
"""

from import_export import resources

from families.models import BriefingTopic, CodeItem, Indicator, ProblemType


class CodeItemResource(resources.ModelResource):
    """Answers of a code list, recognised by list and code."""

    class Meta:
        model = CodeItem
        import_id_fields = ("list", "code")
        fields = ("list", "code", "label", "is_common", "order", "is_active")
        export_order = fields


class ProblemTypeResource(resources.ModelResource):
    """Kinds of problems, recognised by their code."""

    class Meta:
        model = ProblemType
        import_id_fields = ("code",)
        fields = ("code", "name", "dimension", "is_sensitive", "order", "is_active")
        export_order = fields


class IndicatorResource(resources.ModelResource):
    """Questions of the two lists, recognised by list, version and code: a changed question is a new version."""

    class Meta:
        model = Indicator
        import_id_fields = ("set", "version", "code")
        fields = (
            "set", "version", "code", "clause", "group_number", "group", "question", "hint", "scored", "asks_document",
            "order", "is_active",
        )  # fmt: skip
        export_order = fields


class BriefingTopicResource(resources.ModelResource):
    """The five briefings, recognised by their number."""

    class Meta:
        model = BriefingTopic
        import_id_fields = ("number",)
        fields = ("number", "name", "content", "needs_action_plan")
        export_order = fields


def life_of(row):
    """The participation that is open, or else the latest, of a family whose `lives` were read with it."""
    return row.lives[0] if row.lives else None


FAMILIES = (
    ("Nomor", lambda row: row.number),
    ("Nama kepala keluarga", lambda row: row.head_name),
    ("L/P", lambda row: "P" if row.head_sex == "female" else "L"),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("RT", lambda row: row.rt),
    ("RW", lambda row: row.rw),
    ("Dusun", lambda row: row.hamlet),
    ("Peran", lambda row: (life := life_of(row)) and life.role_label),
    ("Tahap", lambda row: (life := life_of(row)) and life.get_stage_display()),
    ("Status sosial ekonomi", lambda row: str(row.socio_economic or "")),
    ("Pekerjaan kepala keluarga", lambda row: str(row.occupation or "")),
    ("Tanggal didata", lambda row: row.recorded_on),
    ("Dibenarkan kepala desa/lurah", lambda row: row.confirmed_on),
    ("Diarsipkan", lambda row: row.archived_on),
)
