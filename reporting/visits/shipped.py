"""The instruments that ship with the application, loaded once as edition 1 (domain 5.22, 5.26)."""

import json
from pathlib import Path

from reporting.models import Instrument, InstrumentQuestion

DATA = Path(__file__).resolve().parents[1] / "data" / "instruments.json"


def load_instruments():
    """Create the shipped editions that are not there yet, with their questions. Returns how many."""
    added = 0
    for told in json.loads(DATA.read_text(encoding="utf-8")):
        questions = told.pop("rows")
        if Instrument.objects.filter(aim=told["aim"], edition=told["edition"]).exists():
            continue
        edition = Instrument(stage=Instrument.Stage.PUBLISHED, **told)
        edition.full_clean()
        edition.save()
        for values in questions:
            question = InstrumentQuestion(instrument=edition, **values)
            question.full_clean()
            question.save()
        added += 1
    return added
