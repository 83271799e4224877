"""A month closed on its signed page; cash counted, by pieces where one wants to; signed papers that come later."""

from django import forms
from django.db.models import Case, Q, When

from fcu_project import dates
from fcu_project.forms import DateField, Form, ModelForm, RupiahField, ScanField, WholeNumberField
from institutions.forms.parts import in_parts
from institutions.models import Assignment, OfficerTerm, Person
from institutions.models.fcu import Post
from reporting.models import CashCount

DENOMINATIONS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)  # rupiah
MOST_PIECES = 99_999
SIDES = {
    CashCount.Kind.CHECK: ("Yang memegang kas", "Yang memeriksa"),
    CashCount.Kind.HANDOVER: ("Yang menyerahkan", "Yang menerima"),
}
# Who may stand on either side: the people of the FCU, and the head of the village who looks in.
OFFICES = ("treasurer", "coordinator", "secretary", "village_head")


class MonthCloseForm(Form):
    """The signed page, the day on it, and the closing balance on it, which the book must still say."""

    scan = ScanField(label="Lembar yang sudah ditandatangani")
    signed_on = DateField(label="Tanggal tanda tangan", not_after_today=True)
    stated = RupiahField(
        label="Saldo akhir pada lembar (rupiah)", blank=None,
        help_text="Salin dari baris terakhir lembar. Contoh: 1.250.000.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stated"].required = True
        in_parts(self, ("", "scan", "signed_on", "stated"))


class ScanForm(Form):
    """The signed paper of a count."""

    scan = ScanField(label="Berita acara bertanda tangan")


def piece_name(worth):
    return f"piece_{worth}"


def _of_the_fcu(unit):
    """People of the FCU, now or before, and the head of the village: who may stand on either side of a check."""
    return Q(memberships__unit=unit) | Q(assignments__region=unit.region, assignments__role__in=OFFICES)


def _officers(unit):
    """Who holds a post of the FCU, or held one: the office is handed over between these alone."""
    terms = OfficerTerm.objects.filter(unit=unit).values("membership__person")
    return Q(pk__in=terms) | Q(assignments__region=unit.region, assignments__role__in=Post.values)


def _rank(unit):
    """Treasurers, then and now, acting or not, before other officers."""
    terms = OfficerTerm.objects.filter(unit=unit, post=Post.TREASURER).values("membership__person")
    offices = Assignment.objects.filter(region=unit.region, role=Post.TREASURER).values("person")
    return Case(When(Q(pk__in=terms) | Q(pk__in=offices), then=0), default=1)


class CashCountForm(ModelForm):
    """Counted cash. Pieces are optional; where they are told, they add up to the cash."""

    mark_optional = False  # pieces or cash: one of the two; "(opsional)" stands where it always is
    cash = RupiahField(
        label="Uang tunai (rupiah)", blank=None, help_text="Kosongkan bila lembar dan kepingnya diisi di atas."
    )
    bank = RupiahField(label="Saldo di rekening FCU (rupiah)", help_text="0 bila tidak ada rekening.")

    class Meta(ModelForm.Meta):
        model = CashCount
        fields = ("on", "cash", "bank", "reason", "giver", "receiver", "papers")
        widgets = {"papers": forms.Textarea(attrs={"rows": 4}), "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "reason": "Diisi bila jumlahnya berbeda dari buku. Contoh: nota tanggal 3 belum dicatat.",
            "papers": "Satu baris satu barang. Contoh: Buku kas umum 2026; stempel bendahara; buku tabungan.",
        }

    refuses_numbers = True

    def __init__(self, *args, unit, **kwargs):
        self.unit = unit
        super().__init__(*args, **kwargs)
        self.kind = self.instance.kind
        self.fields["on"].label = "Dihitung pada"
        self.fields["giver"].label, self.fields["receiver"].label = SIDES[self.kind]
        self.fields["reason"].label = "Penjelasan selisih (opsional)"
        if self.kind == CashCount.Kind.CHECK:
            del self.fields["papers"]
            for name in ("giver", "receiver"):
                self.fields[name].label += " (opsional)"
        else:
            for name in ("giver", "receiver", "papers"):
                self.fields[name].required = True
            self.fields["receiver"].help_text = "Bendahara baru dicatat dahulu di halaman pengurus FCU."
        self._add_pieces()
        pieces = tuple(map(piece_name, DENOMINATIONS))
        in_parts(
            self,
            ("", "on"),
            ("Hitung lembar dan keping (opsional)", pieces),
            ("Jumlah uang", "cash", "bank", "reason"),
            ("Yang menandatangani", "giver", "receiver"),
            ("Yang diserahkan", "papers"),
            css={"Hitung lembar dan keping (opsional)": "pieces"},
        )

    def _add_pieces(self):
        for worth in DENOMINATIONS:
            self.fields[piece_name(worth)] = WholeNumberField(
                label=dates.rupiah(worth), required=False, min_value=0, max_value=MOST_PIECES,
                initial=self.instance.pieces.get(str(worth)),
                error_messages={"invalid": "Isi banyaknya lembar atau keping dengan angka saja."},
            )  # fmt: skip

    def narrow(self):
        """Who hands over may have left; whoever a record names already stays among the choices."""
        count, people = self.instance, Person.objects.order_by("name", "id")
        if count.kind == CashCount.Kind.HANDOVER:
            able = _officers(self.unit)
            people = people.annotate(rank=_rank(self.unit)).order_by("rank", "name", "id")
        else:
            able = _of_the_fcu(self.unit)
        people = people.filter(able | Q(pk__in=[count.giver_id, count.receiver_id])).distinct()
        for name in ("giver", "receiver"):
            self.fields[name].queryset, self.fields[name].empty_label = people, "(pilih)"

    def clean(self):
        data = super().clean()
        pieces = {str(worth): data[name] for worth in DENOMINATIONS if data.get(name := piece_name(worth))}
        told = sum(int(worth) * number for worth, number in pieces.items())
        if "cash" in self.errors:
            return data
        if data.get("cash") is None and not pieces:
            self.add_error("cash", "Isi jumlah uang tunai, atau lembar dan kepingnya. Tulis 0 bila kas kosong.")
        elif pieces and data["cash"] not in (None, told):
            typed = dates.rupiah(data["cash"])
            self.add_error("cash", f"Menurut lembar dan keping {dates.rupiah(told)}, ditulis {typed}. Samakan dahulu.")
        elif pieces:
            data["cash"] = told
        self.instance.pieces = pieces
        return data
