"""The small reference lists that the administrator carries in and out."""

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
