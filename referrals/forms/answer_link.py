"""The answer that a service place types itself behind its one-time link (REF-09)."""

from referrals.forms.reply import ReplyForm


class AnswerForm(ReplyForm):
    """The slip on the screen: whoever holds the link is the place, so how the answer came is not asked."""

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, kinds=kinds, asks_way=False, **kwargs)
        officer = self.fields["officer"]
        officer.label = "Nama petugas yang menjawab"
        officer.error_messages["required"] = f"{officer.label} belum diisi."
