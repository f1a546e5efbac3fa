"""Bulk jobs: many addresses in, results by and by; only for callers with a key, who see only their own."""
