"""The verdict on the trial, and the export for researchers."""

urlpatterns = []
