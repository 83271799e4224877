"""What referrals add to the table of letters."""

from fcu_project import workflow
from fcu_project.workflow import Gate
from institutions.models import IssuedDocument
from referrals.workflow.conditions import of_a_referral, referral_is_over

workflow.extend(
    IssuedDocument, "cancel", gates=(Gate("referral", "Rujukan ditarik", referral_is_over, applies=of_a_referral),)
)
