"""Where villages stop on the way from a proposal to their first report, and for how long: a view over dates.

In the field sites stopped at choosing pioneers; so each step says what comes next. A few queries over a territory,
however many villages there are. It tells how things stand today, whatever quarter is read.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, DateField, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from families.models import Family, Pairing, Participation, Role
from fcu_project import dates
from fcu_project.access import may_open, may_use
from institutions.models import FamilyCareUnit, OfficerTerm, PilotSite, Region
from institutions.models.fcu import Post
from institutions.roles import SUBDISTRICT, VILLAGE
from reporting.dashboards import charts
from reporting.dashboards.kept import as_of, kept
from reporting.dashboards.part import Part, Row
from reporting.models import Report
from reporting.periods import due_days, first_due_quarter, quarter_of

TITLE = "Di mana perjalanan berhenti"
RUNNING = "running"
# Step: what it is called, what comes next. In the order of the road.
STEPS = {
    "proposed": ("Usulan lokasi belum ditetapkan", "Teruskan surat usulan ke tingkat berikutnya"),
    "not_founded": ("FCU belum dibentuk", "Adakan musyawarah pembentukan"),
    "no_officers": ("Dibentuk, pengurus belum lengkap", "Pilih koordinator, sekretaris, dan bendahara"),
    "no_decree": ("Dibentuk, belum ada SK", "Terbitkan SK kepala desa/lurah"),
    "not_inaugurated": ("Sudah ber-SK, belum dikukuhkan", "Adakan pengukuhan pengurus"),
    "no_families": ("Dikukuhkan, belum ada keluarga terdata", "Data calon keluarga"),
    "no_pioneers": ("Belum ada keluarga pionir", "Tetapkan keluarga pionir lewat FGD"),
    "no_pairings": ("Pionir belum mendampingi", "Pasangkan pionir dengan keluarga dampingan"),
    "no_report": ("Belum pernah mengirim laporan", "Kirim laporan triwulan pertama"),
    RUNNING: ("Berjalan sampai laporan", ""),
}
MOST_WAITING, MOST_NEAR = 20, 100  # villages by name: above the kecamatan, and in it


@dataclass(frozen=True)
class Stall:
    """One village that stands still: at which step, since when; `url` is its page, whoever may open it."""

    place: Region
    step: str
    since: date
    url: str

    def days(self, today):
        return max((today - self.since).days, 0)


# --- FCUs -----------------------------------------------------------------------------------------------------------
HERE = {"region": OuterRef("region")}


def _families():
    return Family.objects.living().filter(**HERE)


def _pioneers():
    stages = Participation.PIONEER_STAGES
    return Participation.objects.filter(
        family__region=OuterRef("region"), role=Role.PIONEER, ended_on=None, stage__in=stages
    )


def _no_officers():
    """Not all three posts are filled by who was elected."""
    elected = OfficerTerm.objects.filter(unit=OuterRef("pk"), valid_until=None)
    lacking = Q()
    for post in Post.values:
        lacking |= ~Exists(elected.filter(post=post))
    return lacking


def _silent(today, region):
    """The condition that a first report is overdue: the FCU owes one, and never sent any."""
    latest = quarter_of(today).previous
    owed = latest if today > latest.due_on(region) else latest.previous
    return Q(decreed_on__lt=owed.start) & ~Exists(Report.objects.filter(unit=OuterRef("pk"), sent_on__isnull=False))


def _earliest(rows, field):
    """The first day in `field` of the rows of the outer village; where it is not known the day of the inauguration."""
    found = rows.order_by().values(village=F("region") if field == "recorded_on" else F("family__region"))
    first = Subquery(found.annotate(first=Min(field)).values("first")[:1], output_field=DateField())
    return Coalesce(first, F("inaugurated_on"))


def _road(today, region):
    """[(condition, step, since when)] in the order of the road: an FCU stands at the first whose condition holds."""
    stage = FamilyCareUnit.Stage
    pairings = Pairing.objects.filter(plasma__family__region=OuterRef("region"), paired_until=None)
    return [
        (Q(stage=stage.PREPARATION), "not_founded", TruncDate("created_at")),
        (Q(stage=stage.FORMED) & _no_officers(), "no_officers", F("formed_on")),
        (Q(stage=stage.FORMED), "no_decree", F("formed_on")),
        (Q(stage=stage.DECREED), "not_inaugurated", F("decreed_on")),
        (~Exists(_families()), "no_families", F("inaugurated_on")),
        (~Exists(_pioneers()), "no_pioneers", _earliest(_families(), "recorded_on")),
        (~Exists(pairings), "no_pairings", _earliest(_pioneers(), "designated_on")),
        (_silent(today, region), "no_report", F("decreed_on")),  # the day it was due is worked out for those shown
    ]


def step_of_unit(road):
    """The step at which an FCU stands, as an expression."""
    steps = (When(condition, then=Value(step)) for condition, step, _ in road)
    return Case(*steps, default=Value(RUNNING), output_field=CharField())


def since_of_unit(road):
    """The day on which the step before was done, as an expression."""
    days = (When(condition, then=since) for condition, _, since in road)
    return Case(*days, default=F("inaugurated_on"), output_field=DateField())


def _units(region, today):
    units = FamilyCareUnit.objects.within(region).exclude(stage=FamilyCareUnit.Stage.INACTIVE)
    return units.annotate(step=step_of_unit(_road(today, region)))


# --- proposals without an FCU ---------------------------------------------------------------------------------------
def _sites(region):
    living = FamilyCareUnit.objects.filter(**HERE).exclude(stage=FamilyCareUnit.Stage.INACTIVE)
    sites = PilotSite.objects.within(region).exclude(stage__in=PilotSite.OVER).exclude(Exists(living))
    chosen = When(stage=PilotSite.Stage.CHOSEN, then=Value("not_founded"))
    return sites.annotate(step=Case(chosen, default=Value("proposed"), output_field=CharField()))


# --- both -----------------------------------------------------------------------------------------------------------
def counts_of(region, today):
    """{step: villages} in the order of the road, zeros too. Two queries."""
    found = dict.fromkeys(STEPS, 0)
    for rows in (_units(region, today), _sites(region)):
        for step, number in rows.order_by().values("step").annotate(n=Count("pk")).values_list("step", "n"):
            found[step] += number
    return found


def waiting_in(region, today, most):
    """[Stall], the longest waiting first, at most so many. Three queries."""
    units = _units(region, today).exclude(step=RUNNING).annotate(since=since_of_unit(_road(today, region)))
    units = list(units.select_related("region__parent").order_by("since", "region__code")[:most])
    day_at = due_days(region)
    found = [Stall(unit.region, unit.step, _since(unit, day_at), unit.get_absolute_url()) for unit in units]
    sites = _sites(region).annotate(
        since=Coalesce(F("chosen_on"), Max("steps__done_on"), TruncDate("created_at"), output_field=DateField())
    )
    for site in sites.select_related("region__parent").order_by("since", "region__code")[:most]:
        found.append(Stall(site.region, site.step, site.since, site.get_absolute_url()))
    return sorted(found, key=lambda stall: (stall.since, stall.place.code))[:most]


def _since(unit, day_at):
    """Of an FCU that never reported the day on which its first report was due."""
    if unit.step == "no_report":
        return first_due_quarter(unit).due_on_day(day_at(unit.region.code))
    return unit.since


def standing_of(region, today):
    """({step: villages}, [Stall], when it was counted; None for just now)."""

    def counted():
        most = MOST_NEAR if region.level == SUBDISTRICT else MOST_WAITING
        stalls = waiting_in(region, today, most)
        waiting = [[stall.place.pk, stall.step, stall.since.isoformat(), stall.url] for stall in stalls]
        return {"counts": counts_of(region, today), "waiting": waiting}

    found, counted_at = kept(region, "langkah", counted, today)
    places = Region.objects.select_related("parent").in_bulk([row[0] for row in found["waiting"]])
    waiting = [
        Stall(places[pk], step, date.fromisoformat(since), url) for pk, step, since, url in found["waiting"]
    ]
    return {step: found["counts"].get(step, 0) for step in STEPS}, waiting, counted_at


def stalls_part(region, by):
    """How many villages stand at which step, and who waits longest; of a village its own next step."""
    today, own = by.today, region.level == VILLAGE
    if own:
        return _of_village(region, by, today)
    counts, waiting, counted_at = standing_of(region, today)
    everywhere, running = sum(counts.values()), counts[RUNNING]
    if not everywhere:
        return Part("macet", TITLE, empty="Belum ada desa/kelurahan yang diusulkan atau mendirikan FCU di wilayah ini.")
    lines = [(STEPS[step][0], number, str(number)) for step, number in counts.items()]
    desc = "; ".join(f"{label} {number}" for label, _, number in lines)
    there = [line for line in lines if line[1]]
    title = "Desa/kelurahan menurut langkah"
    rows = tuple(
        Row((
            _place(stall), STEPS[stall.step][0], dates.long_date(stall.since), stall.days(today), STEPS[stall.step][1],
        ), stall.url if may_open(by, stall.url) else "")
        for stall in waiting
    )  # fmt: skip
    notes = [f"{as_of(counted_at, today)} Hari dihitung sejak langkah sebelumnya selesai."]
    stopped = everywhere - running
    if stopped > len(waiting):
        notes.append(f"Disebut {len(waiting)} yang paling lama menunggu dari {stopped}.")
    return Part(
        "macet", TITLE, headline_of(counts, waiting, today),
        ("Desa/kelurahan", "Berhenti pada", "Sejak", "Hari", "Langkah berikutnya"), rows,
        (charts.bars("macet", title, lines, desc=desc),),
        (charts.bars("macet", title, there, desc=desc, side=290, width=560),), tuple(notes), texts=(1, 2, 4),
        is_wide=True,
    )  # fmt: skip


def _place(stall):
    above = stall.place.parent
    return f"{stall.place.full_name}, {above.name}" if above else stall.place.full_name


def headline_of(counts, waiting, today):
    """How many stand still, where most of them, and who waits longest."""
    everywhere, running = sum(counts.values()), counts[RUNNING]
    stopped = everywhere - running
    if not stopped:
        return f"Semua {everywhere} desa/kelurahan sudah berjalan sampai laporan."
    step = max((step for step in counts if step != RUNNING), key=counts.get)
    text = f"{stopped} dari {everywhere} desa/kelurahan berhenti di tengah jalan, paling banyak pada “{STEPS[step][0]}”"
    first = waiting[0]
    return f"{text} ({counts[step]}). Paling lama: {first.place.full_name}, {first.days(today)} hari."


def _of_village(region, by, today):
    waiting = waiting_in(region, today, 1)
    road = reverse("institutions:road-village", args=[region.code])
    links = (("Buka jalan pendirian", road),) if may_use(by, "institutions:road-village") else ()
    title = "Langkah berikutnya"
    if waiting:
        stall = waiting[0]
        label, step = STEPS[stall.step]
        return Part(
            "macet", title, f"{step}. {label} sejak {dates.long_date(stall.since)}, {stall.days(today)} hari.",
            rows=(), links=links, is_step=True,
        )  # fmt: skip
    if FamilyCareUnit.of(region) is None:
        return Part("macet", title, "Mulai pendirian FCU: catat lembaga dan rencanakan musyawarah.", links=links,
                    is_step=True)  # fmt: skip
    if back := Report.objects.filter(region=region, stage=Report.Stage.RETURNED).order_by("year", "quarter").first():
        links = (("Buka laporan", back.get_absolute_url()),) if may_open(by, back.get_absolute_url()) else ()
        return Part("macet", title, f"Perbaiki laporan {back.period.words}: dikembalikan Dinas Sosial.", links=links,
                    is_step=True)  # fmt: skip
    return Part("macet", title, "FCU sudah berjalan sampai laporan. Lanjutkan pendampingan dan laporan tiap triwulan.",
                is_step=True)  # fmt: skip
