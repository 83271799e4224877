"""A family's file as a list of sections, in the order and with the letters of the paper form; and its history.

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
from families.actions.merge import closed_to_undo, merged_words
from families.actions.move import may_cancel
from families.history import Event, events_of, events_of_life
from families.household import composition_of, disagreement, head_died_since
from families.models import Consent, MentoringNote, Need, Pairing, Participation, Role, SelectionDecision
from families.priorities import held_until, priorities_of
from families.workflow.conditions import consent_to, missing_facts, topics_given, unexplained
from fcu_project import dates
from fcu_project.access import may_open

TOPICS = 5
LAST_NOTES = 5
STATES = {
    "todo": "Belum diisi", "doing": "Sedang diisi", "done": "Selesai", "wrong": "Perlu diperbaiki",
    "shut": "Belum bisa diisi",
}  # fmt: skip
ASKS = {"pioneer": ("18 indikator", "terpenuhi"), "plasma": ("12 indikator", "tidak dialami")}
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


def _goes_on(life):
    """Which of a family's lives goes on: an open one, or else that which ended last; the latest of them."""
    return life.ended_on is None, life.ended_on or life.started_on, life.pk


class FamilyFile:
    """The file of `family` as `by` sees it."""

    def __init__(self, family, by):
        self.family, self.by = family, by
        prefetch_related_objects([family], "problems", "assessments")
        self.lives = list(family.participations.as_they_stand())
        self.life = self.lives[0] if self.lives else None
        newest = max(self.lives, key=_goes_on, default=None)
        self.rise = newest if newest and newest.is_open and newest.is_rise else None
        self.own = family.region_id == by.region_id
        self.writes = self.own and family.archived_on is None
        self.sees_file = by.has_perm("families.view_familymember")
        self.sees_record = by.role != "pioneer"

    def link(self, route, *args, writes=True):
        """The address of a screen, or "" where it would only refuse this reader."""
        url = reverse(f"families:{route}", args=args or [self.family.uid])
        return url if (self.writes or not writes) and may_open(self.by, url) else ""

    # --- sections ---------------------------------------------------------------------------------------------------
    def sections(self):
        """The sections this reader sees; none where only the short record is theirs to see."""
        if not self.by.has_perm("families.view_assessment"):
            return []
        found = [self._record()]
        if self.sees_file:
            found += [self._identity(), self._members()]
        found += [self._problems(), self._assessment()]
        if self.sees_file:
            found += [self._consent(), *self._of_role()]
        return found

    def _record(self):
        missing = missing_facts(self.family)
        why = f"Belum diisi: {', '.join(missing)}" if missing else dates.long_date(self.family.recorded_on)
        return Section("A", "Data calon", "doing" if missing else "done", why, self.link("family-update"))

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

    @cached_property
    def card(self):
        """The family card in force, or None; read once."""
        return self.family.card()

    def _identity(self):
        label, closed = "Identitas dan alamat", self._before_identity()
        if closed:
            return Section("B", label, "shut", closed)
        missing = [
            words for words, given in (
                ("nomor KK", self.card), ("alamat", self.family.address or self.family.neighbourhood),
            ) if not given
        ]  # fmt: skip
        state = "done" if not missing else "doing" if len(missing) == 1 else "todo"
        why = f"Belum diisi: {', '.join(missing)}" if missing else ""
        if not missing and head_died_since(self.family, self.card):
            state, why = "wrong", "Kepala keluarga meninggal: nomor KK yang baru belum dicatat"
        return Section("B", label, state, why, self.link("identity") if self.takes_identity else "")

    @property
    def members(self):
        """Those who live in the family now; read once."""
        if not hasattr(self, "_living"):
            self._living = list(self.family.current_members()) if self.sees_file else []
        return self._living

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

    def _problems(self):
        problems = len(self.family.problems.all())
        sees_needs = self.by.has_perm("families.view_need")
        needs = len(self.needs())
        words = [f"{problems} jenis masalah"] if problems else []
        if sees_needs:
            words.append(f"{needs} kebutuhan" if needs else "belum ada kebutuhan yang dicatat")
        url = "#kebutuhan" if sees_needs and problems else self.link("family-update")
        why = ", ".join(words)
        return Section("D", "Masalah dan kebutuhan", "done" if problems else "todo", why[:1].upper() + why[1:], url)

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
        return Section("E", "Penilaian", state, "; ".join(words), url, () if url else tuple(more))

    def _consent(self):
        closed = self._before_fgd()
        if closed and (self.life is None or self.life.stage != "unwilling"):
            return Section("F", "Kesediaan", "shut", closed)
        url = self.link("consent")
        prefetch_related_objects([self.life], "consents")
        answer = consent_to(self.life, Consent.Purpose.TAKING_PART)
        if answer is None:
            return Section("F", "Kesediaan", "todo", url=url)
        word = "Bersedia" if answer.given else "Tidak bersedia"
        alone = f", ditandatangani {signed_in_words(answer)}" if answer.missing_reason else ""
        why = f"{word}, {dates.long_date(answer.answered_on)}{alone}"
        data_use = consent_to(self.life, Consent.Purpose.DATA_USE)
        if answer.given and not (data_use and data_use.given):
            return Section("F", "Kesediaan", "wrong", f"{why}. Pemakaian data belum disetujui", url)
        return Section("F", "Kesediaan", "done", why, url)

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
        links = [("Kesediaan sebagai pionir", self.link("consent"))] if asked else []
        links.append(("Alasan atas indikator", self.link("unmet-reasons")))
        more = tuple((label, url) for label, url in links if url)
        return [Section("H", "Naik menjadi pionir", state, why, more=more)]

    def _reasons(self):
        label = "Alasan atas indikator"
        if latest(self.family, "pioneer") is None:
            return Section("G", label, "shut", "Terbuka setelah penilaian 18 indikator")
        left, told = len(unexplained(self.life)), self.life.unmet_reasons.count()
        if not left and not told:
            return Section("G", label, "done", "Tidak ada indikator yang belum terpenuhi")
        url = self.link("unmet-reasons") if self.life.designated_on is None else ""
        if not left:
            return Section("G", label, "done", f"{told} alasan tertulis", url)
        return Section("G", label, "doing" if told else "todo", f"{left} indikator belum beralasan", url)

    def _preparation(self):
        label, life = "Pembekalan dan rencana aksi", self.life
        if life.designated_on is None:
            return Section("H", label, "shut", "Terbuka setelah ditetapkan FCU")
        given, lines = len(topics_given(life)), life.plan_items.count()
        state = "done" if life.consolidated_on else "doing" if given or lines else "todo"
        why = f"{given} dari {TOPICS} materi, {lines} baris rencana aksi"
        return Section("H", label, state, why, self.link("briefing-card", writes=False))

    def _charges(self):
        if self.life.consolidated_on is None:
            return Section("I", "Dampingan", "shut", "Terbuka setelah lima materi pembekalan")
        names = [row.plasma.family.called for row in self.pairings() if row.paired_until is None]
        if names:
            return Section("I", "Dampingan", "done", ", ".join(names), "#pendampingan")
        return Section("I", "Dampingan", "todo", url=self._to_pairing())

    def _companion(self):
        if self.life.designated_on is None:
            return Section("G", "Pendamping", "shut", "Terbuka setelah pertemuan penetapan")
        names = [row.pioneer.family.called for row in self.pairings() if row.paired_until is None]
        if names:
            return Section("G", "Pendamping", "done", ", ".join(names), "#pendampingan")
        return Section("G", "Pendamping", "todo", url=self._to_pairing(f"?keluarga={self.family.uid}"))

    def _to_pairing(self, query=""):
        url = reverse("families:pairing-create")
        return f"{url}{query}" if self.writes and may_open(self.by, url) else ""

    # --- beside the sections ----------------------------------------------------------------------------------------
    def needs(self):
        """Needs, those still open first; read once."""
        if not hasattr(self, "_needs"):
            rows = Need.objects.filter(family=self.family).select_related("problem")
            sees = self.by.has_perm("families.view_need")
            self._needs = sorted(rows, key=lambda row: row.closed_on is not None) if sees else []
        return self._needs

    def notes(self):
        """The latest contacts of the companion."""
        if not self.by.has_perm("families.view_mentoringnote"):
            return []
        return list(MentoringNote.objects.visible_to(self.by).filter(family=self.family)[:LAST_NOTES])

    def pairings(self):
        """Who accompanies this family or whom it accompanies, those under way first; read once."""
        if not hasattr(self, "_pairings"):
            rows = Pairing.objects.none()
            if self.by.has_perm("families.view_pairing"):
                seen = Pairing.objects.visible_to(self.by).select_related("pioneer__family", "plasma__family")
                rows = seen.filter(pioneer__family=self.family) | seen.filter(plasma__family=self.family)
            self._pairings = sorted(rows, key=lambda row: row.paired_until is not None)
        return self._pairings

    @cached_property
    def priority(self):
        """The decision in force on how urgent this family is; None where the reader sees none."""
        if not self.by.has_perm("families.view_prioritydecision"):
            return None
        return priorities_of([self.family], self.by.today).get(self.family.pk)

    def _priority_events(self):
        """What meetings decided on the urgency of this family (III.B.6.7(2))."""
        if not self.by.has_perm("families.view_prioritydecision"):
            return []
        rows = held_until(self.by.today).filter(family=self.family).select_related("meeting")
        return [
            Event(row.meeting.held_on, f"Prioritas {row.priority} dalam {row.meeting.get_kind_display()}", row.reason)
            for row in rows.order_by("meeting__held_on", "id")
        ]

    def composition(self):
        """The kind of family: as it was chosen by hand, or else as its members make it (FAM-01)."""
        if self.family.composition:
            return self.family.get_composition_display()
        kind = composition_of(self.members)
        return type(self.family).Composition(kind).label if kind else ""

    def other_composition(self):
        """The kind of family its members make, where another was chosen by hand; else ""."""
        return disagreement(self.family, self.members) if self.sees_file else ""

    def continues(self):
        """Where a file that was put away is read on: (words, (label, address) of one way out or None); else None."""
        family = self.family
        if family.merged_into_id:
            undo = "" if closed_to_undo(family, self.by.today) else self.link("merge-undo", writes=False)
            words = f"Berkas ini digabung ke No. {family.merged_into.number} pada {dates.long_date(family.merged_on)}."
            return words, ("Batalkan penggabungan", undo)
        move = family.moves.exclude(state="cancelled").select_related("destination").order_by("-id").first()
        if move is None or family.archived_on is None:
            return None
        answer = f" Jawaban: {move.answer}" if move.answer and self.sees_file else ""
        day, state = dates.long_date(move.moved_on), move.get_state_display()
        words = f"Pindah ke {move.destination} pada {day}. {state}.{answer}"
        url = self.link("move-cancel", move.uid, writes=False) if self.own and may_cancel(move) else ""
        return words, ("Batalkan kepindahan", url)

    def merged(self):
        """Files that were merged into this one, for who reads the record."""
        return list(self.family.merged.order_by("number")) if self.sees_record else []

    def interviewer(self):
        """The name of who gathered the short record."""
        return self.family.interviewer.name if self.family.interviewer else ""

    def archived_because(self):
        """Why the file was put away, for who reads it; else ""."""
        return self.family.archived_reason if self.sees_file else ""

    def history(self):
        """What happened, the latest first; reasons only for who reads the file."""
        reasons = {}
        if self.by.has_perm("families.view_selectiondecision"):
            held = SelectionDecision.objects.filter(participation__family=self.family, meeting__stage="held")
            reasons = dict(held.order_by("meeting__held_on", "id").values_list("participation", "reason"))
        events = []
        lives = sorted(self.lives, key=lambda life: life.pk)
        for number, life in enumerate(lives):
            fell_back = life.role == Role.PLASMA and any(
                earlier.role == Role.PIONEER and earlier.designated_on for earlier in lives[:number]
            )
            events += events_of_life(self.family, life, reasons.get(life.pk, ""), self.sees_file, fell_back)
        events += self._priority_events()
        family = self.family
        if family.confirmed_on:
            events.append(Event(family.confirmed_on, "Data dibenarkan", by=family.confirmed_by))
        if family.archived_on and not self.continues():
            events.append(Event(family.archived_on, "Diarsipkan", self.archived_because()))
        if family.merged_into_id:
            keep = family.merged_into
            why = self.archived_because().removeprefix(f"{merged_words(keep)}. ")
            events.append(Event(family.merged_on, f"Digabung ke No. {keep.number}", why, url=keep.get_absolute_url()))
        events += events_of(family, self.sees_file)
        events.reverse()  # of what happened on one day, the later step stands first
        return sorted(events, key=lambda event: event.on, reverse=True)
