"""What managers see: the quality page and the settings of the house. Each resource is one module."""
