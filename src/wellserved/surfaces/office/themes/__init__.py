"""What customers say by themselves, grouped by the machine and named by people."""
