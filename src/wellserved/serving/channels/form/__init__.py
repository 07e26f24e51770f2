"""The web contact form as a door: what a visitor typed becomes a conversation, answered by mail."""
