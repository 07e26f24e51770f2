"""House rules that a reader may rely on, and that nobody has to remember."""
