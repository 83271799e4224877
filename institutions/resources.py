"""Columns of the small reference tables in Excel."""

from import_export import resources

from institutions.models import InstitutionType, LegalBasis


class InstitutionTypeResource(resources.ModelResource):
    """Kinds of institutions, recognised by their code."""

    class Meta:
        model = InstitutionType
        import_id_fields = ("code",)
        fields = ("code", "group", "name", "short_name", "order", "checklist", "is_active")
        export_order = fields


class LegalBasisResource(resources.ModelResource):
    """Legal bases, recognised by their code."""

    class Meta:
        model = LegalBasis
        import_id_fields = ("code",)
        fields = (
            "code", "title", "rank", "year", "number", "valid_from", "valid_until", "guide_ref", "certain",
            "suggested", "is_active",
        )  # fmt: skip
        export_order = fields
