"""Records of help for tests, made through the same action as the screens."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from institutions.models import AnnualPlan, PlanItem
from referrals.actions import record as actions
from referrals.kinds import Kind
from referrals.models import ServiceRecord
from tests.factories import TODAY, held_meeting


def record(by, kind=Kind.GUIDANCE, *, partners=(), photo=None, **facts):
    """A record of the office of `by`, of its own place unless `region` says otherwise."""
    told = {
        "topic": "Mendampingi anak belajar di rumah", "held_on": TODAY, "region": by.region, "women": 12, "men": 8,
        "cost": 150_000, "source": "self_help", "place": "Balai RW 002", **facts,
    }  # fmt: skip
    return actions.save_record(ServiceRecord(kind=kind, **told), list(partners), photo=photo, by=by, on=TODAY)


def outreach(by, region, **facts):
    told = {
        "topic": "Lansia yang tinggal sendiri", "story": "Dua orang belum punya jaminan kesehatan.",
        "women": 2, "men": 1, "cost": None, "source": "", "next_step": "Mengurus kartu jaminan kesehatan",
        "next_on": TODAY, **facts,
    }  # fmt: skip
    return record(by, Kind.OUTREACH, region=region, **told)


def plan_row(unit, by, *, kind="counselling", what="Bimbingan belajar bersama orang tua", months=(1,), year=None):
    """A row of the running plan of an FCU; the plan is begun with the first."""
    meeting = held_meeting("routine", by, on=TODAY)
    plan, _ = AnnualPlan.objects.get_or_create(
        unit=unit, year=year or TODAY.year,
        defaults={"region": unit.region, "stage": "running", "agreed_in": meeting, "agreed_on": TODAY},
    )
    return PlanItem.objects.create(
        plan=plan, kind=kind, what=what, months=list(months), amount=200_000, source="self_help",
        target="20 orang tua", objective="Anak tidak tertinggal.", facilities="Balai RW",
    )  # fmt: skip


def photo(size=(2600, 1800), name="kegiatan.jpg", *, exif=True):
    """An upload of a noisy picture as a phone makes it, with where it was taken written inside."""
    noise = Image.effect_noise(size, 120).convert("RGB")
    out, told = io.BytesIO(), Image.Exif()
    if exif:
        told[0x010E] = "Rumah Ibu Sumiyati"
    noise.save(out, "JPEG", quality=70, exif=told)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
