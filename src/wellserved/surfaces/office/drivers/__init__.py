"""/office/quality/drivers/: what moves the overall answer, and what a miss costs."""
