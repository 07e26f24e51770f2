"""What the house learns: how service was perceived, how that compares with what was intended."""
