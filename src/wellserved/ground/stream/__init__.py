"""What happens, told to browsers as it happens: server-sent events, resumable by journal number."""
