"""Reading the forms of a page as a browser would send them back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class SentForm:
    """One <form>: where it goes, and what a browser would send if nothing were changed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name):
        return next((value for key, value in self.fields if key == name), None)

    @property
    def data(self):
        """The fields as the test client takes them."""
        data = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        return data


class FormReader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.forms, self.now, self.text, self.select = [], None, None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.now = SentForm(attrs.get("action", ""), attrs.get("method", "get").lower())
            self.forms.append(self.now)
        if self.now is None:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if kind not in ("checkbox", "radio", "file", "submit") or (
                kind in ("checkbox", "radio") and "checked" in attrs
            ):
                self.now.fields.append((name, attrs.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "textarea" and name:
            self.text = [name, ""]
        elif tag == "select" and name:
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self.now.fields.append((self.select, attrs.get("value", "")))

    def handle_data(self, data):
        if self.text is not None:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text is not None:
            self.now.fields.append((self.text[0], self.text[1].removeprefix("\n").removeprefix("\r\n")))
            self.text = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.now = None


def forms_of(response):
    """Every form of a response that writes (method post), in the order of the page; the sign-off form left out."""
    forms = FormReader(response.content.decode()).forms
    return [form for form in forms if form.method == "post" and form.action != "/keluar/"]


def form_with(response, name):
    """The first form of the page that has a field of this name."""
    return next(form for form in forms_of(response) if form.get(name) is not None)


def values_of(response):
    """Every value that stands in any writing form of the page."""
    return [value for form in forms_of(response) for _, value in form.fields]


def sent_back(response, name):
    """What a browser would send if the form that has this field were sent as the page shows it."""
    return form_with(response, name).data
