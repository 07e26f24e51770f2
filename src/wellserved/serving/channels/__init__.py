"""The doors. Each channel receives into conversations and delivers out of them; none imports another."""
