"""What every business needs before it serves anybody: people, places, hours, the journal, jobs."""
