"""Reports of the offices above and beside the FCU: kinds, duties, contents, tables."""
