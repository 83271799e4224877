"""The annual work plan: who writes whose, in which meetings it is agreed, what a quarter of its year is (II.F.6).

The FCU and the PSKS team are two bodies; each has a plan of its own.
"""

from datetime import date

from django.db import models

from institutions.meetings import Kind

FIRST_YEAR, LAST_YEAR = 2010, 2100
NEXT_YEAR_FROM = 11  # the month from which the plan of the next year is asked for
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
QUARTERS = (1, 2, 3, 4)

# Who writes the plan of the FCU, and who that of the PSKS team, whose Ketua has no account.
FCU_WRITERS = ("coordinator", "secretary")
FCU_FUNDS = (*FCU_WRITERS, "treasurer")
TEAM_WRITERS = ("psks_team", "village_operator", "psm_facilitator")

# The meetings of each body that decide and whose matter may be the plan.
FCU_MEETINGS = (Kind.ROUTINE, Kind.FORMATION)
TEAM_MEETINGS = (Kind.PSKS_ROUTINE, Kind.TEAM_FORMATION)


class Work(models.TextChoices):
    """The seven kinds of service (III.A.4.2, III.B.5.6), and what else a body does."""

    INFORMATION = "information", "Media informasi"
    COUNSELLING = "counselling", "Bimbingan dan konsultasi"
    ECONOMY = "economy", "Bimbingan usaha dan penguatan ekonomi"
    REFERRAL = "referral", "Rujukan"
    PARTNERSHIP = "partnership", "Kemitraan"
    VALUES = "values", "Pembudayaan nilai"
    ADVOCACY = "advocacy", "Advokasi kebijakan lokal"
    OTHER = "other", "Tugas lain"


class Source(models.TextChoices):
    """Where money comes from (III.B.4)."""

    SELF_HELP = "self_help", "Swadaya masyarakat"
    BUSINESS = "business", "CSR atau dunia usaha"
    NATION = "nation", "Bantuan pemerintah: APBN"
    PROVINCE = "province", "Bantuan pemerintah: APBD provinsi"
    REGENCY = "regency", "Bantuan pemerintah: APBD kabupaten/kota"
    VILLAGE = "village", "Bantuan pemerintah: APBDes"
    DONATION = "donation", "Donasi yang tidak mengikat"


class Tool(models.TextChoices):
    """Simple means of planning together (PRA) that need paper, chalk and people only."""

    MAP = "map", "Peta desa/kelurahan"
    WALK = "walk", "Penelusuran wilayah (transek)"
    SEASONS = "seasons", "Kalender musim"
    BODIES = "bodies", "Bagan lembaga"
    TREE = "tree", "Pohon masalah"
    RANKING = "ranking", "Peringkat masalah"
    HISTORY = "history", "Alur sejarah"
    TALK = "talk", "Wawancara dan diskusi kelompok"


def quarter_days(year, quarter):
    """(first, last) day of a quarter."""
    first = 3 * quarter - 2
    last = 31 if quarter in (1, 4) else 30
    return date(year, first, 1), date(year, first + 2, last)


def months_of(quarter):
    return range(3 * quarter - 2, 3 * quarter + 1)


def months_in_words(months):
    """The months of a plan's row, in few words: "Jan–Mar, Jul"; "sepanjang tahun" for all twelve."""
    told = sorted(set(months))
    if len(told) == 12:
        return "Sepanjang tahun"
    runs = []
    for month in told:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    names = SHORT_MONTHS
    return ", ".join(
        names[run[0] - 1] if len(run) == 1 else f"{names[run[0] - 1]}–{names[run[-1] - 1]}" for run in runs
    )


def years_due(today):
    """The years for which a body at work should have a plan: this one, and from November the next."""
    return (today.year, today.year + 1) if today.month >= NEXT_YEAR_FROM else (today.year,)


def writes_for_fcu(role):
    return role in FCU_WRITERS


def writes_for_team(role):
    return role in TEAM_WRITERS


def may_write(plan, by):
    """Whether `by` writes this plan: an officer of the FCU the FCU's, the team or the village office the team's."""
    roles = FCU_WRITERS if plan.unit_id else TEAM_WRITERS
    return plan.region_id == by.region_id and by.role in roles


def may_change_funds(plan, by):
    """Writers, and for the FCU its treasurer (III.B.2.3(3))."""
    roles = FCU_FUNDS if plan.unit_id else TEAM_WRITERS
    return plan.region_id == by.region_id and by.role in roles
