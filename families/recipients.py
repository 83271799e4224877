"""Candidate recipients of empowerment (II.D.1.3(1)): how many, and whether the proposal names the same number."""

from dataclasses import dataclass

from django.db.models import Count, Q

from families.models import Family, Participation, Recipient
from institutions.models import PilotSite
from institutions.roles import VILLAGE

State = Recipient.State
COUNTED = ("collected", "prepared", "dropped")
# A state as every place may say it, whatever its village and its kabupaten or kota are called.
WORDS = {
    State.COLLECTED: "Menunggu Dinas Sosial", State.PREPARED: "Disiapkan Dinas Sosial",
    State.DROPPED: "Tidak dilanjutkan",
}  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """How the list of one proposal stands: `named` is the number its paper tells, `listed` who was not dropped."""

    named: int
    collected: int
    prepared: int
    dropped: int

    @property
    def listed(self):
        return self.collected + self.prepared

    @property
    def difference(self):
        """Where the number of the proposal and its list part ways, in words; "" where they agree."""
        if self.listed == self.named:
            return ""
        told = f"Usulan menyebut {self.named} keluarga, daftar berisi {self.listed}"
        if self.listed < self.named:
            return f"{told}: kurang {self.named - self.listed}."
        return f"{told}: lebih {self.listed - self.named}."


def with_tally(sites):
    """Proposals with how many recipients stand on their lists, by state: numbers only, nobody's name."""
    counts = {name: Count("recipients", filter=Q(recipients__state=name)) for name in COUNTED}
    return sites.annotate(**counts)


def tally_of(site):
    """The tally of a proposal, read with it (`with_tally`) or now."""
    if not hasattr(site, "prepared"):
        site = with_tally(PilotSite.objects.filter(pk=site.pk)).get()
    return Tally(site.candidates, *(getattr(site, name) for name in COUNTED))


def is_live(site):
    """Whether its list may still be written: the proposal is not over."""
    return site.stage not in PilotSite.OVER


def may_collect(site, by):
    """Whether this actor writes the list: the village itself, while the proposal is not over."""
    own = by.level == VILLAGE and site.region_id == by.region_id
    return own and is_live(site) and by.has_perm("families.add_recipient")


def told_difference(site, by, tally):
    """The difference, and what this reader can do about it: only who writes the list is told to."""
    if not tally.difference or not may_collect(site, by):
        return tally.difference
    if site.stage != PilotSite.Stage.DRAFT:
        return f"{tally.difference} Angka di usulan tidak bisa diubah lagi; daftar ini yang berlaku."
    mend = "Lengkapi daftar" if tally.listed < tally.named else "Kurangi daftar"
    number = ", atau perbaiki angka di usulan" if by.has_perm("institutions.change_pilotsite") else ""
    return f"{tally.difference} {mend}{number}."


def may_settle(site, by):
    """Whether this actor prepares the list: the Dinas of the kabupaten, while the proposal is not over."""
    return is_live(site) and by.has_perm("families.settle_recipient") and site.region.code.startswith(by.territory)


def may_be_collected(site):
    """Families of the village on their way that do not stand on this list yet."""
    lives = Participation.objects.filter(family__region=site.region).open()
    rows = Family.objects.filter(region=site.region, participations__in=lives).living().distinct()
    return rows.exclude(recipient_rows__site=site).order_by("number")
