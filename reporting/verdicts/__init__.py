"""The verdict on the trial, its evidence, and the export for researchers."""
