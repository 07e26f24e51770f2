"""/office/quality/at-risk/: who seems to be leaving in silence, and why, as a list to work through."""
