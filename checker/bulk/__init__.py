"""Many addresses: a job that survives being killed, and its output files."""
