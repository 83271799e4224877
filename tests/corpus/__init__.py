"""Bad input files, made small and on the spot: each function returns the bytes of one file."""
