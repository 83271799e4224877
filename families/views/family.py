"""Families: the list and its search, new candidates, the file, archive, the village head's confirmation."""

import uuid
from datetime import datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.generic import TemplateView

from families import documents, filters, registers, resources
from families.actions import family as actions
from families.actions.split import closed_to_undo
from families.file import FamilyFile
from families.forms.family import CandidateForm, FamilyForm
from families.models import Family, FamilyMember, Participation
from families.priorities import latest_for
from families.templatetags.lives import role_mark, stage_pill
from families.views.confirm import to_confirm
from families.views.reach import own_family, visible_family
from families.workflow.participation import BACKWARDS, BY_EVENT, ONWARDS
from fcu_project import audit, dates, registry, workflow
from fcu_project.access import may_use
from fcu_project.pdf import PAPER_SIZES
from fcu_project.prepared import prepared
from fcu_project.templatetags.ui import first_open, status
from fcu_project.views import FormCreateView, FormUpdateView
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit, Person, WorkingGroup
from institutions.views.listing import KeyedListView

LAST_ENTERED = 5
# What the list shows of a family and of its village.
SHOWN = ("uid", "number", "head_name", "head_sex", "search_name", "rt", "rw", "hamlet", "archived_on", "merged_into")
REGION_SHOWN = ("name", "level", "kind", "spoken_kind")
LIVES = Participation.objects.as_they_stand()  # what the family is comes first
RISES = format_html('<br><span class="meta">{}</span>', "diusulkan naik menjadi pionir")
NO_UID = str(uuid.UUID(int=0))  # in its place every row's own: an address is worked out once a page, not once a row
REMEMBERED = "candidate_line"  # in the session: what stays for the next line of the same day
LONGEST_RESULT = 380  # a receipt keeps where a form led, up to 400 characters


class FamilyListView(KeyedListView):
    """The families within reach, by name. No number of identity is searched, kept or shown by an address."""

    template_name = "families/family_list.html"
    order = ("search_name", "id")
    export_name = "Keluarga"

    @property
    def columns(self):
        """A pioneer reads names and neighbourhoods, and takes no list away."""
        by = self.request.assignment
        of_members = (resources.COMPOSITION,) if by.has_perm("families.view_familymember") else ()
        return () if by.role == "pioneer" else (*resources.FAMILIES, *of_members)

    @property
    def register(self):
        return registers.FAMILIES if self.request.assignment.has_perm("families.print_family") else None

    def register_rows(self):
        """In the order of their numbers, as they came into the book."""
        return self.narrowed().order_by("region", "number", "id")

    def get(self, request, *args, **kwargs):
        request.GET = self._understood(request.GET)
        return super().get(request, *args, **kwargs)

    @staticmethod
    def _understood(asked):
        """Only what this list offers goes on into its links: whatever else stood in the address is dropped."""
        offered = {
            "peran": lambda value: value in (*filters.ROLES, filters.LEFT, filters.ARCHIVE),
            "tahap": lambda value: value in Participation.Stage.values,
            "bentuk": lambda value: value in Family.Composition.values,
            "unduh": lambda value: value == "xlsx",
            "cetak": lambda value: value == "pdf",
            "kertas": lambda value: value in PAPER_SIZES,
            "cari": lambda value: not filters.looks_like_a_number(value),
            "setelah": lambda value: True,
        }
        kept = QueryDict(mutable=True)
        for name, fits in offered.items():
            if asked.get(name) and fits(asked[name]):
                kept[name] = asked[name]
        return kept

    def get_queryset(self):
        asked = self.request.GET
        rows = Family.objects.visible_to(self.request.assignment).select_related(
            "region", "socio_economic", "occupation"
        )
        rows = filters.by_role(rows, asked.get("peran", ""), hides_withdrawn=not asked.get("tahap"))
        rows = filters.by_stage(rows, asked.get("tahap", ""))
        rows = filters.by_text(rows, asked.get("cari", ""))
        if asked.get("bentuk") and self.request.assignment.has_perm("families.view_familymember"):
            rows = filters.by_composition(rows, asked["bentuk"])
        if asked.get("unduh"):
            people = FamilyMember.objects.filter(left_on=None).select_related("relation")
            people = people.only("family", "sex", "relation__code").order_by("position")  # no number is opened
            rows = rows.prefetch_related(Prefetch("members", people, to_attr="living"))
        return rows.prefetch_related(Prefetch("participations", LIVES, to_attr="lives"))

    def shown(self, rows):
        """A row shows few of the many columns of a family."""
        rows = rows.select_related(None).only(*SHOWN).prefetch_related(None)
        if self.request.assignment.level == "village":
            return rows
        return rows.select_related("region").only(*SHOWN, *(f"region__{name}" for name in REGION_SHOWN))

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        role, stage, kind = asked.get("peran", ""), asked.get("tahap", ""), asked.get("bentuk", "")
        names = [("", "Semua"), *((key, label) for key, (label, _) in filters.ROLES.items())]
        if by.role != "pioneer":
            names += [(filters.LEFT, "Mundur"), (filters.ARCHIVE, "Arsip")]
        chips = [{"label": label, "url": self._url(peran=key), "current": role == key} for key, label in names]
        return {
            **context,
            "lines": self._lines(context["rows"]),
            "chips": chips if by.role != "pioneer" else [],
            "role": role,
            "stage": stage,
            "stages": Participation.Stage.choices,
            "kind": kind,
            "kinds": Family.Composition.choices if by.has_perm("families.view_familymember") else (),
            "is_narrowed": bool(role or stage or kind or context["wanted"]),
            "actions": list(self._actions()),
        }

    def _lines(self, rows):
        """What the screen says of each row; said here, because a template takes far longer to ask it fifty times."""
        by, families = self.request.assignment, [row.pk for row in rows]
        address, names_village = reverse("families:family", args=[NO_UID]), by.level != "village"
        urgent = latest_for(families, by.today) if by.has_perm("families.view_prioritydecision") else {}
        told = _lives_of(families)
        lives = {life.family: life for life in reversed(told)}  # of several the first stays
        rising = {life.family for life in told if life.promotes and not (life.designated_on or life.ended_on)}
        for row in rows:
            life = lives.get(row.pk)
            under_way = life is not None and life.ended_on is None and row.archived_on is None
            beside = f"No. {row.number}"
            if under_way and row.pk in urgent:
                beside += f", prioritas {urgent[row.pk]}"
            if names_village:
                beside += f", {row.region}"
            stage = _put_away(row) or stage_pill(life)
            yield {
                "address": address.replace(NO_UID, str(row.uid)), "called": row.called, "beside": beside,
                "neighbourhood": row.neighbourhood, "role": role_mark(life),
                "stage": stage + RISES if row.pk in rising else stage,
            }  # fmt: skip

    def _url(self, **changed):
        kept = {name: self.request.GET.get(name, "") for name in ("cari", "peran", "tahap", "bentuk")} | changed
        return f"?{urlencode({name: value for name, value in kept.items() if value})}"

    def _actions(self):
        """Buttons of the head, those that this reader may open."""
        in_person = actions.confirms_in_person(self.request.assignment)
        confirm_label = "Benarkan data" if in_person else "Catat pembenaran"
        offered = (
            ("candidate-create", "Tambah calon", "plus-lg"), ("candidate-sheet", "Ketik dari kertas", "pencil"),
            ("candidate-paper", "Cetak daftar", "printer"),
            ("form-blank", "Formulir kosong", "file-earmark-text"), ("confirm", confirm_label, "check-lg"),
            ("batch-list", "Dari Excel", "upload"),
        )  # fmt: skip
        for route, label, symbol in offered:
            if self.request.assignment.level == "village" and may_use(self.request.assignment, f"families:{route}"):
                primary = route == "candidate-create" or (route == "confirm" and in_person)
                yield {
                    "url": reverse(f"families:{route}"), "label": label, "icon": symbol, "primary": primary,
                    "first": primary or route == "candidate-sheet",
                }  # fmt: skip


@prepared
def _lives_of(families):
    told = LIVES.filter(family__in=families)
    return told.values_list("family", "role", "stage", "designated_on", "ended_on", "promotes", named=True)


def _put_away(row):
    """The mark of a file that was put away, "" for one in use."""
    if row.merged_into_id:
        return status("shut", "Digabung", "archive")
    return status("shut", "Diarsipkan", "archive") if row.archived_on else ""


class CandidateCreateView(FormCreateView):
    """Candidates one after another, as they stand on the paper list (FAM-19); only once the pokja exists (FAM-05)."""

    model, form_class = Family, CandidateForm
    template_name = "families/candidate_form.html"
    submit_label = "Simpan & isi berikutnya"
    next_page = "families:candidate-create"
    # What stays for the next line, and its name in the address: places, a date, a person by uid, never a family.
    KEPT = (("rt", "rt"), ("rw", "rw"), ("hamlet", "dusun"), ("recorded_on", "tanggal"), ("interviewer", "petugas"))

    def prepare(self):
        self.object, self.closed = None, ""
        try:
            actions.selection_group(self.request.assignment.region)
        except TransitionRefused as refusal:
            self.closed = refusal.reasons[0]

    def asked(self):
        """What the address keeps from the line before; opened anew, what the same person kept last today."""
        kept = self.request.session.get(REMEMBERED, {})
        return self.request.GET or (kept if kept.get("by") == self._writer() else {})

    def _writer(self):
        return f"{self.request.assignment.uid} {self.request.assignment.today}"

    def get_initial(self):
        asked = self.asked()
        kept = {name: asked[key] for name, key in self.KEPT if asked.get(key)}
        try:
            kept["interviewer"] = Person.objects.filter(
                region=self.request.assignment.region, uid=uuid.UUID(kept.pop("interviewer", ""))
            ).first()
        except ValueError:
            pass
        return {"recorded_on": self.request.assignment.today, **kept}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        midnight = datetime.combine(by.today, time.min, tzinfo=ZoneInfo(dates.ZONES[by.region.zone]))
        entered = Family.objects.filter(region=by.region, created_at__gte=midnight).order_by("-id")
        return super().get_context_data(
            closed=self.closed,
            unit=FamilyCareUnit.of(by.region) if self.closed else None,
            group=WorkingGroup.selection_of(by.region) if self.closed else None,
            entered=entered[:LAST_ENTERED],
            count=entered.count(),
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        return actions.add_candidate(
            form.instance, problems=form.cleaned_data["problems"], apart_from=form.twins, by=by, on=by.today
        )

    def get_success_message(self, form):
        return f"{self.object.called} tercatat (no. {self.object.number})."

    def get_success_url(self):
        kept = {**self.kept_of(self.object), "uid": str(self.object.uid), "by": self._writer()}
        self.request.session[REMEMBERED] = kept
        return reverse("families:family-list") if self.request.POST.get("done") else self.next_url(self.object)

    @staticmethod
    def kept_of(row):
        """What stays of a line for the next one, by its names in the address."""
        kept = {"rt": row.rt, "rw": row.rw}
        kept |= {"tanggal": dates.short_date(row.recorded_on)} if row.recorded_on else {}
        kept |= {"petugas": str(row.interviewer.uid)} if row.interviewer else {}
        return kept | ({"dusun": row.hamlet} if row.hamlet else {})

    def next_url(self, row):
        """The page of the next line, with what stays of this one."""
        url, kept = reverse(self.next_page), self.kept_of(row)
        whole = f"{url}?{urlencode(kept)}"
        kept.pop("dusun", None)
        return whole if len(whole) <= LONGEST_RESULT else f"{url}?{urlencode(kept)}"

    def get_cancel_url(self):
        return reverse("families:family-list")


class OnFamily:
    """A form on a family of the own village."""

    title = ""
    needs_living = True

    def prepare(self):
        self.object = self.family = own_family(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if (self.family.archived_on is None) != self.needs_living:
            return redirect(self.family)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(family=self.family, title=self.title, **kwargs)

    def get_success_url(self):
        return self.family.get_absolute_url()

    get_cancel_url = get_success_url


class FamilyUpdateView(OnFamily, FormUpdateView):
    """Change the short record of a family."""

    model, form_class = Family, FamilyForm
    template_name = "families/family_form.html"
    success_message = "Perubahan tersimpan."
    title = "Ubah data keluarga"

    def write(self, form):
        by = self.request.assignment
        return actions.save_family(
            form.instance, problems=form.cleaned_data["problems"], fields=form.changed_data, by=by, on=by.today
        )


# --- the file -------------------------------------------------------------------------------------------------------
class FamilyView(TemplateView):
    """One family: head, the file as a list of sections, what comes next, its history. Every look is in the trail."""

    template_name = "families/family.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        family = visible_family(self.request, self.kwargs["uid"])
        audit.record("family:view", by=by, obj=family)
        file = FamilyFile(family, by)
        life, sections = file.life, file.sections()
        lives = [life for life in (file.rise, file.life) if life and life.is_open and file.writes]
        steps = [step for one in lives for step in workflow.available(one, by, by.today)]
        hidden = (*BY_EVENT, "rise") if file.rise else BY_EVENT
        transitions = [step for step in steps if step.name not in hidden]
        ahead = [gate for step in steps if step.name in ONWARDS for gate in step.reasons]
        pairings = file.pairings()
        return super().get_context_data(
            family=family,
            file=file,
            life=life,
            sections=sections,
            done=sum(section.state == "done" for section in sections),
            members=file.members,
            women=sum(member.sex == "female" for member in file.members),
            men=sum(member.sex == "male" for member in file.members),
            card=file.card if file.sees_file else None,
            problems=[row for row in family.problems.all() if not row.is_sensitive] if file.sees_record else [],
            transitions=transitions,
            ahead=ahead,
            goes_on=not ahead and first_open([step for step in transitions if step.name not in BACKWARDS]),
            needs=file.needs(),
            notes=file.notes(),
            pairings=pairings,
            events=file.history() if file.sees_record else [],
            note_url=self._note_url(file, pairings),
            links=self._links(file),
            panels=registry.panels_for("family", self.request, family),
            **kwargs,
        )

    def _note_url(self, file, pairings):
        """The screen that notes a contact, while somebody accompanies this family."""
        current = next((row for row in pairings if row.paired_until is None and row.plasma_id == file.life.pk), None)
        return file.link("note-create", current.uid) if current else ""

    @staticmethod
    def _links(file):
        """Addresses of what this reader may do with the file; empty where not."""
        family = file.family
        links = {name: file.link(name) for name in ("family-update", "need-create", "archive")}
        links["again"] = "" if file.life and file.life.is_open else file.link("candidate-again")
        links["move"] = file.link("family-move")
        links["split-undo"] = file.link("split-undo") if family.split_from_id and not closed_to_undo(family) else ""
        if file.life and file.life.is_open and file.life.designated_on:
            links["archive"] = ""  # ended first, with its own reason
        links["reveal"] = file.link("reveal", writes=False) if file.own else ""
        printable = documents.form_role(file.rise or file.life, file.life)
        links["form-paper"] = file.link("form-paper", writes=False) if printable else ""
        away = file.own and not actions.closed_to_restore(family)
        links["restore"] = file.link("restore", writes=False) if away else ""
        links["confirm"] = ""
        if file.by.has_perm("families.confirm_family") and to_confirm(family.region).filter(pk=family.pk).exists():
            links["confirm"] = reverse("families:confirm") if actions.confirms_in_person(file.by) else ""
        links["close_need"] = file.writes and file.by.has_perm("families.change_need")
        return {name.replace("-", "_"): value for name, value in links.items()}
