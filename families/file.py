"""A family's file as one reader sees it: its sections (`families.sections`), what stands beside them, its history."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property

from families.actions.merge import closed_to_undo, merged_words
from families.actions.move import may_cancel
from families.history import Event, events_of, events_of_life
from families.household import composition_of, disagreement
from families.models import MentoringNote, Need, Pairing, Role, SelectionDecision
from families.priorities import held_until, priorities_of
from families.sections import Sections
from fcu_project import dates
from fcu_project.access import may_open

LAST_NOTES = 5


class FamilyFile(Sections):
    """The file of `family` as `by` sees it."""

    def __init__(self, family, by):
        self.family, self.by = family, by
        prefetch_related_objects([family], "problems", "assessments")
        self.lives = list(family.participations.as_they_stand())
        self.life = self.lives[0] if self.lives else None
        self.rise = next((life for life in self.lives if life.is_open and life.is_rise), None)
        self.own = family.region_id == by.region_id
        self.writes = self.own and family.archived_on is None
        self.sees_file = by.has_perm("families.view_familymember")
        self.sees_record = by.role != "pioneer"

    def link(self, route, *args, writes=True):
        """The address of a screen, or "" where it would only refuse this reader."""
        url = reverse(f"families:{route}", args=args or [self.family.uid])
        return url if (self.writes or not writes) and may_open(self.by, url) else ""

    @cached_property
    def card(self):
        """The family card in force, or None; read once."""
        return self.family.card()

    @property
    def members(self):
        """Those who live in the family now; read once."""
        if not hasattr(self, "_living"):
            self._living = list(self.family.current_members()) if self.sees_file else []
        return self._living

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
        rows = list(self.family.merged.order_by("number")) if self.sees_record else []
        for row in rows:
            row.undo_url = "" if closed_to_undo(row, self.by.today) else self.link("merge-undo", row.uid)
        return rows

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
