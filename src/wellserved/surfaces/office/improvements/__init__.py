"""/office/quality/improvements/: what is worth doing, what is tried, and what it has shown."""
