"""The family and its members: the file. What a family is in the trial stands in its participations."""

import re

from django.db import models
from django.db.models import Q
from django.urls import reverse

from families.models.reference import ProblemType, code_key
from fcu_project import dates
from fcu_project.identity import BlindIndexField, IdentityNumberField, masked
from fcu_project.models import BaseRow
from institutions.models import Person, Region, WorkingGroup
from institutions.models.person import fold, name_rule
from institutions.models.region import within
from institutions.reach import ScopedQuerySet, scoped
from institutions.roles import reach_of

UNKNOWN = "-"
TITLE = re.compile(r"^(?:bapak|ibu|pak|bu)\.? +", re.I)  # put before a head's name, no part of it


class Sex(models.TextChoices):
    MALE = "male", "Laki-laki"
    FEMALE = "female", "Perempuan"


class FamilyQuerySet(ScopedQuerySet):
    def own_rows(self, assignment):
        """A pioneer sees the plasma families paired with their own family now."""
        paired = self.model.participations.rel.related_model.objects.filter(
            family=models.OuterRef("pk"),
            companions__paired_until=None,
            companions__pioneer__representative__uid=assignment.actor_uid,
        )
        return models.Q(models.Exists(paired))

    def living(self):
        """Without those archived."""
        return self.filter(archived_on=None)


class Family(BaseRow):
    """A family of the village: first a short record (III.B.5.2(2)), after the FGD the whole file.

    `number` is its number in the village's own list. The head's name stands here too, because the short record has no
    members yet; once there are, it follows the member who is head.
    """

    class Composition(models.TextChoices):
        """The kinds of families the guide names (I.E.3)."""

        COUPLE = "couple", "Suami istri"
        COUPLE_CHILDREN = "couple_children", "Suami istri dan anak"
        FATHER_CHILDREN = "father_children", "Ayah dan anak"
        MOTHER_CHILDREN = "mother_children", "Ibu dan anak"
        KIN = "kin", "Keluarga sedarah sampai derajat ketiga"

    region = models.ForeignKey(Region, models.PROTECT, related_name="families", verbose_name="desa/kelurahan")
    number = models.PositiveIntegerField("nomor urut", editable=False)
    head_name = models.CharField("nama kepala keluarga", max_length=100, validators=[name_rule])
    head_sex = models.CharField("jenis kelamin", max_length=6, choices=Sex)
    search_name = models.CharField(max_length=100, editable=False)
    rt = models.CharField("RT", max_length=3, default=UNKNOWN)
    rw = models.CharField("RW", max_length=3, default=UNKNOWN)
    hamlet = models.CharField("dusun", max_length=60, blank=True)
    address = models.CharField("alamat", max_length=200, blank=True)
    phone = models.CharField("nomor HP/WhatsApp", max_length=15, blank=True)
    phone_owner = models.CharField("HP siapa", max_length=60, blank=True)
    socio_economic = code_key("socio_economic", "status sosial ekonomi", null=True, blank=True)
    occupation = code_key("occupation", "pekerjaan kepala keluarga", null=True, blank=True)
    problems = models.ManyToManyField(ProblemType, blank=True, related_name="families", verbose_name="jenis masalah")
    problem_note = models.TextField("keterangan masalah", max_length=1000, blank=True)
    potential = models.TextField("potensi keluarga", max_length=1000, blank=True)
    welfare_stage = code_key("welfare_stage", "tahapan keluarga sejahtera", null=True, blank=True)
    decile = models.PositiveSmallIntegerField("desil DTSEN", null=True, blank=True)
    decile_as_of = models.DateField("desil per tanggal", null=True, blank=True)
    decile_source = models.CharField("sumber desil", max_length=100, blank=True)
    composition = models.CharField("bentuk keluarga", max_length=16, choices=Composition, blank=True)
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="families", verbose_name="didata oleh pokja"
    )
    interviewer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas pendata"
    )
    recorded_on = models.DateField("tanggal didata")
    confirmed_on = models.DateField("dibenarkan kepala desa pada", null=True, blank=True, editable=False)
    confirmed_by = models.CharField("dibenarkan oleh", max_length=160, blank=True, editable=False)
    archived_on = models.DateField("diarsipkan pada", null=True, blank=True, editable=False)
    archived_reason = models.CharField("alasan diarsipkan", max_length=300, blank=True, editable=False)
    # Two files of one family: this one is read on in the other. No row moves, so its own history stays what it was.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
        verbose_name="digabung ke",
    )  # fmt: skip
    merged_on = models.DateField("digabung pada", null=True, blank=True, editable=False)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="splits",
        verbose_name="pecahan dari",
    )  # fmt: skip
    split_on = models.DateField("pecah KK pada", null=True, blank=True, editable=False)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = "keluarga"
        verbose_name_plural = "keluarga"
        ordering = ["search_name", "id"]
        indexes = [
            models.Index(fields=["region", "search_name", "id"], name="family_search"),
            models.Index(fields=["region", "rw", "rt"], name="family_neighbourhood"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="family_numbered_once"),
            models.CheckConstraint(
                condition=Q(decile=None) | Q(decile__range=(1, 10)), name="decile_from_one_to_ten",
                violation_error_message="Desil adalah angka 1 sampai 10.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(archived_on__isnull=False) & Q(merged_on__isnull=False)),
                name="merged_file_is_archived",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="not_merged_into_itself"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Keluarga {self.called}"

    def save(self, *args, **kwargs):
        self.search_name = fold(self.head_name)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_name"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("families:family", args=[self.uid])

    @property
    def called(self):
        """How a family is spoken of: by its head ("Ibu Sumiyati")."""
        return f"{'Ibu' if self.head_sex == Sex.FEMALE else 'Bapak'} {self.head_name}"

    @property
    def begun(self):
        """How the file began, in words: it was surveyed, or it comes from a file of before."""
        if self.split_from_id:
            return f"Pecah KK dari No. {self.split_from.number} pada {dates.long_date(self.split_on)}"
        return f"Didata {dates.long_date(self.recorded_on)}"

    @property
    def neighbourhood(self):
        """RT 003/RW 002, Krajan; what is not known is left out."""
        parts = [f"{word} {value}" for word, value in (("RT", self.rt), ("RW", self.rw)) if value != UNKNOWN]
        return ", ".join(part for part in ("/".join(parts), self.hamlet) if part)

    def current_members(self):
        """Those who live in the family now, in the order of the card."""
        rows = self.members.filter(left_on=None).select_related("relation", "occupation", "education", "marital")
        return rows.order_by("position", "id")

    def head(self):
        """The member who is head, or None while only the short record is there."""
        return self.members.filter(left_on=None, is_head=True).first()

    def card(self):
        """The family card in force, or None."""
        return self.cards.filter(valid_until=None).first()

    def participation(self):
        """The way that goes on: the open one, or else the latest; None for a family that was never a candidate.

        Of a plasma family on its way to become a pioneer it is that way; what the family is says `standing`.
        """
        return self.participations.order_by(models.F("ended_on").desc(nulls_first=True), "-id").first()

    def standing(self):
        """What the family is: a plasma family that is to become a pioneer is plasma until it is designated."""
        return self.participations.as_they_stand().first()


class FamilyCard(BaseRow):
    """A family card (KK) the family has or had. Its number changes when the head dies, a couple parts or moves."""

    class Reason(models.TextChoices):
        """Why a new card was issued (domain: changes of the family card)."""

        FIRST = "first", "Kartu pertama yang dicatat"
        HEAD_DIED = "head_died", "Kepala keluarga meninggal"
        PARTED = "parted", "Cerai atau pecah KK"
        MOVED = "moved", "Pindah alamat atau datang"
        MEMBERS = "members", "Anggota bertambah atau berkurang"
        REISSUED = "reissued", "Hilang, rusak, atau salah cetak"

    family = models.ForeignKey(Family, models.CASCADE, related_name="cards", verbose_name="keluarga")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    number = IdentityNumberField("nomor Kartu Keluarga (KK)")
    number_index = BlindIndexField(of="number", db_index=True)
    valid_from = models.DateField("dicatat sejak")
    valid_until = models.DateField("sampai", null=True, blank=True)
    reason = models.CharField("sebab kartu baru", max_length=10, choices=Reason, default=Reason.FIRST)

    objects = scoped()

    class Meta:
        verbose_name = "kartu keluarga"
        verbose_name_plural = "kartu keluarga"
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["family"], condition=Q(valid_until=None), name="one_card_at_a_time"),
        ]

    def __str__(self):
        return f"KK {masked(self.number)}"

    @property
    def only_recorded(self):
        """Whether its day is only that on which it was typed: of the first card on file nobody asks when it came."""
        return self.reason == self.Reason.FIRST or not self.family.cards.filter(pk__lt=self.pk).exists()


class FamilyMember(BaseRow):
    """One person of the family card, in its order and with its columns (domain: data printed on a KK)."""

    class Left(models.TextChoices):
        DIED = "died", "Meninggal"
        MOVED = "moved", "Pindah"
        OWN_FAMILY = "own_family", "Membentuk keluarga sendiri"
        MISTAKE = "mistake", "Salah catat"

    class Joined(models.TextChoices):
        RECORDED = "recorded", "Sudah ada saat didata"
        BORN = "born", "Lahir"
        MARRIED = "married", "Menikah"
        MOVED_IN = "moved_in", "Datang atau kembali"
        OWN_FAMILY = "own_family", "Membentuk keluarga sendiri"

    class NoNumber(models.TextChoices):
        NEVER_RECORDED = "never_recorded", "Belum pernah rekam/terdaftar"
        CARD_LOST = "card_lost", "Kartu hilang, nomor tidak diingat"
        NEWBORN = "newborn", "Bayi, akta belum jadi"
        NOT_SHOWN = "not_shown", "Keluarga belum bersedia menunjukkan"

    family = models.ForeignKey(Family, models.CASCADE, related_name="members", verbose_name="keluarga")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False)
    position = models.PositiveSmallIntegerField("nomor urut", editable=False)
    name = models.CharField("nama lengkap sesuai KK", max_length=100, validators=[name_rule])
    search_name = models.CharField(max_length=100, editable=False)
    nik = IdentityNumberField("NIK")
    nik_index = BlindIndexField(of="nik", db_index=True)
    no_nik = models.CharField("belum ada NIK karena", max_length=16, choices=NoNumber, blank=True)
    sex = models.CharField("jenis kelamin", max_length=6, choices=Sex)
    birth_place = models.CharField("tempat lahir", max_length=60, blank=True)
    birth_date = models.DateField("tanggal lahir")
    birth_estimated = models.BooleanField("tanggal perkiraan, hanya tahun yang diketahui", default=False)
    religion = code_key("religion", "agama")
    education = code_key("education", "pendidikan")
    occupation = code_key("occupation", "pekerjaan")
    marital = code_key("marital", "status perkawinan")
    relation = code_key("relation", "hubungan dengan kepala keluarga")
    is_head = models.BooleanField(default=False, editable=False)
    nationality = code_key("nationality", "kewarganegaraan")
    immigration_document = models.CharField("nomor paspor/KITAS", max_length=40, blank=True)
    father_name = models.CharField("nama ayah", max_length=100, blank=True)
    mother_name = models.CharField("nama ibu", max_length=100, blank=True)
    disability = code_key("disability", "disabilitas", null=True, blank=True)
    insurance = code_key("insurance", "jaminan kesehatan", null=True, blank=True)
    joined_on = models.DateField("dicatat sejak")
    joined_reason = models.CharField("sebab masuk", max_length=10, choices=Joined, default=Joined.RECORDED)
    # The row of the same person in the family they come from, after a split or a move to another village.
    came_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="went_on_as",
        verbose_name="dahulu tercatat sebagai",
    )  # fmt: skip
    left_on = models.DateField("keluar pada", null=True, blank=True, editable=False)
    left_reason = models.CharField("sebab keluar", max_length=10, choices=Left, blank=True, editable=False)

    objects = scoped()

    class Meta:
        verbose_name = "anggota keluarga"
        verbose_name_plural = "anggota keluarga"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(is_head=True, left_on=None), name="one_head_per_family",
                violation_error_message="Keluarga ini sudah punya kepala keluarga.",
            ),
            models.UniqueConstraint(
                fields=["region", "nik_index"], condition=Q(left_on=None), name="nik_once_per_village",
                violation_error_message="NIK ini sudah dipakai di desa/kelurahan ini.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("birth_date")), name="leaves_after_birth",
                violation_error_message="Tanggal keluar tidak boleh mendahului tanggal lahir.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_name = fold(self.name)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_name"}
        super().save(*args, **kwargs)

    @property
    def left_words(self):
        """How and when somebody left: "meninggal, 3 Mei 2026"."""
        return f"{self.get_left_reason_display().lower()}, {dates.long_date(self.left_on)}"

    def age_on(self, day):
        """Completed years on `day`."""
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


class FamilyMoveQuerySet(ScopedQuerySet):
    """A move concerns two villages: both see that there is one, neither the other's file."""

    scope = "origin__code"

    def visible_to(self, assignment):
        if assignment is None or reach_of(assignment.role, self.model._meta.label_lower) != "rows":
            return self.none()
        here, there = within(assignment.territory, "origin__code"), within(assignment.territory, "destination__code")
        return self.filter(here | there)


class FamilyMove(BaseRow):
    """A family moves to another village. The old file is closed and stays; the new village begins its own file from
    the identity part, and only if the family agreed that it is passed on."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", "Menunggu jawaban tujuan"
        ARRIVED = "arrived", "Sudah dicatat di tujuan"
        NOT_FOUND = "not_found", "Tidak ditemukan di tujuan"
        CANCELLED = "cancelled", "Dibatalkan"

    family = models.ForeignKey(Family, models.PROTECT, related_name="moves", verbose_name="keluarga")
    origin = models.ForeignKey(
        Region, models.PROTECT, related_name="departures", editable=False, verbose_name="desa/kelurahan asal"
    )
    destination = models.ForeignKey(
        Region, models.PROTECT, related_name="arrivals", verbose_name="desa/kelurahan tujuan"
    )
    moved_on = models.DateField("pindah pada")
    reason = models.CharField("alasan pindah", max_length=300)
    passes_on = models.BooleanField("keluarga setuju data identitasnya diteruskan", default=False)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.ANNOUNCED, editable=False)
    answered_on = models.DateField("dijawab pada", null=True, blank=True, editable=False)
    answer = models.CharField("jawaban", max_length=300, blank=True, editable=False)
    arrived_as = models.OneToOneField(
        Family, models.PROTECT, null=True, blank=True, editable=False, related_name="arrival",
        verbose_name="dicatat sebagai",
    )  # fmt: skip
    recorded_by = models.CharField("dicatat oleh", max_length=160, editable=False)

    objects = FamilyMoveQuerySet.as_manager()

    class Meta:
        verbose_name = "pindah desa"
        verbose_name_plural = "pindah desa"
        ordering = ["-moved_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(state="announced"), name="one_move_at_a_time",
                violation_error_message="Kepindahan keluarga ini sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=models.F("destination")), name="moves_to_another_village",
                violation_error_message="Tujuan sama dengan tempat asal.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.origin} ke {self.destination}"


class DistinctFamilies(BaseRow):
    """Two families that look like one and were found to be two: they are not offered as doubles again."""

    first = models.ForeignKey(Family, models.CASCADE, related_name="+", verbose_name="keluarga")
    second = models.ForeignKey(Family, models.CASCADE, related_name="+", verbose_name="keluarga lain")
    recorded_by = models.CharField("diperiksa oleh", max_length=160, editable=False)

    objects = scoped(scope="first__region__code")

    class Meta:
        verbose_name = "dua keluarga berbeda"
        verbose_name_plural = "dua keluarga berbeda"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="told_apart_once")]

    def __str__(self):
        return f"{self.first} dan {self.second}"
