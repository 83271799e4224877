"""Many people in one sitting: participants from the list of people, members from those who came to the meeting."""

from dataclasses import dataclass

from django import forms
from django.db.models import OuterRef, Subquery
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import format_html

from fcu_project.forms import Form, RowsField, is_key
from institutions.forms.person import people_to_pick
from institutions.forms.unit import CATEGORIES_TO_CHOOSE, KINDS_TO_CHOOSE, still_missing
from institutions.meetings import Element
from institutions.models import Assignment, Attendance, Institution, Membership, Person
from institutions.models.person import fold
from institutions.roles import ROLES

MOST_ROWS = 200  # on one screen; a search finds the others
# On whose behalf a member of the FCU comes, if nothing else is known.
MEMBER_SPEAKS_FOR = {
    Membership.Kind.PSKS: Element.PSKS, Membership.Kind.INDIVIDUAL: Element.INDIVIDUAL,
    Membership.Kind.PIONEER: Element.PIONEER,
}  # fmt: skip
MAY_BE_MEMBERS = (Element.PSKS, Element.INDIVIDUAL, Element.GOVERNMENT, Element.OTHER)  # not the offices from above


@dataclass
class Line:
    """One row of the screen: whom it is about, the tick, and the answers that count once it is ticked."""

    subject: object
    tick: BoundWidget
    answers: dict[str, BoundField]

    @property
    def is_wrong(self):
        return any(answer.errors for answer in self.answers.values())


class TickForm(Form):
    """People to tick, each with answers of their own.

    The answers of a row are fields named "element-12", the number being the row's key: an error stands at its row, and
    what was typed comes back, ticked or not.
    """

    mark_optional = False
    ticked = RowsField(Person.objects.none(), label="Orang", widget=forms.CheckboxSelectMultiple)

    def ticked_keys(self):
        """The keys that were sent, as far as they can be keys; whether they were offered is asked later."""
        sent = self.fields["ticked"].widget.value_from_datadict(self.data, self.files, "ticked") or ()
        return {int(key) for key in sent if is_key(key)}

    def offer(self, rows, answers):
        """Lay out `rows`; `answers(row)` gives a row's fields by their names."""
        field = self.fields["ticked"]
        field.choices = [(row.pk, str(row)) for row in rows]
        field.error_messages["required"] = "Centang sedikitnya satu orang."
        self._rows, self._asked = rows, {}
        for row in rows:
            fields = answers(row)
            self.fields.update({f"{name}-{row.pk}": answer for name, answer in fields.items()})
            self._asked[row.pk] = tuple(fields)

    def lines(self):
        ticks = self["ticked"].subwidgets
        return [Line(row, tick, self._answers(row)) for row, tick in zip(self._rows, ticks, strict=True)]

    def _answers(self, row):
        return {name: self[f"{name}-{row.pk}"] for name in self._asked[row.pk]}

    def answer(self, name, row):
        return self.cleaned_data.get(f"{name}-{row.pk}", "")


def label_for(name, text):
    """A label that stands on every row; who does not see the row hears the name with it."""
    return format_html('{}<span class="visually-hidden">: {}</span>', text, name)


# --- participants ---------------------------------------------------------------------------------------------------
def people_not_listed(meeting, by):
    """Those who can be picked and do not stand on this meeting's list yet."""
    return people_to_pick(by).exclude(pk__in=meeting.attendances.values("person"))


def guessed_element(last, roles):
    """On whose behalf somebody probably comes: as last time, otherwise for the office they hold; "" when unsure.

    A role within the FCU says nothing: its officers are of institutions, or stand for themselves.
    """
    if last is not None:
        return last.element
    offices = (ROLES[role].office for role in roles)
    return next((office for office in offices if office not in ("", Element.PSKS)), "")


class ParticipantsForm(TickForm):
    """Several people of the list at once: tick, check on whose behalf, save."""

    present = forms.BooleanField(label="Tandai hadir semua yang dicentang", required=False)

    def __init__(self, *args, meeting, wanted="", members_of=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = set(meeting.attendances.values_list("person", flat=True))
        free = people_not_listed(meeting, self.by).annotate(last_seen=self._last_seen())
        if members_of:  # all of them come ticked
            free = free.filter(memberships__unit=members_of, memberships__left_on=None).distinct()
            self.initial["ticked"] = list(free.values_list("pk", flat=True))
        found = list(free.filter(search_name__contains=fold(wanted))[: MOST_ROWS + 1])
        self.has_more, found = len(found) > MOST_ROWS, found[:MOST_ROWS]
        sent = self.ticked_keys() - {person.pk for person in found}
        if sent:  # ticked on a screen that showed others
            found += free.filter(pk__in=sent)
        self._remember(found)
        if members_of:
            kinds = dict(members_of.memberships.filter(left_on=None).values_list("person", "kind"))
            for person in found:
                person.guess = person.guess or MEMBER_SPEAKS_FOR.get(kinds.get(person.pk), "")
        self.offer(found, self._element_field)

    def narrow(self):
        self.fields["ticked"].queryset = people_to_pick(self.by)

    def _last_seen(self):
        """The latest row under which a person stood on a list that this office keeps."""
        rows = Attendance.objects.filter(person=OuterRef("pk"), meeting__keeper=self.by.region)
        return Subquery(rows.order_by("-meeting__held_on", "-id").values("pk")[:1])

    def _remember(self, people):
        """Read for all rows at once what each person was last time, and which offices they hold."""
        seen = Attendance.objects.select_related("institution").in_bulk([p.last_seen for p in people if p.last_seen])
        offices = {}
        held = Assignment.objects.active_on(self.by.today).filter(person__in=people).order_by("id")
        for person, role in held.values_list("person", "role"):
            offices.setdefault(person, []).append(role)
        for person in people:
            person.last = seen.get(person.last_seen)
            person.guess = guessed_element(person.last, offices.get(person.pk, ()))
            parts = (carried_institution(person), person.last.position if person.last else person.position)
            person.last_words = ", ".join(str(part) for part in parts if part)

    def _element_field(self, person):
        return {"element": forms.ChoiceField(
            label=label_for(person.name, "Mewakili unsur"), required=False, initial=person.guess,
            choices=[("", "Pilih unsur"), *Element.choices],
            error_messages={"invalid_choice": "Pilihan ini tidak tersedia. Pilih dari daftar."},
        )}  # fmt: skip

    def clean(self):
        data = super().clean()
        people = data.get("ticked") or ()
        self.already = [person for person in people if person.pk in self.listed]  # a colleague was faster
        keys = {person.pk for person in people}
        self.chosen = [person for person in self._rows if person.pk in keys]
        for person in self.chosen:
            name = f"element-{person.pk}"
            if not self.answer("element", person) and name not in self.errors:
                self.add_error(name, f"Pilih unsur yang diwakili {person.name}.")
        return data

    def attendances(self, meeting):
        """The rows to add. Institution and position are those of last time, as long as the element is."""
        present = self.cleaned_data["present"]
        return [
            Attendance(meeting=meeting, person=person, present=present, **self._hat(person)) for person in self.chosen
        ]

    def _hat(self, person):
        element = self.answer("element", person)
        if person.last is None or person.last.element != element:
            return {"element": element}
        return {"element": element, "institution": carried_institution(person), "position": person.last.position}


def carried_institution(person):
    """The institution somebody stood for last time, unless it was closed since."""
    institution = person.last.institution if person.last else None
    return institution if institution and institution.closed_on is None else None


# --- members --------------------------------------------------------------------------------------------------------
def may_be_members(meeting, by):
    """Those who were present at the formation meeting, for the village itself and not for an office above it."""
    if meeting is None:
        return Attendance.objects.none()
    came = Attendance.objects.visible_to(by).filter(meeting=meeting, present=True, element__in=MAY_BE_MEMBERS)
    return came.select_related("person", "institution").order_by("person__name", "id")


def not_members_yet(attendances, unit):
    return attendances.exclude(person__in=unit.current_members().values("person"))


class NewMembersForm(TickForm):
    """Participants of the formation meeting who are willing to be members; the tick itself is their word."""

    def __init__(self, *args, unit, meeting, **kwargs):
        self.unit, self.meeting = unit, meeting
        super().__init__(*args, **kwargs)
        bodies = Institution.objects.filter(region=unit.region, closed_on=None)
        self.institutions = {str(body.pk): body for body in bodies}
        self.members = set(unit.current_members().values_list("person", flat=True))
        sent = self.ticked_keys()  # a row that was sent is shown again, even if it is a member's by now
        came = self.fields["ticked"].queryset
        self.offer([row for row in came if row.person_id not in self.members or row.pk in sent], self._member_fields)

    def narrow(self):
        self.fields["ticked"].queryset = may_be_members(self.meeting, self.by)

    def _member_fields(self, row):
        name = row.person.name
        body = str(row.institution_id) if str(row.institution_id) in self.institutions else ""
        choices = [("", "(pilih lembaga)"), *((key, str(body)) for key, body in self.institutions.items())]
        fields = {
            "kind": forms.ChoiceField(
                label=label_for(name, "Jenis keanggotaan"), choices=KINDS_TO_CHOOSE, widget=forms.RadioSelect,
                initial=Membership.Kind.PSKS if body else Membership.Kind.INDIVIDUAL,
            ),
            "institution": forms.ChoiceField(
                label=label_for(name, "Lembaga yang diwakili"), choices=choices, initial=body
            ),
            "position": forms.CharField(
                label=label_for(name, "Jabatan di lembaga itu (opsional)"), max_length=100, initial=row.position
            ),
            "category": forms.ChoiceField(
                label=label_for(name, "Kategori perorangan"), choices=CATEGORIES_TO_CHOOSE
            ),
            "competence": forms.CharField(
                label=label_for(name, "Kemampuan dalam pemberdayaan keluarga"), max_length=300,
                help_text="Contoh: 10 tahun kader Posyandu, penyuluh agama.",
            ),
        }  # fmt: skip
        for field in fields.values():
            field.required = False  # what a row needs is asked once it is ticked
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Pilihan ini tidak tersedia. Pilih dari daftar."
        return fields

    def clean(self):
        data = super().clean()
        rows = data.get("ticked") or ()
        self.already = [row.person for row in rows if row.person_id in self.members]  # a colleague was faster
        self.chosen = [row for row in rows if row.person_id not in self.members]
        for row in self.chosen:
            self._ask_what_is_missing(row)
        return data

    def _ask_what_is_missing(self, row):
        kind = self.answer("kind", row)
        asked = (self.answer(name, row) for name in ("institution", "category", "competence"))
        missing = still_missing(kind, *asked) if kind else [("kind", "Pilih jenis keanggotaan.")]
        for name, sentence in missing:
            name = f"{name}-{row.pk}"
            if name not in self.errors:
                self.add_error(name, f"{row.person.name}: {sentence}")

    def memberships(self, joined_on):
        return [self._membership(row, joined_on) for row in self.chosen]

    def _membership(self, row, joined_on):
        told = {name: self.answer(name, row) for name in ("kind", "category", "competence")}
        if told["kind"] == Membership.Kind.PSKS:
            told |= {
                "institution": self.institutions[self.answer("institution", row)],
                "position": self.answer("position", row),
                "competence": "",
            }
        return Membership(unit=self.unit, person=row.person, committed=True, joined_on=joined_on, **told)
