"""The stock way of keeping the same families: Django's admin with django-import-export, nothing added but the columns.

Whoever asks may do all, so that asking for rights costs the yardstick nothing.
"""

import time

from django.contrib import admin
from import_export import fields, resources, widgets
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import XLSX

from families.models import CodeItem, Family, ProblemType
from institutions.models import Region


class SexWidget(widgets.Widget):
    """L and P as they stand in lists."""

    def clean(self, value, row=None, **kwargs):
        return {"L": "male", "P": "female"}[value]

    def render(self, value, obj=None, **kwargs):
        return {"male": "L", "female": "P"}.get(value, "")


class CodeWidget(widgets.ForeignKeyWidget):
    """An answer of one code list by its words."""

    def __init__(self, list_name):
        super().__init__(CodeItem, "label")
        self.list_name = list_name

    def get_queryset(self, value, row, *args, **kwargs):
        return CodeItem.objects.filter(list=self.list_name)


def _column(attribute, heading, widget=None):
    return fields.Field(attribute=attribute, column_name=heading, widget=widget)


class FamilyResource(resources.ModelResource):
    """The columns of the list of families, a family recognised by village and number."""

    number = _column("number", "Nomor", widgets.IntegerWidget())
    head_name = _column("head_name", "Nama kepala keluarga")
    head_sex = _column("head_sex", "L/P", SexWidget())
    rt = _column("rt", "RT")
    rw = _column("rw", "RW")
    hamlet = _column("hamlet", "Dusun")
    address = _column("address", "Alamat")
    socio_economic = _column("socio_economic", "Status sosial ekonomi", CodeWidget("socio_economic"))
    occupation = _column("occupation", "Pekerjaan kepala keluarga", CodeWidget("occupation"))
    problems = fields.Field(
        attribute="problems", column_name="Jenis masalah", m2m_add=True,
        widget=widgets.ManyToManyWidget(ProblemType, separator=";", field="name"),
    )  # fmt: skip
    potential = _column("potential", "Potensi keluarga")
    recorded_on = _column("recorded_on", "Tanggal didata", widgets.DateWidget("%d-%m-%Y"))
    region = _column("region", "Kode wilayah desa/kelurahan", widgets.ForeignKeyWidget(Region, "code"))

    class Meta:
        model = Family
        import_id_fields = ("region", "number")
        fields = (
            "number", "head_name", "head_sex", "rt", "rw", "hamlet", "address", "socio_economic", "occupation",
            "problems", "potential", "recorded_on", "region",
        )  # fmt: skip
        export_order = fields


class FamilyAdmin(ImportExportModelAdmin):
    """As it comes, but for the number, which nobody types."""

    resource_classes = [FamilyResource]
    formats = [XLSX]
    next_number = int(time.time())  # far above those of the village's own list

    def save_model(self, request, obj, form, change):
        if not change:
            FamilyAdmin.next_number += 1
            obj.number = FamilyAdmin.next_number
        super().save_model(request, obj, form, change)


def _anyone(self, request, *args, **kwargs):
    return True


for _name in ("view", "add", "change", "delete", "module", "import", "export"):
    setattr(FamilyAdmin, f"has_{_name}_permission", _anyone)


class StockSite(admin.AdminSite):
    has_permission = _anyone


site = StockSite(name="admin")
site.register(Family, FamilyAdmin)
