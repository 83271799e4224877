"""What happens in a family, each on one short form: birth, somebody who comes, death, an end that was none; and the
family's cards through the years."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families import household
from families.actions import life as actions
from families.forms.life import BackForm, BirthForm, DeathForm, JoinForm
from families.models import CodeItem, FamilyMember
from families.views.member import MemberCreateView, OnOneMember, members_url, told_of_card
from families.views.reach import visible_family
from fcu_project import audit, dates
from fcu_project.identity import masked


class BirthView(MemberCreateView):
    """A child is born: the short form, with what is known of the parents."""

    form_class = BirthForm
    template_name = "form.html"
    submit_label = "Catat kelahiran"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        row = kwargs["instance"]
        for name, number in (("education", 1), ("occupation", 1), ("marital", household.UNMARRIED), ("nationality", 1)):
            setattr(row, name, CodeItem.objects.get(list=name, code=number))
        return kwargs

    def get_initial(self):
        """The head is one parent, the spouse the other; most newborns have no number yet."""
        people = list(self.family.current_members())
        head = next((row for row in people if row.is_head), None)
        told = {"relation": str(household.CHILD), "without_nik": True, "no_nik": "newborn"}
        if head is None:
            return told
        spouse = next(iter(household.spouses_of(head, people)), None)
        for parent in filter(None, (head, spouse)):
            told["father_name" if parent.sex == "male" else "mother_name"] = parent.name
        return told | {"religion": head.religion}

    def get_context_data(self, **kwargs):
        told = {"title": "Catat kelahiran", "second_label": "", "second_name": ""}
        return {**super().get_context_data(**kwargs), **told}

    def write(self, form):
        by = self.request.assignment
        return actions.record_birth(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_message(self, form):
        return told_of_card(self.family, f"Kelahiran {self.object.name} tercatat. Bila Kartu Keluarga baru sudah ada:")

    def get_success_url(self):
        return members_url(self.family)


class JoinView(MemberCreateView):
    """Somebody marries into the family or comes to live with it."""

    form_class = JoinForm
    submit_label = "Catat masuk"

    def get_initial(self):
        return {**super().get_initial(), "joined_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        told = {"title": "Menikah atau datang", "second_label": "", "second_name": ""}
        return {**super().get_context_data(**kwargs), **told}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.record_joining(
            form.instance, joined_on=data["joined_on"], reason=data["joined_reason"], by=by, on=by.today,
            fields=form.changed_data,
        )  # fmt: skip

    def get_success_message(self, form):
        return told_of_card(self.family, f"{self.object.name} tercatat masuk. Bila Kartu Keluarga baru sudah ada:")

    def get_success_url(self):
        return members_url(self.family)


class DeathView(OnOneMember):
    """Somebody died. When it was the head, the same form asks who leads the family now."""

    form_class = DeathForm
    template_name = "families/member_death.html"
    submit_label = "Catat meninggal"

    def prepare(self):
        super().prepare()
        self.others = list(self.family.current_members().exclude(pk=self.member.pk))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "member": self.member, "others": self.others}

    def get_context_data(self, **kwargs):
        return super().get_context_data(asks_head=self.member.is_head and bool(self.others), **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.record_death(
            self.member, died_on=data["died_on"], widows=bool(data.get("widows")), standing=form.given_standing(),
            by=by, on=by.today,
        )  # fmt: skip

    def get_success_message(self, form):
        told = f"{self.member.name} tercatat meninggal. Datanya tetap tersimpan."
        if not form.rows:
            return told
        return told_of_card(self.family, f"{told} Kepala keluarga berganti, jadi Kartu Keluarganya juga berganti.")


class BackView(OnOneMember):
    """An end that was recorded by mistake is undone; why is kept in the history."""

    form_class = BackForm
    template_name = "families/member_back.html"
    submit_label = "Kembalikan ke keluarga ini"

    def prepare(self):
        self.open_family()
        gone = self.family.members.exclude(left_on=None).select_related("relation", "marital")
        self.member = get_object_or_404(gone, uid=self.kwargs["member"])
        self.member.family = self.family
        self.object = self.member
        self.others = list(self.family.current_members())
        self.new_card = actions.card_of_death(self.member)

    def get_form_kwargs(self):
        told = {"member": self.member, "others": self.others, "has_new_card": self.new_card is not None}
        return {**super().get_form_kwargs(), **told}

    def get_context_data(self, **kwargs):
        died = self.member.left_reason == FamilyMember.Left.DIED
        title = f"Batalkan catatan {'meninggal' if died else 'keluar'}"
        head = next((row for row in self.others if row.is_head), None)
        replaced = head if self.member.relation.code == household.HEAD else None
        return super().get_context_data(title=title, replaced=replaced, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.bring_back(
            self.member, reason=data["reason"], relation=data.get("relation"), standing=form.given_standing(),
            takes_back_card=bool(data.get("takes_back_card")), by=by, on=by.today,
        )  # fmt: skip

    def get_success_message(self, form):
        lead = " sebagai kepala keluarga" if self.object.is_head else ""
        return f"{self.member.name} kembali tercatat di keluarga ini{lead}."


def _since(card):
    """Since when a card was the family's; of the first on file only the day of the record is known, or nothing."""
    if not card.only_recorded:
        return dates.long_date(card.valid_from)
    if card.valid_from == card.valid_until:
        return "Tidak diketahui"
    return f"Dicatat {dates.long_date(card.valid_from)}"


class CardListView(TemplateView):
    """Every family card there was: since when, until when, why a new one came. Numbers are masked."""

    template_name = "families/card_list.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        family = visible_family(self.request, self.kwargs["uid"])
        audit.record("card:list", by=by, obj=family)
        rows = list(family.cards.all())
        cards = [
            {"card": row, "number": masked(row.number), "place": len(rows) - place, "since": _since(row)}
            for place, row in enumerate(rows)
        ]  # fmt: skip
        return super().get_context_data(
            family=family, cards=cards, back_url=reverse("families:member-list", args=[family.uid]), **kwargs
        )
