"""Where each original receipt is, and was on any day; by which ways it goes, and who signs for it (II.D.1.3(8–9)).

The road of an original is its handovers: on the way from the day it was sent until the day it arrived, was missed or
the handover was cancelled; then with whoever received it, or again with whoever gave it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from fcu_project import dates
from institutions.documents.letterhead import office_name_of
from institutions.models import Assignment, Region
from institutions.roles import NATION, REGENCY, VILLAGE
from reporting.models import HandedReceipt, ReceiptHandover, StimulusReceipt
from reporting.money.purses import Party

LONG_WITH_VILLAGE = "originals_village_days"  # setting: days after which the village should have brought them
LONG_ON_THE_WAY = 14  # days after which somebody should ask where they are
# Who is a colleague of whom: the roles that receive for a party, and where they work.
RECEIVERS = {
    Party.FAMILY: ("secretary", "treasurer"),
    Party.FCU: ("secretary", "treasurer"),
    Party.OFFICE: ("regency_funds",),
    Party.MINISTRY: ("ministry",),
}
RECEIVED_AT = {Party.FAMILY: VILLAGE, Party.FCU: VILLAGE, Party.OFFICE: REGENCY, Party.MINISTRY: NATION}


@dataclass(frozen=True)
class Way:
    """One stretch of the road, as an office records it. `at_once`: giver and receiver sit at one table."""

    giver: Party
    receiver: Party
    label: str
    hint: str
    at_once: bool = False

    @property
    def code(self):
        return f"{self.giver}-{self.receiver}"

    @property
    def of_one_village(self):
        """Whether the receipts must be of one village: the giver or the receiver lives there."""
        return self.giver in IN_VILLAGE or self.receiver in IN_VILLAGE


IN_VILLAGE = (Party.FAMILY, Party.FCU)
# Which stretches the offices of a level record (each stands in purses.ROADS).
WAYS = {
    VILLAGE: (
        Way(Party.FAMILY, Party.FCU, "Keluarga menitipkan kepada FCU",
            "FCU hanya pengantar. Keluarga menerima tanda terima.", at_once=True),
        Way(Party.FCU, Party.OFFICE, "FCU mengantar ke Dinas Sosial",
            "Dengan surat pengantar dan daftar kuitansi. Dinas mencatat yang sampai."),
        Way(Party.FAMILY, Party.OFFICE, "Keluarga mengantar sendiri ke Dinas Sosial",
            "Surat pengantarnya dibawa keluarga. Dinas mencatat yang sampai."),
        Way(Party.FCU, Party.FAMILY, "FCU mengembalikan kepada keluarga",
            "Misalnya kuitansi yang harus diperbaiki di toko.", at_once=True),
    ),
    REGENCY: (
        Way(Party.OFFICE, Party.MINISTRY, "Diteruskan ke Kementerian Sosial",
            "Per semester dan akhir tahun, bersama laporan realisasi."),
        Way(Party.OFFICE, Party.FAMILY, "Dikembalikan kepada keluarga untuk diperbaiki",
            "Desa/kelurahan mencatat bila sudah diterima keluarga."),
        Way(Party.FAMILY, Party.OFFICE, "Keluarga menyerahkan langsung di kantor Dinas",
            "Tercatat sebagai diterima pada hari itu.", at_once=True),
    ),
}  # fmt: skip


def way_of(by, code):
    """The stretch with this code that an office of this level records; None for any other."""
    return next((way for way in WAYS.get(by.level, ()) if way.code == code), None)


# --- where an original is ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Place:
    """Who holds an original since when; with `to`, from whom it is on the way to whom."""

    party: str
    since: date
    to: str = ""

    @property
    def words(self):
        return f"Dalam perjalanan ke {short_name(self.to)}" if self.to else short_name(self.party)

    @property
    def badge(self):
        """The same where nothing beside it says that the original is meant: "Asli di FCU"."""
        return f"Asli dalam perjalanan ke {short_name(self.to)}" if self.to else f"Asli di {self.words}"


def short_name(party):
    """A party in few words: "FCU", "Kementerian Sosial"."""
    return "FCU" if party == Party.FCU else Party(party).label


def with_road(receipts):
    """Receipts with their handovers, so that `where_on` of many asks the database once."""
    rows = HandedReceipt.objects.select_related("handover").order_by("handover__sent_on", "id")
    return receipts.prefetch_related(Prefetch("handed", rows, to_attr="road"))


def road_of(receipt):
    """Its rows in handovers, the first first."""
    if not hasattr(receipt, "road"):
        receipt.road = list(receipt.handed.select_related("handover").order_by("handover__sent_on", "id"))
    return receipt.road


def ended_on(handover):
    """The day on which it was received or cancelled; None while it is on the way."""
    return handover.received_on or handover.cancelled_on


def where_on(receipt, day):
    """The place of an original at the end of `day`; None before it was written or after it was taken back."""
    if day < receipt.dated_on or (receipt.withdrawn_on and receipt.withdrawn_on <= day):
        return None
    place = Place(Party.FAMILY, receipt.dated_on)
    for row in road_of(receipt):
        handover = row.handover
        if handover.sent_on > day:
            break
        ended = ended_on(handover)
        if ended is None or ended > day:
            return Place(handover.giver, handover.sent_on, to=handover.receiver)
        if row.arrived:
            place = Place(handover.receiver, ended)
    return place


def free_since(receipt):
    """The first day on which it may be handed on: when it was written, arrived, or turned out not to have arrived."""
    return max([receipt.dated_on, *filter(None, (ended_on(row.handover) for row in road_of(receipt)))])


def with_place(receipts):
    """Receipts with `going_to` ("" when at rest), `gone_on` and `held_since`, for lists of what is where now."""
    handed = HandedReceipt.objects.filter(receipt=OuterRef("pk"))
    going = handed.filter(arrived=None).order_by("-id")
    came = handed.filter(arrived=True).order_by("-handover__received_on", "-id")
    return receipts.annotate(
        going_to=Subquery(going.values("handover__receiver")[:1]),
        gone_on=Subquery(going.values("handover__sent_on")[:1]),
        held_since=Coalesce(Subquery(came.values("handover__received_on")[:1]), F("dated_on")),
    )


def place_now(receipt):
    """The place of a receipt that was read by `with_place`."""
    if receipt.going_to:
        return Place(receipt.holder, receipt.gone_on, to=receipt.going_to)
    return Place(receipt.holder, receipt.held_since)


def at_rest(receipts):
    """Those that are on no way now."""
    return receipts.exclude(pk__in=HandedReceipt.objects.filter(arrived=None).values("receipt"))


def may_be_handed(way, by):
    """Receipts that this office may send on this way: standing, with the giver, of the own territory."""
    rows = StimulusReceipt.objects.visible_to(by).standing().filter(holder=way.giver)
    return at_rest(rows).with_facts().order_by("region__code", "disbursement__grant__family__search_name", "id")


# --- who receives --------------------------------------------------------------------------------------------------
def village_of(handover):
    """The village whose receipts a handover to a family holds."""
    row = handover.rows.select_related("receipt__region__parent").first()
    return row.receipt.region if row else handover.region


def place_of_receiver(handover):
    """Where whoever receives it works."""
    if handover.receiver == Party.MINISTRY:
        return handover.region.ancestor(Region.Level.NATION)
    if handover.receiver == Party.OFFICE:
        return handover.region.ancestor(Region.Level.REGENCY)
    return village_of(handover) if handover.giver == Party.OFFICE else handover.region


def receiver_name(handover):
    """The receiver as a letter names it: "Dinas Sosial Kabupaten Sukaraya"."""
    if handover.receiver in IN_VILLAGE:
        return f"{short_name(handover.receiver)}, {place_of_receiver(handover)}"
    return office_name_of(place_of_receiver(handover))


def is_for(handover, by):
    """Whether a handover within reach goes to this office; asks the database nothing, so that a list may ask it."""
    if not by.has_perm("reporting.receive_receipts") or by.level != RECEIVED_AT[handover.receiver]:
        return False
    return handover.receiver != Party.OFFICE or handover.region.code.startswith(by.territory)


def may_receive(handover, by):
    """Whether this office is the one that signs for it."""
    if not is_for(handover, by):
        return False
    return handover.receiver not in IN_VILLAGE or place_of_receiver(handover).pk == by.region_id


def is_givers(handover, by):
    """Whether this is the office that recorded the handover."""
    return handover.region_id == by.region_id and by.has_perm("reporting.add_receipthandover")


def account_of_receiver(handover, today):
    """Who can record it for the receiver in this application; None where nobody there has an account."""
    rows = Assignment.objects.active_on(today).select_related("person", "region")
    rows = rows.filter(role__in=RECEIVERS[Party(handover.receiver)], region=place_of_receiver(handover))
    return rows.filter(person__user__is_active=True).order_by("id").first()


def closed_to_paper(handover, today):
    """Why the giver's office can't record the receipt from the signed list, in words; or ""."""
    someone = account_of_receiver(handover, today)
    if someone is None:
        return ""
    return (
        f"{receiver_name(handover)} punya akun di aplikasi ini ({someone.person.name}), jadi penerimaannya dicatat di "
        "sana. Mintalah penerima membuka daftar kuitansi asli."
    )


# --- what is missing -----------------------------------------------------------------------------------------------
def patience(region):
    """Days that originals may stay in the village, as set for the place or above it."""
    return int(region.setting(LONG_WITH_VILLAGE))


def lingering(receipts, today, most):
    """Originals that are too long where they are: in the village, `most` days, or on the way. Read by `with_place`."""
    resting = Q(going_to=None, holder__in=IN_VILLAGE, held_since__lte=dates_before(today, most))
    return receipts.filter(resting | Q(gone_on__lte=dates_before(today, LONG_ON_THE_WAY)))


def dates_before(day, days):
    return date.fromordinal(day.toordinal() - days)


def days_there(receipt, today):
    """Days since an original came to where it is, or went on its way."""
    return (today - place_now(receipt).since).days


def is_long(receipt, today, most):
    """Whether `lingering` would name it."""
    days = days_there(receipt, today)
    if receipt.going_to:
        return days >= LONG_ON_THE_WAY
    return receipt.holder in IN_VILLAGE and days >= most


def open_handovers(by):
    """Handovers within reach that are still on the way."""
    return ReceiptHandover.objects.visible_to(by).filter(received_on=None, cancelled_on=None)


def events_of(receipt, today):
    """The road of an original for its page, newest first: [{when, title, text, by}]."""
    events = [{"when": dates.short_date(receipt.dated_on), "title": "Belanja; kuitansi asli ada di keluarga",
               "text": receipt.seller, "by": f"Dicatat oleh {receipt.recorded_by}"}]  # fmt: skip
    for row in road_of(receipt):
        events += _events(row)
    if receipt.withdrawn_on:
        events.append({"when": dates.short_date(receipt.withdrawn_on), "title": "Kuitansi dibatalkan",
                       "text": receipt.withdrawn_reason})  # fmt: skip
    return events[::-1]


def _events(row):
    handover = row.handover
    giver, receiver = short_name(handover.giver), short_name(handover.receiver)
    letter = f"Surat {handover.number}. " if handover.number else ""
    sent = {"when": dates.short_date(handover.sent_on), "title": f"Diserahkan {giver} kepada {receiver}",
            "text": f"{letter}Dibawa oleh {handover.carrier}.", "by": handover.sent_by, "row": row}  # fmt: skip
    if handover.cancelled_on:
        end = {"when": dates.short_date(handover.cancelled_on), "title": f"Batal diserahkan; tetap di {giver}",
               "text": handover.cancelled_reason}  # fmt: skip
    elif handover.received_on is None:
        return [sent]
    elif row.arrived:
        end = {"when": dates.short_date(handover.received_on), "title": f"Diterima {receiver}",
               "text": row.note, "by": handover.received_by}  # fmt: skip
    else:
        missed = f"Tidak sampai di {receiver}; kembali ke {giver}"
        end = {"when": dates.short_date(handover.received_on), "title": missed, "text": row.note,
               "by": handover.received_by}  # fmt: skip
    return [sent, end]
