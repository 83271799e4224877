"""The form pack `fcu`: label, hint, error, input; every error linked; guard and layout."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Hidden, Layout, Row, Submit
from django import forms

from tests.pages import Page, shown


class Everything(forms.Form):
    name = forms.CharField(label="Nama", help_text="Sesuai KTP.", error_messages={"required": "Nama belum diisi."})
    nick = forms.CharField(label="Panggilan", required=False)
    born = forms.DateField(label="Tanggal lahir", widget=forms.DateInput(attrs={"inputmode": "numeric"}))
    kind = forms.ChoiceField(label="Bentuk", choices=[("", "Pilih"), ("1", "Yayasan")])
    sex = forms.ChoiceField(
        label="Jenis kelamin", help_text="Pilih satu.", choices=[("L", "Laki-laki"), ("P", "Perempuan")],
        widget=forms.RadioSelect, error_messages={"required": "Jenis kelamin belum dipilih."},
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label="Unsur", choices=[("a", "PKK"), ("b", "PSM")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scan = forms.FileField(label="Pindaian")
    agreed = forms.BooleanField(label="Sudah diperiksa", help_text="Periksa dahulu.")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def test_order_of_a_field_is_label_hint_error_input():
    html = shown("{{ form|crispy }}", form=Everything({}))
    field = html[html.index('id="div_id_name"') :]
    order = [field.index(mark) for mark in ("<label", "id_name_helptext", "id_name_error", '<input type="text"')]
    assert order == sorted(order)


def test_an_input_names_its_hint_and_error():
    page = Page(shown("{{ form|crispy }}", form=Everything({})))
    name = page.find(id="id_name")
    assert name["aria-invalid"] == "true"
    assert set(name["aria-describedby"].split()) == {"id_name_helptext", "id_name_error"}
    assert {"id_name_helptext", "id_name_error"} <= set(page.ids)
    agreed = page.find(id="id_agreed")
    assert set(agreed["aria-describedby"].split()) <= set(page.ids)


def test_optional_is_said_only_where_it_is_true():
    html = shown("{{ form|crispy }}", form=Everything())
    assert html.count("(opsional)") == 3  # nick, parts, note
    assert "*" not in re.sub(r"<[^>]*>", "", html)
    form = Everything()
    form.mark_optional = False
    assert "(opsional)" not in shown("{{ form|crispy }}", form=form)


def test_choices_stand_in_a_fieldset_with_a_legend():
    page = Page(shown("{{ form|crispy }}", form=Everything({})))
    assert page.find(id="div_id_sex")["aria-describedby"] == "id_sex_helptext id_sex_error"
    assert [tag for tag, _ in page.elements].count("fieldset") == [tag for tag, _ in page.elements].count("legend") == 2
    labels = {label.get("for") for label in page.all("label")}
    assert {"id_sex_0", "id_sex_1", "id_parts_0", "id_parts_1", "id_agreed", "id_name"} <= labels
    assert "id_sex" not in labels


def test_attributes_of_the_widget_pass_through():
    page = Page(shown("{{ form|crispy }}", form=Everything()))
    born = page.find(id="id_born")
    assert born["inputmode"] == "numeric" and born["type"] == "text"
    assert {"w-date", "form-control"} <= set(born["class"].split())
    assert page.find(id="id_kind")["class"] == "form-select"
    assert page.find(id="id_scan")["type"] == "file"
    assert page.find(name="token")["type"] == "hidden"
    # Rendering must not write into the widget: it is shared by every request.
    form = Everything()
    first = shown("{{ form|crispy }}", form=form)
    assert shown("{{ form|crispy }}", form=form) == first
    assert "class" not in form.fields["name"].widget.attrs


def test_the_summary_lists_all_errors_and_links_to_what_takes_the_focus():
    form = Everything({"born": "31-02-2025"})
    form.add_error(None, "Nomor <b>sudah</b> dipakai.")
    html = shown("{{ form|crispy }}", form=form)
    page = Page(html)
    summary = page.find(class_="error-summary")
    assert summary["role"] == "alert" and summary["tabindex"] == "-1"
    targets = [link["href"] for link in page.all("a")]
    assert "#id_name" in targets and "#id_sex_0" in targets and "#id_kind" in targets
    assert all(target[1:] in page.ids for target in targets)
    assert "Nomor &lt;b&gt;sudah&lt;/b&gt; dipakai." in html
    count = int(re.search(r"Ada (\d+) hal", html)[1])
    assert count == len(targets) + 2  # the form's own error, and the hidden field's


def test_a_good_form_has_no_summary():
    assert "error-summary" not in shown("{{ form|crispy }}", form=Everything())


def test_a_crispy_form_with_layout_carries_guard_and_layout():
    form = Everything({"name": "<script>"})
    form.idempotency_key, form.row_version = "kunci-1", 7
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Orangnya", Div("name", css_class="kotak"), Row(Column("nick"), "born"), Field("kind", data_x="1")),
        HTML("<p>Catatan</p>"), Hidden("langkah", "2"), Submit("simpan", "Simpan & lanjut"),
    )  # fmt: skip
    html = shown("{% crispy form %}", form=form)
    page = Page(html)
    assert not page.badly_nested and not page.open
    assert page.find(name="_key")["value"] == "kunci-1" and page.find(name="_version")["value"] == "7"
    assert page.all("form")[0]["method"] == "post" and "novalidate" in page.all("form")[0]
    assert page.all("form")[0]["enctype"] == "multipart/form-data"
    assert '<div class="kotak">' in html and 'class="field-row"' in html and 'data-x="1"' in html
    assert page.find(name="simpan")["type"] == "submit"
    assert page.find(name="langkah")["type"] == "hidden"
    assert "<script>" not in html


def test_a_layout_leaves_nothing_behind_for_the_next_form():
    first, second = Everything(auto_id="a_%s"), Everything(auto_id="b_%s")
    first.helper = FormHelper()
    first.helper.layout = Layout(Fieldset("Hanya di sini", "name"))
    html = shown(
        '{% include "components/form.html" with form=first second_label="Simpan draf" second_name="d" %}'
        '{% include "components/form.html" with form=second %}', first=first, second=second,
    )  # fmt: skip
    assert html.count("Hanya di sini") == 1
    assert html.count("Simpan draf") == 1


def test_a_formset_shows_every_row_and_every_error():
    rows = forms.formset_factory(forms.Form, extra=0)
    rows.form.base_fields["name"] = forms.CharField(label="Nama", error_messages={"required": "Nama belum diisi."})
    formset = rows({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})
    html = shown('{% include "components/form.html" with formset_item="Orang" %}', form=Everything(), formset=formset)
    assert "Ada 2 hal" in html and 'href="#id_form-1-name"' in html
    assert "Orang 1" in html and "Orang 2" in html and 'name="form-TOTAL_FORMS"' in html
