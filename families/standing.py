"""Where a family stands in the trial, in the words that every list uses: screen, book and Excel alike."""

from families.models import Participation, Role

NO_LIFE = "Belum dicalonkan"
CANDIDATES = {Role.PIONEER: "Calon pionir", Role.PLASMA: "Calon dampingan"}  # until the family is designated
STAGES = {Participation.Stage.CANDIDATE: "Menunggu FGD"}  # where the stage's own word is not enough beside the role


def role_words(role, is_designated):
    """What a family is: a candidate for its role until it is designated."""
    return Participation(role=role).role_label if is_designated else CANDIDATES.get(role, "Calon")


def stage_words(stage):
    """How far a family has come."""
    return STAGES.get(stage) or Participation.Stage(stage).label


def role_of(life):
    """The role of a way through the trial in words; of a family without any, that it is not nominated."""
    return NO_LIFE if life is None else role_words(life.role, life.designated_on is not None)


def stage_of(life):
    """The stage of a way through the trial in words; "" without any."""
    return "" if life is None else stage_words(life.stage)
