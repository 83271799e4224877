"""A family's signed answer: willing or not, and whether its data may be used."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families.actions.family import not_archived, own
from families.models import Consent
from fcu_project import audit, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused


def never_asked(family):
    """Whose signature is not asked of this family any more: "spouse_signed", "head_signed", or "" for nobody's.

    Once it was unsafe to ask both, the one who did not sign is never asked again, in no later try either.
    """
    unsafe = Consent.objects.filter(participation__family=family, missing_reason=Consent.Missing.UNSAFE)
    row = unsafe.order_by("-answered_on", "-id").first()
    if row is None:
        return ""
    return "head_signed" if row.spouse_signed and not row.head_signed else "spouse_signed"


def signed_in_words(row):
    """Who signed, and why not both. Why asking both was unsafe is not spelled out on a screen."""
    hands = (("kepala keluarga", row.head_signed), ("suami/istri", row.spouse_signed))
    names = [word for word, has_signed in hands if has_signed]
    if not names:
        return "tanpa tanda tangan"
    words = " dan ".join(names)
    if row.missing_reason == Consent.Missing.UNSAFE:
        words += ", hanya satu yang diminta"
    elif row.missing_reason:
        words += f" (pasangan: {row.get_missing_reason_display().lower()})"
    return f"{words}, cap jempol" if row.thumbprint else words


@transaction.atomic
def record_answer(participation, *, willing, data_use, signed, scan, by, on):
    """Keep both answers of the paper form; the participation moves on, or ends with a kept refusal (FAM-08).

    `signed` holds the fields that both answers share: answered_on, head_signed, spouse_signed, missing_reason,
    thumbprint, note, witness, interviewer. Raises ValidationError beside the field, TransitionRefused by stage.
    """
    own(participation.family, by)
    not_archived(participation.family)
    if participation.stage not in ("proposed", "willing"):
        raise TransitionRefused(["Kesediaan ditanyakan setelah keluarga dipilih dalam FGD, sebelum ditetapkan."])
    if participation.proposed_on and signed["answered_on"] < participation.proposed_on:
        raise ValidationError({"answered_on": "Tanggal pernyataan tidak boleh mendahului FGD keluarga ini."})
    closed = never_asked(participation.family)
    if closed and signed[closed]:
        raise ValidationError({closed: "Tanda tangan ini tidak diminta: pernah dicatat tidak aman."})
    take(participation)
    stored = files.store_scan(scan, by=by) if scan else None
    for purpose, given in ((Consent.Purpose.TAKING_PART, willing), (Consent.Purpose.DATA_USE, data_use)):
        answer = Consent(
            participation=participation, purpose=purpose, given=given, paper_scan=stored, from_paper=True,
            recorded_by=by.signature, **signed,
        )  # fmt: skip
        answer.full_clean()
        answer.save()
    audit.record("consent:record", by=by, obj=participation, on=on)
    if participation.stage == "proposed":
        workflow.perform(participation, "agree" if willing else "decline", by=by, on=signed["answered_on"])
    elif not willing:
        step = "stay_plasma" if participation.is_rise else "withdraw"
        workflow.perform(
            participation, step, by=by, on=signed["answered_on"], note="Tidak jadi bersedia sebelum ditetapkan."
        )
    return participation
