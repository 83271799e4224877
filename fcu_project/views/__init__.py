"""Base views: one way to write, one screen for every change of stage, and the pages for refusals."""

from fcu_project.views.stage import GateReasonView, TransitionForm, TransitionView
from fcu_project.views.write import FormCreateView, FormUpdateView, WriteMixin, csrf_failure, refused

__all__ = [
    "FormCreateView",
    "FormUpdateView",
    "GateReasonView",
    "TransitionForm",
    "TransitionView",
    "WriteMixin",
    "csrf_failure",
    "refused",
]
