"""A family's file as a list of sections: A to H with the letters and names of the paper form, its duties after them.

What the reader's role may not see is neither asked of the database nor shown. A section whose screen the reader may
not open has no link.
"""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property

from families.actions.assessment import latest, summary
from families.actions.consent import signed_in_words
from families.actions.member import before_the_file, closed_by
from families.household import head_died_since
from families.models import Consent, Participation, Role
from families.workflow.conditions import PROBLEMS, consent_to, missing_facts, topics_given, unexplained
from fcu_project import dates
from fcu_project.access import may_open
from institutions.meetings import Kind
from institutions.models import Meeting

TOPICS = 5
STATES = {
    "todo": "Belum diisi", "doing": "Sedang diisi", "done": "Selesai", "wrong": "Perlu diperbaiki",
    "shut": "Belum bisa diisi",
}  # fmt: skip
ASKS = {"pioneer": ("18 indikator", "terpenuhi"), "plasma": ("12 indikator", "kesulitan tidak dialami")}
NOT_GOING_ON = ("not_chosen", "unwilling")
# How a plasma family's way to become a pioneer stands; the mentoring goes on until it is designated.
RISING = {
    "candidate": ("doing", "Diusulkan, menunggu FGD"),
    "proposed": ("todo", "Dipilih dalam FGD, kesediaan sebagai pionir belum dicatat"),
    "willing": ("doing", "Bersedia menjadi pionir, menunggu rapat penetapan"),
}


@dataclass
class Section:
    """One line of the file, ready for a screen; `more` are further links (label, address) below it."""

    letter: str
    label: str
    state: str
    why: str = ""
    url: str = ""
    more: tuple = ()

    @property
    def word(self):
        return STATES[self.state]


class Sections:
    """The sections of a file, which tells `family`, `by`, `life`, `rise`, `card`, `members`, and what `by` sees."""

    def sections(self):
        """The sections this reader sees; none where only the short record is theirs to see."""
        if not self.by.has_perm("families.view_assessment"):
            return []
        found = [self._home()]
        if self.sees_file:
            found += [self._head(), self._members()]
        found += [self._circumstances(), self._problems(), self._assessment()]
        if self.sees_file:
            found.append(self._consent())
        found.append(self._interviewed())
        return found + self._of_role() if self.sees_file else found

    # --- those of the paper -----------------------------------------------------------------------------------------
    def _home(self):
        known = self.family.neighbourhood or (self.sees_file and self.family.address)
        url = self.link("identity") if self.sees_file and self.takes_identity else ""
        why = "" if known else "Belum diisi: alamat"
        return Section("A", "Tempat tinggal", "done" if known else "todo", why, url or self.link("family-update"))

    def _before_fgd(self):
        """Why the parts after the FGD are closed, or ""."""
        if self.life is None:
            return "Keluarga ini belum dicalonkan"
        if self.life.stage in NOT_GOING_ON:
            return "Tidak dipilih atau tidak bersedia: cukup data calon"
        return "Terbuka setelah FGD" if before_the_file(self.life) else ""

    def _before_identity(self):
        """The same for identity and members: those of an earlier try stay open to a family that is tried again."""
        return "" if self.takes_identity else self._before_fgd()

    @cached_property
    def takes_identity(self):
        """Whether identity and members may be written now."""
        return not closed_by(self.life, lambda: bool(self.members))

    def _head(self):
        label, closed = "Kepala keluarga", self._before_identity()
        if closed:
            return Section("B", label, "shut", closed)
        url = self.link("identity") if self.takes_identity else ""
        if not self.card:
            return Section("B", label, "doing", "Belum diisi: nomor KK", url)
        if head_died_since(self.family, self.card):
            why = "KK ini dari sebelum kepala keluarga meninggal; nomor yang baru belum dicatat"
            return Section("B", label, "wrong", why, f"{url}?kk=baru" if url else "")
        return Section("B", label, "done", url=url)

    def _members(self):
        label, closed = "Anggota keluarga", self._before_identity()
        if closed:
            return Section("C", label, "shut", closed)
        url = self.link("member-list", writes=False)
        if not self.members:
            return Section("C", label, "todo", url=url)
        if not any(member.is_head for member in self.members):
            return Section("C", label, "wrong", "Kepala keluarga belum ditentukan", url)
        without = sum(not member.nik for member in self.members)
        why = f"{len(self.members)} orang" + (f", {without} belum punya NIK" if without else "")
        return Section("C", label, "done", why, url)

    def _circumstances(self):
        """What the FGD wants to know beside the problems (FAM-04)."""
        missing = [words for words in missing_facts(self.family) if words != PROBLEMS]
        state = ("done", "doing", "todo")[len(missing)]
        why = f"Belum diisi: {', '.join(missing)}" if missing else ""
        return Section("D", "Keadaan sosial ekonomi", state, why, self.link("family-update"))

    def _problems(self):
        problems = len(self.family.problems.all())
        sees_needs = self.by.has_perm("families.view_need")
        needs = len(self.needs())
        words = [f"{problems} jenis masalah"] if problems else []
        if sees_needs:
            words.append(f"{needs} kebutuhan" if needs else "belum ada kebutuhan yang dicatat")
        url = "#kebutuhan" if sees_needs and problems else self.link("family-update")
        why = ", ".join(words)
        return Section("E", "Masalah dan kebutuhan", "done" if problems else "todo", why[:1].upper() + why[1:], url)

    def _assessment(self):
        role = self.life.role if self.life else Role.CANDIDATE
        rounds = {which: latest(self.family, which) for which in ASKS}
        # Of a plasma family the strengths too, once they were asked.
        both = role not in ASKS or (role == Role.PLASMA and rounds[Role.PIONEER])
        asked = list(ASKS) if both else [role]
        words, states, more = [], [], []
        for which in asked:
            (name, met), round_ = ASKS[which], rounds[which]
            if round_ is None:
                url, label = self.link("assessment-create", self.family.uid, which), f"Isi {name}"
            else:
                told = summary(round_)
                left = f", {told['open']} belum dijawab" if told["open"] else ""
                day = dates.long_date(round_.assessed_on)
                words.append(f"{told['met']} dari {told['total']} {met}{left} ({day})")
                states.append("doing" if told["open"] else "done")
                url, label = self.link("assessment", round_.uid, writes=False), f"Lihat {name}"
            if url:
                more.append((label, url))
        state = "done" if "done" in states else "doing" if states else "todo"
        change = self.link("change", writes=False)
        if change and any(one.round > 1 for one in self.family.assessments.all()):
            more.append(("Lihat perubahan", change))
        url = more[0][1] if len(asked) == len(more) == 1 else ""
        return Section("F", "Indikator", state, "; ".join(words), url, () if url else tuple(more))

    def _consent(self):
        closed = self._before_fgd()
        if closed and (self.life is None or self.life.stage != "unwilling"):
            return Section("G", "Pernyataan kesediaan", "shut", closed)
        url = self.link("consent")
        prefetch_related_objects([self.life], "consents")
        answer = consent_to(self.life, Consent.Purpose.TAKING_PART)
        if answer is None:
            return Section("G", "Pernyataan kesediaan", "todo", url=url)
        word = "Bersedia" if answer.given else "Tidak bersedia"
        alone = f", ditandatangani {signed_in_words(answer)}" if answer.missing_reason else ""
        why = f"{word}, {dates.long_date(answer.answered_on)}{alone}"
        data_use = consent_to(self.life, Consent.Purpose.DATA_USE)
        if answer.given and not (data_use and data_use.given):
            return Section("G", "Pernyataan kesediaan", "wrong", f"{why}. Pemakaian data belum disetujui", url)
        return Section("G", "Pernyataan kesediaan", "done", why, url)

    def _interviewed(self):
        by = f", {self.family.interviewer.name}" if self.family.interviewer else ""
        why = f"{self.family.begun.removeprefix('Didata ')}{by}"
        return Section("H", "Petugas", "done", why, self.link("family-update"))

    # --- those after the paper --------------------------------------------------------------------------------------
    def _of_role(self):
        if self.life is None or self._before_fgd():
            return []
        if self.life.role == Role.PIONEER:
            return [self._reasons(), self._preparation(), self._charges()]
        return [self._companion(), *self._rising()] if self.life.role == Role.PLASMA else []

    def _rising(self):
        """How far a plasma family is on its way to become a pioneer; nothing before it is nominated."""
        if self.rise is None:
            return []
        state, why = RISING[self.rise.stage]
        asked = self.rise.stage != Participation.Stage.CANDIDATE
        links = [("Kesediaan sebagai pionir", self.link("consent"))] if asked else [self._to_fgd()]
        links.append(("Alasan atas indikator", self.link("unmet-reasons")))
        more = tuple((label, url) for label, url in links if url)
        return [Section("J", "Naik menjadi pionir", state, why, more=more)]

    def _to_fgd(self):
        """(label, address) of the FGD that decides next: the planned one, else where one is planned."""
        planned = Meeting.objects.filter(
            region=self.family.region, kind=Kind.FOCUS_GROUP, stage=Meeting.Stage.PLANNED
        ).order_by("held_on", "id").first()  # fmt: skip
        if planned is not None:
            return "Buka lembar peringkat FGD", self.link("ranking", planned.uid)
        url = reverse("institutions:meeting-create", args=[Kind.FOCUS_GROUP])
        return "Rencanakan FGD", url if self.writes and may_open(self.by, url) else ""

    def _reasons(self):
        label = "Alasan atas indikator"
        if latest(self.family, "pioneer") is None:
            return Section("I", label, "shut", "Terbuka setelah penilaian 18 indikator")
        left, told = len(unexplained(self.life)), self.life.unmet_reasons.count()
        if not left and not told:
            return Section("I", label, "done", "Tidak ada indikator yang belum terpenuhi")
        url = self.link("unmet-reasons") if self.life.designated_on is None else ""
        if not left:
            return Section("I", label, "done", f"{told} alasan tertulis", url)
        return Section("I", label, "doing" if told else "todo", f"{left} indikator belum beralasan", url)

    def _preparation(self):
        label, life = "Pembekalan dan rencana aksi", self.life
        if life.designated_on is None:
            return Section("J", label, "shut", "Terbuka setelah ditetapkan FCU")
        given, lines = len(topics_given(life)), life.plan_items.count()
        state = "done" if life.consolidated_on else "doing" if given or lines else "todo"
        why = f"{given} dari {TOPICS} materi, {lines} baris rencana aksi"
        return Section("J", label, state, why, self.link("briefing-card", writes=False))

    def _charges(self):
        if self.life.consolidated_on is None:
            return Section("K", "Dampingan", "shut", "Terbuka setelah lima materi pembekalan")
        names = [row.plasma.family.called for row in self.pairings() if row.paired_until is None]
        if names:
            return Section("K", "Dampingan", "done", ", ".join(names), "#pendampingan")
        return Section("K", "Dampingan", "todo", url=self._to_pairing())

    def _companion(self):
        if self.life.designated_on is None:
            return Section("I", "Pendamping", "shut", "Terbuka setelah pertemuan penetapan")
        names = [row.pioneer.family.called for row in self.pairings() if row.paired_until is None]
        if names:
            return Section("I", "Pendamping", "done", ", ".join(names), "#pendampingan")
        return Section("I", "Pendamping", "todo", url=self._to_pairing(f"?keluarga={self.family.uid}"))

    def _to_pairing(self, query=""):
        url = reverse("families:pairing-create")
        return f"{url}{query}" if self.writes and may_open(self.by, url) else ""
