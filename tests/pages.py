"""Reading what a template prints."""

from html.parser import HTMLParser

from django.template import Context, Template


def shown(source, **context):
    return Template("{% load ui crispy_forms_tags %}" + source).render(Context(context))


class Page(HTMLParser):
    """A small reading of a page: its elements with attributes, ids, and how elements nest."""

    VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "use"}

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.badly_nested = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.badly_nested.append(tag)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def find(self, **wanted):
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return next(attrs for _, attrs in self.elements if wanted.items() <= attrs.items())

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.elements if attrs.get("id")]
