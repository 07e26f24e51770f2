"""/office/quality/letters/: the monthly letter of each site, on the screen, on paper, and by mail."""
