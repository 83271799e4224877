"""The quarterly report of an FCU: its contents from the records, annexes, review, reminders."""
