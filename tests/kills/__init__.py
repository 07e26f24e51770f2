"""The doors of mail are killed (-9) at random moments: nothing is lost, and nothing doubled."""
