"""People, their accounts, and the assignments that give rights."""

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

from fcu_project.models import BaseRow
from institutions.models.region import Region
from institutions.reach import scoped
from institutions.roles import ROLES

name_rule = RegexValidator(
    r"^[^\W\d_][\w\u0300-\u036f.,'’ ()/-]*\Z",
    "Nama hanya berisi huruf, spasi, titik, koma, tanda petik, dan tanda hubung.",
)


# Titles and words of birth or rank that stand before the name one is called by.
BEFORE_NAMES = frozenset(
    "i ni si lalu baiq lale raden rr ra ida ayu made wayan nyoman ketut gede putu kadek komang siti h hj haji hajah "
    "tgh kh ust andi daeng teuku cut tengku anak agung gusti ibu bapak pak bu".split()
)


def fold(text):
    """A name as it is searched: lower case, without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


class Person(BaseRow):
    """Everyone who attends, signs, holds an office or logs in. No NIK: that belongs to family members only."""

    class Sex(models.TextChoices):
        MALE = "male", "Laki-laki"
        FEMALE = "female", "Perempuan"

    name = models.CharField("nama lengkap", max_length=100, validators=[name_rule])
    title = models.CharField("sapaan", max_length=20, blank=True, help_text="Bapak, Ibu, Bu Bidan …")
    sex = models.CharField("jenis kelamin", max_length=6, choices=Sex)
    phone = models.CharField("nomor HP/WhatsApp", max_length=15, blank=True)
    position = models.CharField("jabatan", max_length=100, blank=True, help_text="Contoh: Ketua PKK, Kaur Kesra.")
    region = models.ForeignKey(Region, models.PROTECT, related_name="people", verbose_name="wilayah")
    search_name = models.CharField(max_length=100, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "orang"
        verbose_name_plural = "orang"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["region", "search_name"], name="person_search")]

    def __str__(self):
        return f"{self.name} ({self.position})" if self.position else self.name

    def save(self, *args, **kwargs):
        self.search_name = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def sex_letter(self):
        return "P" if self.sex == self.Sex.FEMALE else "L"

    @property
    def greeting_name(self):
        """The short name for a greeting: "Bu Sri"."""
        words = [word for word in self.name.split() if not word.endswith(".")]
        while len(words) > 1 and words[0].lower() in BEFORE_NAMES:
            words.pop(0)
        first = (words or [self.name])[0].rstrip(",")
        return f"{self.title or ('Bu' if self.sex == self.Sex.FEMALE else 'Pak')} {first}"


class UserManager(BaseUserManager):
    def create_user(self, username, password, person):
        """An account for a person. There is no superuser: rights come from assignments only."""
        user = self.model(username=self.model.normalize_username(username), person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user


class UserQuerySet(models.QuerySet):
    def visible_to(self, assignment):
        return self if assignment is not None and assignment.role == "administrator" else self.none()


class User(AbstractBaseUser):
    """A person's account. It carries no right of its own."""

    username = models.CharField("nama pengguna", max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user", verbose_name="orang")
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField("harus ganti kata sandi", default=False)

    objects = UserManager.from_queryset(UserQuerySet)()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"

    assignment = None  # the assignment chosen for this session, set by the middleware at every request

    def __str__(self):
        return self.username

    @property
    def is_staff(self):
        return self.assignment is not None and ROLES[self.assignment.role].uses_admin

    def has_perm(self, perm, obj=None):
        return self.is_active and self.assignment is not None and self.assignment.has_perm(perm)

    def has_perms(self, perms, obj=None):
        return all(self.has_perm(perm) for perm in perms)

    def has_module_perms(self, app_label):
        return self.assignment is not None and any(
            perm.startswith(f"{app_label}.") for perm in ROLES[self.assignment.role].permissions
        )

    def get_full_name(self):
        return self.person.name
