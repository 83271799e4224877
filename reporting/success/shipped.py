"""The indicators of success as they ship: edition 1, worked out for this application (domain facts 1.10 and 1.11)."""

import json
from datetime import date
from pathlib import Path

from reporting.models import IndicatorEdition, SuccessIndicator
from reporting.success.editions import check

FILE = Path(__file__).resolve().parents[1] / "data" / "success.json"


def shipped():
    """The file: number, valid_from, note, indicators [{matrix, aspect, code, …}] in their order."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def load_indicators():
    """Add the shipped edition if it is not there. Returns how many were added."""
    told = shipped()
    if IndicatorEdition.objects.filter(number=told["number"]).exists():
        return 0
    edition = IndicatorEdition.objects.create(
        number=told["number"], valid_from=date.fromisoformat(told["valid_from"]), note=told["note"],
        stage=IndicatorEdition.Stage.PUBLISHED,
    )  # fmt: skip
    for position, row in enumerate(told["indicators"], 1):
        indicator = SuccessIndicator(edition=edition, position=position, **row)
        check(indicator)
        indicator.full_clean()
        indicator.save()
    return 1
