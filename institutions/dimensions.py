"""The sides of family life in which a need or a problem shows (II.E): needs are many-sided."""

from django.db import models


class Dimension(models.TextChoices):
    SOCIAL = "social", "Sosial"
    PSYCHOLOGICAL = "psychological", "Psikologis"
    ECONOMIC = "economic", "Ekonomi"
    CULTURAL = "cultural", "Kultural"
    SPIRITUAL = "spiritual", "Spiritual"
