"""What families add to the proposal of a trial place: no statement before the village head confirmed the candidates."""

from django.urls import reverse

from families.models import Family, Participation
from fcu_project import workflow
from fcu_project.workflow import Gate
from institutions.models import PilotSite


def unconfirmed(site):
    """Families of the village on their way whose short record the village head has not confirmed."""
    lives = Participation.objects.open()
    return Family.objects.filter(region=site.region, confirmed_on=None, participations__in=lives).living().distinct()


def confirmed(site, on):
    """Every candidate on file was confirmed by the village head (II.D.1.5(1)); a village without any may go on."""
    waiting = unconfirmed(site).count()
    if not waiting:
        return ""
    return f"{waiting} calon keluarga belum dibenarkan {site.region.head_title or 'kepala desa/lurah'}."


workflow.extend(
    PilotSite,
    "state",
    gates=(
        Gate("candidates_confirmed", "Data calon keluarga dibenarkan", confirmed,
             fix=lambda site: ("Benarkan data", reverse("families:confirm"))),
    ),
)  # fmt: skip
