"""Whose money it is, and what it may go to: the tables of the cash book and of the stimulus to families.

Three purses are never mixed (II.D.1.3(3–5), III.B.4): the cash of the FCU with earmarked aid inside it, the stimulus
in the account of a family, and the budgets of offices.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from fcu_project.forms import MOST_RUPIAH
from institutions.plans import Source
from institutions.roles import NATION, PROVINCE, REGENCY

PAYABLE = [MinValueValidator(1), MaxValueValidator(MOST_RUPIAH)]  # what one payment may come to, in rupiah


def inline(label):
    """A label inside a sentence; abbreviations keep their capitals: "CSR atau dunia usaha", "media informasi"."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


class Spending(models.TextChoices):
    """What the FCU's money goes to: the seven kinds of service, and what makes them possible (III.B.4, III.B.5.6)."""

    INFORMATION = "information", "Media informasi"
    COUNSELLING = "counselling", "Bimbingan dan konsultasi"
    ECONOMY = "economy", "Bimbingan usaha dan penguatan ekonomi"
    REFERRAL = "referral", "Rujukan"
    PARTNERSHIP = "partnership", "Kemitraan"
    VALUES = "values", "Pembudayaan nilai"
    ADVOCACY = "advocacy", "Advokasi kebijakan lokal"
    MENTORING = "mentoring", "Pendampingan keluarga"
    BRIEFING = "briefing", "Pembekalan dan bimbingan pionir"
    OFFICE = "office", "Sekretariat dan rapat pelayanan"
    GIVEN_BACK = "given_back", "Pengembalian sisa bantuan"


# What a meeting agrees shares for; giving aid back to its giver is nobody's share.
SHARED = tuple(kind for kind in Spending if kind != Spending.GIVEN_BACK)

# The codes of the book: 4 money in by source, 5 money out by category.
SOURCE_CODES = {source: f"4.{number}" for number, source in enumerate(Source, 1)}
SPENDING_CODES = {kind: f"5.{number:02d}" for number, kind in enumerate(Spending, 1)}

# A giver who is no government and no villager must ask nothing in return ("tidak mengikat", III.B.4).
MUST_NOT_BIND = (Source.BUSINESS, Source.DONATION)
GOVERNMENT = (Source.NATION, Source.PROVINCE, Source.REGENCY, Source.VILLAGE)

# Whose money an office sets aside: the ministry that of APBN (III.B.6.1(2)); the province its own, and APBN that passes
# through it (II.D.1.2(1), III.B.6.2(3)); the kabupaten its own, and APBN that passes through it (III.B.6.3(3)).
BUDGET_SOURCES = {
    NATION: (Source.NATION,),
    PROVINCE: (Source.PROVINCE, Source.NATION),
    REGENCY: (Source.REGENCY, Source.NATION),
}

# The four lines of the quarterly report, and the sources each adds up.
REPORT_LINES = {
    "income_self_help": (Source.SELF_HELP,),
    "income_csr": (Source.BUSINESS,),
    "income_government": GOVERNMENT,
    "income_donation": (Source.DONATION,),
}

STAMP_DUTY_ABOVE = 5_000_000  # rupiah: above it a paper about money bears a stamp of Rp10.000 (UU 10/2020)


class Party(models.TextChoices):
    """Who holds an original receipt (II.D.1.3(8–9))."""

    FAMILY = "family", "Keluarga"
    FCU = "fcu", "FCU (pengantar)"
    OFFICE = "office", "Dinas Sosial"
    MINISTRY = "ministry", "Kementerian Sosial"


# The road of an original: from whom to whom it may go. The FCU is a courier at most; the Dinas gives back what has to
# be mended.
ROADS = {
    Party.FAMILY: (Party.FCU, Party.OFFICE),
    Party.FCU: (Party.OFFICE, Party.FAMILY),
    Party.OFFICE: (Party.MINISTRY, Party.FAMILY),
    Party.MINISTRY: (),
}
