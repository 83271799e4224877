"""Who signs a family's statement: both spouses, or one with the reason that the file already tells (FAM-08)."""

from families.actions.consent import never_asked
from families.household import DIVORCED, HUSBAND, MARRIED, UNMARRIED, WIDOWED, WIFE, spouses_of
from families.models import Consent, Family, FamilyMember
from institutions.documents.letterhead import signature

# What the marital state of a head without a spouse says of the signature that is missing.
REASONS = {
    UNMARRIED: Consent.Missing.NO_SPOUSE, DIVORCED: Consent.Missing.DIVORCED, WIDOWED: Consent.Missing.DIED,
}  # fmt: skip
SINGLE_PARENTS = (Family.Composition.MOTHER_CHILDREN, Family.Composition.FATHER_CHILDREN)
# Not every reason is asked on the paper: why it was unsafe to ask both is not spelled out in a house.
ASKED = [reason for reason in Consent.Missing if reason != Consent.Missing.UNSAFE]


def alone(family):
    """Whether the head has no spouse, and the reason as Consent.Missing, "" where it is not known.

    A married head whose spouse is not on the card may still have one: both are asked.
    """
    if family is None:
        return False, ""
    members = list(family.current_members().select_related("relation", "marital"))
    head = next((member for member in members if member.is_head), None)
    if head is None:
        return family.composition in SINGLE_PARENTS, ""
    if spouses_of(head, members):
        return False, ""
    if head.marital.code == MARRIED:
        dead = family.members.filter(relation__code__in=(HUSBAND, WIFE), left_reason=FamilyMember.Left.DIED)
        return (True, Consent.Missing.DIED) if dead.exists() else (False, "")
    return True, REASONS.get(head.marital.code, "")


def signing_of(family):
    """signatures (blocks; who must not be asked has none), one_signs, missing [{name, mark}]: why only one."""
    closed = never_asked(family) if family else ""
    is_alone, reason = alone(family)
    blocks = [
        ("head_signed", signature(["Kepala keluarga"])), ("spouse_signed", signature(["Suami/istri"])),
    ]  # fmt: skip
    without = closed or ("spouse_signed" if is_alone else "")
    signatures = [block for name, block in blocks if name != without]
    return {
        "signatures": signatures,
        "one_signs": len(signatures) == 1,
        "missing": [{"name": one.label.lower(), "mark": not closed and one == reason} for one in ASKED],
    }
