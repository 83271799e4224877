"""Where a village lies on the map: its point, its boundary, the points of its RT and RW."""

from django.db import models
from django.db.models import Q

from fcu_project.models import BaseRow
from institutions.models.region import Region
from institutions.reach import scoped


def whole_point(name):
    """A point has both latitude and longitude, in degrees."""
    return models.CheckConstraint(
        condition=Q(latitude=None, longitude=None)
        | Q(latitude__isnull=False, longitude__isnull=False, latitude__gte=-90, latitude__lte=90,
            longitude__gte=-180, longitude__lte=180),
        name=name,
        violation_error_message="Titik peta memerlukan lintang dan bujur.",
    )  # fmt: skip


class RegionPlace(BaseRow):
    """The point of a village in degrees, and the outline somebody uploaded (GeoJSON, WGS 84), with its source."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="place", verbose_name="desa/kelurahan")
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=8, decimal_places=5, null=True, blank=True)
    boundary = models.JSONField("batas wilayah", null=True, blank=True, editable=False)
    source = models.CharField("sumber", max_length=160, blank=True)

    objects = scoped()

    class Meta:
        verbose_name = "letak wilayah"
        verbose_name_plural = "letak wilayah"
        constraints = [whole_point("place_point_is_whole")]

    def __str__(self):
        return f"Letak {self.region}"

    @classmethod
    def of(cls, region):
        """The row of this village; not saved yet where nobody has placed it."""
        return cls.objects.filter(region=region).select_related("region").first() or cls(region=region)

    @property
    def boundary_source(self):
        """Where the outline comes from, as told by who uploaded it."""
        return self.boundary.get("source", "") if self.boundary else ""

    @property
    def middle(self):
        """A point that the village certainly lies near: its own, else the middle of its outline; None for neither."""
        if self.latitude is not None:
            return float(self.latitude), float(self.longitude)
        if not self.boundary:
            return None
        points = [point for polygon in self.boundary["coordinates"] for point in polygon[0]]
        return tuple(sum(point[axis] for point in points) / len(points) for axis in (1, 0))


class NeighbourhoodPoint(BaseRow):
    """Where an RT (or a whole RW) lies, so that the map can show how many families live there, never which."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="neighbourhood_points", verbose_name="desa/kelurahan"
    )
    rw = models.CharField("RW", max_length=3)
    rt = models.CharField("RT", max_length=3, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=5)
    longitude = models.DecimalField("bujur", max_digits=8, decimal_places=5)

    objects = scoped()

    class Meta:
        verbose_name = "titik RT/RW"
        verbose_name_plural = "titik RT/RW"
        ordering = ["rw", "rt", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "rw", "rt"], name="neighbourhood_point_once",
                violation_error_message="RT/RW ini sudah punya titik.",
            ),
            whole_point("neighbourhood_point_is_whole"),
        ]  # fmt: skip

    def __str__(self):
        return f"RT {self.rt} RW {self.rw}" if self.rt else f"RW {self.rw}"
