"""Social preparation as a view of the register: its five parts, each done or with what is missing (II.F.1.1–1.5)."""

from dataclasses import dataclass, field

from institutions.models import HumanResource, Institution, SocialPreparation

SERVED = (("serves_families", "keluarga"), ("serves_women", "perempuan"), ("serves_youth", "pemuda"))
FAMILY = "keluarga-pionir"  # a family that serves stands in the register too, but is no body with a structure


@dataclass
class Part:
    """One of the five parts: what was found, and what is missing in one sentence ("" when it is done)."""

    number: int
    label: str
    found: str
    missing: str
    bodies: list = field(default_factory=list)  # of the register, that lack this part
    begun: bool = False

    @property
    def done(self):
        return not self.missing

    @property
    def kind(self):
        """Its state as the status pills name it."""
        return "done" if self.done else "doing" if self.begun else "todo"

    @property
    def word(self):
        return {"done": "Selesai", "doing": "Sedang", "todo": "Belum"}[self.kind]


def active_bodies(*regions):
    """The living bodies of a village's register, or of several: no government office (a partner, not PSKS) and no
    single family."""
    rows = Institution.objects.filter(region__in=regions, closed_on=None).exclude(element__group="office")
    rows = rows.exclude(element__code=FAMILY)
    return rows.select_related("element").order_by("name", "id")


def sheet_of(region):
    """The village's own sheet; not saved yet where nobody began it."""
    row = SocialPreparation.objects.filter(region=region).select_related("region", "officer", "paper_scan").first()
    return row or SocialPreparation(region=region)


def served(body):
    """Whom a body serves, in words; "" where it is not marked."""
    return ", ".join(word for name, word in SERVED if getattr(body, name))


def parts(region):
    """The five parts of one village, in the order of the guide."""
    people = HumanResource.objects.filter(region=region, left_on=None).count()
    return _parts(people, list(active_bodies(region)), sheet_of(region))


def _parts(people, bodies, own):
    serving = [body for body in bodies if served(body)]
    without_task = [body for body in serving if not body.duties.strip()]
    problems, synergy = own.problems.strip(), own.synergy.strip()
    missing = [word for name, word in SERVED if not any(getattr(body, name) for body in bodies)]
    return [
        Part(1, "SDM kesejahteraan sosial", f"{people} orang", "" if people else "Belum ada yang didata."),
        Part(
            2, "Lembaga yang melayani keluarga, perempuan, dan pemuda", f"{len(serving)} dari {len(bodies)} lembaga",
            f"Belum ada lembaga yang ditandai melayani {', '.join(missing)}." if missing else "",
            [body for body in bodies if body not in serving], bool(serving),
        ),
        Part(
            3, "Peran dan tugas setiap lembaga", f"{len(serving) - len(without_task)} dari {len(serving)} lembaga",
            _lacking(without_task, serving), without_task, len(without_task) < len(serving),
        ),
        Part(4, "Masalah dalam pelayanan", "Sudah ditulis", "" if problems else "Belum ditulis.",
             begun=any(body.service_problems for body in bodies)),
        Part(5, "Peran yang dapat disinergikan", "Sudah ditulis", "" if synergy else "Belum ditulis.",
             begun=any(body.joint_role for body in bodies)),
    ]  # fmt: skip


def _lacking(without_task, serving):
    if not serving:
        return "Tandai dahulu lembaga yang melayani keluarga, perempuan, atau pemuda."
    return f"{len(without_task)} lembaga belum ditulis perannya." if without_task else ""


def complete(region):
    """PSK-03: "" when the five parts are complete, else which are not."""
    return complete_in([region])[region.pk]


def complete_in(regions):
    """{village: what `complete` says of it}, in the same number of queries for one and for many."""
    bodies, people = {}, {}
    for body in active_bodies(*regions):
        bodies.setdefault(body.region_id, []).append(body)
    for place in HumanResource.objects.filter(region__in=regions, left_on=None).values_list("region", flat=True):
        people[place] = people.get(place, 0) + 1
    sheets = {sheet.region_id: sheet for sheet in SocialPreparation.objects.filter(region__in=regions)}
    return {
        region.pk: _lacks(people.get(region.pk, 0), bodies.get(region.pk, []), sheets.get(region.pk))
        for region in regions
    }


def _lacks(people, bodies, own):
    if own is None:
        return "Lembar persiapan sosial belum dimulai."
    open_parts = [part for part in _parts(people, bodies, own) if not part.done]
    if not open_parts:
        return ""
    return "Belum lengkap: " + "; ".join(f"bagian {part.number} ({part.label.lower()})" for part in open_parts) + "."


def suggested(region, name):
    """What the bodies' own rows say, one line each: a first text for the part that belongs to no single body."""
    rows = active_bodies(region).exclude(**{name: ""})
    return "\n".join(f"{body.name}: {getattr(body, name)}" for body in rows)
