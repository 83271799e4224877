"""An edition of the indicators is published: complete, from the first day of a quarter, and then never changed."""

from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import Gate, Transition
from reporting.models import IndicatorEdition
from reporting.success import editions

STAGE = IndicatorEdition.Stage
PUBLISHES = "reporting.change_indicatoredition"


# --- gates ----------------------------------------------------------------------------------------------------------
def covers_all(edition, on):
    """Every sign, aspect and aim has an indicator with a weight (II.H, III.C.3.2)."""
    gap = editions.gap_in(edition)
    return f"Belum ada indikator berbobot untuk: {gap}" if gap else ""


def has_its_day(edition, on):
    return editions.day_problem(edition, on)


def _to_publish(edition):
    return ("Pilih triwulan", reverse("reporting:edition-publish", args=[edition.uid]))


# --- the table ------------------------------------------------------------------------------------------------------
COVERS = Gate("covers", "Setiap tanda dan aspek punya indikator", covers_all)
DAY = Gate("day", "Mulai berlaku", has_its_day, fix=_to_publish)

workflow.register(
    IndicatorEdition,
    (
        Transition(
            "publish", "Terbitkan edisi", (STAGE.DRAFT,), STAGE.PUBLISHED, PUBLISHES, gates=(COVERS, DAY),
            asks_date=False, done="Edisi terbit.", url=lambda edition: _to_publish(edition)[1],
        ),
    ),
)  # fmt: skip
