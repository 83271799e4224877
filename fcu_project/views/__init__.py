"""Base views: one way to write, one screen for every change of stage, and the pages for refusals."""

from fcu_project.views.stage import GateReasonView, TransitionForm, TransitionView
from fcu_project.views.write import (
    AlreadyWritten,
    FormCreateView,
    FormUpdateView,
    KeyMissing,
    WriteMixin,
    csrf_failure,
    receive_once,
    refused,
)

__all__ = [
    "AlreadyWritten",
    "KeyMissing",
    "receive_once",
    "FormCreateView",
    "FormUpdateView",
    "GateReasonView",
    "TransitionForm",
    "TransitionView",
    "WriteMixin",
    "csrf_failure",
    "refused",
]
