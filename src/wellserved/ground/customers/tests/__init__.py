"""What we know of customers, and how it is forgotten."""
