"""Settings, URLs and the doors for servers. Nothing else reads the environment."""
