"""Regions of the Ministry of Home Affairs (Kemendagri), and how far an assignment sees.

Territory is a range on the code: a region contains every code that begins with its own. One range query uses the
index on both databases; no tree library is needed.
"""

from django.db import models

from fcu_project.prepared import prepared

ROOT_CODE = ""
WIDTHS = {0: "nation", 2: "province", 4: "regency", 6: "subdistrict", 10: "village"}


def next_code(code):
    """The first code after every code that begins with `code` ("3374" → "3375")."""
    return str(int(code) + 1).zfill(len(code))


def ancestor_codes(code, include_self=True):
    """Codes of the regions above `code`, from the nation down."""
    widths = [width for width in WIDTHS if width < len(code) or (include_self and width == len(code))]
    return [code[:width] for width in widths]


def within(code, field="region__code"):
    """A condition for rows whose region lies in the territory of `code` (itself included)."""
    if code == ROOT_CODE:
        return ~models.Q(pk__in=())  # all of them, also where it is joined to another condition by "or"
    return models.Q(**{f"{field}__gte": code, f"{field}__lt": next_code(code)})


class RegionQuerySet(models.QuerySet):
    def within(self, code):
        return self.filter(within(code, "code"))

    def containing(self, code):
        """The region itself and all above it."""
        return self.filter(code__in=ancestor_codes(code))

    def visible_to(self, assignment):
        """Names of regions are public; choices are narrowed to the own territory and what lies above it."""
        if assignment is None:
            return self.none()
        if assignment.territory == ROOT_CODE:
            return self
        return self.filter(
            within(assignment.territory, "code") | models.Q(code__in=ancestor_codes(assignment.territory))
        )


class Region(models.Model):
    """One place of the official list: nation, province, regency/city, subdistrict or village."""

    class Level(models.TextChoices):
        NATION = "nation", "Nasional"
        PROVINCE = "province", "Provinsi"
        REGENCY = "regency", "Kabupaten/kota"
        SUBDISTRICT = "subdistrict", "Kecamatan"
        VILLAGE = "village", "Desa/kelurahan"

    class Kind(models.TextChoices):
        NATION = "nation", "Nasional"
        PROVINCE = "province", "Provinsi"
        REGENCY = "regency", "Kabupaten"
        CITY = "city", "Kota"
        SUBDISTRICT = "subdistrict", "Kecamatan"
        VILLAGE = "village", "Desa"
        URBAN_VILLAGE = "urban_village", "Kelurahan"
        CUSTOMARY_VILLAGE = "customary_village", "Desa adat"

    CALLED = {Kind.CUSTOMARY_VILLAGE: "Desa Adat"}

    code = models.CharField("kode wilayah", max_length=10, unique=True, blank=True)
    name = models.CharField("nama", max_length=100)
    level = models.CharField("tingkat", max_length=12, choices=Level)
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    spoken_kind = models.CharField(
        "sebutan setempat", max_length=30, blank=True,
        help_text="Bila di sini disebut lain: Nagari, Gampong, Pekon … Kosongkan bila sama dengan jenisnya.",
    )  # fmt: skip
    zone = models.CharField("zona waktu", max_length=4, default="WIB")
    source = models.CharField("dasar peraturan", max_length=120, blank=True)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        """The name with its kind as spoken there: "Desa Sidomekar", "Kota Salatiga"."""
        if self.level == self.Level.NATION:
            return self.name
        return f"{self.term} {self.name}"

    @property
    def term(self):
        """What this kind of place is called here (Desa, Kelurahan, Nagari, Gampong …).

        A column, not a setting that is looked up: every list prints it on every row.
        """
        return self.spoken_kind or self.CALLED.get(self.kind) or self.get_kind_display()

    @property
    def head_title(self):
        """Title of the village's head: Kepala Desa, Lurah, Wali Nagari …"""
        return self.setting("village_head_title", "")

    @property
    def dotted_code(self):
        """The code as printed: 33.73.04.1001."""
        cuts = [(0, 2), (2, 4), (4, 6), (6, 10)]
        return ".".join(self.code[a:b] for a, b in cuts if self.code[a:b])

    def ancestor(self, level):
        """The region of `level` that contains this one (or itself), None above the nation."""
        width = next(width for width, name in WIDTHS.items() if name == level)
        if len(self.code) < width:
            return None
        if len(self.code) == width:
            return self
        return Region.objects.get(code=self.code[:width])

    def setting(self, key, default=None):
        """The value of a setting here: of this region, else of the nearest one above, else the default by kind."""
        found = dict(_settings(key, ancestor_codes(self.code)))
        if found:
            return found[max(found, key=len)]
        return DEFAULTS.get((key, self.kind), DEFAULTS.get(key, default))

    def own_setting(self, key):
        """A setting of this very place, such as the address of its office; "" where it has none."""
        return RegionSetting.objects.filter(region=self, key=key).values_list("value", flat=True).first() or ""


# What holds where no region says otherwise. A key may be refined by the kind of village.
DEFAULTS = {
    ("village_head_title", "village"): "Kepala Desa",
    ("village_head_title", "urban_village"): "Lurah",
    ("village_head_title", "customary_village"): "Kepala Desa",
    ("decree_title", "village"): "Keputusan Kepala Desa",
    ("decree_title", "urban_village"): "Keputusan Lurah",
    ("decree_title", "customary_village"): "Keputusan Kepala Desa",
    "paper": "F4",
    "social_office_name": "Dinas Sosial",
    "acting_officer_days": "90",
    "stage_stall_days": "60",
    "psks_meeting_months": "3",
    "fcu_meeting_months": "3",
    "directory_stale_months": "12",
    "musrenbang_months": "11-1",  # in which proposals for the Musrenbang of the kecamatan are gathered
    "assessment_months": "6",  # between two rounds of the questions to a plasma family
    "help_phone": "",
    "pairing_load": "5",  # families one pioneer accompanies before the screen warns
    "progress_months": "1",  # how many months one progress report of a pioneer covers
    "expense_approval_from": "500000",  # rupiah from which the coordinator approves what the FCU pays
    "expense_receipt_from": "50000",  # rupiah from which an expense needs the picture of its receipt, or a reason
    "originals_village_days": "30",  # days that original receipts of families may stay in the village
    # To whom the Dinas sends reports on money and original receipts (II.D.1.3(9)).
    "ministry_addressee": "Kementerian Sosial RI c.q. Direktorat Pemberdayaan Keluarga dan Kelembagaan Sosial",
    "stimulus_check_days": "90",  # after the first payment within which the Dinas inspects a family
    "packet_due_days": "31",  # after a semester or year within which the Dinas sends its report on money
    "pioneer_visit_days": "60",  # within which the FCU visits each pioneer, and the TKSK each FCU
}


class RegionSetting(models.Model):
    """A setting of a region and everything below it, until a lower region sets its own."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="settings", verbose_name="wilayah")
    key = models.CharField("pengaturan", max_length=40)
    value = models.CharField("isi", max_length=200)

    class Meta:
        verbose_name = "pengaturan wilayah"
        verbose_name_plural = "pengaturan wilayah"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="one_setting_per_region")]

    def __str__(self):
        return f"{self.key}: {self.value}"


@prepared
def _settings(key, codes):
    return RegionSetting.objects.filter(key=key, region__code__in=codes).values_list("region__code", "value")
