"""Evidence of support and of synergy in thinking, attitude and action (I.C.1–2, II.B). Each gives one table."""

from django.db.models import Count, Exists, OuterRef, Q, Sum

from families.models import Consent, Participation, Sex
from institutions.meetings import Kind
from institutions.models import Awareness, GuidanceSession, Meeting, Membership, MusrenbangProposal
from institutions.models.region import ancestor_codes, within
from referrals.models import Partnership, ServiceRecord
from referrals.models.record import RecordPartner
from reporting.above.office_tables.table import AMOUNT, NUMBER, TEXT, Table
from reporting.models import Report
from reporting.verdicts.ground import UNTOLD, figures, in_quarters, people, recorded

FEMALE, MALE = Sex.FEMALE, Sex.MALE
PURSES = {
    "income_self_help": "Swadaya masyarakat", "income_csr": "Dunia usaha (CSR)", "income_donation": "Sumbangan lain",
    "income_government": "Pemerintah",
}  # fmt: skip
# What makes the same thing known to all, level by level (II.F.2, II.F.3, II.F.5).
TELLING = (
    Kind.SOCIALISATION_CENTRE, Kind.SOCIALISATION_PROVINCE, Kind.SOCIALISATION_REGENCY,
    Kind.SOCIALISATION_SUBDISTRICT, Kind.SOCIALISATION_PSKS, Kind.COORDINATION_PROVINCE, Kind.COORDINATION_REGENCY,
    Kind.COORDINATION_VILLAGE, Kind.BRIEFING_CENTRE, Kind.BRIEFING_REGION, Kind.OFFICER_BRIEFING_PROVINCE,
    Kind.OFFICER_BRIEFING_REGENCY, Kind.OFFICER_BRIEFING_VILLAGE, Kind.AWARENESS, Kind.SOCIAL_EDUCATION,
    Kind.TECHNICAL_GUIDANCE,
)  # fmt: skip


# --- support of the community ---------------------------------------------------------------------------------------
def own_means(ground):
    """From whom the money of the FCUs came, according to accepted reports."""
    accepted = Report.objects.within(ground.region).filter(in_quarters(ground.quarters), stage=Report.Stage.ACCEPTED)
    counts = {f"{name}_units": Count("unit", filter=~Q(**{name: 0}), distinct=True) for name in PURSES}
    amounts = {f"{name}_sum": Sum(name) for name in PURSES}
    found = accepted.order_by().aggregate(reports=Count("pk"), **amounts, **counts)
    rows = [
        [words, found[f"{name}_sum"] or 0, found[f"{name}_units"]] if found["reports"] else [words, UNTOLD, UNTOLD]
        for name, words in PURSES.items()
    ]
    return Table("Asal uang FCU", ["Asal", "Jumlah", "FCU yang menerima"], [TEXT, AMOUNT, NUMBER], rows)


def members(ground):
    """Members at the end of the time by where they come from."""
    rows = Membership.objects.within(ground.region).filter(ground.lasting("joined_on", "left_on")).order_by()
    found = rows.values("kind", "institution__element__name").annotate(**_sexes("person__sex"))
    labels, table = dict(Membership.Kind.choices), []
    for row in found:
        words = row["institution__element__name"] or labels[row["kind"]]
        table.append([words, row["women"] + row["men"], row["women"], row["men"]])
    table.sort(key=lambda line: (-line[1], line[0]))
    total = ["Jumlah", *(sum(line[place] for line in table) for place in (1, 2, 3))] if table else []
    return Table(
        "Anggota FCU menurut unsur", ["Unsur", "Anggota", "P", "L"], [TEXT, NUMBER, NUMBER, NUMBER], table, total,
        note="" if table else f"Anggota {UNTOLD}.",
    )  # fmt: skip


def _sexes(path):
    return {
        "women": Count("pk", filter=Q(**{path: FEMALE})), "men": Count("pk", filter=Q(**{path: MALE})),
    }  # fmt: skip


def attendance(ground):
    """Meetings and who came, quarter by quarter, according to accepted reports."""
    rows = [
        [told.quarter.words, *(told.values[name] for name in ("meetings_held", *COMING))]
        if told.reports else [told.quarter.words, UNTOLD, UNTOLD, None, None]
        for told in ground.sums
    ]  # fmt: skip
    return Table(
        "Kehadiran dalam pertemuan", ["Triwulan", "Pertemuan", "Kehadiran", "P", "L"], [TEXT, *[NUMBER] * 4], rows
    )


COMING = ("attendances", "attendances_women", "attendances_men")


def musrenbang(ground):
    """What the FCUs proposed to the Musrenbang of these years, and what became of it."""
    years = {quarter.year for quarter in ground.quarters}
    rows = MusrenbangProposal.objects.within(ground.region).filter(year__in=years).order_by()
    found = dict(rows.values("result").annotate(n=Count("pk")).values_list("result", "n"))
    return Table(
        "Usulan dalam Musrenbang", ["Hasil", "Usulan"], [TEXT, NUMBER],
        [[label, recorded(found.get(value))] for value, label in MusrenbangProposal.Result.choices],
    )  # fmt: skip


# --- synergy of thinking --------------------------------------------------------------------------------------------
def _meetings(ground):
    """Meetings held by the last day that count there: its own, and those held above it."""
    above = Q(purposes__counts_in__code__in=ancestor_codes(ground.region.code))
    counts = above | within(ground.region.code, "purposes__counts_in__code")
    held = Meeting.objects.filter(counts, ground.by_end("held_on"), stage=Meeting.Stage.HELD)
    return Meeting.objects.filter(pk__in=held.order_by().values("pk")).order_by()


def made_known(ground):
    """Socialisation, coordination, briefing and awareness by kind, and who came."""
    present = {
        name: Count("attendances", filter=Q(attendances__present=True, attendances__person__sex=sex), distinct=True)
        for name, sex in (("women", FEMALE), ("men", MALE))
    }
    rows = _meetings(ground).filter(kind__in=TELLING).values("kind")
    found = {row["kind"]: row for row in rows.annotate(n=Count("pk", distinct=True), **present)}
    nothing = {"n": 0, "women": 0, "men": 0}
    return Table(
        "Sosialisasi, koordinasi, pembekalan, penyadaran", ["Pertemuan", "Terlaksana", "Hadir", "P", "L"],
        [TEXT, *[NUMBER] * 4],
        [
            [kind.label, recorded(told["n"]), *people(told["women"], told["men"])]
            for kind in TELLING for told in [found.get(kind, nothing)]
        ],
        note="Pertemuan di tingkat atas dihitung bila berlaku untuk wilayah ini.",
    )  # fmt: skip


def statements(ground):
    """What was stated together when PSKS became aware, and what teaching added."""
    here = within(ground.region.code, "meeting__region__code")
    held = here & ground.by_end("meeting__held_on") & Q(meeting__stage=Meeting.Stage.HELD)
    stated = Awareness.objects.filter(held).count()
    taught = GuidanceSession.objects.filter(held).order_by().aggregate(
        n=Count("pk"), knowledge=Count("pk", filter=~Q(knowledge="")), attitude=Count("pk", filter=~Q(attitude="")),
        action=Count("pk", filter=~Q(action="")),
    )  # fmt: skip
    return Table(
        "Pernyataan dan bimbingan", ["Catatan", "Banyaknya"], [TEXT, NUMBER],
        [
            ["Rumusan penyadaran PSKS", recorded(stated)],
            ["Bimbingan dan pembekalan", recorded(taught["n"])],
            ["dengan pengetahuan yang bertambah", recorded(taught["knowledge"])],
            ["dengan sikap yang tumbuh", recorded(taught["attitude"])],
            ["dengan tindakan yang akan dilakukan", recorded(taught["action"])],
        ],
    )  # fmt: skip


# --- synergy of attitude --------------------------------------------------------------------------------------------
def willingness(ground):
    """What families answered, by what they were asked."""
    rows = Consent.objects.within(ground.region).filter(ground.by_end("answered_on")).order_by()
    found = rows.values("purpose", "given").annotate(**_sexes("participation__family__head_sex"))
    counted = {(row["purpose"], row["given"]): (row["women"], row["men"]) for row in found}
    return Table(
        "Kesediaan keluarga", ["Pernyataan", "Keluarga", "P", "L"], [TEXT, NUMBER, NUMBER, NUMBER],
        [
            [f"{label}: {word}", *people(*counted.get((value, given), (0, 0)))]
            for value, label in Consent.Purpose.choices for given, word in ((True, "bersedia"), (False, "tidak"))
        ],
    )  # fmt: skip


def commitment(ground):
    """Members who said that they would work together, at the end of the time."""
    rows = Membership.objects.within(ground.region).filter(ground.lasting("joined_on", "left_on")).order_by()
    found = {row["committed"]: row for row in rows.values("committed").annotate(**_sexes("person__sex"))}
    return Table(
        "Kesediaan anggota", ["Anggota", "Jumlah", "P", "L"], [TEXT, NUMBER, NUMBER, NUMBER],
        [
            [words, *people(*(found.get(said, {}).get(name, 0) for name in ("women", "men")))]
            for said, words in ((True, "Menyatakan bersedia bekerja sama"), (False, "Belum menyatakan"))
        ],
    )  # fmt: skip


def turned_away(ground):
    """Objections, and who did not want to or left."""
    lives = Participation.objects.within(ground.region).filter(ground.during("ended_on")).order_by()
    ways = {"unwilling": Participation.Stage.UNWILLING, "withdrawn": Participation.Stage.WITHDRAWN}
    counts = {
        f"{way}_{name}": Count("pk", filter=Q(stage=stage, family__head_sex=sex))
        for way, stage in ways.items() for name, sex in (("women", FEMALE), ("men", MALE))
    }  # fmt: skip
    found = lives.aggregate(**counts)
    left = Membership.objects.within(ground.region).filter(ground.during("left_on")).order_by()
    left = left.aggregate(**_sexes("person__sex"))
    objected = Meeting.objects.within(ground.region).filter(ground.during("held_on")).exclude(objections="").count()
    return Table(
        "Keberatan dan pengunduran diri", ["Catatan", "Jumlah", "P", "L"], [TEXT, NUMBER, NUMBER, NUMBER],
        [
            ["Pertemuan dengan keberatan yang dicatat", recorded(objected), None, None],
            ["Keluarga yang tidak bersedia", *people(found["unwilling_women"], found["unwilling_men"])],
            ["Keluarga yang mengundurkan diri", *people(found["withdrawn_women"], found["withdrawn_men"])],
            ["Anggota yang berhenti", *people(left["women"], left["men"])],
        ],
    )  # fmt: skip


# --- synergy of action ----------------------------------------------------------------------------------------------
def joint_work(ground):
    codes = (
        "cases_opened", "cases_joint", "cases_closed", "referrals_sent_village", "referrals_sent_subdistrict",
        "referrals_sent_regency", "referrals_answered", "referrals_served",
    )  # fmt: skip
    return figures(ground, "Kasus dan rujukan yang ditangani bersama", codes)


def partners(ground):
    """Partnerships in force at the end of the time, by what was agreed."""
    rows = Partnership.objects.within(ground.region).active_on(ground.end).order_by()
    found = dict(rows.values("form").annotate(n=Count("pk")).values_list("form", "n"))
    return Table(
        "Kemitraan yang berlaku", ["Bentuk", "Mitra"], [TEXT, NUMBER],
        [[label, recorded(found.get(value))] for value, label in Partnership.Form.choices],
    )  # fmt: skip


def with_whom(ground):
    """Activities of help: how many with others, and with whom: government, community, business."""
    rows = ServiceRecord.objects.within(ground.region).standing().filter(ground.during("held_on")).order_by()
    joined = Exists(RecordPartner.objects.filter(record=OuterRef("pk")))
    found = rows.aggregate(n=Count("pk"), women=Sum("women"), men=Sum("men"))
    beside = rows.filter(joined).aggregate(n=Count("pk"), women=Sum("women"), men=Sum("men"))
    parts = RecordPartner.objects.filter(record__in=rows.values("pk")).order_by()
    elements = parts.values("institution__element__name").annotate(n=Count("record", distinct=True))
    lines = [
        [words, recorded(told["n"]), *people(told["women"] or 0, told["men"] or 0)]
        for words, told in (("Semua kegiatan pelayanan", found), ("Bersama lembaga lain", beside))
    ]
    others = sorted(elements, key=lambda row: (-row["n"], row["institution__element__name"]))
    lines += [[f"bersama {row['institution__element__name']}", row["n"], None, None, None] for row in others]
    return Table(
        "Kegiatan bersama", ["Kegiatan", "Banyaknya", "Peserta", "P", "L"], [TEXT, *[NUMBER] * 4], lines
    )
