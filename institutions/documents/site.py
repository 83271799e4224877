"""The papers of a proposed trial place, before a step is done (to be filled in by pen) and after (II.D.1.3–1.5, V).

Every function takes (site, paper) and gives plain facts. Common to all: village, subdistrict, regency, province, year,
candidates, listed (families on the list of candidates), paper; a step on file is {done, done_on, party, number,
dated_on, enclosures, note, recorded}, else empty.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fcu_project import dates
from fcu_project.dates import long_date
from fcu_project.registry import count_of
from fcu_project.workflow import reasons_of
from institutions.documents.letterhead import iso_day, letterhead, named_for, place_of, signature, signed_name
from institutions.documents.signing import head_of
from institutions.models import Book, PilotSite, Region, SiteStep
from institutions.workflow.site import BY_STEP, ROAD, WRITTEN_REASONS, on_file, sites_beside

STEP, STAGE = SiteStep.Step, PilotSite.Stage
TEMPLATE = "institutions/documents/site_{}.html".format
QUESTIONS = (
    ("Efektif", "Apakah tujuannya tercapai?", "effective"),
    ("Efisien", "Apakah biaya dan tenaganya sepadan?", "efficient"),
    ("Fisibel", "Apakah didukung masyarakat?", "feasible"),
)

OFFICES = ("kepala", "camat", "lurah", "wali", "direktur", "menteri", "dinas", "petugas", "penjabat", "plt")


# --- parts ------------------------------------------------------------------------------------------------------
def _common(site, mark, title, paper):
    region = site.region
    above = {level: str(region.ancestor(level)) for level in ("subdistrict", "regency", "province")}
    return {
        "document_id": f"{mark}-{site.uid.hex[:8].upper()}",
        "title": f"{title} {region}",
        "paper": paper,
        "village": str(region),
        **above,
        "year": str(site.pilot_year),
        "candidates": site.candidates,
        "listed": count_of("listed_recipients", region, dates.today_in(region.zone)),
    }


def _candidates(site):
    """The number that the proposal names, beside that of its list where there is one."""
    listed = count_of("listed_recipients", site.region, dates.today_in(site.region.zone))
    return f"{site.candidates} keluarga" + (f"; daftar calon penerima: {listed} keluarga" if listed else "")


def _enclosed(site):
    return [line.strip() for line in site.documents.splitlines() if line.strip()]


def _told(row):
    """A step on file; an empty mapping prints as dotted lines."""
    if row is None:
        return {}
    return {
        "done": True, "done_on": iso_day(row.done_on), "party": row.party, "number": row.paper_number,
        "dated_on": iso_day(row.paper_date), "enclosures": row.enclosures, "note": row.note,
        "recorded": row.recorded_by if row.from_paper else "",
    }  # fmt: skip


def _in_brief(row):
    """A step in one line: "Nomor 460/21, 3 Maret 2026"; "" where it is not done."""
    if row is None:
        return ""
    return f"Nomor {row.paper_number}, {long_date(row.paper_date or row.done_on)}" if row.paper_number else (
        long_date(row.done_on)
    )  # fmt: skip


def _office(site, step, day=None):
    """(place, signature) of the office whose act `step` is."""
    place = site.region.ancestor(BY_STEP[step].level) or site.region
    return place, head_of(Book.OFFICE, place, day)


def _party(site, act):
    """Whose step it is, in few words: the head of the village, the camat, or an office above."""
    if act.level == Region.Level.NATION:
        return "Kementerian Sosial"
    head = _office(site, act.step)[1]["capacity"][0]
    return head if act.level == Region.Level.VILLAGE else head.removeprefix("Kepala ")


def _who(party):
    """(name, office) in "Lalu Mastur Hidayat, S.Sos., Camat Gangga"; the name is "" where only an office is told."""
    name, *rest = [part.strip() for part in party.split(",")]
    while rest and "." in rest[0] and " " not in rest[0]:  # a degree belongs to the name
        name = f"{name}, {rest.pop(0)}"
    if name.lower().partition(" ")[0].strip(".") in OFFICES:
        return "", party
    return name, ", ".join(rest)


def _signed(site, row, step, capacity=""):
    """(place, block): who signs for `step`, by the party's office or as `capacity`; once it is done who did sign."""
    place, block = _office(site, step, row.done_on if row else None)
    if row is None:
        return place, signature([capacity]) if capacity else block
    name, office = _who(row.party)
    number = block["id_line"] if name and signed_name(name) == block["name"] else ""
    return place, signature([capacity or office or block["capacity"][0]], name, number)


def refused_step(site, papers):
    """The step at which the proposal was refused, None where it was not: the first that is not on file."""
    if STEP.REFUSAL not in papers:
        return None
    return next((act.step for act in ROAD if act.step not in papers), None)


def _label(step, region):
    return named_for(STEP(step).label, region).replace("kepala desa/lurah", region.head_title)


# --- the papers -------------------------------------------------------------------------------------------------
def control_facts(site, paper):
    """The control sheet (REG-17): lines [{label, party, target, may_return, refused, step}] in the order of the road,
    history [{label, step}] of what was returned, reasons [{label, text}], withdrawn {on, reason}."""
    region, papers = site.region, on_file(site)
    counting, refused = {row.pk for row in papers.values()}, refused_step(site, papers)
    written = reasons_of(site)
    lines = []
    for act in ROAD:
        row = papers.get(STEP.REFUSAL) if act.step == refused else papers.get(act.step)
        lines.append({
            "label": _label(act.step, region), "party": _party(site, act),
            "target": STAGE(act.target).label, "may_return": act.level != Region.Level.VILLAGE,
            "concludes": act.step == STEP.CONCLUSION, "refused": act.step == refused, "step": _told(row),
        })  # fmt: skip
    history = [row for row in site.steps.order_by("id") if row.pk not in counting]
    withdrawn = site.stage == STAGE.WITHDRAWN
    return _common(site, "LKU", "Lembar kendali usulan", paper) | {
        "letterhead": letterhead(region),
        "lines": lines,
        "answers": _answers(site),
        "history": [{"label": _label(row.step, region), "step": _told(row)} for row in history],
        "reasons": [{"label": gate.label, "text": written[gate.name]} for gate in WRITTEN_REASONS
                    if gate.name in written],
        "withdrawn": {"on": iso_day(site.ended_on), "reason": site.conclusion} if withdrawn else {},
    }  # fmt: skip


def proposal_facts(site, paper):
    """The proposal as the annex of the kabupaten's letter (REG-02): code, reason, enclosed, letters [{what, told}],
    beside (other places of the kecamatan)."""
    papers = on_file(site)
    row = papers.get(STEP.PROPOSAL)
    place, block = _signed(site, row, STEP.PROPOSAL)
    letters = (STEP.STATEMENT, STEP.COVER_LETTER, STEP.ENDORSEMENT, STEP.RECOMMENDATION)
    return _common(site, "UL", "Usulan lokasi uji coba", paper) | {
        "letterhead": letterhead(place),
        "code": site.region.dotted_code,
        "reason": site.reason,
        "enclosed": _enclosed(site),
        "letters": [{"what": _label(step, site.region), "told": _in_brief(papers.get(step))} for step in letters],
        "beside": _beside(site),
        "step": _told(row),
        "place": place_of(place),
        "signature": block,
    }


def _beside(site):
    """Other trial places of the kecamatan in words, with the reason why there is another one."""
    others = [f"{other.region} ({other.get_stage_display().lower()})" for other in sites_beside(site)]
    if not others:
        return "Tidak ada lokasi lain"
    written = reasons_of(site)
    reasons = [written[gate.name] for gate in WRITTEN_REASONS if gate.name in written]
    return ", ".join(others) + (f". Alasan: {reasons[-1]}" if reasons else "")


def statement_facts(site, paper):
    """The statement that the data are right (REG-05), signed by the head of the village: enclosed, head {title, name,
    address}."""
    row = on_file(site).get(STEP.STATEMENT)
    region = site.region
    _, block = _signed(site, row, STEP.STATEMENT)
    return _common(site, "PKD", "Pernyataan kebenaran data calon penerima", paper) | {
        "letterhead": letterhead(region),
        "head": {"title": block["capacity"][0], "name": block["name"], "address": region.own_setting("office_address")},
        "enclosed": _enclosed(site),
        "step": _told(row),
        "place": place_of(region),
        "signature": block,
    }


def endorsement_facts(site, paper):
    """What the camat decided (REG-04): agreed | refused (False before), cover (the village's letter)."""
    papers = on_file(site)
    refused = refused_step(site, papers) == STEP.ENDORSEMENT
    row = papers.get(STEP.REFUSAL) if refused else papers.get(STEP.ENDORSEMENT)
    place, block = _signed(site, row, STEP.ENDORSEMENT)
    return _common(site, "PC", "Lembar persetujuan camat", paper) | {
        "letterhead": letterhead(place),
        "head": block["capacity"][0],
        "cover": _told(papers.get(STEP.COVER_LETTER)),
        "reason": site.reason,
        "enclosed": _enclosed(site),
        "agreed": row is not None and not refused,
        "refused": refused,
        "step": _told(row),
        "place": place_of(place),
        "signature": block,
    }


def verification_facts(site, paper):
    """The record of the joint verification (REG-03): held_on once both have verified, checks [{what, told}], sides
    [{office, step, refused}] of kabupaten and province, signatures."""
    papers, region = on_file(site), site.region
    refused = refused_step(site, papers)
    sides, blocks = [], []
    for step in (STEP.REGENCY_CHECK, STEP.PROVINCE_CHECK):
        row = papers.get(STEP.REFUSAL) if step == refused else papers.get(step)
        place = region.ancestor(BY_STEP[step].level)
        office = f"{place.setting('social_office_name', 'Dinas Sosial')} {place}"
        sides.append({"office": office, "refused": step == refused, "step": _told(row)})
        blocks.append(_signed(site, row, step, f"Petugas {office}")[1])
    both = all(side["step"] for side in sides)
    letters = (STEP.STATEMENT, STEP.COVER_LETTER, STEP.ENDORSEMENT)
    return _common(site, "BAV", "Berita acara verifikasi bersama", paper) | {
        "letterhead": letterhead(region.ancestor(Region.Level.REGENCY)),
        "held_on": max(side["step"]["done_on"] for side in sides) if both else "",
        "both": both,
        "checks": [
            *({"what": _label(step, region), "told": _in_brief(papers.get(step))} for step in letters),
            {"what": "Keluarga calon penerima", "told": _candidates(site)},
            {"what": f"Satu {region.term.lower()} dalam satu kecamatan", "told": _beside(site)},
            {"what": "Berkas yang dilampirkan", "told": "; ".join(_enclosed(site))},
            {"what": "Keadaan di lokasi", "told": ""},
        ],
        "sides": sides,
        "place": place_of(region.ancestor(Region.Level.REGENCY)),
        "signatures": blocks,
    }  # fmt: skip


def _answers(site):
    """The three questions of the trial, each with which answer was given."""
    return [
        {"name": name, "question": question, "marks": [
            {"label": label, "mark": getattr(site, field) == value} for value, label in PilotSite.Answer.choices
        ]} for name, question, field in QUESTIONS
    ]  # fmt: skip


def conclusion_facts(site, paper):
    """What the trial in this village showed (REG-16): decision (the paper that chose it), answers, conclusion."""
    papers = on_file(site)
    row = papers.get(STEP.CONCLUSION)
    place, block = _signed(site, row, STEP.CONCLUSION)
    return _common(site, "KUC", "Lembar kesimpulan uji coba", paper) | {
        "letterhead": letterhead(place),
        "decision": _in_brief(papers.get(STEP.DECISION)),
        "since": iso_day(site.chosen_on),
        "until": iso_day(site.ended_on) if row else "",
        "answers": _answers(site),
        "step": _told(row),
        "signature": block,
    }


# --- the table --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SitePaper:
    """One paper: its name as printed, what it says, and the steps that fill it in.

    `after` are the stages in which alone it makes sense, all where it is empty.
    """

    title: str
    template: str
    facts: Callable[[object, str], dict]
    steps: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def filled(self, papers):
        """Whether its steps are on file."""
        return bool(self.steps) and all(step in papers for step in self.steps)

    def closed(self, site, papers):
        """Why it is not offered; "" where it is."""
        if self.after and site.stage not in self.after:
            return "Kesimpulan disusun setelah desa/kelurahan ditetapkan sebagai lokasi uji coba."
        over = site.stage in (STAGE.REFUSED, STAGE.WITHDRAWN) and refused_step(site, papers) not in self.steps
        if self.steps and over and not any(step in papers for step in self.steps):
            return "Usulan sudah berakhir sebelum lembar ini diperlukan."
        return ""


SITE_PAPERS = {
    "kendali": SitePaper("Lembar kendali usulan", TEMPLATE("control"), control_facts),
    "usulan": SitePaper("Usulan lokasi", TEMPLATE("proposal"), proposal_facts),
    "pernyataan": SitePaper(
        "Pernyataan kebenaran data", TEMPLATE("statement"), statement_facts, (STEP.STATEMENT,)
    ),
    "camat": SitePaper("Lembar persetujuan camat", TEMPLATE("endorsement"), endorsement_facts, (STEP.ENDORSEMENT,)),
    "verifikasi": SitePaper(
        "Berita acara verifikasi bersama", TEMPLATE("verification"), verification_facts,
        (STEP.REGENCY_CHECK, STEP.PROVINCE_CHECK),
    ),
    "kesimpulan": SitePaper(
        "Lembar kesimpulan uji coba", TEMPLATE("conclusion"), conclusion_facts, (STEP.CONCLUSION,),
        (STAGE.CHOSEN, STAGE.CONCLUDED),
    ),
}  # fmt: skip


def papers_of(site, papers):
    """[(slug, title, whether it is filled in)] of the papers offered for a proposal."""
    return [
        (slug, paper.title, paper.filled(papers))
        for slug, paper in SITE_PAPERS.items()
        if not paper.closed(site, papers)
    ]
