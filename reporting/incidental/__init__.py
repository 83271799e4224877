"""The incidental report on one case: told without a name, sealed."""
