"""Questions that a form asks back once: a tick that stands only where something typed gave reason for it."""

import re

CAPITALISED = re.compile(r"\b[A-Z][a-z'’]+\b")


class AsksBack:
    """A form some of whose ticks are asked only once there is a reason: `asked_back` names them.

    `lay_out` divides the form into its chapters; it is called again when a tick joins.
    """

    asked_back = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._ticks = {name: self.fields[name] for name in self.asked_back}
        for name in self.asked_back:
            if not self.data.get(name):
                del self.fields[name]
        self.lay_out()

    def lay_out(self):
        """The chapters of the form."""

    def ask_back(self, tick, beside, message):
        """Refuse what stands in `beside` until `tick` is ticked."""
        if self.cleaned_data.get(tick):
            return
        self.fields[tick] = self._ticks[tick]
        self.add_error(beside, message)
        self.lay_out()


def looks_like_a_name(text):
    """Whether it holds two words with a capital, as the name of a person does: "Andi Saputra"."""
    return len(CAPITALISED.findall(text)) >= 2
