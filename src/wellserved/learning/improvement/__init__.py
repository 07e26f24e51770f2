"""What changed, whether it was chance, and what is tried to make it better: control charts and improvements."""
