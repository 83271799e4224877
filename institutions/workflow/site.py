"""The road of a proposal, from paper to paper: whose act each step is, and what must be on file (II.D.1.3–1.5).

Nobody waits on a login: an office may write down from paper what an office above it did. The village's own operator
and PSM facilitator may do so for the whole road.
"""

from dataclasses import dataclass, field

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.models import PilotSite, SiteStep
from institutions.roles import ROLES, VILLAGE

STAGE, STEP = PilotSite.Stage, SiteStep.Step
LEVELS = ("village", "subdistrict", "regency", "province", "nation")
RECORDERS = ("village_operator", "psm_facilitator")  # of the village: the head does only what is the head's own
UNDER_WAY = (STAGE.SUBMITTED, STAGE.ENDORSED, STAGE.CHECKED, STAGE.RECOMMENDED, STAGE.PROPOSED, STAGE.VERIFIED)
SENT_ON = (STAGE.PROPOSED, STAGE.VERIFIED, STAGE.CHOSEN)  # a place the kecamatan already has on the way


@dataclass(frozen=True)
class SiteAct:
    """One step of the road: whose act it is, what it is called, and what its paper must show."""

    step: str
    label: str
    source: str
    target: str
    roles: tuple[str, ...]  # whose own act it is
    asks: tuple[str, ...] = field(default=())  # fields of the paper that must not be empty
    hint: str = ""

    @property
    def level(self):
        return ROLES[self.roles[0]].level


ROAD = (
    SiteAct(STEP.STATEMENT, "Nyatakan data benar", STAGE.DRAFT, STAGE.STATED, ("village_head",),
            hint="Sesudah ini isi usulan terkunci. Bila ada yang keliru, usulan harus dikembalikan dahulu."),
    SiteAct(STEP.COVER_LETTER, "Ajukan dengan surat pengantar", STAGE.STATED, STAGE.SUBMITTED, ("village_head",),
            ("paper_number", "paper_date"), "Surat pengantar ditujukan kepada Dinas Sosial melalui camat."),
    SiteAct(STEP.ENDORSEMENT, "Catat persetujuan camat", STAGE.SUBMITTED, STAGE.ENDORSED, ("subdistrict_operator",),
            hint="Tanpa persetujuan camat usulan tidak keluar dari kecamatan."),
    SiteAct(STEP.REGENCY_CHECK, "Catat verifikasi kabupaten", STAGE.ENDORSED, STAGE.CHECKED, ("regency_reports",),
            ("note",), "Tuliskan nama petugas verifikasi dan hasilnya."),
    SiteAct(STEP.RECOMMENDATION, "Catat rekomendasi", STAGE.CHECKED, STAGE.RECOMMENDED, ("regency_reports",),
            ("paper_number", "paper_date"), "Rekomendasi menjawab surat pengantar dari desa/kelurahan."),
    SiteAct(STEP.PROPOSAL, "Catat surat usulan", STAGE.RECOMMENDED, STAGE.PROPOSED,
            ("regency_reports", "province"), ("paper_number", "paper_date"),
            "Surat usulan kepada Kementerian Sosial dikirim melalui Dinas Sosial provinsi."),
    SiteAct(STEP.PROVINCE_CHECK, "Catat verifikasi provinsi", STAGE.PROPOSED, STAGE.VERIFIED, ("province",),
            ("note",), "Usulan terverifikasi bila kabupaten dan provinsi keduanya sudah memeriksanya."),
    SiteAct(STEP.DECISION, "Catat penetapan", STAGE.VERIFIED, STAGE.CHOSEN, ("ministry",)),
    SiteAct(STEP.CONCLUSION, "Simpulkan uji coba", STAGE.CHOSEN, STAGE.CONCLUDED, ("ministry",), ("note",),
            "Disusun dari evaluasi akhir kegiatan."),
)  # fmt: skip
BY_STEP = {act.step: act for act in ROAD}
NEXT = {act.source: act for act in ROAD}
BACK = {STEP.RETURN: "Catat pengembalian", STEP.REFUSAL: "Catat penolakan"}


# --- who --------------------------------------------------------------------------------------------------------
def rank(level):
    return LEVELS.index(level)


def decider_level(site, step):
    """The level whose act `step` is for this proposal: whoever's turn it is may also return or refuse it."""
    if step in BACK:
        return NEXT[site.stage].level
    return BY_STEP[step].level


def is_own_act(site, step, by):
    """Whether this actor is the party of the step; else it is written down from that party's paper."""
    if step in BACK:
        return by.level != VILLAGE and rank(by.level) >= rank(decider_level(site, step))
    return by.role in BY_STEP[step].roles


def may_record(site, step, by):
    """Whether this actor may write the step down: its own, or one of a level above it from paper; the kabupaten also
    the camat's."""
    if not site.region.code.startswith(by.territory):
        return False
    if is_own_act(site, step, by):
        return True
    if by.level == VILLAGE:
        return by.role in RECORDERS
    owner = decider_level(site, step)
    return rank(by.level) <= rank(owner) or (by.level == "regency" and owner == "subdistrict")


def _recorder(step):
    return lambda site, by: may_record(site, step, by)


def of_own_village(site, by):
    return site.region_id == by.region_id


# --- what is on file --------------------------------------------------------------------------------------------
def on_file(site):
    """{step: its row} of the papers that count: those after the last return, which are to be done again."""
    counting = {}
    for row in site.steps.order_by("id"):
        if row.step == STEP.RETURN:
            counting = {}
        else:
            counting[row.step] = row
    return counting


def sites_beside(site):
    """Other villages of the same kecamatan that are chosen, or on their way to the ministry."""
    beside = PilotSite.objects.filter(region__parent=site.region.parent_id, stage__in=SENT_ON).exclude(pk=site.pk)
    return beside.select_related("region").order_by("region__code")


def _lacks(step, sentence):
    return lambda site, on: "" if step in on_file(site) else sentence


def alone_in_subdistrict(site, on):
    names = ", ".join(f"{other.region} ({other.get_stage_display().lower()})" for other in sites_beside(site))
    if not names:
        return ""
    return f"Satu kecamatan satu lokasi. Di {site.region.parent} sudah ada {names}."


def both_verified(site, on):
    papers = on_file(site)
    lacking = [name for step, name in ((STEP.REGENCY_CHECK, "kabupaten/kota"), (STEP.PROVINCE_CHECK, "provinsi"))
               if step not in papers]  # fmt: skip
    return f"Verifikasi {' dan '.join(lacking)} belum tercatat." if lacking else ""


def _to_sheet(site):
    return "Buka lembar kendali", site.get_absolute_url()


HAS_LETTER = Gate("cover_letter", "Surat pengantar tercatat", _lacks(STEP.COVER_LETTER, "Surat pengantar belum ada."),
                  fix=_to_sheet)  # fmt: skip
HAS_ENDORSEMENT = Gate("endorsed", "Camat menyetujui", _lacks(STEP.ENDORSEMENT, "Camat belum menyetujui."),
                       fix=_to_sheet)  # fmt: skip
HAS_CHECK = Gate("checked", "Kabupaten/kota memverifikasi",
                 _lacks(STEP.REGENCY_CHECK, "Dinas Sosial kabupaten/kota belum memverifikasi."),
                 fix=_to_sheet)  # fmt: skip
HAS_RECOMMENDATION = Gate("recommended", "Rekomendasi tercatat",
                          _lacks(STEP.RECOMMENDATION, "Surat rekomendasi belum ada."), fix=_to_sheet)  # fmt: skip
ALONE = Gate("one_per_subdistrict", "Satu lokasi per kecamatan", alone_in_subdistrict, warns=True)
EXCEPTION = Gate("ministry_exception", "Pengecualian Kementerian", alone_in_subdistrict, warns=True)
VERIFIED_TWICE = Gate("both_verified", "Kabupaten/kota dan provinsi memverifikasi", both_verified, fix=_to_sheet)
WRITTEN_REASONS = (ALONE, EXCEPTION)
GATES = {
    STEP.REGENCY_CHECK: (HAS_LETTER, HAS_ENDORSEMENT),
    STEP.RECOMMENDATION: (HAS_CHECK, ALONE),
    STEP.PROPOSAL: (HAS_RECOMMENDATION, ALONE),
    STEP.PROVINCE_CHECK: (HAS_CHECK,),
    STEP.DECISION: (VERIFIED_TWICE, EXCEPTION),
}


# --- effects ----------------------------------------------------------------------------------------------------
def _on_the_road(step):
    """The step's own paper must be on file, whichever way it was asked for; then the day it became true is kept."""

    def effect(site, *, by, on, note):
        row = on_file(site).get(step)
        if row is None or row.done_on != on:
            raise TransitionRefused(["Isi dahulu lembar langkah ini di lembar kendali usulan."])
        if step == STEP.PROVINCE_CHECK and (problem := both_verified(site, on)):
            raise TransitionRefused([problem])
        changes = {
            STEP.STATEMENT: ("stated_on",), STEP.PROVINCE_CHECK: ("verified_on",), STEP.DECISION: ("chosen_on",),
            STEP.REFUSAL: ("ended_on",), STEP.CONCLUSION: ("ended_on",),
        }.get(step, ())  # fmt: skip
        for name in changes:
            setattr(site, name, on)
        if changes:
            site.save(update_fields=changes)

    return effect


def opened_again(site, *, by, on, note):
    """Back in the village: the data may be changed, and every later step has to be done again."""
    last = site.steps.order_by("-id").first()
    if last is None or last.step != STEP.RETURN:
        raise TransitionRefused(["Isi dahulu lembar pengembalian di lembar kendali usulan."])
    site.stated_on = site.verified_on = None
    site.save(update_fields=["stated_on", "verified_on"])


def taken_back(site, *, by, on, note):
    """The village withdraws; its reason closes the sheet."""
    last = site.steps.order_by("-id").first()
    if last is not None and on < last.done_on:
        raise TransitionRefused([f"Tanggal tidak boleh mendahului langkah terakhir, {dates.long_date(last.done_on)}."])
    if on > dates.today_in(site.region.zone):
        raise TransitionRefused(["Tanggal penarikan belum tiba."])
    site.ended_on, site.conclusion = on, note
    site.save(update_fields=["ended_on", "conclusion"])


def _screen(step):
    return lambda site: reverse("institutions:site-step", args=[site.uid, step])


MAY = "institutions.change_pilotsite"
workflow.register(
    PilotSite,
    (
        *(
            Transition(
                str(act.step), act.label, (act.source,), act.target, MAY, relation=_recorder(act.step),
                gates=GATES.get(act.step, ()), effect=_on_the_road(act.step), url=_screen(str(act.step)),
            )
            for act in ROAD
        ),
        Transition(
            "return", BACK[STEP.RETURN], UNDER_WAY, STAGE.DRAFT, MAY, relation=_recorder(STEP.RETURN),
            effect=opened_again, needs_note=True, url=_screen("return"),
        ),
        Transition(
            "refuse", BACK[STEP.REFUSAL], UNDER_WAY, STAGE.REFUSED, MAY, relation=_recorder(STEP.REFUSAL),
            effect=_on_the_road(STEP.REFUSAL), needs_note=True, is_danger=True, url=_screen("refuse"),
        ),
        Transition(
            "withdraw", "Tarik usulan", (STAGE.DRAFT, STAGE.STATED, *UNDER_WAY), STAGE.WITHDRAWN, MAY,
            relation=of_own_village, effect=taken_back, needs_note=True, is_danger=True,
        ),
    ),
)  # fmt: skip
