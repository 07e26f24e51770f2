"""What customers suggested: listed, typed in, answered, merged."""
